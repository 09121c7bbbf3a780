"""Supervision on a simulated year: letters that are due and drafted, the circular, the appraisal, by the commands and over HTTP. A unit and a town
see what is theirs; what is secret is told to nobody. Both stores."""
import io
import json
import os
import re
import sys
import urllib.parse
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, Server, accounts, checks, signed_in
from support import must, must_json, on_both_stores, shian

FINDINGS, CIRCULARS, RESULTS = (f"/api/v1/registers/{name}/records" for name in ("finding", "circular", "appraisal_result"))
AREA, UNIT = "T16", "U20"  # of liushi and of u20.officer
CIRCULAR = urllib.parse.quote("督查通报")
QUARTER = "from=2022-07-01&to=2022-09-30"


def entered(who, where, values):
    status, made, headers = who.ask("POST", where, {"values": values})
    checks.equal(status, 201, f"entered: {made}")
    return headers["Location"], headers["ETag"]


def filled(store, folder):
    """A twentieth of a simulated year, entered for the market bureau."""
    year = os.path.join(folder, "year")
    if not os.path.isdir(year):
        must("simulate", "--pack", PACK, "--out", year, "--seed", "1", "--year", "2022", "--scale", "0.05")
    must("init", "--store", store, "--pack", PACK)
    for line in open(os.path.join(year, "order.txt"), encoding="utf-8"):
        register, name = line.strip().split("\t")
        must("import", "--store", store, register, os.path.join(year, name), "--as", "U23")


