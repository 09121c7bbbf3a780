"""A second look at the books of a simulated city: what was planted is found, chance raises hardly anything, each sign is told to
its own unit first and without names, and comes before the office later."""
import csv
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, Server, accounts, checks, signed_in
from support import must, must_json, on_both_stores, shian

# The batch of inspections that the simulated year holds on purpose, by whichever of these is given enough records.
PLANTED_BY_THE_YEAR = {"inspection.copied_items", "inspection.load", "inspection.round"}


def sheet(folder, name, fields, rows):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([fields, *rows])
    return path


def found(store, *more):
    return {sign["id"]: sign for sign in must_json("signs", "--store", store, *more)["signs"]}


def simulated(folder):
    """A quarter of the year, SQLite."""
    store, year = f"sqlite:{folder}/year.db", os.path.join(folder, "year")
    must("simulate", "--pack", PACK, "--out", year, "--seed", "7", "--scale", "0.25")
    must("init", "--store", store, "--pack", PACK)
    for line in open(os.path.join(year, "order.txt"), encoding="utf-8"):
        register, file = line.split()
        checks.that(shian("import", "--store", store, register, os.path.join(year, file))[0] in (0, 1), f"{register} is imported")
    return store, year


def chance(store):
    signs = found(store)
    checks.that(len(signs) >= 41, "every sign of the packs is looked for")
    for name, sign in signs.items():
        rate, tally = sign["false_alarms"], sign["tally"]
        checks.that(rate["how"]["zh"] and rate["how"]["en"], f"{name} says how its rate was measured")
        if rate["judged"] is None or name in PLANTED_BY_THE_YEAR or tally["judged"] == 0:
            continue
        # What the pack says, with room for the luck of a smaller city.
        most = tally["judged"] * rate["raised"] / rate["judged"]
        checks.that(tally["raised"] <= most + 3 * max(most, 0.3) ** 0.5, f"{name}: {tally} against {rate}")
    checks.that(signs["inspection.burst"]["tally"] == {"judged": 0, "too_few": 0, "raised": 0}, "what came in tables is no burst")


def planted(folder, store):
    """Fabrications of several kinds, brought in as sheets."""
    town = "柳市镇"
    operator = next(row for row in csv.DictReader(open(os.path.join(folder, "year", operators(folder)), encoding="utf-8-sig").readlines()[1:]))
    number = operator["主体编号"]
    visits = [(f"ZJ{i:03}", number, town, "市场监管局", "2022-08-15", "25", "现场检查后厨冷藏柜温度正常，台账齐全，人员持证上岗，未见异常", "编造员甲") for i in range(30)]
    visits.append(("ZJ900", number, town, "市场监管局", "1999-01-01", "31", "", "编造员乙"))
    visits.append(("ZJ901", number, town, "市场监管局", "2022-12-24", "32", "", "编造员乙"))
    path = sheet(folder, "visits.csv", ("检查编号", "主体编号", "所属镇街", "检查单位", "检查日期", "检查项目数", "检查内容", "检查人员1"), visits)
    must("import", "--store", store, "inspection", path, "--as", "U23")
    waste = [(f"2022-08-{day:02}", town, number, "餐厨垃圾", "3.5", "30", "3.0") for day in range(1, 32)]
    path = sheet(folder, "waste.csv", ("日期", "所属镇街", "登记主体编号", "种类", "产生量", "收运量", "处理量"), waste)
    must("import", "--store", store, "kitchen_waste", path)
    signs = found(store)
    for name in ("inspection.load", "inspection.before_opening", "inspection.future", "inspection.copied_text"):
        checks.that(any("编造员" not in str(one) for one in signs[name]["found"]), f"{name} finds what was planted, and names nobody")
    checks.equal(signs["inspection.before_opening"]["tally"]["raised"], 1, "the day before it opened")
    checks.equal(len(signs["inspection.before_opening"]["found"][0]["records"]), 2, "beside the operator that had not opened")
    checks.equal(signs["inspection.future"]["tally"]["raised"], 1, "the day that is to come")
    for name in ("kitchen_waste.collected", "kitchen_waste.treated"):
        checks.equal([(one["from"], one["owners"][0]["area"]) for one in signs[name]["found"]], [("2022-08-01", "T16")], f"{name} does not close")
    text = must("signs", "--store", store, "--sign", "inspection.future")
    checks.that("2022-12-24" in text and "待本单位核对" in text, "told in words")
    checks.equal(list(found(store, "--sign", "inspection.future", "--unit", "U23")), ["inspection.future"], "one sign")
    checks.equal(found(store, "--sign", "inspection.future", "--unit", "U20")["inspection.future"]["found"], [], "of another unit: none")
    checks.equal(found(store, "--sign", "inspection.future", "--for-office")["inspection.future"]["found"], [], "not yet before the office")
    late = found(store, "--sign", "inspection.future", "--for-office", "--as-of", "2022-10-31")["inspection.future"]["found"]
    checks.equal([one["stage"] for one in late], ["unanswered"], "after its days it is")
    code, _, err = shian("signs", "--store", store, "--sign", "inspection.futur")
    checks.that(code == 1 and "inspection.future" in err, "no such sign, and the nearest")


