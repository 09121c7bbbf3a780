"""Registers over HTTP: lists counted, searched and paged, what a form need not ask, the blank sheet, exports. Both stores."""
import io
import os
import re
import sys
import urllib.parse
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, Browser, Server, accounts, checks, signed_in
from support import must, on_both_stores

SHOPS = [("JY-%02d" % number, "示例饭店%d" % number, "柳市" if number % 2 else "虹桥") for number in range(1, 13)]


def quote(text):
    return urllib.parse.quote(text)


def enter(people):
    books = "/api/v1/registers/operator/records"
    for number, name, area in SHOPS:
        values = {"operator_no": number, "name": name, "area": area, "legal_person": "林小明", "phone": "13800138000"}
        checks.equal(people["inspector"].ask("POST", books, {"values": values})[0], 201, f"{number} is entered")
    for number in range(6):
        values = {"inspection_no": f"JC-{number}", "operator": SHOPS[number][0], "inspected_on": f"2022-09-{number + 1:02}", "area": SHOPS[number][2], "unit": "U20"}
        status, body, _ = people["u20.officer"].ask("POST", "/api/v1/registers/inspection/records", {"values": values})
        checks.equal(status, 201, f"an inspection is entered: {body}")


def alike(people):
    """A person under a ban is refused wherever he is registered; who complains again and again is told, never dropped."""
    officer, town, other = people["u20.officer"], people["liushi"], people["hongqiao"]
    card = "330382198001011232"
    ban = {"ban_no": "JY-BAN-1", "person": "林大力", "id_no": card, "kind": "终身", "from_on": "2021-01-01"}
    status, body, _ = officer.ask("POST", "/api/v1/registers/employment_ban/records", {"values": ban})
    checks.equal(status, 201, f"a ban is entered: {body}")
    books = "/api/v1/registers/health_certificate/records"
    names = {field["id"] for field in officer.ask("GET", "/api/v1/registers/health_certificate")[1]["fields"] if field["required"]}
    certificate = {key: value for key, value in {"certificate_no": "JK-1", "holder": "林大力", "issued_on": "2022-09-01", "valid_until": "2023-08-31"}.items()}
    checks.that(names <= set(certificate) | {"id_no"}, f"what a certificate needs: {names}")
    status, body, _ = officer.ask("POST", books, {"values": {**certificate, "id_no": card}})
    checks.equal((status, [(fault["field"], fault["code"]) for fault in body.get("faults", [])]), (422, [("id_no", "record.barred")]), f"who is banned is refused: {body}")
    checks.that("JY-BAN-1" in body["faults"][0]["what"]["zh"], "with the number of the ban")
    status, _, headers = officer.ask("POST", books, {"values": certificate})
    checks.equal(status, 201, "of one of the same name nobody knows that he is the same")
    told = officer.ask("GET", headers["Location"] + "/alike")[1]["alike"]
    checks.equal([(one["id"], one["total"], one["refuses"]) for one in told], [("ban_namesake", 1, False)], "but it is told")
    letters = "/api/v1/registers/complaint/records"
    places = []
    for number, area, who in (("TS-A1", "柳市", town), ("TS-A2", "柳市", town), ("TS-A3", "虹桥", other)):
        status, body, headers = who.ask("POST", letters, {"values": {"complaint_no": number, "kind": "投诉", "area": area, "received_on": "2022-09-01", "phone": "13900139000"}})
        checks.equal(status, 201, f"{number} is entered: {body}")
        places.append(headers["Location"])
    told = {one["id"]: one for one in town.ask("GET", places[0] + "/alike")[1]["alike"]}
    checks.equal((told["same_phone"]["total"], [one["name"] for one in told["same_phone"]["records"]]), (2, ["TS-A2"]), "two more from the same phone, one of them in the own town")
    checks.that("13900139000" not in str(told), "without the phone")
    checks.equal(town.ask("GET", places[2] + "/alike")[0], 404, "of another town's record nothing")