def letters(store, people):
    office, officer, town, other = (people[name] for name in ("office", "u20.officer", "liushi", "u21.officer"))
    overdue = {"found_on": "2022-08-01", "area": "柳市", "due_on": "2022-09-09", "content": "冷藏温度不符"}
    where, _ = entered(office, FINDINGS, {"finding_no": "DB-1", "unit": UNIT, **overdue})
    of_towns, _ = entered(office, FINDINGS, {"finding_no": "DB-2", "unit": "U30", **overdue})
    secret, tag = entered(office, FINDINGS, {"finding_no": "DB-3", "unit": UNIT, "secret": "true", **overdue})
    entered(office, FINDINGS, {"finding_no": "DB-4", "unit": UNIT, "secret": "true", **overdue})

    told = office.ask("GET", "/api/v1/letters")[1]
    checks.equal((told["simulated"], told["may_draft"], told["as_of"]), (True, True, "2022-09-30"), "the office's letters")
    due = {letter["about"]: letter for letter in told["due"]}
    checks.that(not {"DB-3", "DB-4"} & set(due), "what is secret is not written about")
    one, two = due["DB-1"], due["DB-2"]
    checks.equal((one["colour"], one["paper"], one["unit"]["id"], one["area"]["id"], one["working_days"] > 5), ("red", "督办函", UNIT, AREA, True), "three weeks late: red, to the unit")
    checks.equal((two["unit"], two["area"]["id"]), (None, AREA), "what all towns hold is the town's where it is in one")
    checks.that(f'{FINDINGS}/{one["record"]}' == where and f'{FINDINGS}/{two["record"]}' == of_towns, "each leads to its record")
    checks.that(any("超期" in line["zh"] for line in one["why"]), "and says why")
    checks.equal([letter["about"] for letter in must_json("letters", "--store", store)["due"]], [letter["about"] for letter in told["due"]], "the command tells the same")
    checks.that(office.ask("GET", "/api/v1/letters?as_of=soon")[0] == 422, "a day is a day")

    for who in (officer, town):
        status, own, _ = who.ask("GET", "/api/v1/letters")
        checks.equal((status, own["may_draft"], own["due"], own["kept"]), (200, False, [], []), "nothing was sent to anybody yet")
        checks.equal(who.ask("POST", "/api/v1/letters", {"numbers": [one["number"]]})[0], 403, "the office drafts")
        checks.equal(who.ask("GET", f"/api/v1/circular?circular={CIRCULAR}&{QUARTER}")[0], 403, "and writes the circular")
    for name in ("inspector", "lab", "shop", "reviewer", "system", "security", "audit"):
        checks.equal(people[name].ask("GET", "/api/v1/letters")[0], 403, f"{name} has no letters")

    checks.equal(office.ask("POST", "/api/v1/letters", {"numbers": []})[0], 422, "at least one")
    guessed = f'待编号-红色-finding-{secret.rsplit("/", 1)[1]}-{UNIT}'
    checks.equal(one["number"], f'待编号-红色-finding-{one["record"]}-{UNIT}', "a draft's number can be guessed")
    status, made, _ = office.ask("POST", "/api/v1/letters", {"numbers": [one["number"], guessed]})
    checks.equal((status, [(letter["number"], letter["is_new"]) for letter in made["letters"]], made["not_due"]), (201, [(one["number"], True)], [guessed]), "one is drafted, the secret one is not due")
    again = office.ask("POST", "/api/v1/letters", {"numbers": [one["number"]]})[1]
    checks.equal([(letter["record"], letter["is_new"]) for letter in again["letters"]], [(made["letters"][0]["record"], False)], "once more is the same draft")
    draft = f'{CIRCULARS}/{made["letters"][0]["record"]}'
    status, record, headers = office.ask("GET", draft)
    checks.equal((record["values"]["colour"], record["values"]["unit_to"], record["values"].get("issued_on")), ("红色", UNIT, None), "a draft in the register of circulars")
    checks.that("送：单位经办、镇街经办、单位负责人、创建办" in record["values"]["text"], "to the posts of the rule")
    checks.equal(officer.ask("GET", "/api/v1/letters")[1]["kept"], [], "a draft is the office's own")
    status, matter, headers = office.ask("POST", f"{draft}/steps/issue", {"on": "2022-09-30", "values": {"signed_by": "张三", "document_no": "乐食安督〔2022〕1号", "due_on": "2022-10-12"}}, If_Match=headers["ETag"])
    checks.equal(status, 200, f"signed: {matter}")
    for who, wanted in ((officer, ["DB-1"]), (other, []), (town, ["DB-1"]), (people["hongqiao"], [])):
        checks.equal([letter["about"] for letter in who.ask("GET", "/api/v1/letters")[1]["kept"]], wanted, "whoever is written to sees it")
    kept = officer.ask("GET", "/api/v1/letters")[1]["kept"][0]
    checks.equal((kept["document_no"], kept["due_on"], kept["state"]["id"]), ("乐食安督〔2022〕1号", "2022-10-12", "issued"), "with its number and its day")

    code, out, err = shian("letters", "--store", store, "--draft", "--as", "U23", "--json")
    numbers = [letter["number"] for letter in json.loads(out)["letters"]]
    checks.that(code == 0 and two["number"] in numbers and one["number"] not in numbers, f"the command drafts the others: {err}")
    checks.equal(json.loads(must("letters", "--store", store, "--draft", "--as", "U23", "--json"))["letters"], [], "and none twice")
    checks.equal(office.ask("GET", "/api/v1/letters")[1]["due"], [], "nothing is due any more")
    checks.equal(shian("letters", "--store", store, "--draft", "--as-of", "2022-09-01")[0], 2, "drafts are made today")
    checks.equal(shian("letters", "--store", store, "--as", "U23")[0], 2, "--as is of a draft")

    status, matter, _ = office.ask("POST", f"{secret}/steps/reveal", {"on": "2022-09-30"}, If_Match=tag)
    checks.equal(status, 200, f"a secret finding is revealed: {matter}")
    checks.equal([letter["about"] for letter in office.ask("GET", "/api/v1/letters")[1]["due"]], ["DB-3"], "and written about from then on")


