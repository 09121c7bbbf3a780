"""The desk over HTTP: who may do what, two people at one record, live events, bad input, stopping. Both stores."""
import http.client
import json
import os
import signal
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, PASSWORD, Browser, Server, accounts, checks
from support import must, on_both_stores


def first_sign_in(port, passwords):
    people = {}
    for account, password in passwords.items():
        browser = Browser(port)
        status, body, headers = browser.sign_in(account, password)
        checks.equal(status, 201, f"{account} signs in")
        cookie = headers["Set-Cookie"]
        checks.that("HttpOnly" in cookie and "SameSite=Strict" in cookie, f"the cookie is guarded: {cookie}")
        checks.that(body["account"]["must_change_password"], f"{account} has a password for once")
        checks.equal(browser.ask("GET", "/api/v1/city")[0], 403, f"{account} may do nothing before changing it")
        checks.equal(browser.ask("PUT", "/api/v1/session/password", {"old": password, "new": "short"})[0], 422, "a short password")
        checks.equal(browser.ask("PUT", "/api/v1/session/password", {"old": "no", "new": PASSWORD})[0], 422, "the wrong old one")
        checks.equal(browser.ask("PUT", "/api/v1/session/password", {"old": password, "new": "1qaz2wsx3edc"})[0], 422, "a common one")
        status, body, _ = browser.ask("PUT", "/api/v1/session/password", {"old": password, "new": password})
        checks.equal((status, body["type"]), (422, "urn:shian:identity.password.same"), "what was handed over does not stay")
        status, body, _ = browser.ask("PUT", "/api/v1/session/password", {"old": password, "new": PASSWORD})
        checks.equal(status, 204, f"{account} changes it: {body}")
        people[account] = browser
    return people


def the_plan(people, store):
    status, board, headers = people["u20.leader"].ask("GET", "/api/v1/board?as_of=2022-09-30")
    checks.equal(status, 200, "the leader sees the board")
    told = json.loads(must("board", "--store", store, "--as-of", "2022-09-30", "--json"))
    checks.equal(board, told, "the board is the command line's")
    checks.equal(len(board["targets"]), 52, "targets")
    status, _, _ = people["u20.leader"].ask("GET", "/api/v1/board?as_of=2022-09-30", If_None_Match=headers["ETag"])
    checks.equal(status, 304, "what he has is not sent again")
    checks.equal(people["liushi"].ask("GET", "/api/v1/board?area=T99")[0], 422, "an area that is none")
    checks.equal(people["liushi"].ask("GET", "/api/v1/board?as_of=tomorrow")[0], 422, "a day that is none")
    checks.equal(people["office"].ask("GET", "/api/v1/targets/K39")[0], 200, "a target")
    checks.equal(people["office"].ask("GET", "/api/v1/targets/K99")[0], 404, "a target that is none")
    status, city, _ = people["office"].ask("GET", "/api/v1/city")
    checks.equal((len(city["areas"]), len(city["units"])), (25, 31), "areas and units")


def roles(people):
    """Every role at every address it may not reach, by the API's own answers."""
    may = {account: browser.ask("GET", "/api/v1/session")[1]["may"] for account, browser in people.items()}
    checks.equal(may["reviewer"], {"frozen": ["read"]}, "what a session says of a reviewer")
    checks.equal(may["security"], {"account": ["read", "create", "correct", "manage"], "token": ["read", "create", "withdraw"]},
                 "and of the security administrator")
    checks.equal(may["office"]["record"], ["read", "create", "correct", "withdraw", "export"], "and of the office")
    reach = {"/api/v1/board": {"office", "u20.officer", "u20.leader", "u21.officer", "liushi", "hongqiao", "inspector"},
             "/api/v1/registers": {"office", "u20.officer", "u20.leader", "u21.officer", "liushi", "hongqiao", "inspector", "lab", "shop"},
             "/api/v1/registers/operator/records": {"office", "u20.officer", "u20.leader", "u21.officer", "liushi", "hongqiao", "inspector", "lab", "shop"},
             "/api/v1/accounts": {"security"}, "/api/v1/journal": {"audit"}}
    for path, allowed in reach.items():
        for account, browser in people.items():
            checks.equal(browser.ask("GET", path)[0], 200 if account in allowed else 403, f"{account} at {path}")
    nobody = Browser(people["office"].port)
    checks.equal(nobody.ask("GET", '/api/v1/registers/a"b/records')[0], 401, "nobody at an odd address")
    for path in reach:
        checks.equal(nobody.ask("GET", path)[0], 401, f"nobody at {path}")
        nobody.cookie = "shian=" + "0" * 64
        checks.equal(nobody.ask("GET", path)[0], 401, f"a made-up session at {path}")
        nobody.cookie = None
    browser = people["office"]
    csrf, browser.csrf = browser.csrf, None
    status, body, _ = browser.ask("POST", "/api/v1/registers/complaint/records", {"values": {}})
    checks.equal((status, body["type"]), (403, "urn:shian:identity.csrf"), "without the page's mark nothing is changed")
    browser.csrf = csrf


