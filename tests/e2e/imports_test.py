"""Tables over HTTP: sent, tried beside everybody's work, put right, imported as one batch, undone. Both stores."""
import glob
import http.client
import json
import os
import queue
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, PASSWORD, Browser, Server, accounts, checks, signed_in
from files import pdf, png, xlsx
from support import must, must_json, on_both_stores

HEADER = ["工单编号", "类别", "镇街", "收到日期", "受理日期", "是否食品类"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def row(number, area="柳市", day="2022-09-01", kind="投诉"):
    return [number, kind, area, day, day, "是"]


def send(who, body, name="投诉台账.xlsx", book="complaint", **more):
    headers = {"Idempotency_Key": more.pop("key")} if "key" in more else {}
    query = urllib.parse.urlencode({"register": book, "name": name, **more})
    return who.ask("POST", f"/api/v1/imports?{query}", body, Content_Type="application/octet-stream", **headers)


def settled(who, where, patience=60):
    """The import when nothing of it is under way."""
    deadline = time.time() + patience
    while time.time() < deadline:
        status, one, _ = who.ask("GET", where)
        if status != 200 or one["state"] not in ("trying", "importing"):
            return one
        time.sleep(0.03)
    checks.that(False, f"{where} is still under way")
    return one


def tried(who, body, name="投诉台账.xlsx", book="complaint", **more):
    status, made, headers = send(who, body, name, book, **more)
    checks.equal(status, 201, f"{name} is taken in: {made}")
    return headers["Location"], settled(who, headers["Location"])


def counts(told):
    return {name: told[name] for name in ("rows", "created", "corrected", "same", "refused")}


def records(who, query=""):
    return who.ask("GET", f"/api/v1/registers/complaint/records?count=1&limit=1{query}")[1]["total"]


class Listening:
    """Live events of one person, kept as they come."""

    def __init__(self, who):
        self.heard, self.ready = queue.Queue(), threading.Event()
        self.connection = http.client.HTTPConnection("127.0.0.1", who.port, timeout=60)
        self.thread = threading.Thread(target=self.listen, args=(who.cookie,), daemon=True)
        self.thread.start()
        self.ready.wait(10)

    def listen(self, cookie):
        self.connection.request("GET", "/api/v1/events", headers={"Cookie": cookie})
        answer = self.connection.getresponse()
        self.ready.set()
        name = None
        try:
            for line in answer:
                if line.startswith(b"event:"):
                    name = line[6:].strip().decode()
                elif line.startswith(b"data:"):
                    self.heard.put((name, json.loads(line[5:])))
        except (OSError, ValueError, AttributeError):
            pass

    def of_imports(self):
        found = []
        while not self.heard.empty():
            name, data = self.heard.get()
            if name == "import":
                found.append(data)
        return found


def a_messy_sheet(people):
    """A town officer's sheet: two rows wrong, one column nobody knows; put right, imported, and undone."""
    town, other, office = people["liushi"], people["hongqiao"], people["office"]
    listening, elsewhere = Listening(town), Listening(other)
    before = records(town)
    rows = [["柳市镇投诉举报台账（2022年9月）"], [*HEADER, "登记人工号"], *[[*row(f"LS-{i}"), f"G{i}"] for i in range(1, 21)]]
    rows[5][2] = "柳诗"
    rows[9][3] = "2022-13-40"
    rows[12][2] = "虹桥"
    rows.append(["合计", "20"])
    where, one = tried(town, xlsx(rows))
    checks.equal(one["state"], "tried", f"it is tried: {one['problem']}")
    checks.equal(counts(one["trial"]), {"rows": 20, "created": 17, "corrected": 0, "same": 0, "refused": 3}, "what would become of it")
    checks.equal((one["trial"]["good"], one["trial"]["passed_over"]), (17, 1), "and of the total at its end")
    understood = one["understood"]
    checks.equal((understood["header_rows"], understood["sheet"], understood["format"]), ([2, 2], "Sheet1", "xlsx"), "where the header is")
    columns = {column["header"]: column for column in understood["columns"]}
    checks.equal((columns["工单编号"]["parts"][0]["field"], columns["工单编号"]["letter"], columns["工单编号"]["samples"]), ("complaint_no", "A", ["LS-1", "LS-2", "LS-3"]), "what a column means")
    checks.equal((columns["登记人工号"]["parts"][0]["field"], columns["登记人工号"]["samples"][:1]), (None, ["G1"]), "and which nobody knows")
    checks.that(all(not missing["required"] for missing in understood["missing"]) and understood["missing"], "what is missing")
    checks.equal(records(town), before, "a trial keeps nothing")

    status, page, _ = town.ask("GET", where + "/refused")
    checks.equal((status, page["total"], [one["row"] for one in page["rows"]], page["next"]), (200, 3, [6, 10, 13], None), "the refused rows")
    checks.equal([(reason["column"], reason["field"]) for reason in page["rows"][0]["reasons"]], [(2, "area")], "why, at its cell")
    checks.that(page["rows"][0]["reasons"][0]["what"]["zh"] and page["rows"][0]["reasons"][0]["what"]["en"], "in both languages")
    checks.equal({cell["column"]: cell["text"] for cell in page["rows"][0]["cells"]}[2], "柳诗", "as it was sent")
    checks.equal(page["rows"][2]["reasons"][0]["column"], None, "another town's row as a whole")
    first = town.ask("GET", where + "/refused?limit=2")[1]
    second = town.ask("GET", where + f"/refused?limit=2&cursor={first['next']}")[1]
    checks.equal([one["row"] for one in first["rows"] + second["rows"]], [6, 10, 13], "a page at a time")
    checks.equal(town.ask("GET", where + "/refused?cursor=7")[0], 422, "no page begins there")

    status, sheet, headers = town.ask("GET", where + "/rejects")
    checks.equal((status, sheet[:2], headers["Content-Type"]), (200, b"PK", XLSX), "the refused rows as a sheet")

    change = {"columns": [{"column": 6, "fields": []}], "cells": [{"row": 6, "column": 2, "text": "柳市"}, {"row": 10, "column": 3, "text": "2022年9月1日"}]}
    status, changed, _ = town.ask("PATCH", where, change)
    checks.equal((status, changed["state"], changed["revision"]), (200, "trying", 2), "two rows are mended")
    one = settled(town, where)
    checks.equal(counts(one["trial"]), {"rows": 20, "created": 19, "corrected": 0, "same": 0, "refused": 1}, "and tried again")
    checks.equal(one["understood"]["columns"][6]["passed_over"], True, "a column is passed over")
    checks.equal(town.ask("POST", where + "/confirmation", {"revision": 1})[0], 409, "what was not seen is not confirmed")
    status, confirmed, _ = town.ask("POST", where + "/confirmation", {"revision": 2})
    checks.equal((status, confirmed["state"] in ("importing", "imported")), (202, True), "it is confirmed")
    again = town.ask("POST", where + "/confirmation", {"revision": 2})
    checks.equal(again[0], 202, "and twice is once")
    one = settled(town, where)
    checks.equal((one["state"], counts(one["report"])), ("imported", {"rows": 20, "created": 19, "corrected": 0, "same": 0, "refused": 1}), f"the report: {one['problem']}")
    checks.equal(records(town), before + 19, "the records are there")
    for wanted, answer in ((409, town.ask("PATCH", where, {"sheet": ""})), (202, town.ask("POST", where + "/confirmation", {"revision": 2}))):
        checks.equal(answer[0], wanted, "what is imported stays so")

    states = [event["state"] for event in listening.of_imports()]
    checks.that(states and states[-1] == "imported" and {"tried", "importing"} <= set(states), f"the owner hears of it: {states}")
    checks.equal(elsewhere.of_imports(), [], "and nobody else")
    batch = one["report"]["batch"]
    status, told, _ = town.ask("GET", f"/api/v1/batches/{batch}")
    checks.equal((status, told["name"], told["created"], told["refused"], told["actor"], told["may"]), (200, "投诉台账.xlsx", 19, 1, "liushi", {"undo": True}), "its batch")
    for who, wanted in ((office, 200), (other, 404), (people["u20.officer"], 404), (people["inspector"], 403), (people["reviewer"], 403)):
        checks.equal(who.ask("GET", f"/api/v1/batches/{batch}")[0], wanted, "a batch is its town's and the office's")
    checks.equal([one["id"] for one in town.ask("GET", "/api/v1/batches")[1]["batches"]], [batch], "in the list")
    checks.equal(other.ask("GET", "/api/v1/batches")[1]["batches"], [], "of its town")
    for path in ("/api/v1/batches", where + "/refused", "/api/v1/targets/K39/records", "/api/v1/registers/complaint/records"):
        checks.equal((town.ask("GET", path + "?limit=500")[0], town.ask("GET", path + "?limit=501")[0]), (200, 422), f"a page of {path}")
    for who in (other, people["u20.officer"], people["office"]):
        checks.equal(who.ask("GET", where)[0], 404, "a table is its sender's alone")
        checks.equal(who.ask("GET", where + "/rejects")[0], 404, "with all that belongs to it")
        checks.equal(who.ask("PATCH", where, {"sheet": ""})[0], 404, "to change")
        checks.equal(who.ask("DELETE", where)[0], 404, "and to remove")

    # The meaning of the columns is remembered for the town.
    where_two, two = tried(town, xlsx([[*HEADER, "登记人工号"], [*row("LS-99"), "G"]]), "第二份.xlsx")
    checks.equal(two["understood"]["columns"][6]["passed_over"], True, "what was chosen is remembered")
    checks.equal(town.ask("DELETE", where_two)[0], 204, "a table is forgotten")
    checks.equal(town.ask("GET", where_two)[0], 404, "and gone")

    checks.equal(other.ask("POST", f"/api/v1/batches/{batch}/undo", {"reason": "x"})[0], 404, "no other town undoes it")
    checks.equal(town.ask("POST", f"/api/v1/batches/{batch}/undo", {})[0], 422, "without a reason")
    status, undone, headers = town.ask("POST", f"/api/v1/batches/{batch}/undo", {"reason": "传错了月份"}, Idempotency_Key="undo-1")
    checks.equal((status, undone["withdrawn"], undone["taken_back"]), (200, 19, 0), f"it is undone: {undone}")
    checks.that(undone["batch"]["undone_at"] and not undone["batch"]["may"]["undo"], "and known to be")
    status, replayed, headers = town.ask("POST", f"/api/v1/batches/{batch}/undo", {"reason": "传错了月份"}, Idempotency_Key="undo-1")
    checks.equal((status, replayed, headers["Idempotency-Replayed"]), (200, undone, "true"), "a second click is answered again")
    checks.equal(town.ask("POST", f"/api/v1/batches/{batch}/undo", {"reason": "再撤"})[1]["type"], "urn:shian:batch.undone", "not twice")
    checks.equal(records(town), before, "the records count no longer")
    listening.connection.close()
    elsewhere.connection.close()


def what_is_there(people, store):
    """Rows that meet records: the own ones are corrected when that is asked for, another's are not even told of."""
    officer, other, town = people["u20.officer"], people["u21.officer"], people["liushi"]
    body = xlsx([HEADER, *[row(f"U-{i}") for i in range(10)]])
    where, one = tried(officer, body, "一.xlsx")
    checks.equal(officer.ask("POST", where + "/confirmation", {"revision": 1})[0], 202, "imported")
    checks.equal(settled(officer, where)["report"]["created"], 10, "ten records")
    where, one = tried(officer, body, "同一份.xlsx")
    checks.equal((one["known_file"], one["trial"]["same"]), (True, 10), "the same file is known")
    checks.equal(officer.ask("POST", where + "/confirmation", {"revision": 1})[1]["type"], "urn:shian:import.known", "and not imported again")
    changed = xlsx([HEADER, *[row(f"U-{i}", day="2022-09-05") for i in range(5)], *[row(f"U-{i}") for i in range(5, 12)]])
    where, one = tried(officer, changed, "二.xlsx")
    checks.equal(counts(one["trial"]), {"rows": 12, "created": 2, "corrected": 0, "same": 5, "refused": 5}, "changed rows are refused")
    checks.equal(officer.ask("PATCH", where, {"on_existing": "correct"})[0], 200, "unless they are to be corrected")
    one = settled(officer, where)
    checks.equal(counts(one["trial"]), {"rows": 12, "created": 2, "corrected": 5, "same": 5, "refused": 0}, "which is tried")
    officer.ask("POST", where + "/confirmation", {"revision": 2})
    one = settled(officer, where)
    checks.equal(counts(one["report"]), {"rows": 12, "created": 2, "corrected": 5, "same": 5, "refused": 0}, "and done")
    status, undone, _ = officer.ask("POST", f"/api/v1/batches/{one['report']['batch']}/undo", {"reason": "核对后撤销"})
    checks.equal((status, undone["withdrawn"], undone["taken_back"]), (200, 2, 5), "corrections are taken back")

    foreign = xlsx([HEADER, row("U-1", "虹桥", "2022-01-31"), row("U-2", "虹桥", "2022-01-31")])
    for on_existing in ("refuse", "correct"):
        where, one = tried(other, foreign, f"他人{on_existing}.xlsx", on_existing=on_existing)
        checks.equal(one["trial"]["refused"], 2, f"another unit's records are not corrected ({on_existing})")
        told = json.dumps(other.ask("GET", where + "/refused")[1], ensure_ascii=False)
        checks.that("2022-09-0" not in told, f"nor told of: {told[:300]}")
        checks.that("其他单位" in told, "only that the number is taken")
        other.ask("DELETE", where)
    status, told, _ = other.ask("POST", "/api/v1/registers/complaint/records", {"values": {"complaint_no": "U-1", "kind": "投诉", "area": "虹桥", "received_on": "2022-01-31"}})
    checks.that(status == 422 and "2022-09-0" not in json.dumps(told), f"nor by entering one: {told}")
    # A town's own area is filled in.
    where, one = tried(town, xlsx([["工单编号", "类别", "收到日期"], ["TOWN-1", "投诉", "2022-09-01"]]), "无镇街.xlsx")
    checks.equal((one["state"], one["understood"]["filled"][0]["field"], one["trial"]["good"]), ("tried", "area", 1), f"the town is filled in: {one['problem']}")
    town.ask("POST", where + "/confirmation", {"revision": 1})
    settled(town, where)
    checks.equal(records(town, "&q=TOWN-1"), 1, "and counts as the town's")


def choosing(people):
    """Sheets, headers and columns by hand; what is none of these is refused."""
    office = people["office"]
    body = xlsx([["说明"], ["请按模板填写"]], {"数据": [["台账"], ["甲", "乙", "丙", "丁"], *[row(f"C-{i}")[:4] for i in range(3)]]})
    where, one = tried(office, body, "手工.xlsx")
    checks.equal((one["state"], one["problem"]["code"]), ("unreadable", "intake.no_header"), "nothing is understood")
    checks.equal(office.ask("POST", where + "/confirmation", {"revision": 1})[0], 409, "and nothing imported")
    checks.equal(office.ask("GET", where + "/refused")[0], 409, "nor is there a refused row")
    checks.equal(office.ask("GET", where + "/rejects")[0], 404, "or sheet")
    office.ask("PATCH", where, {"sheet": "数据", "header_row": 2})
    one = settled(office, where)
    checks.equal((one["understood"]["header_rows"], one["understood"]["sheet"]), ([2, 2], "数据"), f"the header is where it is said: {one['problem']}")
    checks.equal(one["state"], "unreadable", "required columns are missing")
    checks.equal([column["samples"][:1] for column in one["understood"]["columns"]], [["C-0"], ["投诉"], ["柳市"], ["2022-09-01"]], "what the columns hold is seen")
    fields = [{"column": i, "fields": [name]} for i, name in enumerate(("complaint_no", "kind", "area", "received_on"))]
    revision = one["revision"]
    for wrong in ({"columns": [{"column": 99, "fields": []}]}, {"columns": [{"column": 0, "fields": ["nothing"]}]}, {"columns": [{"column": 0, "fields": "area"}]},
                  {"columns": [{"column": 0, "fields": ["area"]}, {"column": 1, "fields": ["area"]}]}, {"columns": [{"column": 0, "fields": ["area", "area"]}]}, {"columns": {"a": 1}},
                  {"cells": [{"row": 0, "column": 0, "text": "x"}]}, {"cells": [{"row": 3, "column": -1, "text": "x"}]}, {"cells": [{"row": 3, "column": 0, "text": 7}]},
                  {"cells": [{"row": 10 ** 12, "column": 0, "text": "x"}]}, {"cells": [{"row": i, "column": 0, "text": "x"} for i in range(1, 2100)]}, {"on_existing": "overwrite"},
                  {"header_row": -2}, {"header_row": 5000}, {"header_row": "2"}, {"sheet": 5}):
        checks.equal(office.ask("PATCH", where, wrong)[0], 422, f"{str(wrong)[:70]}")
    checks.equal(settled(office, where)["revision"], revision, "what is refused changes nothing")
    office.ask("PATCH", where, {"columns": fields})
    one = settled(office, where)
    checks.equal((one["state"], one["trial"] and one["trial"]["good"]), ("tried", 3), f"columns are chosen: {one['problem']}")
    checks.equal({part["how"] for column in one["understood"]["columns"] for part in column["parts"]}, {"chosen"}, "and said to be")
    office.ask("PATCH", where, {"columns": [{"column": 3, "fields": None}]})
    one = settled(office, where)
    checks.equal(one["understood"]["columns"][3]["parts"][0]["field"], None, "a choice is taken back")
    office.ask("PATCH", where, {"sheet": "没有"})
    checks.equal(settled(office, where)["state"], "unreadable", "no such sheet")
    office.ask("DELETE", where)
    # A text file from an old office computer.
    body = ("\n".join(",".join(one) for one in [HEADER, row("GB-1"), row("GB-2", "无此镇")])).encode("gb18030")
    where, one = tried(office, body, "旧.csv")
    checks.equal((one["understood"]["encoding"], one["understood"]["format"], one["trial"]["good"], one["trial"]["refused"]), ("GB18030", "csv", 1, 1), "GB18030 is read")
    office.ask("DELETE", where)
    where, one = tried(office, xlsx([HEADER, row("N-1")]), "其实是.csv")
    checks.that(one["understood"]["notes"], f"a wrong ending is told: {one['understood']}")
    office.ask("DELETE", where)
    for bad, code in ((xlsx([HEADER, row("坏")])[:-200], 415), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, None)):
        status, told, headers = send(office, bad, "坏.xlsx")
        if code:
            checks.equal((status, told["type"]), (code, "urn:shian:import.type"), "a broken workbook")
        else:
            checks.equal(status, 201, "what may be a workbook is tried")
            one = settled(office, headers["Location"])
            checks.equal(one["state"], "unreadable", f"and told to be none: {one['problem']}")
            office.ask("DELETE", headers["Location"])