def lists(people):
    office, town = people["office"], people["liushi"]
    books = "/api/v1/registers/operator/records"
    for who in people.values():
        listed = who.ask("GET", "/api/v1/registers?counts=1")
        for register in listed[1].get("registers", []):
            total = who.ask("GET", f"/api/v1/registers/{register['id']}/records?count=1&limit=1")[1]["total"]
            checks.equal(register["records"], total, f"records of {register['id']}")
    checks.equal(office.ask("GET", "/api/v1/registers?counts=yes")[0], 422, "a flag is 0 or 1")
    page = office.ask("GET", books + "?limit=5&count=1")[1]
    checks.equal((page["total"], len(page["records"])), (12, 5), "a page and how many there are")
    checks.equal(office.ask("GET", books)[1]["total"], None, "not counted unless asked")
    first = page["records"][0]
    status, record, headers = office.ask("GET", f"{books}/{first['id']}")
    checks.equal(first["etag"], headers["ETag"], "a list gives each record's tag")
    checks.equal(first["area"], record["values"]["area"], "and its area")
    for query, wanted in (("q=JY-01", 1), ("q=jy-0", 9), ("q=" + quote("饭店1"), 4), ("q=" + quote("饭店") + "&f.area=" + quote("柳市"), 6), ("q=%25", 0), ("q=_", 0),
                          ("q=" + quote("林小明"), 0), ("q=13800138000", 0), ("q=" + quote("' or 1=1 --"), 0), ("q=", 12), ("q=" + quote("甲" * 60), 0)):
        checks.equal(office.ask("GET", f"{books}?count=1&{query}")[1]["total"], wanted, f"?{query}")
    checks.equal(office.ask("GET", books + "?q=" + "x" * 300)[0], 422, "too long a search")
    found = office.ask("GET", "/api/v1/registers/inspection/records?count=1&q=JC-3")[1]
    checks.equal(found["total"], 1, "another register is searched")
    for sort in ("name", "-name", "area", "-id", "opened_on"):
        numbers, cursor = [], ""
        while cursor is not None:
            page = office.ask("GET", f"{books}?limit=5&sort={sort}" + (f"&cursor={cursor}" if cursor else ""))[1]
            numbers += [record["id"] for record in page["records"]]
            cursor = page["next"]
        whole = [record["id"] for record in office.ask("GET", f"{books}?limit=500&sort={sort}")[1]["records"]]
        checks.equal(numbers, whole, f"pages in order of {sort} make the whole list")
        checks.equal([record["id"] for record in office.ask("GET", f"{books}?limit=4&offset=7&sort={sort}")[1]["records"]], whole[7:11], f"a jump in order of {sort}")
    checks.equal(town.ask("GET", books + "?count=1")[1]["total"], 12, "a directory is read by all towns")
    checks.equal(town.ask("GET", "/api/v1/registers/inspection/records?count=1")[1]["total"], 3, "other records by their own")
    checks.equal(people["lab"].ask("GET", books + "?count=1")[1]["total"], 0, "a laboratory sees what it entered")


def counts(people):
    def of(account, register):
        listed = people[account].ask("GET", "/api/v1/registers?counts=1")[1]["registers"]
        return next(one for one in listed if one["id"] == register)

    held = of("office", "operator")
    checks.equal(held["records"], 12, "what the city holds")
    checks.that(re.fullmatch(r"20\d\d-\d\d-\d\dT.*\+08:00", held["last_entry_at"] or ""), f"and when the last came: {held['last_entry_at']}")
    checks.equal((of("liushi", "inspection")["records"], of("lab", "operator")["records"], of("lab", "operator")["last_entry_at"]), (3, 0, None), "as far as the post may see")
    checks.that("records" not in people["office"].ask("GET", "/api/v1/registers")[1]["registers"][0], "not counted unless asked")


