"""A survey over HTTP and by command: everybody may answer the open page and nobody is named, the sample alone counts, those who
have no part in it see nothing, small samples get no verdict, and its end moves K05 and K06 by what it found."""
import datetime
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, Browser, Server, accounts, checks, signed_in
from support import must, must_json, on_both_stores, shian

DAYS = [(datetime.date.today() + datetime.timedelta(days=days)).isoformat() for days in (-3, 3)]
MOST_A_MINUTE = 30


def answers(aware, step):
    return {"adult": "y", "lives": "y", "aware": "y" if aware else "n", "whole": step, "market": step, "eating": step, "work": step}


def sheet(number, area="T16", aware=True, step="4"):
    return {"receipt": f"receipt-{number:012}", "area": area, "age_band": "30-44", "sex": "女", "answers": answers(aware, step)}


def designed(office, number, code):
    def enter(register, values):
        status, made, _ = office.ask("POST", f"/api/v1/registers/{register}/records", {"values": values})
        checks.equal(status, 201, f"{register} is entered: {made}")
    enter("survey_design", {"wave_no": number, "questionnaire": "2022-1", "from_on": DAYS[0], "until_on": DAYS[1], "mode": "电话",
                            "code": code, "target": "400", "unit": "U20"})
    for area, size in (("T16", "300000"), ("T01", "100000")):
        enter("survey_stratum", {"design": number, "area": area, "residents": size, "source": "测试"})


def open_page(port, people):
    nobody, path = Browser(port), "/api/v1/surveys/open-one"
    status, form, _ = nobody.ask("GET", path)
    checks.equal((status, form["wave"], form["is_open"]), (200, "W1", True), "everybody is shown what is asked")
    checks.that("points" not in str(form) and "aware'" not in str(form["questionnaire"]["questions"][2]["choices"]), "and not what counts as what")
    checks.equal(nobody.ask("GET", "/api/v1/surveys/no-such-link")[0], 404, "no such link")
    to = path + "/answers"
    checks.equal(nobody.ask("POST", to, sheet(1))[0], 201, "an answer is kept")
    checks.equal(nobody.ask("POST", to, sheet(1))[0], 200, "once, when it is sent twice")
    for change, field in (({"receipt": "x"}, "receipt"), ({"area": "T99"}, "area"), ({"sex": "X"}, "sex"), ({"refused": True}, "refused"),
                          ({"answers": {**answers(True, "4"), "name": "y"}}, "answers"), ({"answers": {"adult": "y"}}, "answers"),
                          ({"answers": ["y"]}, "answers")):
        status, told, _ = nobody.ask("POST", to, {**sheet(2), **change})
        checks.equal((status, told["faults"][0]["field"]), (422, field), f"told at its field: {change}")
    checks.equal(nobody.ask("POST", to, {**sheet(2), "area": "x" * 9000})[0], 413, "too large")
    statuses = [nobody.ask("POST", to, sheet(number))[0] for number in range(10, 10 + MOST_A_MINUTE)]
    checks.that(statuses[0] == 201 and statuses[-1] == 429, f"one peer may not flood it: {statuses}")
    record = people["office"].ask("GET", "/api/v1/registers/survey_answer/records?limit=1")[1]["records"][0]
    checks.that("127.0.0.1" not in str(record), f"no address is kept: {record}")
    history = people["office"].ask("GET", f"/api/v1/registers/survey_answer/records/{record['id']}/history")[1]
    checks.that("127.0.0.1" not in str(history) and "survey-link" in str(history), "nor in its history, which says the way it came")