def operators(folder):
    for line in open(os.path.join(folder, "year", "order.txt"), encoding="utf-8"):
        register, file = line.split()
        if register == "operator":
            return file
    raise AssertionError("no operators")


def told(people, sign):
    status, answer, _ = people.ask("GET", f"/api/v1/signs?sign={sign}")
    checks.equal(status, 200, f"signs are told: {answer}")
    return answer["signs"][0]["found"]


def way(people):
    """Of one sign over HTTP: its unit alone, its explanation, the office, the finding."""
    officer, office, other = people["u20.officer"], people["office"], people["u21.officer"]
    values = {"inspection_no": "JD-1", "area": "柳市", "unit": "U20", "inspected_on": "2099-01-01", "officer_one": "编造员甲"}
    status, made, _ = officer.ask("POST", "/api/v1/registers/inspection/records", {"values": values})
    checks.equal(status, 201, f"an inspection of a day to come is entered: {made}")
    mine = told(officer, "inspection.future")
    checks.equal([(one["stage"], one["is_own"], one["total"]) for one in mine], [("told", True, 1)], "its own unit is told")
    record = mine[0]["records"][0]
    checks.equal((record["name"].split()[0], record["late"]), ("JD-1", False), "with its record")
    checks.equal(told(office, "inspection.future"), [], "the office is not, yet")
    checks.equal(told(other, "inspection.future"), [], "nor is another unit")
    for who, wanted in (("reviewer", 403), ("system", 403), ("security", 403), ("audit", 403)):
        checks.equal(people[who].ask("GET", "/api/v1/signs")[0], wanted, f"signs are not for {who}")
    checks.equal(officer.ask("GET", "/api/v1/signs?sign=none")[0], 404, "no such sign")
    checks.that("编造员甲" not in str(officer.ask("GET", "/api/v1/signs")[1]), "personal data is masked for the own unit too")

    answer = dict(mine[0]["answer_values"], kind="说明", answer="年份写错，正在更正", answered_on="2022-09-30")
    status, made, headers = officer.ask("POST", "/api/v1/registers/sign_answer/records", {"values": answer})
    checks.equal(status, 201, f"it is explained: {made}")
    seen = told(office, "inspection.future")
    checks.equal([(one["stage"], one["is_own"], one["answers"]) for one in seen], [("explained", False, [made["id"]])], "the office reads the explanation")
    checks.that("编造员" not in str(seen), "which names nobody")
    where = headers["Location"]
    status, moved, _ = office.ask("POST", where + "/steps/refuse", {"on": "2022-09-30", "values": {"refused_reason": "记录没有更正"}}, If_Match=headers["ETag"])
    checks.equal(status, 200, f"and is not convinced: {moved}")
    checks.equal(told(office, "inspection.future")[0]["stage"], "unconvinced", "so it stays")
    tag = office.ask("GET", where)[2]["ETag"]
    status, moved, _ = office.ask("POST", where + "/steps/propose", {"on": "2022-09-30", "values": {"doubt": "检查日期不实"}}, If_Match=tag)
    checks.equal(status, 200, f"it is made a finding: {moved}")
    findings = office.ask("GET", "/api/v1/registers/finding/records")[1]["records"]
    checks.equal([(one["values"]["content"], one["values"]["unit"]) for one in findings], [("检查日期不实", "市农业农村局")], "with a record among the findings")

    record_path = f"/api/v1/registers/inspection/records/{record['id']}"
    tag = officer.ask("GET", record_path)[2]["ETag"]
    status, now, _ = officer.ask("PATCH", record_path, {"values": {"inspected_on": "2022-09-01"}, "reason": "年份写错"}, If_Match=tag)
    checks.equal(status, 200, f"the record is corrected: {now}")
    checks.equal(told(officer, "inspection.future"), [], "and the sign is gone")
    checks.equal(len(officer.ask("GET", record_path + "/history")[1]["entries"]), 2, "with what was there before")


def over_http(address, folder, cluster):
    must("init", "--store", address, "--pack", PACK)
    passwords = accounts(address)
    server = Server(address)
    try:
        way(signed_in(server.port, passwords))
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    must("verify", "--store", address)


with tempfile.TemporaryDirectory() as year_folder:
    year_store, _ = simulated(year_folder)
    chance(year_store)
    planted(year_folder, year_store)
on_both_stores(over_http)
checks.close()