def though_the_disk_breaks(people, folder):
    """Records that are there are told of, whatever becomes of the sheet of refused rows."""
    town = people["liushi"]
    where, one = tried(town, xlsx([HEADER, row("DISK-1"), row("DISK-2", "无此镇")]), "坏盘.xlsx")
    path = glob.glob(os.path.join(folder, "*", "pending-imports", one["id"], "refused.json"))[0]
    os.remove(path)
    os.makedirs(os.path.join(path, "in the way"))
    checks.equal(town.ask("POST", where + "/confirmation", {"revision": one["revision"]})[0], 202, "it is imported")
    one = settled(town, where)
    checks.equal((one["state"], one["report"] and one["report"]["created"]), ("imported", 1), f"and told to be: {one['problem']}")
    checks.equal(records(town, "&q=DISK-1"), 1, "as it is")
    checks.equal(town.ask("DELETE", where)[0], 204, "it is forgotten as any other")


def without_the_board(people):
    """Whoever may import hears of his own tables, and of nothing else where he may not read the board."""
    lab, office = people["lab"], people["office"]
    listening = Listening(lab)
    where, one = tried(lab, xlsx([HEADER, row("LAB-1")]), "检验.xlsx")
    checks.equal(one["state"], "tried", f"a laboratory's table: {one['problem']}")
    checks.equal(office.ask("POST", "/api/v1/registers/complaint/records", {"values": {"complaint_no": "UNHEARD", "kind": "投诉", "area": "柳市"}})[0], 201, "others write")
    lab.ask("DELETE", where)
    where, one = tried(lab, xlsx([HEADER, row("LAB-2")]), "检验二.xlsx")
    lab.ask("DELETE", where)
    time.sleep(0.2)
    heard = []
    while not listening.heard.empty():
        heard.append(listening.heard.get())
    checks.equal({name for name, _ in heard}, {"import"}, "of his own tables alone")
    checks.that(one["id"] in {data["import"] for _, data in heard}, f"as they come: {heard}")
    listening.connection.close()
    for who in ("reviewer", "audit", "system"):
        connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=20)
        connection.request("GET", "/api/v1/events", headers={"Cookie": people[who].cookie})
        checks.equal(connection.getresponse().status, 403, f"{who} hears nothing")
        connection.close()