def prefill(people):
    form = "/api/v1/registers/inspection/prefill"
    values = people["u20.officer"].ask("GET", form)[1]["values"]
    checks.equal((values["unit"]["text"], values["unit"]["from"]["kind"]), ("U20", "post"), "the own unit")
    checks.equal(values["inspected_on"]["from"]["kind"], "day", "the day")
    values = people["u20.officer"].ask("GET", form + "?f.operator=JY-02")[1]["values"]
    checks.equal((values["area"]["shown"], values["area"]["from"]["register"]), ("虹桥镇", "operator"), "the area of the chosen shop")
    checks.that(not {"legal_person", "phone"} & set(values) and "林" not in str(values), "nobody's name")
    values = people["liushi"].ask("GET", form)[1]["values"]
    checks.equal((values["area"]["shown"], values["area"]["from"]["kind"]), ("柳市镇", "post"), "the own town")
    checks.equal(people["lab"].ask("GET", form + "?f.operator=JY-02")[1]["values"].get("area"), None, "of a record that one may not read, nothing")
    for wrong in ("f.operator=JY-99", "f.nothing=1", "f.inspected_on=2022-01-01"):
        checks.equal(people["u20.officer"].ask("GET", f"{form}?{wrong}")[0], 422, f"?{wrong}")
    checks.equal(people["u20.leader"].ask("GET", form)[0], 403, "who enters nothing needs no form")


def sheets(people):
    status, blank, headers = people["liushi"].ask("GET", "/api/v1/registers/operator/template")
    checks.equal(status, 200, "the blank sheet")
    checks.that("xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(blank)).namelist(), "is a workbook")
    checks.that(quote("模板") in headers["Content-Disposition"] and headers["Content-Disposition"].startswith("attachment"), headers["Content-Disposition"])
    export = "/api/v1/registers/operator/export"
    status, text, headers = people["office"].ask("GET", export + "?format=csv&sort=-operator_no&f.area=" + quote("柳市"))
    checks.equal(status, 200, "the list as a sheet")
    numbers = re.findall(r"JY-\d\d", text)
    checks.equal(numbers, [f"JY-{number:02}" for number in range(11, 0, -2)], "filtered and in the order of the list")
    checks.that("13800138000" not in text and "林小明" not in text and "林**" in text, "personal data is masked")
    status, book, headers = people["office"].ask("GET", export)
    checks.that(status == 200 and zipfile.ZipFile(io.BytesIO(book)).testzip() is None, "as a workbook")
    checks.equal(len(re.findall(r"JY-\d\d", people["liushi"].ask("GET", export + "?format=csv")[1])), 6, "a town takes along what is its own")
    checks.equal(people["inspector"].ask("GET", export)[0], 403, "an inspector takes nothing along")
    for wrong, wanted in (("?format=exe", 422), ("?f.phone=1", 403), ("?sort=phone", 403), ("?f.x=1", 422)):
        checks.equal(people["office"].ask("GET", export + wrong)[0], wanted, wrong)
    checks.equal(people["office"].ask("GET", "/api/v1/registers/nothing/export")[0], 404, "no such register")
    entries = people["audit"].ask("GET", "/api/v1/journal?kind=export")[1]["entries"]
    checks.equal([(entry["account"], entry["register"]) for entry in entries], [("liushi", "operator"), ("office", "operator"), ("office", "operator")], "each export is journaled")
    checks.that("6" in entries[0]["what"]["zh"], entries[0]["what"])


def story(store):
    must("init", "--store", store, "--pack", PACK)
    passwords = accounts(store)
    server = Server(store)
    try:
        people = signed_in(server.port, passwords)
        enter(people)
        lists(people)
        alike(people)
        counts(people)
        prefill(people)
        sheets(people)
        checks.equal(Browser(server.port).ask("GET", "/api/v1/registers/operator/export")[0], 401, "nobody takes anything")
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    must("verify", "--store", store)


on_both_stores(lambda store, *_: story(store))
checks.close()