def records(people):
    officer, other, town, leader = (people[name] for name in ("u20.officer", "u21.officer", "liushi", "u20.leader"))
    books = "/api/v1/registers/complaint/records"
    complaint = {"complaint_no": "TS-1", "kind": "消费投诉", "area": "柳市", "unit": "U20", "received_on": "2022年9月1日", "accepted_on": "2022-09-02", "food": "是"}
    status, made, headers = officer.ask("POST", books, {"values": complaint})
    checks.equal(status, 201, f"a record is entered: {made}")
    where, seen = headers["Location"], headers["ETag"]
    status, record, headers = officer.ask("GET", where)
    checks.equal(record["values"]["area"] and record["values"]["received_on"], "2022-09-01", "days are read as people write them")
    checks.equal(record["values"]["kind"], "投诉", "an alias becomes the standard term")
    checks.equal(headers["ETag"], seen, "the tag is the record's")

    status, refused, _ = officer.ask("POST", books, {"values": {**complaint, "complaint_no": "TS-2", "area": "柳诗", "received_on": "2022-13-01", "colour": "red"}})
    checks.equal(status, 422, "a wrong record is refused")
    checks.equal({fault["field"] for fault in refused["faults"]}, {"area", "received_on", None}, "each fault at its field")
    checks.that(all(fault["what"]["zh"] and fault["what"]["en"] for fault in refused["faults"]), "in both languages")
    checks.equal(officer.ask("POST", books, {"values": complaint})[0], 422, "the same number again")
    checks.equal(officer.ask("POST", books, {"values": {**complaint, "complaint_no": "TS-3", "unit": "U21"}})[0], 201,
                 "a unit may enter what is another's work")

    checks.equal(town.ask("GET", where)[0], 200, "the town sees what is in it")
    checks.equal(people["hongqiao"].ask("GET", where)[0], 404, "another town's record is not there")
    checks.equal(people["lab"].ask("GET", where)[0], 404, "nor for a laboratory")
    checks.equal(people["reviewer"].ask("GET", where)[0], 403, "nor for the reviewer")
    checks.equal(people["system"].ask("GET", where)[0], 403, "nor for an administrator")
    checks.equal(people["hongqiao"].ask("GET", books)[1]["records"], [], "nor in his list")
    checks.equal([record["name"] for record in other.ask("GET", books)[1]["records"]], ["TS-3"], "only its own work")
    checks.equal(people["hongqiao"].ask("POST", books, {"values": {**complaint, "complaint_no": "TS-4"}})[0], 403,
                 "no town enters for another")

    change = {"values": {"closed_on": "2022-09-20"}, "reason": "补录办结"}
    checks.equal(officer.ask("PATCH", where, change)[0], 428, "without saying what was seen")
    checks.equal(officer.ask("PATCH", where, {"values": change["values"]}, If_Match=seen)[0], 422, "without a reason")
    checks.equal(leader.ask("PATCH", where, change, If_Match=seen)[0], 403, "the leader reads")
    status, record, headers = officer.ask("PATCH", where, change, If_Match=seen)
    checks.equal((status, record["values"]["closed_on"]), (200, "2022-09-20"), "a correction")
    status, late, _ = town.ask("PATCH", where, {"values": {"closed_on": "2022-09-25"}, "reason": "另一人"}, If_Match=seen)
    checks.equal((status, late.get("current", {}).get("values", {}).get("closed_on")), (412, "2022-09-20"),
                 "who saw the older one is told what it is now")
    checks.equal(officer.ask("PATCH", where, {"values": {"area": "虹桥"}, "reason": "x"}, If_Match=headers["ETag"])[0], 200,
                 "a unit may put the town right")
    checks.equal(town.ask("GET", where)[0], 404, "then it is the other town's")
    status, history, _ = officer.ask("GET", where + "/history")
    checks.equal([entry["action"] for entry in history["entries"]], ["create", "correct", "correct"], "its history")
    checks.equal(history["entries"][1]["reason"], "补录办结", "with the reason")
    checks.equal(history["entries"][0]["actor"], "u20.officer", "and who it was")
    clocks = officer.ask("GET", where + "/matter")[1]["clocks"]
    checks.that(any(clock["due"] for clock in clocks), f"its time limits run: {clocks}")