def circular(store, people, folder):
    office = people["office"]
    status, told, _ = office.ask("GET", f"/api/v1/circular?circular={CIRCULAR}&{QUARTER}")
    checks.equal(status, 200, "the circular is looked at")
    text, counted = told["text"], told["circular"]
    checks.equal([section["heading"] for section in text["sections"]], ["一、总体情况", "二、好的做法", "三、主要问题", "四、工作要求"], "its parts")
    figures = [part for section in text["sections"] for line in section["lines"] for part in line if part["source"] is not None]
    checks.that(figures and all(int(part["text"]) == len(text["sources"][part["source"] - 1]["findings"]) for part in figures), "each figure is the number of its findings")
    ids = {finding["id"] for finding in counted["findings"]}
    checks.that(all(one in ids for source in text["sources"] for one in source["findings"]), "which are among those told")
    checks.equal(sum(len(row["found"]) for row in counted["areas"]), len(counted["findings"]), "the towns sum up")
    numbers = {finding["number"] for finding in counted["findings"]}
    checks.equal((counted["left_out_secret"], "DB-3" in numbers, "DB-4" in numbers), (1, True, False), "a secret finding is left out, and said to be")
    checks.equal(office.ask("GET", f"/api/v1/circular?circular=x&{QUARTER}")[0], 422, "there are two kinds")
    checks.equal(office.ask("GET", f"/api/v1/circular?circular={CIRCULAR}&from=2022-09-30&to=2022-07-01")[0], 422, "the days go forward")

    paper = f"/api/v1/circular/paper?circular={CIRCULAR}&{QUARTER}"
    status, docx, headers = office.ask("GET", paper + "&issuer=U23")
    checks.equal((status, headers["Content-Type"]), (200, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), "a paper to edit")
    parts = zipfile.ZipFile(io.BytesIO(docx))
    words = re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode())
    checks.that("一、总体情况" in words and "DB-1" in words and "DB-4" not in words, "says the same")
    checks.that(f"http://127.0.0.1:{office.port}/registers/finding/records/" in parts.read("word/_rels/document.xml.rels").decode(), "and leads back to this desk")
    checks.equal(office.ask("GET", paper + "&issuer=U99")[0], 422, "a unit is a unit")

    wanted = {"circular": "督查通报", "from": "2022-07-01", "to": "2022-09-30", "issuer": "U23"}
    status, kept, _ = office.ask("POST", "/api/v1/circular", wanted)
    checks.equal((status, kept["number"], kept["is_new"]), (201, "待编号-督查通报-2022-07-01-2022-09-30", True), "kept as a draft")
    checks.equal(office.ask("POST", "/api/v1/circular", wanted)[1], {**kept, "is_new": False}, "once")
    where = f'/api/v1/registers/{kept["register"]}/records/{kept["record"]}'
    record, headers = office.ask("GET", where)[1:]
    checks.equal((record["values"]["unit"], int(record["values"]["findings"]), record["values"].get("issued_on")), ("U23", len(counted["findings"]), None), "with its counts")
    checks.equal(office.ask("GET", f"{where}/matter")[1]["state"], "draft", "to be signed")
    status, matter, _ = office.ask("POST", f"{where}/steps/issue", {"on": "2022-09-30", "values": {"signed_by": "张三", "document_no": "乐食安通〔2022〕1号"}}, If_Match=headers["ETag"])
    checks.equal(status, 200, f"signed and sent: {matter}")
    out = os.path.join(folder, "brief.docx")
    must("circular", "--store", store, "--from", "2022-07-01", "--to", "2022-09-30", "--kind", "工作专报", "--out", out, "--draft", "--as", "U23")
    checks.that(zipfile.is_zipfile(out), "the command writes one too")
    checks.equal(office.ask("POST", "/api/v1/circular", {**wanted, "circular": "工作专报"})[1]["is_new"], False, "and keeps it")


