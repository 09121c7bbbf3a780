"""What the tests of the desk share: a server of their own, people who ask it, an account of each role."""
import http.client
import json
import os
import signal
import subprocess
import tempfile
import time
import urllib.parse

from openapi import Document
from support import Checks, ROOT, SHIAN, must

PACK = os.path.join(ROOT, "packs/yueqing")
PASSWORD = "the sea at Yueqing bay"  # of everybody, after signed_in
checks = Checks()  # a test's own, and where a browser counts what holds of every answer


class Server:
    def __init__(self, store, *arguments, log=True):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([SHIAN, "serve", "--store", store, "--port", "0", *(["--log"] if log else []), *arguments],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.port = urllib.parse.urlparse(self.process.stdout.readline().strip()).port

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


class Browser:
    """One person's session. Every answer must be as the server's own OpenAPI document tells."""

    documents = {}  # by port

    def __init__(self, port):
        self.port, self.cookie, self.csrf = port, None, None
        self.connection, self.used = http.client.HTTPConnection("127.0.0.1", port, timeout=20), time.monotonic()

    def ask(self, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            headers.setdefault("Cookie", self.cookie)
        if self.csrf and method != "GET":
            headers.setdefault("X-Shian-CSRF", self.csrf)
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        if time.monotonic() - self.used > 30:
            self.connection.close()  # the server ends what nobody used for a minute; the next request opens it anew
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        self.used = time.monotonic()
        text = answer.read()
        kind = answer.headers.get("Content-Type", "")
        faults = self.document().faults(method, path, answer.status, kind, text)
        checks.that(not faults, f"{method} {path} answers {answer.status} {text[:200]} against the document: {faults}")
        if "json" in kind and text:
            return answer.status, json.loads(text), answer.headers
        return answer.status, (text.decode(errors="replace") if kind.startswith("text/") or not text else text), answer.headers

    def document(self):
        if self.port not in self.documents:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            connection.request("GET", "/api/openapi.json")
            self.documents[self.port] = Document(connection.getresponse().read())
        return self.documents[self.port]

    def sign_in(self, account, password, **more):
        status, body, headers = self.ask("POST", "/api/v1/session", {"account": account, "password": password, **more})
        if status == 201:
            self.cookie, self.csrf = headers["Set-Cookie"].split(";")[0], body["csrf"]
        return status, body, headers


def accounts(store):
    """One of each role; all with one password, changed at the first sign-in as everybody must."""
    made = {}
    for account, *options in (
            ("office", "--role", "office"), ("u20.officer", "--role", "unit_officer", "--unit", "U20"),
            ("u20.leader", "--role", "unit_leader", "--unit", "U20"), ("u21.officer", "--role", "unit_officer", "--unit", "U21"),
            ("liushi", "--role", "town_officer", "--area", "柳市"), ("hongqiao", "--role", "town_officer", "--area", "虹桥"),
            ("inspector", "--role", "inspector", "--unit", "U20"), ("lab", "--role", "laboratory", "--unit", "LAB1"),
            ("shop", "--role", "business", "--unit", "B1"), ("reviewer", "--role", "reviewer"),
            ("system", "--role", "system_admin"), ("security", "--role", "security_admin"), ("audit", "--role", "audit_admin")):
        made[account] = must("account", "--store", store, account, *options).strip()
    return made


def signed_in(port, passwords):
    """A browser for each of `accounts`, its one-time password changed to PASSWORD."""
    people = {}
    for account, password in passwords.items():
        browser = people[account] = Browser(port)
        checks.equal(browser.sign_in(account, password)[0], 201, f"{account} signs in")
        checks.equal(browser.ask("PUT", "/api/v1/session/password", {"old": password, "new": PASSWORD})[0], 204, f"{account} changes the password")
    return people
