"""Every address of the document against bad input, by nobody, a low role, the office and the administrators: nothing fails inside, nothing leaks."""
import http.client
import json
import os
import re
import sys
import tempfile
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, Browser, Server, accounts, checks, signed_in
from support import Cluster, ROOT, must

SQL = "1' or '1'='1'; drop table account; --"
SCRIPT = "<script>alert(1)</script>"
PARTS = [SQL, SCRIPT, '"', "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "\x00", "-1", "0", "9" * 30, "1e9", " ", "%", "{id}", "乐" * 50, "a" * 3000, "1/2"]
VALUES = [None, 0, -1, 10 ** 30, 1.5, True, [], {}, "", SQL, SCRIPT, "../../etc/passwd", "a\u0000b", "x" * 50_000, "９９", [[[[]]]], {"a": {"b": 1}}, "\ud800"]
BODIES = [b"", b"{", b"[]", b"null", b"1", b'"x"', b"{}", b"\xff\xfe", b"[" * 20_000, b'{"a":' * 5_000, b'{"' + b"k" * 100_000 + b'": 1}', b'{"a\\u0000b": 1}', b'{"a": 1e400}']
KINDS = ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""]
GOOD = {"register": "complaint", "id": "1", "target": "K39", "account": "lab"}  # what stands for a placeholder
LEAKS = re.compile(r"SELECT |INSERT |UPDATE |sqlite|SQLSTATE|syntax error|json\.exception|nlohmann|std::|terminate|Traceback|\.cpp|root:x:0|" + re.escape(ROOT + "/") + "|shian-e2e|/build/")


def sample(schema, document):
    """Something of this shape."""
    schema = document.resolved(schema)
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return sample(schema[choice][0], document)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: sample(one, document) for name, one in schema.get("properties", {}).items()}
    if kind == "array":
        return [sample(schema.get("items", {}), document)]
    return {"integer": 1, "number": 1, "boolean": True, "null": None}.get(kind, "2022-09-01" if schema.get("format") == "date" else "x")


def spoiled(value):
    """The value with each of its parts, at any depth, replaced by each bad one."""
    yield from VALUES
    if isinstance(value, dict):
        for name in value:
            for bad in spoiled(value[name]):
                yield {**value, name: bad}


class Knocking:
    """One person at one server; what was wrong is kept, and told once an address."""

    def __init__(self, browser):
        self.browser, self.document, self.wrong = browser, browser.document(), []

    def knock(self, method, target, body=None, kind="application/json"):
        headers = {"If-Match": "*"}
        if kind:
            headers["Content-Type"] = kind
        if self.browser.cookie:
            headers |= {"Cookie": self.browser.cookie, "X-Shian-CSRF": self.browser.csrf or ""}
        connection = self.browser.connection
        try:
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            text = answer.read()
        except (BrokenPipeError, ConnectionResetError, http.client.HTTPException):
            connection.close()
            return
        # What an escaped path means is the server's to say: only its status and its words are looked at then.
        escaped = "%" in target.split("?")[0]
        found = [] if escaped else self.document.faults(method, target, answer.status, answer.headers.get("Content-Type", ""), text)
        if answer.status >= 500:
            found.append("it fails inside")
        if leak := LEAKS.search(text.decode(errors="replace")):
            if "openapi" not in target:
                found.append(f"it leaks {leak.group(0)!r}")
        if answer.status >= 400 and answer.headers.get("Content-Type") != "application/problem+json":
            found.append(f"a refusal as {answer.headers.get('Content-Type')}")
        if found:
            self.wrong.append((method, target[:120], (body or b"")[:80], answer.status, text[:120], found[:2]))


def at(path, **parts):
    return re.sub(r"\{(\w+)\}", lambda found: urllib.parse.quote(parts.get(found.group(1), GOOD.get(found.group(1), "1")), safe=""), path)


def attack(person, path, method, operation):
    document = person.document
    good = at(path)
    for name in re.findall(r"\{(\w+)\}", path):
        for bad in PARTS:
            person.knock(method, at(path, **{name: bad}), b"{}" if method != "GET" else None)
    for parameter in operation.get("parameters", []):
        parameter = document.resolved(parameter)
        if parameter["in"] == "query":
            name = "f.kind" if parameter["name"] == "filters" else parameter["name"]
            for bad in PARTS:
                person.knock(method, f"{good}?{name}={urllib.parse.quote(bad, safe='')}", b"{}" if method != "GET" else None)
    for other in {"GET", "POST", "PUT", "PATCH", "DELETE"} - {one.upper() for one in document.json["paths"][path]}:
        person.knock(other, good, b"{}" if other != "GET" else None)
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        for body in BODIES:
            person.knock(method, good, body)
        for kind in KINDS:
            person.knock(method, good, b"{}", kind)
        for bad in spoiled(sample(content["application/json"]["schema"], document)):
            person.knock(method, good, json.dumps(bad).encode())
        person.knock(method, good, b'{"a": "' + b"x" * (1 << 20) + b'"}')
    elif content:
        for body in (b"", b"PK\x03\x04broken", b"MZ\x90\x00", SCRIPT.encode(), os.urandom(4_000)):
            person.knock(method, good, body, "application/octet-stream")


def story(store):
    must("init", "--store", store, "--pack", PACK)
    passwords = accounts(store)
    server = Server(store)
    try:
        people = signed_in(server.port, {name: passwords[name] for name in ("office", "shop", "security", "audit", "system")})
        values = {"complaint_no": "TS-1", "kind": "投诉", "area": "柳市"}
        checks.equal(people["office"].ask("POST", "/api/v1/registers/complaint/records", {"values": values})[0], 201, "a record to ask for")
        for name, browser in {"nobody": Browser(server.port), **people}.items():
            person = Knocking(browser)
            for path, item in person.document.json["paths"].items():
                for method, operation in item.items():
                    # Signing out would end the attack, and live events do not end.
                    if (method, path) == ("delete", "/api/v1/session") or path == "/api/v1/events":
                        continue
                    person.wrong = []
                    attack(person, path, method.upper(), operation)
                    checks.that(not person.wrong, f"{name} at {method} {path}: {len(person.wrong)} wrong: {person.wrong[:3]}")
        checks.equal(Browser(server.port).ask("GET", "/readyz")[0], 200, "it still answers")
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    must("verify", "--store", store)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SHIAN_FILES"] = os.path.join(folder, "files")
        story(f"sqlite:{folder}/desk.db")
        if os.environ.get("SHIAN_WITHOUT_POSTGRESQL") != "1":
            cluster = Cluster()
            try:
                story(cluster.database("desk"))
            finally:
                cluster.stop()
    checks.close()


main()
