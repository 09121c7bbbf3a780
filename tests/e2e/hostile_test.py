"""Every address of the document against bad input, by nobody, a low role, the office and the administrators: nothing fails inside, nothing leaks."""
import http.client
import io
import json
import os
import re
import sys
import time
import urllib.parse
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, Browser, Server, accounts, checks, signed_in
from files import archive, png, xlsx
from support import ROOT, must, on_both_stores

SQL = "1' or '1'='1'; drop table account; --"
SCRIPT = "<script>alert(1)</script>"
PARTS = [SQL, SCRIPT, '"', "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "\x00", "-1", "0", "9" * 30, "1e9", " ", "%", "{id}", "乐" * 50, "a" * 3000, "1/2"]
VALUES = [None, 0, -1, 10 ** 30, 1.5, True, [], {}, "", SQL, SCRIPT, "../../etc/passwd", "a\u0000b", "x" * 50_000, "９９", [[[[]]]], {"a": {"b": 1}}, "\ud800"]
BODIES = [b"", b"{", b"[]", b"null", b"1", b'"x"', b"{}", b"\xff\xfe", b"[" * 20_000, b'{"a":' * 5_000, b'{"' + b"k" * 100_000 + b'": 1}', b'{"a\\u0000b": 1}', b'{"a": 1e400}']
KINDS = ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""]
GOOD = {"register": "complaint", "id": "1", "target": "K39", "account": "lab", "scheme": "towns-2022", "subject": "T16"}  # what stands for a placeholder
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
        headers = {"If-Match": "*", "Origin": "https://elsewhere.example"}
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
        if any(name.lower().startswith("access-control-") for name in answer.headers):
            found.append("another site's page may read it")
        if answer.headers.get("X-Content-Type-Options") != "nosniff":
            found.append("it may be taken for something else")
        if text and not any(word in answer.headers.get("Cache-Control", "") for word in ("no-store", "private")):
            found.append("others may keep a copy")
        if answer.headers.get("Content-Type", "").endswith("json") and not answer.headers.get("Content-Disposition", "").startswith("attachment"):
            found.append("a browser would show it as a page")
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
    for other in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} - {one.upper() for one in document.json["paths"][path]}:
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


HEADER = ["工单编号", "类别", "镇街"]
NAMES = ["../../../etc/passwd", "..\\..\\boot.ini", "/etc/cron.d/x", "C:\\a\\b.xlsx", "a/../../b.xlsx", ".xlsx", ".htaccess", "con.xlsx", "a.xlsx\u202egpj.exe", "<script>.xlsx", "a\"b.xlsx", "a;b.xlsx",
         "%2e%2e%2f.xlsx", "乐清" * 50 + ".xlsx", "a.xlsx.exe", " .xlsx", "'; drop table shian_batch; --.xlsx", "a\u0085b.xlsx"]