def brief(store, people, folder):
    office, officer = people["office"], people["u20.officer"]
    status, told, _ = office.ask("GET", "/api/v1/brief")
    checks.equal((status, told["simulated"], told["as_of"], told["before"]), (200, True, "2022-09-30", "2022-08-30"), "the brief of a day, beside a month before")
    board = office.ask("GET", "/api/v1/board")[1]
    checks.equal(told["counts"], board["counts"], "counts what the board counts")
    earlier = office.ask("GET", "/api/v1/board?as_of=2022-08-30")[1]
    checks.equal(told["counts_before"], earlier["counts"], "and the earlier day's")
    was, now = ({one["id"]: one["state"] for one in side["targets"]} for side in (earlier, board))
    checks.equal([one["id"] for one in told["better"]], [id for id in now if now[id] == "met" and was[id] != "met"], "what is met by now")
    missed = [id for id, state in now.items() if state == "not_met"]
    checks.equal([one["id"] for one in told["attention"]][: len(missed)], missed, "what is missed stands first")
    due = office.ask("GET", "/api/v1/letters")[1]["due"]
    checks.equal(told["letters"], {colour: sum(letter["colour"] == colour for letter in due) for colour in ("red", "orange", "yellow", "blue")}, "letters as they are due")
    month = office.ask("GET", f"/api/v1/circular?circular={CIRCULAR}&from=2022-08-31&to=2022-09-30")[1]["circular"]["all"]
    checks.equal(told["findings"], {name: len(month[name]) for name in ("found", "closed", "due", "on_time", "open_late")}, "findings as the circular has them")
    acceptance = office.ask("GET", "/api/v1/acceptance")[1]
    checks.equal({state: told["acceptance"][state] for state in ("proved", "lacking", "not_yet")}, {state: acceptance["counts"][state] for state in ("proved", "lacking", "not_yet")}, "the acceptance as it stands")
    status, docx, headers = office.ask("GET", "/api/v1/brief/paper?as_of=2022-08-30")
    words = re.sub(r"<[^>]+>", "", zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode())
    checks.that(status == 200 and "2022年8月30日" in words and "模拟数据" in words, "and as a paper, of another day too")
    checks.equal((officer.ask("GET", "/api/v1/brief")[0], officer.ask("GET", "/api/v1/brief/paper")[0], office.ask("GET", "/api/v1/brief?as_of=soon")[0]), (403, 403, 422), "by the office, of a day")
    out = os.path.join(folder, "page.docx")
    checks.equal(must_json("brief", "--store", store, "--out", out)["counts"], told["counts"], "the command tells the same")
    checks.that(zipfile.is_zipfile(out), "and writes the paper")


def burden(store, people):
    office, officer, leader = people["office"], people["u20.officer"], people["u20.leader"]
    told = office.ask("GET", "/api/v1/burden")[1]
    checks.equal(told["all"], must_json("burden", "--store", store)["all"], "the account of burden, by the command too")
    market = next(one for one in told["departments"] if one["unit"] and one["unit"]["id"] == "U23")
    checks.that(market["records"] > market["typed"] and market["held"] > 0 and market["given"] > market["held"], "tables and what was held in them")
    checks.equal(sum(one["records"] for one in told["departments"]), told["all"]["records"], "departments sum up")
    checks.equal(market["records"], sum(book["records"] for book in market["registers"]), "and registers")
    checks.equal(told["all"]["pace"], {"median_s": None, "intervals": 0}, "of so few nobody tells how fast they are")
    own = officer.ask("GET", "/api/v1/burden")[1]
    checks.that({one["unit"]["id"] for one in own["departments"]} <= {UNIT} and own["all"] == told["all"], "a unit sees its own beside the total")
    text = json.dumps(told)
    checks.that(not any(account in text for account in ("u20.officer", "u20.leader", "liushi", "hongqiao")), "nobody is named")
    checks.equal((leader.ask("GET", "/api/v1/burden")[0], office.ask("GET", "/api/v1/burden?from=2027-01-01&to=2026-01-01")[0]), (200, 422), "days go forward")


def rehearsal(store, people):
    office, officer = people["office"], people["u20.officer"]
    where = "/api/v1/acceptance/rehearsal?seed=7&places=6&records=8&figures=4"
    status, told, _ = office.ask("GET", where)
    checks.equal((status, told["seed"], told["mend_by"], [sum(one["kind"] == kind for one in told["drawn"]) for kind in ("place", "record", "figure")]), (200, 7, "2022-10-12", [6, 8, 4]), "drawn by a seed; five working days over the holidays")
    checks.equal(office.ask("GET", where)[1], told, "the same seed draws the same")
    checks.equal(must_json("rehearse", "--store", store, "--seed", "7", "--places", "6", "--records", "8", "--figures", "4"), told, "and the command too")
    checks.that(office.ask("GET", where.replace("seed=7", "seed=8"))[1]["drawn"] != told["drawn"], "another draws others")
    checks.equal(sum(one["lacking"] for one in told["owners"]), told["lacking"], "every gap is somebody's")
    for one in told["drawn"]:
        if one["record"]:
            checks.equal(office.ask("GET", f'/api/v1/registers/{one["record"]["register"]["id"]}/records/{one["record"]["id"]}')[0], 200, "what is drawn is there")
            checks.that("DB-4" not in one["record"]["name"], "what is secret is not drawn")
    for bad in ("seed=-1", "places=201", "figures=x", "as_of=soon"):
        checks.equal(office.ask("GET", f"/api/v1/acceptance/rehearsal?{bad}")[0], 422, bad)
    checks.equal(officer.ask("GET", where)[0], 403, "the office rehearses")