def interviews(people):
    officer, office, path = people["u20.officer"], people["office"], "/api/v1/survey-waves/W1"
    checks.equal([wave["number"] for wave in officer.ask("GET", "/api/v1/survey-waves")[1]["waves"]], ["W1", "W2"], "of the unit that commissioned it")
    checks.equal(people["u21.officer"].ask("GET", "/api/v1/survey-waves")[1]["waves"], [], "of no other unit")
    for who in ("u21.officer", "liushi", "lab"):
        checks.equal(people[who].ask("GET", path)[0], 404, f"{who} has no part in it")
        checks.equal(people[who].ask("POST", path + "/answers", sheet(500))[0], 404, f"{who} enters none")
    checks.equal(people["u20.leader"].ask("POST", path + "/answers", sheet(500))[0], 403, "a leader enters none")
    for number in range(1000, 1040):
        checks.equal(officer.ask("POST", path + "/answers", sheet(number, aware=number % 10 != 0))[0], 201, "an interview is entered")
    status, detail, _ = office.ask("GET", path)
    checks.equal(status, 200, "the office sees it")
    checks.equal(detail["result"]["awareness"]["estimate"]["answers"], 40, "the sample alone counts")
    checks.equal([one["code"] for one in detail["result"]["awareness"]["refusals"]], ["not_covered", "too_small"], "a town has no answer, and they are few")
    checks.that(detail["result"]["wave"]["came"]["by_link"] > 1 and detail["result"]["link"]["awareness"], "the open link is told apart")
    checks.that(detail["link"]["address"].endswith("/survey/open-one") and detail["link"]["qr_svg"].startswith("<"), "with a code to scan")
    checks.equal(officer.ask("POST", path + "/closing")[0], 403, "a unit does not close it")
    status, told, _ = office.ask("POST", path + "/closing")
    checks.equal((status, told["type"]), (422, "urn:shian:survey.not_covered"), "nor is it closed with a town left out")


def ended(store, people):
    officer, office = people["u20.officer"], people["office"]
    for number in range(2000, 2400):
        in_first = number < 2300
        officer.ask("POST", "/api/v1/survey-waves/W2/answers", sheet(number, "T16" if in_first else "T01", number % 10 != 0, "5" if in_first else "3"))
    result = must_json("survey", "result", "--store", store, "W2")
    checks.equal((result["awareness"]["estimate"]["value"], result["satisfaction"]["estimate"]["value"]), ("90.00", "90.00"), "by command too")
    checks.equal(result["awareness"]["verdict"], "met", "the whole interval is above the target")
    checks.equal(must_json("survey", "plan", "--store", store, "W2")["towns"][0]["planned"] + 300, 400, "in proportion")
    for command in ("plan", "result"):
        checks.that("柳市" in must("survey", command, "--store", store, "W2"), f"{command} in words")
    compared = must_json("survey", "compare", "--store", store, "W1", "W2")
    checks.that(compared["awareness"] is None and compared["why_not"], "not compared with one that could not be judged")
    checks.equal(office.ask("GET", "/api/v1/survey-waves/W2?against=W1")[1]["comparison"], compared, "as over HTTP")
    status, filed, _ = office.ask("POST", "/api/v1/survey-waves/W2/closing")
    checks.equal((status, filed["register"]), (201, "survey_wave"), "its result is filed")
    checks.equal(Browser(office.port).ask("POST", "/api/v1/surveys/open-two/answers", sheet(5))[0] in (409, 429), True, "and it takes no more")
    checks.equal(officer.ask("POST", "/api/v1/survey-waves/W2/answers", sheet(6))[0], 409, "by no way")
    values = office.ask("GET", f"/api/v1/registers/survey_wave/records/{filed['id']}")[1]["values"]
    checks.equal([values[field] for field in ("wave_no", "valid_answers", "aware_percent", "effective_answers", "satisfaction_score")],
                 ["W2", "400", "90", "400", "90"], "with what its answers are worth")
    # Due in 2022, the targets stand as they stood then; the indicator itself has moved: tests/survey.
    checks.that("survey.awareness" in must("explain", "--store", store, "K05"), "and the target names the indicator")
    code, _, err = shian("survey", "close", "--store", store, "W2")
    checks.that(code == 1 and "W2" in err, "it is closed once")
    code, _, err = shian("survey", "result", "--store", store, "none")
    checks.that(code == 1 and "none" in err, "no such survey")


def story(address, folder, cluster):
    must("init", "--store", address, "--pack", PACK)
    passwords = accounts(address)
    server = Server(address)
    try:
        people = signed_in(server.port, passwords)
        designed(people["office"], "W1", "open-one")
        designed(people["office"], "W2", "open-two")
        open_page(server.port, people)
        interviews(people)
        ended(address, people)
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    must("verify", "--store", address)


on_both_stores(story)
checks.close()