def bombs():
    """Files that are small and mean to be large, or are cut off, or lead elsewhere."""
    sheet = xlsx([HEADER, ["TS-1", "投诉", "柳市"]])
    text = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    whole = xlsx([HEADER])
    parts = {name: read(whole, name) for name in names(whole)}
    yield "a quarter of a gigabyte of blanks", archive({**parts, "xl/worksheets/sheet1.xml": text % (" " * (1 << 28))})
    yield "a cell of many megabytes", archive({**parts, "xl/worksheets/sheet1.xml": text % ('<row r="1"><c r="A1" t="inlineStr"><is><t>' + "工" * (8 << 20) + "</t></is></c></row>")})
    yield "entities within entities", archive({**parts, "xl/workbook.xml": '<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "' + "&x;" * 50 + '">]>' + parts["xl/workbook.xml"].decode()})
    yield "an entity of a file", archive({**parts, "xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + text % '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'})
    yield "a link out of the archive", archive({**parts, "xl/_rels/workbook.xml.rels": parts["xl/_rels/workbook.xml.rels"].decode().replace("worksheets/sheet1.xml", "../../../../etc/passwd")})
    yield "thousands of parts", archive({**parts, **{f"xl/x/{i}.xml": "" for i in range(25_000)}})
    yield "a column far to the right", archive({**parts, "xl/worksheets/sheet1.xml": text % '<row r="1"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'})
    yield "deep nesting", archive({**parts, "xl/worksheets/sheet1.xml": "<a>" * 200_000})
    for share in (0.1, 0.5, 0.9, 0.99):
        yield f"the first {share:.0%}", sheet[:int(len(sheet) * share)]
    yield "a byte changed", sheet[:len(sheet) // 2] + bytes([sheet[len(sheet) // 2] ^ 0xff]) + sheet[len(sheet) // 2 + 1:]
    yield "a line that does not end", ",".join(HEADER).encode() + b"\n" + b"x" * (20 << 20)
    yield "an open quote", ",".join(HEADER).encode() + b'\n"' + b"a,b\n" * 300_000
    yield "NULs", ",".join(HEADER).encode() + b"\n\x00\x00\x00"
    yield "thousands of columns", b",".join(b"c%d" % i for i in range(20_000)) + b"\n" + b"," * 20_000


def names(whole):
    return zipfile.ZipFile(io.BytesIO(whole)).namelist()


def read(whole, name):
    return zipfile.ZipFile(io.BytesIO(whole)).read(name)


def resident(server):
    with open(f"/proc/{server.process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) >> 10  # MB


def bad_files(server, people):
    """Tables and evidence that mean harm: each is refused or told to be no table, and the desk goes on."""
    office, shop = people["office"], people["shop"]
    for what, body in bombs():
        began = time.time()
        status, told, headers = office.ask("POST", "/api/v1/imports?register=complaint&name=a.xlsx", body, Content_Type="application/octet-stream")
        checks.that(status in (201, 415), f"{what}: {status} {str(told)[:200]}")
        if status == 201:
            where = headers["Location"]
            while (one := office.ask("GET", where)[1])["state"] == "trying" and time.time() < began + 60:
                time.sleep(0.05)
            checks.that(one["state"] in ("unreadable", "tried"), f"{what}: {one['state']} {str(one['problem'])[:300]}")
            checks.that(not LEAKS.search(json.dumps(one, ensure_ascii=False)), f"{what}: {one['problem']} leaks nothing")
            checks.equal(office.ask("POST", where + "/confirmation", {"revision": one["revision"]})[0] in (409, 202), True, f"{what} is not imported")
            checks.equal(shop.ask("GET", where)[0], 404, "and nobody else sees it")
            checks.equal(office.ask("DELETE", where)[0] in (204, 409), True, "it is removed")
    checks.that(resident(server) < 700, f"none of them filled the memory: {resident(server)} MB")
    good = xlsx([HEADER, ["NAME-1", "投诉", "柳市"]])
    for name in NAMES:
        status, told, headers = office.ask("POST", "/api/v1/imports?" + urllib.parse.urlencode({"register": "complaint", "name": name}), good, Content_Type="application/octet-stream")
        checks.that(status in (201, 422), f"the name {name!r}: {status}")
        if status == 201:
            checks.that("/" not in told["name"] and "\\" not in told["name"], f"no path is left of {name!r}: {told['name']!r}")
            while office.ask("GET", headers["Location"])[1]["state"] == "trying":
                time.sleep(0.02)
            office.ask("DELETE", headers["Location"])
    values = {"inspection_no": "F-1", "area": "柳市", "inspected_on": "2022-09-01"}
    status, made, headers = office.ask("POST", "/api/v1/registers/inspection/records", {"values": values})
    where, tag = headers["Location"], headers["ETag"]
    for name in NAMES:
        name = name.replace(".xlsx", ".png")
        query = urllib.parse.urlencode({"name": name, "reason": "x"})
        status, told, headers = office.ask("PUT", f"{where}/files/evidence?{query}", png(), If_Match="*")
        checks.that(status in (200, 415, 422), f"evidence called {name!r}: {status} {str(told)[:100]}")
        if status == 200:
            given = office.ask("GET", where + "/files/evidence")[2]
            line = given["Content-Disposition"]
            checks.that("\n" not in line and "/" not in urllib.parse.unquote(line.split("''", 1)[1]), f"{name!r} is given as {line!r}")
    for bad in ("../1", "0", "-1", "99999999999999999999", "1 or 1=1", "%00"):
        part = urllib.parse.quote(bad, safe="")
        for path in (f"/api/v1/imports/{part}", f"/api/v1/imports/{part}/rejects", f"/api/v1/batches/{part}", f"/api/v1/registers/inspection/records/{part}/files/evidence"):
            checks.that(office.ask("GET", path)[0] in (400, 404) if "%" not in part else True, f"{path}")


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
        bad_files(server, people)
        checks.equal(Browser(server.port).ask("GET", "/readyz")[0], 200, "it still answers")
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    must("verify", "--store", store)


on_both_stores(lambda store, *_: story(store))
checks.close()