def what_if(store, people):
    office, officer = people["office"], people["u20.officer"]
    where = "/api/v1/what-if?assume=" + urllib.parse.quote("threshold=K01:90\nmerge=T17:T16")
    board = office.ask("GET", "/api/v1/board")[1]
    status, told, _ = office.ask("GET", where)
    checks.equal((status, len(told["said"])), (200, 2), "two assumptions, one a line")
    asked = next(line for line in told["lines"] if line["target"] == "K01")
    checks.equal((asked["after"]["threshold"], asked["flips"]), ("90", True), "another threshold, another state")
    checks.equal(must_json("what-if", "--store", store, "threshold=K01:90", "merge=T17:T16"), told, "the command tells the same")
    checks.equal(office.ask("GET", "/api/v1/board")[1], board, "and nothing was changed")
    checks.that(told["choices"]["years"] and told["choices"]["rules"], "what can be assumed is told")
    for bad in ("threshold=K99:1", "population=1066", "merge=T16:T16", "x", "without=sample.laboratory:nobody"):
        status, problem, _ = office.ask("GET", "/api/v1/what-if?assume=" + urllib.parse.quote(bad))
        checks.equal(status, 422, bad)
    checks.equal(officer.ask("GET", where)[0], 403, "the office asks")


def appraisal(store, people, folder):
    office, officer, leader, town, other = (people[name] for name in ("office", "u20.officer", "u20.leader", "liushi", "hongqiao"))
    schemes = office.ask("GET", "/api/v1/appraisals")[1]
    checks.equal({scheme["id"]: scheme["scored"] for scheme in schemes["schemes"]}, {"towns-2022": 25, "units-2022": 31}, "the schemes")
    for who, wanted in ((town, {"towns-2022": 1, "units-2022": 0}), (officer, {"towns-2022": 0, "units-2022": 1})):
        checks.equal({scheme["id"]: scheme["scored"] for scheme in who.ask("GET", "/api/v1/appraisals")[1]["schemes"]}, wanted, "each is scored by his own")
    towns = "/api/v1/appraisals/towns-2022"
    sheet = office.ask("GET", f"{towns}?year=2022")[1]
    checks.equal(({one["subject"] for one in sheet["subjects"]}, sheet["everything"], sheet["scheme"]["adopted"]), ({f"T{i:02}" for i in range(1, 26)}, True, False), "25 towns by a scheme that nobody adopted")
    checks.equal(sheet["ranked"], sum(one["rank"] is not None for one in sheet["subjects"]), "those with a place")
    checks.that(all(one["rank"] is not None or one["not_ranked"]["zh"] for one in sheet["subjects"]), "who has none is told why")
    command = must_json("appraise", "--store", store, "--scheme", "towns-2022", "--year", "2022")
    checks.equal([(one["subject"], one["points"], one["rank"]) for one in command["subjects"]], [(one["subject"], one["points"], one["rank"]) for one in sheet["subjects"]], "the command tells the same")
    checks.equal(office.ask("GET", f"{towns}?year=1999")[0], 422, "not before its first year")
    checks.equal(office.ask("GET", "/api/v1/appraisals/towns-1999")[0], 404, "no such scheme")

    own = town.ask("GET", f"{towns}?year=2022")[1]
    checks.equal(([one["subject"] for one in own["subjects"]], own["everything"]), ([AREA], False), "a town sees its own score")
    checks.equal([who.ask("GET", f"{towns}/subjects/{AREA}?year=2022")[0] for who in (town, other, officer, people["inspector"])], [200, 404, 404, 403], "and nobody else's")
    one = office.ask("GET", f"{towns}/subjects/{AREA}?year=2022")[1]
    judged = [item for item in one["items"] if item["outcome"] == "scored" and item["indicator"]]
    checks.that(judged and all(item["formula"] and item["figure"]["known"] == "value" for item in judged), "items with their formula and figure")
    checks.that(all(item["points"] is None and item["reason"]["zh"] for item in one["items"] if item["outcome"] == "not_judged"), "what cannot be judged says why and is no zero")
    checks.equal(sum((float(item["full"]) for item in one["items"] if item["outcome"] == "scored"), 0.0), float(one["score"]["full"]), "the full marks are those that were judged")
    records = office.ask("GET", f'{towns}/subjects/{AREA}/items/{judged[0]["id"]}/records?year=2022&limit=5')
    checks.equal((records[0], len(records[1]["records"]) > 0), (200, True), "down to the records")
    checks.equal(other.ask("GET", f'{towns}/subjects/{AREA}/items/{judged[0]["id"]}/records?year=2022')[0], 404, "not for another town")
    units = office.ask("GET", f"/api/v1/appraisals/units-2022/subjects/U23?year=2022")[1]
    item = next(item for item in units["items"] if item["outcome"] == "scored")
    page = office.ask("GET", f'/api/v1/appraisals/units-2022/subjects/U23/items/{item["id"]}/records?year=2022&limit=500')[1]
    checks.equal((page["more"], len(page["records"]) > 0), (page["more"], True), "a unit's own records")
    by_hand = next(item for item in one["items"] if item["by_hand"])
    checks.equal((by_hand["by_hand"]["register"], by_hand["by_hand"]["values"]["item"], by_hand["by_hand"]["values"]["area"]), ("appraisal_score", by_hand["id"], AREA), "the form of a score by hand")
    scored = {**by_hand["by_hand"]["values"], "points": "4", "full_points": "10", "scored_on": "2022-09-01"}
    entered(office, "/api/v1/registers/appraisal_score/records", scored)
    after = office.ask("GET", f"{towns}/subjects/{AREA}?year=2022")[1]
    checks.equal(next(item["outcome"] for item in after["items"] if item["id"] == by_hand["id"]), "not_proven", "without reason and evidence it does not count")

    status, workbook, headers = office.ask("GET", f"{towns}/sheet?year=2022")
    checks.equal((status, headers["Content-Type"].startswith("application/vnd.openxmlformats-officedocument.spreadsheetml")), (200, True), "a workbook")
    checks.that("<f>" in zipfile.ZipFile(io.BytesIO(workbook)).read("xl/worksheets/sheet1.xml").decode(), "with formulas")
    checks.equal(town.ask("GET", f"{towns}/sheet?year=2022")[0], 403, "of everybody, for the office")

    checks.equal(town.ask("POST", f"{towns}/drafts", {"year": 2022})[0], 403, "the office publishes")
    checks.equal(office.ask("POST", f"{towns}/drafts", {"year": 10 ** 9})[0], 422, "a year is a year")
    status, made, _ = office.ask("POST", f"{towns}/drafts", {"year": 2022})
    checks.equal((status, made["created"] + made["without"]), (201, 25), "every town is told")
    checks.equal(office.ask("POST", f"{towns}/drafts", {"year": 2022})[1]["same"], made["created"], "once more changes nothing")
    filed = town.ask("GET", f"{towns}/subjects/{AREA}?year=2022")[1]["score"]["filed"]
    checks.equal((filed["state"], filed["told_on"], filed["objection_until"], filed["differs"]), ("told", "2022-09-30", "2022-10-12", False), "five working days to object: the holidays are not counted")
    where = f'/api/v1/registers/{filed["register"]}/records/{filed["record"]}'
    tag = town.ask("GET", where)[2]["ETag"]
    checks.equal(other.ask("GET", where)[0], 404, "a result is its subject's")
    status, matter, headers = town.ask("POST", f"{where}/steps/object", {"on": "2022-09-30", "values": {"objection": "两条投诉已按期办结"}}, If_Match=tag)
    checks.equal(status, 200, f"the town objects: {matter}")
    checks.equal(office.ask("POST", f"{towns}/drafts", {"year": 2022})[1]["objected"], 1, "what is objected to waits for its answer")
    status, matter, headers = office.ask("POST", f"{where}/steps/answer", {"on": "2022-09-30", "values": {"answer": "记录显示超期", "upheld": "false"}}, If_Match=headers["ETag"])
    checks.equal(status, 200, f"the office answers: {matter}")
    status, matter, headers = office.ask("POST", f"{where}/steps/settle", {"on": "2022-09-30"}, If_Match=headers["ETag"])
    checks.equal((status, town.ask("GET", f"{towns}/subjects/{AREA}?year=2022")[1]["score"]["filed"]["state"]), (200, "final"), f"and it is final: {matter}")
    published = must_json("appraise", "--store", store, "--scheme", "units-2022", "--year", "2022", "--publish", "--as", "U23")
    checks.equal(published["created"] + published["without"], 31, "the command tells the units")
    mine = officer.ask("GET", "/api/v1/appraisals/units-2022?year=2022")[1]["subjects"]
    checks.equal(([one["subject"] for one in mine], leader.ask("GET", f"/api/v1/appraisals/units-2022/subjects/{UNIT}?year=2022")[0]), ([UNIT], 200), "a unit's own")
    checks.equal(shian("appraise", "--store", store, "--publish", "--compare", "units-2022")[0], 2, "publishing is no comparison")

    trial = f"{towns}/comparison"
    text = """appraisals:
  - id: towns-2023
    name: 试算方案
    subjects: areas
    from_year: 2023
    objection_days: 5
    items:
      - {id: A1, name: 投诉按时办结, points: 10, indicator: complaint.on_time, score: "points * value / 100"}
    grades:
      - {id: all, name: 都好, from: 0}
"""
    before = len(office.ask("GET", "/api/v1/registers/appraisal_result/records?limit=500")[1]["records"])
    status, tried, _ = office.ask("POST", f"{trial}?year=2022&name=trial.yaml", text.encode(), Content_Type="application/octet-stream")
    checks.equal((status, tried["against"]["id"], len(tried["subjects"])), (200, "towns-2023", 25), f"a scheme of next year on this year's records: {tried}")
    checks.that(any(one["flips"] for one in tried["subjects"]), "grades change")
    checks.equal(len(office.ask("GET", "/api/v1/registers/appraisal_result/records?limit=500")[1]["records"]), before, "and nothing is kept")
    status, refused, _ = office.ask("POST", f"{trial}?year=2022&name=trial.yaml", text.replace("value / 100", "valeu / 100").encode(), Content_Type="application/octet-stream")
    checks.equal((status, refused["faults"][0]["field"].startswith("trial.yaml:8:"), "value" in json.dumps(refused["faults"][0]["hint"])), (422, True, True), f"a fault with its place and what would be right: {refused}")
    checks.equal(office.ask("POST", f"{trial}?year=2022&name=trial.yaml", b"\xff\xfe\x00", Content_Type="application/octet-stream")[0], 422, "no scheme at all")
    checks.equal(office.ask("GET", f"{trial}?against=units-2022&year=2022")[0], 422, "towns are not compared with units")
    checks.equal((office.ask("GET", f"{trial}?against=towns-2022&year=2021")[0], town.ask("GET", f"{trial}?against=towns-2022&year=2022")[0]), (200, 403), "also on last year's records, by the office")
    out = os.path.join(folder, "scores.xlsx")
    must("appraise", "--store", store, "--scheme", "towns-2022", "--year", "2022", "--out", out)
    checks.that(zipfile.is_zipfile(out), "the command writes the workbook too")


def story(store, folder, _):
    filled(store, folder)
    passwords = accounts(store)
    server = Server(store)
    try:
        people = signed_in(server.port, passwords)
        letters(store, people)
        circular(store, people, folder)
        brief(store, people, folder)
        burden(store, people)
        rehearsal(store, people)
        what_if(store, people)
        appraisal(store, people, folder)
        code, out, err = shian("verify", "--store", store)
        checks.equal(code, 0, f"the books hold: {out} {err}")
    finally:
        server.stop()


on_both_stores(story)
checks.close()