def personal(people):
    office, inspector, audit = people["office"], people["inspector"], people["audit"]
    books = "/api/v1/registers/operator/records"
    shop = {"operator_no": "JY-1", "name": "示例饭店", "area": "柳市", "legal_person": "林小明", "phone": "13800138000"}
    where = inspector.ask("POST", books, {"values": shop})[2]["Location"]
    record = office.ask("GET", where)[1]
    checks.equal((record["values"]["legal_person"], record["shown"]["legal_person"]), (None, "林**"), "a person is masked")
    checks.that("13800138000" not in json.dumps(office.ask("GET", books)[1]), "in lists as well")
    checks.equal(office.ask("GET", books + "?f.phone=13800138000")[0], 403, "and cannot be searched for")
    checks.equal(office.ask("GET", books + "?sort=phone")[0], 403, "nor sorted by")
    checks.equal(office.ask("POST", where + "/unmasking", {"reason": "核查"})[0], 403, "the office's role does not need it")
    checks.equal(inspector.ask("POST", where + "/unmasking", {})[0], 422, "no reason, no data")
    status, whole, _ = inspector.ask("POST", where + "/unmasking", {"reason": "现场核查 2022-15"})
    checks.equal((status, whole["values"]["phone"]), (200, "13800138000"), "for a reason")
    entries = audit.ask("GET", "/api/v1/journal?kind=unmask")[1]["entries"]
    checks.equal([(entry["account"], entry["register"]) for entry in entries], [("inspector", "operator")], "and it is journaled")
    checks.that("现场核查 2022-15" in entries[0]["what"]["zh"] and "13800138000" not in json.dumps(entries), "with the reason, without the data")


def pages(people):
    office = people["office"]
    books = "/api/v1/registers/complaint/records"
    for number in range(30):
        values = {"complaint_no": f"P-{number:02}", "kind": "举报", "area": "虹桥", "received_on": f"2022-08-{number % 28 + 1:02}"}
        checks.equal(office.ask("POST", books, {"values": values})[0], 201, "entered")
    query = books + "?limit=7&f.kind=" + urllib.parse.quote("举报")
    for sort in ("id", "-received_on", "complaint_no"):
        found, cursor = [], ""
        while cursor is not None:
            page = office.ask("GET", f"{query}&sort={sort}" + (f"&cursor={cursor}" if cursor else ""))[1]
            found += [record["values"]["complaint_no"] for record in page["records"]]
            cursor = page["next"]
        checks.equal(sorted(found), [f"P-{number:02}" for number in range(30)], f"all pages in order of {sort}")
    days = [record["values"]["received_on"] for record in office.ask("GET", books + "?sort=-received_on&limit=5")[1]["records"]]
    checks.equal(days, sorted(days, reverse=True), "sorted")
    few = office.ask("GET", books + "?f.received_on.from=2022-08-10&f.received_on.to=2022-08-11")[1]["records"]
    checks.equal(len(few), 2, "between two days")
    for wrong in ("limit=x", "limit=99999", "cursor=x", "offset=-1", "sort=nothing", "f.nothing=1", "f.received_on=never",
                  "sort=" + urllib.parse.quote("id; drop table r_complaint"), "f.kind=" + urllib.parse.quote("' or 1=1 --")):
        checks.equal(office.ask("GET", books + "?" + wrong)[0], 422, f"?{wrong}")