def at_the_door(people):
    office, town = people["office"], people["hongqiao"]
    good = xlsx([HEADER, row("D-1", "虹桥")])
    for who, wanted in ((people["u20.leader"], 403), (people["inspector"], 403), (people["reviewer"], 403), (people["system"], 403), (people["audit"], 403), (Browser(office.port), 401)):
        checks.equal(send(who, good)[0], wanted, "whoever may not import")
        checks.equal(who.ask("GET", "/api/v1/imports")[0], wanted, "has no tables")
    for body, name, book, wanted in ((good, "a.xlsx", "nothing", 404), (good, "", "complaint", 422), (b"", "a.xlsx", "complaint", 422), (pdf(), "a.xlsx", "complaint", 415), (png(), "a.png", "complaint", 415),
                                     (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls", "complaint", 415), (b"MZ\x90\x00\x00", "a.xlsx", "complaint", 415), (b"PK\x03\x04" + b"x" * 50, "a.xlsx", "complaint", 415)):
        checks.equal(send(town, body, name, book)[0], wanted, f"{name!r} for {book}: {body[:10]!r}")
    checks.equal(send(town, good, on_existing="overwrite")[0], 422, "no such choice")
    for wrong in ("a b", "x" * 101):
        checks.equal(send(town, good, key=wrong)[0], 422, f"no key: {wrong[:9]!r}")
    status, one, headers = send(town, good, "../../门.xlsx", key="door-1")
    checks.equal((status, one["name"]), (201, "门.xlsx"), "of a path the last part")
    status, again, more = send(town, good, "../../门.xlsx", key="door-1")
    checks.equal((status, again["id"], more["Idempotency-Replayed"]), (201, one["id"], "true"), "sent twice it is one")
    checks.equal(send(town, good, "别的.xlsx", key="door-1")[0], 409, "another under the same key")
    for number in range(4):
        checks.equal(send(town, good, f"{number}.xlsx")[0], 201, "five may wait")
    status, told, _ = send(town, good, "六.xlsx")
    checks.equal((status, told["type"]), (409, "urn:shian:import.too_many"), "and no more")
    mine = town.ask("GET", "/api/v1/imports")[1]["imports"]
    checks.equal(len(mine), 5, "they are listed")
    checks.equal([one["name"] for one in mine][0], "3.xlsx", "the newest first")
    settled(town, headers["Location"])
    town.ask("POST", headers["Location"] + "/confirmation", {"revision": 1})
    settled(town, headers["Location"])
    checks.equal(send(town, good, "六.xlsx")[0], 201, "an imported one makes room")
    checks.equal(town.ask("GET", headers["Location"])[0], 404, "and is gone")
    for one in town.ask("GET", "/api/v1/imports")[1]["imports"]:
        settled(town, f"/api/v1/imports/{one['id']}")
        checks.equal(town.ask("DELETE", f"/api/v1/imports/{one['id']}")[0], 204, "all are forgotten")


def before_a_restart(people):
    """What waits is there after a restart, tried again when it was being tried."""
    town = people["liushi"]
    where, one = tried(town, xlsx([HEADER, row("R-1"), row("R-2", "无此镇")]), "重启.xlsx")
    status, made, headers = send(town, xlsx([HEADER, *[row(f"R-{i}") for i in range(10, 3000)]]), "重启二.xlsx")
    return (where, one), headers["Location"]


def speed(people, store, folder):
    """Rows a second over HTTP beside the command line's, and that the desk answers meanwhile."""
    office = people["office"]
    count = int(os.environ.get("SHIAN_IMPORT_ROWS", "20000"))
    def table(prefix):
        lines = [",".join(HEADER)] + [",".join(row(f"{prefix}-{i}", ("柳市", "虹桥", "北白象")[i % 3], f"2022-0{i % 9 + 1}-1{i % 9}")) for i in range(count)]
        return ("\n".join(lines) + "\n").encode()
    listening = Listening(office)
    began = time.monotonic()
    status, one, headers = send(office, table("HTTP"), "大.csv")
    where = headers["Location"]
    slowest = 0
    while office.ask("GET", where)[1]["state"] == "trying":
        asked = time.monotonic()
        checks.equal(people["u20.officer"].ask("POST", "/api/v1/registers/complaint/records", {"values": {"complaint_no": f"MEAN-{asked}", "kind": "投诉", "area": "柳市"}})[0], 201, "others write during a trial")
        slowest = max(slowest, time.monotonic() - asked)
    one = settled(office, where)
    checks.equal((one["state"], one["trial"]["good"]), ("tried", count), f"a large table is tried: {one['problem']}")
    tried_in = one["trial"]["took_ms"] / 1000
    confirmed = time.monotonic()
    office.ask("POST", where + "/confirmation", {"revision": 1})
    one = settled(office, where, 300)
    over_http = time.monotonic() - confirmed
    checks.equal((one["state"], one["report"]["created"]), ("imported", count), f"and imported: {one['problem']}")
    whole = time.monotonic() - began
    rows = [event["rows"] for event in listening.of_imports() if event["state"] == "importing"]
    checks.that(rows == sorted(rows), f"its progress only grows: {rows}")
    listening.connection.close()
    path = os.path.join(folder, "command.csv")
    with open(path, "wb") as out:
        out.write(table("CMD"))
    began = time.monotonic()
    done = must_json("import", "--store", store, "complaint", path)
    command = time.monotonic() - began
    checks.equal(done["created"], count, "the command line imports as many")
    print(f"{count} rows: trial {count / tried_in:.0f} rows/s, import over HTTP {count / (one['report']['took_ms'] / 1000):.0f} rows/s ({over_http:.1f} s until it is seen, {whole:.1f} s with all), "
          f"by command {count / command:.0f} rows/s; others' slowest write during the trial {slowest * 1000:.0f} ms")


def story(store, folder):
    must("init", "--store", store, "--pack", PACK)
    passwords = accounts(store)
    server = Server(store)
    try:
        people = signed_in(server.port, passwords)
        a_messy_sheet(people)
        what_is_there(people, store)
        choosing(people)
        at_the_door(people)
        without_the_board(people)
        though_the_disk_breaks(people, folder)
        speed(people, store, folder)
        waiting, running = before_a_restart(people)
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    server = Server(store)
    try:
        town = Browser(server.port)
        checks.equal(town.sign_in("liushi", PASSWORD)[0], 201, "after a restart")
        where, before = waiting
        status, now, _ = town.ask("GET", where)
        checks.equal((status, now["state"], now["trial"], now["understood"]), (200, "tried", before["trial"], before["understood"]), "what waited is there")
        checks.equal(len(town.ask("GET", where + "/refused")[1]["rows"]), 1, "with its refused rows")
        one = settled(town, running)
        checks.equal((one["state"], one["trial"]["good"]), ("tried", 2990), f"and what was being tried is tried: {one['problem']}")
        town.ask("POST", running + "/confirmation", {"revision": 1})
        checks.equal(settled(town, running)["report"]["created"], 2990, "and can be imported")
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    must("verify", "--store", store)


on_both_stores(lambda store, folder, _: story(store, folder))
checks.close()
