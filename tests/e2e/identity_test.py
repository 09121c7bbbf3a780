"""Who people are: second factor, tokens, the city's own sign-on, accounts, doing once what is sent twice. Both stores."""
import base64
import datetime
import hashlib
import hmac
import http.client
import http.server
import json
import os
import sqlite3
import struct
import subprocess
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import Browser, PACK, PASSWORD, Server, accounts, checks, signed_in
from support import must, on_both_stores, shian

CLIENT, SECRET = "shian", "a secret of this test"


def b64(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def totp(secret, at=None):
    """RFC 6238, written down again so that it does not share the program's mistakes."""
    counter = int((at or time.time()) // 30)
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    place = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def fresh_code(secret, used):
    """A code that was not used yet: at most one step ahead of the clock, as an authenticator a little fast shows it."""
    for ahead in (0, 30):
        code = totp(secret, time.time() + ahead)
        if code not in used:
            used.add(code)
            return code
    time.sleep(30 - time.time() % 30 + 0.2)
    return fresh_code(secret, used)


class Provider:
    """A city's sign-on: discovery, keys, the page that people sign in at, the token endpoint. Signs RS256 or ES256."""

    def __init__(self, folder):
        self.folder, self.asked, self.person, self.kind, self.spoil, self.silent = folder, {}, ("10023", "u20.officer"), "RS256", None, False
        self.run("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", self.key("RS256"))
        self.run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", self.key("ES256"))
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                provider.answer_get(self)

            def do_POST(self):
                provider.answer_post(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def key(self, kind):
        return os.path.join(self.folder, f"{kind}.pem")

    def run(self, *arguments, **options):
        return subprocess.run(["openssl", *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options).stdout

    def give(self, handler, status, body, **headers):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        handler.send_header("Content-Length", str(len(text)))
        handler.end_headers()
        handler.wfile.write(text)

    def public_keys(self):
        modulus = self.run("rsa", "-in", self.key("RS256"), "-noout", "-modulus").decode().strip().split("=")[1]
        point = self.run("ec", "-in", self.key("ES256"), "-pubout", "-outform", "DER")[-64:]
        return {"keys": [{"kty": "RSA", "kid": "RS256", "use": "sig", "alg": "RS256", "n": b64(bytes.fromhex(modulus)), "e": b64(b"\x01\x00\x01")},
                         {"kty": "EC", "kid": "ES256", "use": "sig", "alg": "ES256", "crv": "P-256", "x": b64(point[:32]), "y": b64(point[32:])}]}

    def signed(self, claims):
        head = b64(json.dumps({"alg": self.kind, "kid": self.kind}).encode())
        text = f"{head}.{b64(json.dumps(claims).encode())}"
        signature = self.run("dgst", "-sha256", "-sign", self.key(self.kind), input=text.encode())
        if self.kind == "ES256":  # from DER to the two numbers that a token holds
            numbers, rest = [], signature[2:]
            for _ in range(2):
                length = rest[1]
                numbers.append(int.from_bytes(rest[2:2 + length], "big").to_bytes(32, "big"))
                rest = rest[2 + length:]
            signature = b"".join(numbers)
        return f"{text}.{b64(signature)}"

    def answer_get(self, handler):
        address = urllib.parse.urlparse(handler.path)
        if self.silent:
            self.give(handler, 503, b"")
        elif address.path == "/.well-known/openid-configuration":
            self.give(handler, 200, {"issuer": self.issuer, "authorization_endpoint": self.issuer + "/authorize",
                                     "token_endpoint": self.issuer + "/token", "jwks_uri": self.issuer + "/keys"})
        elif address.path == "/keys":
            self.give(handler, 200, self.public_keys())
        elif address.path == "/authorize":  # the person is signed in here already and is sent back
            asked = dict(urllib.parse.parse_qsl(address.query))
            code = hashlib.sha256(asked["state"].encode()).hexdigest()
            self.asked[code] = asked
            back = asked["redirect_uri"] + "?" + urllib.parse.urlencode({"code": code, "state": asked["state"]})
            self.give(handler, 302, b"", Location=back)
        else:
            self.give(handler, 404, b"")

    def answer_post(self, handler):
        form = dict(urllib.parse.parse_qsl(handler.rfile.read(int(handler.headers["Content-Length"])).decode()))
        asked = self.asked.pop(form.get("code"), None)
        credentials = base64.b64decode(handler.headers.get("Authorization", "Basic ")[6:]).decode()
        expected = f"{urllib.parse.quote(CLIENT)}:{urllib.parse.quote(SECRET)}"
        challenge = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if not asked or credentials != expected or challenge != asked["code_challenge"]:
            return self.give(handler, 400, {"error": "invalid_grant"})
        now, (subject, name) = int(time.time()), self.person
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": subject, "preferred_username": name, "nonce": asked["nonce"], "iat": now, "exp": now + 300}
        claims.update(self.spoil or {})
        return self.give(handler, 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.signed(claims)})


class Program(Browser):
    """Speaks by an API token: no cookie, no page's mark."""

    def __init__(self, port, token):
        super().__init__(port)
        self.token = token

    def ask(self, method, path, body=None, **headers):
        return super().ask(method, path, body, Authorization=f"Bearer {self.token}", **headers)


def journal(people, kind):
    return people["audit"].ask("GET", f"/api/v1/journal?kind={kind}")[1]["entries"]


def journal_pages(people):
    """The security journal by person, kind and days, a page at a time."""
    audit = people["audit"]
    where = "/api/v1/journal"
    everything = audit.ask("GET", where + "?limit=500")[1]["entries"]
    today = everything[0]["at"][:10]
    later, earlier = ((datetime.date.fromisoformat(today) + datetime.timedelta(days)).isoformat() for days in (1, -1))
    for query, keeps in (("by=office", lambda entry: entry["account"] == "office"), ("by=nobody", lambda entry: False),
                         ("by=office&kind=sign_in", lambda entry: (entry["account"], entry["kind"]) == ("office", "sign_in")),
                         (f"from={today}", lambda entry: entry["at"][:10] >= today), (f"to={earlier}", lambda entry: entry["at"][:10] <= earlier),
                         (f"from={later}", lambda entry: entry["at"][:10] >= later), (f"from={earlier}&to={today}&by=security", lambda entry: entry["account"] == "security")):
        wanted = [entry["seq"] for entry in everything if keeps(entry)]
        found, page = [], {"next": ""}
        while page["next"] is not None and len(found) <= len(wanted):
            status, page, _ = audit.ask("GET", f"{where}?{query}&limit=3" + (f"&cursor={page['next']}" if page["next"] else ""))
            checks.that(status == 200 and len(page["entries"]) <= 3, f"a page of {query}")
            found += [entry["seq"] for entry in page["entries"]]
        checks.equal(found, wanted, f"the journal with {query}")
    for wrong in ("from=yesterday", "to=2022-13-01", "limit=501", "limit=x", "cursor=x", "cursor=-1"):
        checks.equal(audit.ask("GET", f"{where}?{wrong}")[0], 422, f"the journal with {wrong}")


def second_factor(people, server):
    officer = people["u20.officer"]
    where = "/api/v1/session/second-factor"
    checks.equal(officer.ask("PUT", where, {"code": "123456"})[0], 409, "nothing waits to be confirmed")
    checks.equal(officer.ask("POST", where, {"password": "wrong"})[0], 422, "only who knows the password begins")
    status, shown, _ = officer.ask("POST", where, {"password": PASSWORD})
    checks.equal(status, 201, "a second factor is shown")
    checks.that(shown["uri"].startswith("otpauth://totp/") and shown["secret"] in shown["uri"] and shown["qr_svg"].startswith("<svg"), f"with its QR code: {shown['uri']}")
    checks.that(not officer.ask("GET", "/api/v1/session")[1]["account"]["second_factor"], "it does not count before it is confirmed")
    checks.equal(Browser(server.port).sign_in("u20.officer", PASSWORD)[0], 201, "signing in needs no code yet")
    wrong = f"{(int(totp(shown['secret'])) + 1) % 1_000_000:06}"
    checks.equal(officer.ask("PUT", where, {"code": wrong})[0], 422, "a wrong code confirms nothing")
    used = set()
    elsewhere = Browser(server.port)
    elsewhere.sign_in("u20.officer", PASSWORD)
    first = fresh_code(shown["secret"], used)
    checks.equal(officer.ask("PUT", where, {"code": first})[0], 204, "the right one does")
    checks.that(officer.ask("GET", "/api/v1/session")[1]["account"]["second_factor"], "and it counts")
    checks.equal(elsewhere.ask("GET", "/api/v1/session")[0], 401, "sessions begun without it are over")
    checks.equal(officer.ask("POST", where, {"password": PASSWORD})[0], 409, "there is one already")
    again = Browser(server.port)
    status, body, _ = again.sign_in("u20.officer", PASSWORD)
    checks.equal((status, body["type"]), (401, "urn:shian:identity.code_needed"), "signing in asks for a code")
    checks.equal(again.sign_in("u20.officer", PASSWORD, code=first)[0], 401, "the code that confirmed it is used up")
    second = fresh_code(shown["secret"], used)
    checks.equal(again.sign_in("u20.officer", PASSWORD, code=second)[0], 201, "with the next code he is in")
    checks.equal(Browser(server.port).sign_in("u20.officer", PASSWORD, code=second)[0], 401, "no code counts twice")
    third = fresh_code(shown["secret"], used)
    checks.equal(again.ask("DELETE", where, {"password": PASSWORD, "code": second})[0], 422, "nor to remove it")
    checks.equal(again.ask("DELETE", where, {"password": PASSWORD, "code": third})[0], 204, "password and a code remove it")
    checks.equal(Browser(server.port).sign_in("u20.officer", PASSWORD)[0], 201, "then the password alone signs in")
    kinds = [entry["account"] for entry in journal(people, "second_factor")]
    checks.equal(kinds, ["u20.officer", "u20.officer"], "turning it on and off is journaled")
    people["u20.officer"] = again
    return shown["secret"]


def sessions(people, server):
    officer, where = people["u20.officer"], "/api/v1/sessions"
    others = [Browser(server.port) for _ in range(3)]
    for other in others:
        checks.equal(other.sign_in("u20.officer", PASSWORD)[0], 201, "signed in elsewhere")
    listed = officer.ask("GET", where)[1]["sessions"]
    checks.equal((len(listed), [one["is_this"] for one in listed].count(True)), (4, 1), f"all are listed: {listed}")
    checks.equal({(one["peer"], one["second_factor"]) for one in listed}, {("127.0.0.1", False)}, "with where from and how")
    own = next(one["id"] for one in listed if one["is_this"])
    theirs = next(one["id"] for one in others[0].ask("GET", where)[1]["sessions"] if one["is_this"])
    checks.that(own != theirs and others[0].cookie.split("=")[1] not in json.dumps(listed), "each has a name, which opens nothing")
    checks.equal(officer.ask("DELETE", f"{where}/{theirs}", {"password": "not this one"})[0], 422, "only who knows the password ends one")
    checks.equal(officer.ask("DELETE", where, {})[0], 422, "or all")
    checks.equal(people["u21.officer"].ask("DELETE", f"{where}/{theirs}", {"password": PASSWORD})[0], 404, "nobody ends another's")
    checks.equal(others[0].ask("GET", "/api/v1/session")[0], 200, "it goes on until")
    checks.equal(officer.ask("DELETE", f"{where}/{theirs}", {"password": PASSWORD})[0], 204, "it is ended")
    checks.equal([other.ask("GET", "/api/v1/session")[0] for other in others], [401, 200, 200], "that one at once")
    checks.equal(officer.ask("DELETE", where, {"password": PASSWORD})[0], 204, "then all others")
    checks.equal([other.ask("GET", "/api/v1/session")[0] for other in others], [401, 401, 401], "they are out")
    checks.equal([one["id"] for one in officer.ask("GET", where)[1]["sessions"]], [own], "his own goes on")
    told = [entry["what"]["en"] for entry in journal(people, "sign_out")]
    checks.equal(told, ["signed out everywhere else", "signed out elsewhere"], "both are journaled")
    checks.equal(Browser(server.port).ask("GET", where)[0], 401, "nobody sees anybody's")


def demanded(store):
    """Roles that must sign in with a second factor do nothing before they did."""
    server = Server(store, "--second-factor", "system_admin", "--second-factor", "audit_admin")
    try:
        office, audit = Browser(server.port), Browser(server.port)
        office.sign_in("office", PASSWORD)
        checks.equal(office.ask("GET", "/api/v1/board")[0], 200, "of others none is demanded")
        checks.equal(audit.sign_in("audit", PASSWORD)[0], 201, "the audit administrator signs in by password")
        factor = "/api/v1/session/second-factor"
        status, body, _ = audit.ask("GET", "/api/v1/journal")
        checks.equal((status, body["type"]), (403, "urn:shian:identity.second_factor.required"), "and may do nothing yet")
        checks.equal(audit.ask("POST", "/api/v1/tokens", {"name": "x", "days": 1})[0], 403, "not even make a key")
        secret = audit.ask("POST", factor, {"password": PASSWORD})[1]["secret"]
        used = set()
        checks.equal(audit.ask("PUT", factor, {"code": fresh_code(secret, used)})[0], 204, "but turn one on")
        checks.equal(audit.ask("GET", "/api/v1/journal")[0], 403, "this session was begun without it")
        checks.equal(audit.sign_in("audit", PASSWORD, code=fresh_code(secret, used))[0], 201, "with it")
        checks.equal(audit.ask("GET", "/api/v1/journal")[0], 200, "he does his work")
        status, made, _ = audit.ask("POST", "/api/v1/tokens", {"name": "nightly", "days": 1})
        program = Program(server.port, made["secret"])
        checks.equal((status, program.ask("GET", "/api/v1/journal")[0]), (201, 200), "so do his programs")
        checks.equal(audit.ask("DELETE", factor, {"password": PASSWORD, "code": fresh_code(secret, used)})[0], 204, "turned off")
        checks.equal((audit.ask("GET", "/api/v1/journal")[0], program.ask("GET", "/api/v1/journal")[0]), (200, 403), "his programs do no more; he until he signs in again")
        checks.equal(audit.sign_in("audit", PASSWORD)[0], 201, "who signs in without it")
        checks.equal(audit.ask("GET", "/api/v1/journal")[0], 403, "is where he was")
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    checks.that("king" in shian("serve", "--store", store, "--second-factor", "king")[2], "a role that is none")


def tokens(people, server, run_sql):
    officer = people["u20.officer"]
    books = "/api/v1/registers/complaint/records"
    complaint = {"complaint_no": "T-1", "kind": "投诉", "area": "柳市", "unit": "U20"}
    made = {}
    for name, may_write in (("read", False), ("write", True), ("old", True), ("gone", True)):
        status, body, _ = officer.ask("POST", "/api/v1/tokens", {"name": name, "may_write": may_write, "days": 30})
        checks.equal(status, 201, f"a token is made: {body}")
        made[name] = body
    for wrong in ({"name": "", "days": 1}, {"name": "x", "days": 0}, {"name": "x", "days": 400}, {"name": "x", "days": "1"},
                  {"name": "x", "days": 1.5}, {"name": "x", "days": 1, "may_write": "yes"}, {"name": "x" * 90, "days": 1}, {"name": "x"}):
        checks.equal(officer.ask("POST", "/api/v1/tokens", wrong)[0], 422, f"no token: {wrong}")

    def program(name):
        return Program(server.port, made[name]["secret"])

    checks.equal(program("read").ask("GET", books)[0], 200, "a token reads what its account may read")
    checks.equal(program("read").ask("GET", "/api/v1/accounts")[0], 403, "and nothing else")
    status, body, _ = program("read").ask("POST", books, {"values": complaint})
    checks.equal((status, body["type"]), (403, "urn:shian:identity.scope"), "one that may only read does not write")
    checks.equal(program("write").ask("POST", books, {"values": complaint})[0], 201, "one that may write needs no page's mark")
    for method, path, body in (("POST", "/api/v1/tokens", {"name": "more", "days": 1}), ("DELETE", f"/api/v1/tokens/{made['read']['id']}", None),
                               ("PUT", "/api/v1/session/password", {"old": PASSWORD, "new": "another sea at night"}),
                               ("POST", "/api/v1/session/second-factor", {"password": PASSWORD})):
        checks.equal(program("write").ask(method, path, body)[0], 403, f"no token may {method} {path}")
    checks.equal(officer.ask("DELETE", f"/api/v1/tokens/{made['gone']['id']}")[0], 204, "a token is revoked")
    checks.equal(officer.ask("DELETE", f"/api/v1/tokens/{made['gone']['id']}")[0], 404, "once")
    checks.equal(program("gone").ask("GET", books)[0], 401, "and opens nothing any more")
    run_sql(f"UPDATE shian_token SET expires_at = '2022-01-01 00:00:00' WHERE id = '{made['old']['id']}'")
    checks.equal(program("old").ask("GET", books)[0], 401, "nor does one that is over")
    checks.equal(people["office"].ask("DELETE", f"/api/v1/tokens/{made['read']['id']}")[0], 404, "nobody else's to revoke")
    checks.equal(people["office"].ask("GET", "/api/v1/tokens?account=u20.officer")[0], 403, "nor to see")
    listed = {token["name"]: token for token in people["security"].ask("GET", "/api/v1/tokens?account=u20.officer")[1]["tokens"]}
    checks.that(listed["read"]["last_used_at"] and not listed["read"]["may_write"], f"the security administrator sees when it was used: {listed}")
    checks.that("shian_" not in json.dumps(listed), "but no secret")
    checks.equal(people["security"].ask("DELETE", f"/api/v1/tokens/{made['read']['id']}?account=u20.officer")[0], 204, "and revokes it")
    checks.equal(program("read").ask("GET", books)[0], 401, "at once")
    checks.equal(people["reviewer"].ask("GET", "/api/v1/tokens")[0], 403, "a reviewer has none")
    checks.that(len(journal(people, "token")) == 6, "each is journaled")


def once(people):
    officer, other = people["u20.officer"], people["u21.officer"]
    books = "/api/v1/registers/complaint/records"
    record = {"values": {"complaint_no": "ONCE-1", "kind": "投诉", "area": "柳市", "unit": "U20"}}
    key = {"Idempotency_Key": "5f6b1c1e-0001"}
    status, first, headers = officer.ask("POST", books, record, **key)
    checks.equal((status, headers.get("Idempotency-Replayed")), (201, None), "entered")
    status, again, replayed = officer.ask("POST", books, record, **key)
    checks.equal((status, again, replayed.get("Idempotency-Replayed")), (201, first, "true"), "the same again is the same answer")
    checks.equal((replayed["Location"], replayed["ETag"]), (headers["Location"], headers["ETag"]), "with its place and tag")
    found = officer.ask("GET", books + "?f.complaint_no=ONCE-1")[1]["records"]
    checks.equal(len(found), 1, "and one record")
    record["values"]["complaint_no"] = "ONCE-2"
    status, body, _ = officer.ask("POST", books, record, **key)
    checks.equal((status, body["type"]), (409, "urn:shian:request.idempotency_conflict"), "another content under the same key")
    record["values"].update(complaint_no="ONCE-3", unit="U21")
    checks.equal(other.ask("POST", books, record, **key)[0], 201, "another account's key is its own")
    refused = {"values": {"complaint_no": "ONCE-4", "kind": "投诉", "area": "nowhere", "unit": "U20"}}
    checks.equal(officer.ask("POST", books, refused, Idempotency_Key="k2")[0], 422, "a refusal")
    refused["values"]["area"] = "柳市"
    checks.equal(officer.ask("POST", books, refused, Idempotency_Key="k2")[0], 201, "is not kept")
    for wrong in ("x" * 101, "a b", "钥匙".encode().decode("latin-1")):
        checks.equal(officer.ask("POST", books, refused, Idempotency_Key=wrong)[0], 422, f"no key: {wrong[:10]!r}")

    answers, record = [], {"values": {"complaint_no": "ONCE-5", "kind": "投诉", "area": "柳市", "unit": "U20"}}

    def click():
        browser = Browser(officer.port)
        browser.cookie, browser.csrf = officer.cookie, officer.csrf
        answers.append(browser.ask("POST", books, record, Idempotency_Key="twelve-clicks")[:2])

    threads = [threading.Thread(target=click) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    checks.equal({json.dumps(answer) for answer in answers}, {json.dumps(answers[0])}, "twelve clicks at once are one record")
    checks.equal(answers[0][0], 201, "which is entered")

    security = people["security"]
    wanted = {"id": "once.more", "role": "office"}
    checks.equal(security.ask("POST", "/api/v1/accounts", wanted, Idempotency_Key="a1")[0], 201, "an account")
    status, body, _ = security.ask("POST", "/api/v1/accounts", wanted, Idempotency_Key="a1")
    checks.equal((status, body["type"]), (409, "urn:shian:request.shown_once"), "its password is kept nowhere, not even for the same key")


def administration(people, server, run_sql):
    security, officer = people["security"], people["u21.officer"]
    roles = {role["id"]: role["needs"] for role in security.ask("GET", "/api/v1/roles")[1]["roles"]}
    checks.equal((len(roles), roles["unit_officer"], roles["town_officer"], roles["business"], roles["office"]), (11, "unit", "area", "own", ""), "roles and what they need")
    for path in ("/api/v1/board", "/api/v1/registers", "/api/v1/registers/complaint/records", "/api/v1/journal", "/api/v1/city"):
        checks.equal(security.ask("GET", path)[0], 403, f"the security administrator has no part in {path}")
    for account in ("office", "system", "audit", "u20.officer", "reviewer"):
        for method, path, body in (("GET", "/api/v1/roles", None), ("PATCH", "/api/v1/accounts/lab", {"name": "x"}),
                                   ("POST", "/api/v1/accounts/lab/password", {}), ("DELETE", "/api/v1/accounts/lab/second-factor", None)):
            checks.equal(people[account].ask(method, path, body)[0], 403, f"{account} may not {method} {path}")
    for change in ({"role": "office"}, {"disabled": True}, {"area": "T01"}):
        status, body, _ = security.ask("PATCH", "/api/v1/accounts/security", change)
        checks.equal((status, body["type"]), (403, "urn:shian:identity.own_post"), f"nobody does this to himself: {change}")
    refused = [entry for entry in journal(people, "refused") if entry["account"] == "security"]
    checks.that(refused and all(f"GET {path}" in " ".join(entry["what"]["en"] for entry in refused) for path in ("/api/v1/board", "/api/v1/journal")), f"trying is journaled: {refused}")
    checks.equal(security.ask("PATCH", "/api/v1/accounts/security", {"name": "安全管理岗"})[0], 200, "but his name he may change")
    checks.equal(security.ask("POST", "/api/v1/accounts/security/password", {})[0], 403, "nor does he reset his own password")

    status, body, _ = security.ask("PATCH", "/api/v1/accounts/u21.officer", {"name": "综合执法经办", "oidc_subject": "https://id.example.gov.cn#7"})
    checks.equal((status, body["name"], body["oidc_subject"], body["role_name"]["en"]), (200, "综合执法经办", "https://id.example.gov.cn#7", "unit officer"), "a name is changed")
    checks.equal(officer.ask("GET", "/api/v1/session")[0], 200, "which ends no session")
    smuggled = {"name": "综合执法经办", "password_hash": "x", "totp_secret": "ABCDEFGH", "must_change_password": True, "created_at": "2000-01-01", "id": "other"}
    status, body, _ = security.ask("PATCH", "/api/v1/accounts/u21.officer", smuggled)
    checks.equal((status, body["id"], body["second_factor"], body["must_change_password"]), (200, "u21.officer", False, False), "what is not for him to set is not set")
    checks.equal(Browser(server.port).sign_in("u21.officer", PASSWORD)[0], 201, "nor his password")
    checks.equal(security.ask("PATCH", "/api/v1/accounts/lab", {"oidc_subject": "https://id.example.gov.cn#7"})[0], 409, "one person has one account")
    for wrong in ({"role": "king"}, {"role": "town_officer"}, {"unit": "U99"}, {"name": " "}, {"name": "x" * 81}, {"disabled": "yes"}, {"oidc_subject": "10023"}, {"role": "laboratory"}):
        checks.equal(security.ask("PATCH", "/api/v1/accounts/u21.officer", wrong)[0], 422, f"refused: {wrong}")
    checks.equal(security.ask("PATCH", "/api/v1/accounts/nobody.here", {"name": "x"})[0], 404, "no such account")
    checks.equal(security.ask("PATCH", "/api/v1/accounts/%27%20or%201=1", {"name": "x"})[0], 404, "nor this")

    status, body, _ = security.ask("PATCH", "/api/v1/accounts/u21.officer", {"email": "u21@yueqing.gov.cn"})
    checks.equal((status, body["email"], body["digest"]), (200, "u21@yueqing.gov.cn", "zh"), "an address, and with it the digest")
    own = officer.ask("GET", "/api/v1/session")[1]["account"]
    checks.equal((own["email"], own["digest"]), ("u21@yueqing.gov.cn", "zh"), "its person sees it")
    checks.equal(officer.ask("PUT", "/api/v1/session/digest", {"digest": "none"})[0], 204, "and chooses to have none")
    checks.equal(officer.ask("GET", "/api/v1/session")[1]["account"]["digest"], "none", "which holds at once")
    for wrong in ({"email": "nobody"}, {"email": "a@b\r\nBcc: c@d"}, {"digest": "daily"}):
        checks.equal(security.ask("PATCH", "/api/v1/accounts/u21.officer", wrong)[0], 422, f"refused: {wrong}")
    for wrong in ({"digest": "daily"}, {"digest": None}, {}):
        checks.equal(officer.ask("PUT", "/api/v1/session/digest", wrong)[0], 422, f"refused: {wrong}")
    checks.equal(security.ask("POST", "/api/v1/accounts", {"id": "with.mail", "role": "office", "email": "x@yueqing.gov.cn", "digest": "en"})[0], 201, "made with an address")
    everything = json.dumps([people["audit"].ask("GET", "/api/v1/journal")[1], people["office"].ask("GET", "/api/v1/session")[1]])
    checks.that("its mail address" in everything and "@yueqing" not in everything, "the journal tells that it changed, and nobody else what it is")

    status, made, _ = officer.ask("POST", "/api/v1/tokens", {"name": "night", "may_write": True, "days": 9})
    program = Program(server.port, made["secret"])
    checks.equal(program.ask("GET", "/api/v1/board")[0], 200, "a token of his")
    listening = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    listening.request("GET", "/api/v1/events", headers={"Cookie": officer.cookie})
    heard = listening.getresponse()
    checks.equal(heard.status, 200, "he listens")
    time.sleep(0.3)
    status, body, _ = security.ask("PATCH", "/api/v1/accounts/u21.officer", {"disabled": True})
    checks.equal((status, body["disabled"]), (200, True), "disabled")
    heard.read()  # ends, or the time-out fails the test
    listening.close()
    checks.that(True, "he hears nothing more")
    checks.equal(officer.ask("GET", "/api/v1/session")[0], 401, "his session ends at once")
    checks.equal(program.ask("GET", "/api/v1/board")[0], 401, "so does his token")
    checks.equal(Browser(server.port).sign_in("u21.officer", PASSWORD)[0], 401, "and he does not come in again")
    checks.equal(security.ask("PATCH", "/api/v1/accounts/u21.officer", {"disabled": False})[0], 200, "enabled again")
    checks.equal(Browser(server.port).sign_in("u21.officer", PASSWORD)[0], 201, "he signs in")

    moved = Browser(server.port)
    moved.sign_in("u21.officer", PASSWORD)
    checks.equal(security.ask("PATCH", "/api/v1/accounts/u21.officer", {"role": "unit_leader"})[0], 200, "another role")
    checks.equal(moved.ask("GET", "/api/v1/session")[0], 401, "ends the sessions of the old one")
    forgotten = [Browser(server.port).sign_in("u21.officer", "long forgotten")[0] for _ in range(6)]
    checks.equal(forgotten[-1], 429, "whoever forgot his password has to wait")
    status, body, _ = security.ask("POST", "/api/v1/accounts/u21.officer/password", {})
    checks.equal(status, 201, "a password for once")
    run_sql("UPDATE shian_account SET changed_at = '2022-01-01 00:00:00' WHERE id = 'u21.officer'")
    status, old, _ = Browser(server.port).sign_in("u21.officer", body["password"])
    checks.equal((status, old["type"]), (401, "urn:shian:identity.password.expired"), "it does not wait for ever for a finder")
    status, body, _ = security.ask("POST", "/api/v1/accounts/u21.officer/password", {})
    moved = Browser(server.port)
    checks.equal(moved.sign_in("u21.officer", PASSWORD)[0], 401, "the old one is void")
    status, session, _ = moved.sign_in("u21.officer", body["password"])
    checks.that(status == 201 and session["account"]["must_change_password"], "the new one has to be changed")
    checks.equal(moved.ask("GET", "/api/v1/board")[0], 403, "before anything else")
    checks.equal(moved.ask("PUT", "/api/v1/session/password", {"old": body["password"], "new": PASSWORD})[0], 204, "changed")
    checks.equal(session["account"]["role"], "unit_leader", "in his new role")
    checks.that("create" not in session["may"]["record"], "which enters nothing")
    people["u21.officer"] = moved

    factor = "/api/v1/session/second-factor"
    secret = moved.ask("POST", factor, {"password": PASSWORD})[1]["secret"]
    checks.equal(moved.ask("PUT", factor, {"code": totp(secret)})[0], 204, "a second factor")
    checks.equal(security.ask("DELETE", "/api/v1/accounts/u21.officer/second-factor")[0], 204, "whose telephone is lost")
    checks.equal(moved.ask("GET", "/api/v1/session")[0], 401, "his sessions end with it, whoever holds the telephone")
    checks.equal(security.ask("DELETE", "/api/v1/accounts/u21.officer/second-factor")[0], 409, "once")
    checks.equal(Browser(server.port).sign_in("u21.officer", PASSWORD)[0], 201, "signs in without it")
    told = [entry["what"]["en"] for entry in journal(people, "account")]
    checks.that(any("unit officer to unit leader" in what for what in told) and any("disabled" in what for what in told), f"all is journaled: {told}")


def filters(people):
    officer, town = people["u20.officer"], people["liushi"]
    where = "/api/v1/registers/complaint/filters"
    status, kept, _ = officer.ask("POST", where, {"name": "柳市未办结", "query": "f.area=柳市&sort=-received_on"})
    checks.equal((status, kept["query"]), (201, "f.area=柳市&sort=-received_on"), "a filter is kept")
    checks.equal(officer.ask("GET", where)[1]["filters"], [kept], "for who keeps it")
    checks.equal(town.ask("GET", where)[1]["filters"], [], "and for nobody else")
    checks.equal(town.ask("DELETE", f"{where}/{kept['id']}")[0], 404, "nor is it another's to remove")
    checks.equal(officer.ask("GET", "/api/v1/registers/operator/filters")[1]["filters"], [], "nor another register's")
    checks.equal(officer.ask("DELETE", f"/api/v1/registers/operator/filters/{kept['id']}")[0], 404, "nor there to remove")
    for wrong, status in (({"query": "x"}, 422), ({"name": "x" * 81}, 422), ({"name": "x", "query": "y" * 5000}, 422), ({"name": "x", "query": 1}, 422)):
        checks.equal(officer.ask("POST", where, wrong)[0], status, f"no filter: {str(wrong)[:30]}")
    checks.equal(officer.ask("GET", "/api/v1/registers/nothing/filters")[0], 404, "no such register")
    checks.equal(people["security"].ask("GET", where)[0], 403, "administrators have no registers")
    checks.equal(officer.ask("DELETE", f"{where}/{kept['id']}")[0], 204, "removed")
    checks.equal(officer.ask("GET", where)[1]["filters"], [], "it is gone")


def go(browser, address):
    """Follows one redirect of the desk or the provider by hand, with the desk's cookies."""
    parts = urllib.parse.urlparse(address)
    if parts.port not in (None, browser.port):
        connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=20)
        connection.request("GET", parts.path + "?" + parts.query)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.headers
    status, _, headers = browser.ask("GET", parts.path + ("?" + parts.query if parts.query else ""))
    for cookie in headers.get_all("Set-Cookie") or []:
        name, value = cookie.split(";")[0].split("=", 1)
        browser.jar.pop(name, None) if "Max-Age=0" in cookie else browser.jar.update({name: value})
        checks.that("HttpOnly" in cookie, f"the cookie is guarded: {cookie}")
    browser.cookie = "; ".join(f"{name}={value}" for name, value in browser.jar.items()) or None
    return status, headers


def by_provider(port):
    """Signs in through the provider; gives back the browser and where it was sent at the end."""
    browser = Browser(port)
    browser.jar = {}
    status, headers = go(browser, "/auth/oidc")
    checks.equal(status, 302, "sent to the provider")
    if headers["Location"].startswith("/"):
        return browser, headers["Location"]
    _, headers = go(browser, headers["Location"])
    browser.returned = headers["Location"]
    _, headers = go(browser, headers["Location"])
    return browser, headers["Location"]


def sign_on(store, provider, folder):
    must("account", "--store", store, "u99.new", "--role", "unit_officer", "--unit", "U20")
    secret = os.path.join(folder, "secret")
    with open(secret, "w") as out:
        out.write(SECRET + "\n")
    settings = ["--oidc-issuer", provider.issuer, "--oidc-client", CLIENT, "--oidc-secret-file", secret, "--oidc-redirect", "http://127.0.0.1/auth/oidc/back", "--oidc-name", "浙政钉"]
    server = Server(store, *settings)
    try:
        welcome = Browser(server.port).ask("GET", "/api/v1/welcome")[1]
        checks.equal(welcome["sign_on"], {"name": {"zh": "浙政钉", "en": "浙政钉"}, "address": "/auth/oidc"}, "the sign-in page offers it")
        provider.person = ("20022", "u20.officer")
        _, end = by_provider(server.port)
        checks.equal(end, "/sign-in?problem=identity.oidc.no_account", "who is bound to no account is not let in by his name")
        security = Browser(server.port)
        security.sign_in("security", PASSWORD)
        status, _, _ = security.ask("PATCH", "/api/v1/accounts/u20.officer", {"oidc_subject": f"{provider.issuer}#20022"})
        checks.equal(status, 200, "the security administrator binds him")
        for kind in ("RS256", "ES256"):
            provider.kind = kind
            browser, end = by_provider(server.port)
            checks.equal(end, "/", f"signed in with {kind}")
            checks.equal(browser.ask("GET", "/api/v1/session")[1]["account"]["id"], "u20.officer", "as himself")
            checks.that("shian_oidc" not in browser.jar, "the attempt's cookie is gone")
        status, headers = go(browser, browser.returned)
        checks.equal(headers["Location"], "/sign-in?problem=identity.oidc.state", "coming back a second time is nothing")
        for spoil, why in (({"nonce": "other"}, "of another attempt"), ({"aud": "other"}, "for another client"), ({"iss": "https://other"}, "of another issuer"),
                           ({"exp": 1}, "that is over"), ({"sub": ""}, "without a person")):
            provider.spoil = spoil
            _, end = by_provider(server.port)
            checks.that(end.startswith("/sign-in?problem=identity.oidc."), f"a token {why} is not believed: {end}")
        provider.spoil = None
        victim = Browser(server.port)
        victim.jar = {}
        _, headers = go(victim, "/auth/oidc")
        _, headers = go(victim, headers["Location"])
        attacked = Browser(server.port)
        attacked.jar = {}
        _, end = go(attacked, headers["Location"])
        checks.equal(end["Location"], "/sign-in?problem=identity.oidc.state", "another browser's attempt signs nobody in")
        checks.equal(security.ask("PATCH", "/api/v1/accounts/u20.officer", {"disabled": True})[0], 200, "disabled")
        _, end = by_provider(server.port)
        checks.equal(end, "/sign-in?problem=identity.oidc.no_account", "a disabled account stays out")
        security.ask("PATCH", "/api/v1/accounts/u20.officer", {"disabled": False})
        failed = Browser(server.port)
        failed.sign_in("audit", PASSWORD)
        checks.that(len(failed.ask("GET", "/api/v1/journal?kind=sign_in_failed")[1]["entries"]) >= 2, "failed ones are journaled")
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    server = Server(store, *settings, "--oidc-by-user-name")
    try:
        provider.person = ("30033", "u99.new")
        browser, end = by_provider(server.port)
        checks.equal(end, "/", "where it was chosen, the account of the user name is his")
        session = browser.ask("GET", "/api/v1/session")[1]
        checks.that(session["account"]["id"] == "u99.new" and not session["account"]["must_change_password"], "without the one-time password, which is void now")
        provider.person = ("30034", "u99.new")
        checks.equal(by_provider(server.port)[1], "/sign-in?problem=identity.oidc.no_account", "and stays his, whoever bears the name later")
    finally:
        server.stop()
    provider.silent = True
    server = Server(store, *settings)
    try:
        checks.equal(by_provider(server.port)[1], "/sign-in?problem=identity.oidc.silent", "a provider that is silent")
        checks.equal(Browser(server.port).sign_in("office", PASSWORD)[0], 201, "keeps nobody with a password out")
    finally:
        server.stop()


def page(port, path, **headers):
    """The desk's pages are no part of the API's document."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers


def before_signing_in(server):
    nobody = Browser(server.port)
    status, welcome, _ = nobody.ask("GET", "/api/v1/welcome")
    checks.equal((status, welcome["pack"]["id"], welcome["demo"], welcome["sign_on"], welcome["simulated"]), (200, "yueqing", None, None, False), "what the sign-in page shows")
    checks.equal(nobody.ask("GET", "/auth/oidc")[0], 404, "no provider, no sign-on")
    for path, status in (("/", 200), ("/registers/complaint/17", 200), ("/assets/app-1a2b3c4d.js", 200), ("/nothing.js", 404), ("/api/v1/nothing", 404)):
        got, headers = page(server.port, path)
        checks.equal(got, status, f"the desk's page at {path}")
        if status == 200:
            checks.that("frame-ancestors 'none'" in headers["Content-Security-Policy"] and headers["X-Content-Type-Options"] == "nosniff", f"is guarded: {headers}")
            checks.equal(headers.get("Strict-Transport-Security"), None, "and says nothing of TLS where there is none")
    checks.equal(page(server.port, "/", **{"X-Forwarded-Proto": "https"})[1]["Strict-Transport-Security"], "max-age=31536000", "by TLS once, by TLS always")
    checks.equal(nobody.ask("GET", "/metrics")[0], 200, "figures on the machine itself")
    for header in ({"X_Forwarded_For": "127.0.0.1"}, {"X_Forwarded_Proto": "https"}, {"Forwarded": "for=127.0.0.1"}):
        checks.equal(nobody.ask("GET", "/metrics", **header)[0], 404, f"not through a proxy: {header}")


def story(store, folder, run_sql):
    must("init", "--store", store, "--pack", PACK)
    refused = shian("account", "--store", store, "--demo")
    checks.equal(refused[0], 1, "no demo accounts among real records")
    screens = os.path.join(folder, "screens")
    os.makedirs(os.path.join(screens, "assets"), exist_ok=True)
    for name, text in (("index.html", "<!doctype html><title>desk</title>"), ("assets/app-1a2b3c4d.js", "1")):
        with open(os.path.join(screens, name), "w") as out:
            out.write(text)
    passwords = accounts(store)
    server = Server(store, "--web", screens)
    try:
        before_signing_in(server)
        people = signed_in(server.port, passwords)
        once(people)
        filters(people)
        sessions(people, server)
        tokens(people, server, run_sql)
        second_factor(people, server)
        administration(people, server, run_sql)
        journal_pages(people)
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    server.log.seek(0)
    text = server.log.read()
    for secret in (PASSWORD, "shian_", "otpauth"):
        checks.that(secret not in text, f"the log must not hold {secret!r}")
    provider = Provider(folder)
    try:
        sign_on(store, provider, folder)
    finally:
        provider.stop()
    demanded(store)
    must("verify", "--store", store)


def both(store, folder, cluster):
    def in_sqlite(sql):
        with sqlite3.connect(store.removeprefix("sqlite:"), timeout=20) as connection:
            connection.execute(sql)
        connection.close()

    def in_postgresql(sql):
        cluster.run([f"{cluster.bin}/psql", "-q", "-h", cluster.folder, "-U", "postgres", "-d", "desk", "-c", sql])

    story(store, folder, in_postgresql if cluster else in_sqlite)


on_both_stores(both)
checks.close()