def bad_input(people):
    office = people["office"]
    books = "/api/v1/registers/complaint/records"
    for body, kind, wanted in ((b"{", "application/json", 400), (b"[]", "application/json", 422), (b"{}", "application/json", 422),
                               (b"{}", "text/plain", 415), (b'{"values": 1}', "application/json", 422),
                               (b'{"values": {"kind": 1}}', "application/json", 422), (b"\xff\xfe", "application/json", 400),
                               (b"[" * 5000, "application/json", 400), (b'{"values":{"complaint_no":"a\\u0000b"}}', "application/json", 422)):
        checks.equal(office.ask("POST", books, body, Content_Type=kind)[0], wanted, f"{body[:30]!r}")
    for password, account in (("x", "a\u0000b"), ("a\u0000b", "office")):
        checks.equal(Browser(office.port).sign_in(account, password)[0], 422, "a NUL when signing in")
    checks.equal(Browser(office.port).sign_in("乐" * 40, "x")[0], 401, "a name that cannot be one")
    checks.equal(Browser(office.port).sign_in("x" * 500_000, "x")[0], 401, "nor this")
    failed = people["audit"].ask("GET", "/api/v1/journal?kind=sign_in_failed")[1]["entries"]
    checks.equal([entry["account"] for entry in failed[:2]], ["", ""], "both failures are journaled")
    status, made, headers = office.ask("POST", books, {"values": {"complaint_no": "NUL-1", "kind": "投诉", "area": "柳市"}})
    where = f"{books}/{made['id']}"
    checks.equal(office.ask("PATCH", where, {"values": {"closed_on": "2022-09-01"}, "reason": "a\u0000b"}, If_Match=headers["ETag"])[0], 422, "a NUL in a reason")
    checks.equal(office.ask("PATCH", where, {"values": {}, "reas\u0000on": "x"}, If_Match=headers["ETag"])[0], 422, "or in a name")
    for method, path, wanted in (("DELETE", books, 405), ("PUT", "/api/v1/board", 405), ("GET", "/api/v1/nothing", 404),
                                 ("GET", books + "/x", 404), ("GET", books + "/999999", 404), ("GET", books + "/0", 404),
                                 ("GET", books + "/-1", 404), ("GET", books + "/1%20or%201", 404), ("GET", books + "/9" * 1 + "9" * 30, 404),
                                 ("GET", "/api/v1/registers/nothing", 404), ("GET", "/api/v1/registers/x';--/records", 404),
                                 ("GET", "/api/v1/registers/%3Cscript%3E/records", 404), ("GET", "/api/v1/%2e%2e/%2e%2e/etc/passwd", 400),
                                 ("POST", "/api/v1/session", 415)):
        status, body, _ = Browser(office.port).ask(method, path) if wanted == 400 else office.ask(method, path)
        checks.equal(status, wanted, f"{method} {path}")
        checks.that(isinstance(body, dict) and body["title"]["zh"] and body["title"]["en"], f"{method} {path} is told in both languages")
    large = Browser(office.port)
    large.cookie, large.csrf = office.cookie, office.csrf
    try:
        checks.equal(large.ask("POST", books, b'{"values":{"complaint_no":"' + b"x" * (2 << 20) + b'"}}', Content_Type="application/json")[0], 413, "too large")
    except (BrokenPipeError, ConnectionResetError):
        checks.that(True, "too large: cut off while sending")


def slowed(port):
    browser = Browser(port)
    statuses = [browser.sign_in("office", "wrong password")[0] for _ in range(6)]
    checks.equal(statuses, [401] * 5 + [429], "after five wrong passwords one has to wait")
    burst = []
    threads = [threading.Thread(target=lambda: burst.append(Browser(port).sign_in("u21.officer", "wrong password")[0])) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    checks.equal(sorted(burst), [401] * 5 + [429] * 7, "nor do more slip through when they come at once")
    status, _, headers = browser.sign_in("office", PASSWORD)
    checks.that(status == 429 and 0 < int(headers["Retry-After"]) <= 30, "even with the right one, and not for long")
    checks.equal(browser.sign_in("nobody", "wrong password")[0], 401, "an account that is not there is answered alike")
    checks.equal(browser.sign_in("system", PASSWORD)[0], 201, "others are not slowed")


def live(people):
    office, listener = people["office"], Browser(people["office"].port)
    events = []

    def hear():
        connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=20)
        connection.request("GET", "/api/v1/events", headers={"Cookie": people["u20.leader"].cookie})
        answer = connection.getresponse()
        ready.set()
        for line in answer:
            if line.startswith(b"data:"):
                events.append((time.monotonic(), json.loads(line[5:])))
                return

    ready = threading.Event()
    thread = threading.Thread(target=hear)
    thread.start()
    ready.wait(10)
    before = people["u20.leader"].ask("GET", "/api/v1/board")[2]["ETag"]
    time.sleep(0.2)
    began = time.monotonic()
    values = {"complaint_no": "LIVE-1", "kind": "投诉", "area": "柳市", "food": "是", "received_on": "2022-03-01", "closed_on": "2022-03-05"}
    checks.equal(office.ask("POST", "/api/v1/registers/complaint/records", {"values": values})[0], 201, "entered")
    thread.join(10)
    checks.that(events and events[0][0] - began < 1 and "complaint" in events[0][1]["registers"], f"a listener is told within a second: {events}")
    after = people["u20.leader"].ask("GET", "/api/v1/board", If_None_Match=before)
    checks.that(after[0] in (200, 304), "and asks for the board again")
    listener.connection.close()


def together(people):
    """Many write at once: each gets his own number, and nothing is lost."""
    office = people["office"]
    numbers, wrong = [], []

    def write(worker):
        browser = Browser(office.port)
        browser.cookie, browser.csrf = office.cookie, office.csrf
        for number in range(20):
            values = {"complaint_no": f"W-{worker}-{number}", "kind": "投诉", "area": "柳市"}
            status, body, _ = browser.ask("POST", "/api/v1/registers/complaint/records", {"values": values})
            (numbers if status == 201 else wrong).append(body.get("id", body))

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    checks.equal((len(set(numbers)), wrong), (160, []), "records entered together")
    metrics = Browser(office.port).ask("GET", "/metrics")[1]
    figures = dict(line.rsplit(" ", 1) for line in metrics.splitlines() if not line.startswith("#"))
    checks.that(float(figures["shian_commits_total"]) < float(figures["shian_changes_total"]), f"several share a commit: {figures['shian_commits_total']} of {figures['shian_changes_total']}")


def story(store):
    must("init", "--store", store, "--pack", PACK)
    passwords = accounts(store)
    server = Server(store)
    try:
        checks.equal(Browser(server.port).ask("GET", "/healthz")[0], 200, "it runs")
        checks.equal(Browser(server.port).ask("GET", "/readyz")[0], 200, "the store answers")
        people = first_sign_in(server.port, passwords)
        the_plan(people, store)
        roles(people)
        records(people)
        personal(people)
        pages(people)
        bad_input(people)
        live(people)
        together(people)
        status, made, _ = people["security"].ask("POST", "/api/v1/accounts", {"id": "new.one", "role": "office"})
        checks.equal(status, 201, f"the security administrator makes an account: {made}")
        checks.equal(people["security"].ask("POST", "/api/v1/accounts", {"id": "new.one", "role": "office"})[0], 409, "not twice")
        checks.equal(people["security"].ask("POST", "/api/v1/accounts", {"id": "x1", "role": "king"})[0], 422, "no such role")
        checks.equal(people["lab"].ask("DELETE", "/api/v1/session")[0], 204, "signing out")
        checks.equal(people["lab"].ask("GET", "/api/v1/session")[0], 401, "is out")
        slowed(server.port)
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    logged(server)
    must("verify", "--store", store)


def away(cluster, store):
    """An office's PostgreSQL restarts at night: whoever asks meanwhile is told, and the desk can be stopped."""
    server = Server(store)
    try:
        browser = Browser(server.port)
        checks.equal(browser.ask("GET", "/readyz")[0], 200, "the store answers")
        cluster.server.send_signal(signal.SIGINT)
        cluster.server.wait(20)
        for _ in range(6):
            checks.equal(browser.ask("GET", "/readyz")[0], 503, "the store is away")
            checks.equal(browser.ask("GET", "/api/v1/welcome")[0], 503, "and nobody waits for it")
            time.sleep(0.2)
    finally:
        checks.equal(server.stop(), 0, "it stops without it")


def logged(server):
    """A JSON object for each request, whatever was asked; no secret, no query, nothing personal."""
    server.log.seek(0)
    text = server.log.read()
    entries = []
    for line in text.splitlines():
        if line.startswith("{"):
            try:
                entries.append(json.loads(line))
            except json.JSONDecodeError:
                checks.that(False, f"a line of log is no JSON: {line[:200]}")
    checks.that(len(entries) > 400 and all(entry["request"] and entry["status"] for entry in entries), f"requests are logged: {len(entries)}, {[entry for entry in entries if not entry['status']][:2]}")
    for secret in (PASSWORD, "13800138000", "林小明", "limit=7"):
        checks.that(secret not in text, f"the log must not hold {secret!r}")


def both(store, _, cluster):
    story(store)
    if cluster:
        away(cluster, store)


on_both_stores(both)
checks.close()
