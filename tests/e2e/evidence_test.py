"""Evidence over HTTP: put into a record's field, given out, kept from everybody else; what is no document is refused. Both stores."""
import hashlib
import http.client
import os
import sys
import tempfile
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, Browser, Server, accounts, checks, signed_in
from files import archive, docx, pdf, png, scene, xlsx
from support import must, on_both_stores

BOOKS = "/api/v1/registers/inspection/records"


def put(who, where, body, tag, name="照片.png", reason="补传现场照片", field="evidence"):
    query = urllib.parse.urlencode({key: value for key, value in (("name", name), ("reason", reason)) if value is not None})
    headers = {"If_Match": tag} if tag else {}
    return who.ask("PUT", f"{where}/files/{field}?{query}", body, Content_Type="application/octet-stream", **headers)


def entered(who, number, area="柳市"):
    status, made, headers = who.ask("POST", BOOKS, {"values": {"inspection_no": number, "area": area, "inspected_on": "2022-09-01"}})
    checks.equal(status, 201, f"an inspection is entered: {made}")
    return headers["Location"], headers["ETag"]


def put_and_given(people):
    officer, town, other, office = (people[name] for name in ("u20.officer", "liushi", "u21.officer", "office"))
    where, tag = entered(officer, "JC-1")
    status, files, _ = officer.ask("GET", where + "/files")
    checks.equal((status, files), (200, {"files": [], "may": {"read": True, "attach": True}}), "no file yet")
    checks.equal(officer.ask("GET", where + "/files/evidence")[0], 404, "nor is one given")
    picture = png()
    status, record, headers = put(officer, where, picture, tag)
    checks.equal(status, 200, f"a picture is put in: {record}")
    hash_ = hashlib.sha256(picture).hexdigest()
    checks.equal(record["values"]["evidence"], hash_, "the record holds its hash")
    checks.that(headers["ETag"] != tag, "and is another version")
    one = officer.ask("GET", where + "/files")[1]["files"][0]
    checks.equal({key: one[key] for key in ("field", "name", "bytes", "type", "by", "unit", "sha256", "preview", "personal", "missing")},
                 {"field": "evidence", "name": "照片.png", "bytes": len(picture), "type": "image/png", "by": "u20.officer", "unit": "U20",
                  "sha256": hash_, "preview": True, "personal": False, "missing": False}, "what is told of it")
    history = officer.ask("GET", where + "/history")[1]["entries"][-1]
    checks.equal((history["action"], history["reason"], history["fields"][0]["after"]), ("correct", "补传现场照片", f"照片.png ({hash_[:12]})"), "it stands in the history by its name")

    status, given, headers = officer.ask("GET", where + "/files/evidence")
    checks.equal((status, given), (200, picture), "the file is given")
    checks.equal((headers["Content-Type"], headers["X-Content-Type-Options"], headers["ETag"]), ("image/png", "nosniff", f'"{hash_}"'), "as what it is")
    checks.that("sandbox" in headers["Content-Security-Policy"] and "default-src 'none'" in headers["Content-Security-Policy"], "without scripts")
    checks.equal(len(headers.get_all("Content-Security-Policy")), 1, "one policy")
    checks.that(headers["Content-Disposition"].startswith("inline") and urllib.parse.quote("照片.png") in headers["Content-Disposition"], "shown in place, under its name")
    checks.that(officer.ask("GET", where + "/files/evidence?download=1")[2]["Content-Disposition"].startswith("attachment"), "or saved")
    checks.equal(officer.ask("GET", where + "/files/evidence", If_None_Match=f'"{hash_}"')[0], 304, "what he has is not sent again")
    checks.equal(officer.ask("GET", where + "/files/evidence", If_None_Match=f'"other", W/"{hash_}"')[0], 304, "whichever he has of several")
    checks.equal(officer.ask("GET", where + "/files/evidence?download=yes")[0], 422, "a flag is 0 or 1")
    status, piece, headers = officer.ask("GET", where + "/files/evidence", Range="bytes=4-9")
    checks.equal((status, piece, headers["Content-Range"]), (206, picture[4:10], f"bytes 4-9/{len(picture)}"), "a range of it")
    checks.equal(officer.ask("GET", where + "/files/evidence", Range=f"bytes={len(picture)}-")[0], 416, "no range beyond it")
    status, nothing, headers = officer.ask("HEAD", where + "/files/evidence")
    checks.equal((status, nothing, headers["Content-Length"]), (200, "", str(len(picture))), "its head alone")
    for who, wanted in ((town, 200), (office, 200), (people["inspector"], 200), (people["u20.leader"], 200), (other, 404), (people["hongqiao"], 404),
                        (people["lab"], 404), (people["reviewer"], 403), (people["system"], 403), (people["security"], 403), (people["audit"], 403), (Browser(officer.port), 401)):
        checks.equal(who.ask("GET", where + "/files/evidence")[0], wanted, "who may read the record has its file, nobody else")
        checks.equal(who.ask("GET", where + "/files")[0], wanted, "nor is told of it")


def refused(people):
    officer, leader, other, town = (people[name] for name in ("u20.officer", "u20.leader", "u21.officer", "hongqiao"))
    where, tag = entered(officer, "JC-2")
    html = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
    svg = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    for body, name, code in ((html, "通知.html", "type"), (html, "照片.png", "type"), (b"\xef\xbb\xbf  " + html, "a.txt", "type"), (svg, "图.svg", "type"), (svg, "图.png", "type"),
                             (b"MZ\x90\x00" + b"\x00" * 60, "报告.exe", "type"), (b"\x7fELF" + b"\x00" * 60, "a.pdf", "type"), (b"#!/bin/sh\nrm -rf /", "a.txt", "type"),
                             (os.urandom(3000), "a.pdf", "type"), (archive({"META-INF/MANIFEST.MF": "x", "A.class": "x"}), "a.zip", "type"),
                             (docx()[:300], "a.docx", "type"), (png(), "报告.pdf", "mismatch"), (pdf(), "照片.png", "mismatch"), (docx(), "表.xlsx", "mismatch"), (b"alert(1)", "a.js", "mismatch"), (b"plain", "a.html", "mismatch")):
        status, told, _ = put(officer, where, body, tag, name)
        checks.equal((status, told["type"]), (415, f"urn:shian:evidence.{code}"), f"{name} with {body[:12]!r}")
        checks.that(told["title"]["zh"] and told["title"]["en"] and told["detail"]["zh"], "with what to do, in both languages")
    for name in (None, "", "  ", "..", "a/..", "x" * 201, "a\x01b.png", "a\u202egnp.exe"):
        checks.that(put(officer, where, png(), tag, name)[0] in (400, 422), f"the name {name!r}")
    status, told, _ = put(officer, where, png(), tag, reason=None)
    checks.equal((status, told["faults"][0]["field"]), (422, "reason"), "no reason")
    checks.that(put(officer, where, png(), tag, reason="a\x00b")[0] in (400, 422), "a NUL in the reason")
    checks.equal(put(officer, where, b"", tag)[0], 422, "an empty file")
    checks.equal(put(officer, where, png(), tag, field="inspection_no")[0], 422, "no field for files")
    checks.equal(put(officer, where, png(), tag, field="nothing")[0], 422, "no field at all")
    checks.equal(put(officer, where, png(), None)[0], 428, "without saying what was seen")
    checks.equal(put(officer, where, png(), '"old"')[0], 412, "an older version")
    checks.equal(put(leader, where, png(), tag)[0], 403, "the leader reads")
    checks.equal(put(other, where, png(), tag)[0], 404, "another unit's record is not there")
    checks.equal(put(town, where, png(), tag)[0], 404, "nor for another town")
    mark, officer.csrf = officer.csrf, "0" * 32
    checks.equal(put(officer, where, png(), tag)[1]["type"], "urn:shian:identity.csrf", "without the page's mark")
    officer.csrf = mark
    checks.equal(officer.ask("GET", where + "/files")[1]["files"], [], "and nothing was kept")
    for body, name, kind in ((docx(), "方案.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                             (xlsx([["名称"], ["甲"]]), "C:\\资料\\表.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                             ("编号,名称\n1,甲\n".encode("gb18030"), "台账.csv", "text/plain"), (archive({"a.txt": "x"}), "../../资料.zip", "application/zip")):
        status, record, headers = put(officer, where, body, tag, name, "换一份")
        checks.equal(status, 200, f"{name} is taken: {record}")
        tag = headers["ETag"]
        one = officer.ask("GET", where + "/files")[1]["files"][0]
        checks.equal((one["type"], one["preview"]), (kind, False), f"{name} is known by its content")
        checks.that("/" not in one["name"] and "\\" not in one["name"], f"no path in the name {one['name']}")
        headers = officer.ask("GET", where + "/files/evidence")[2]
        checks.that(headers["Content-Disposition"].startswith("attachment"), f"{name} is saved, not shown")
    status, record, headers = officer.ask("PATCH", where, {"values": {"evidence": None}, "reason": "传错了"}, If_Match=tag)
    checks.equal((status, officer.ask("GET", where + "/files")[1]["files"]), (200, []), "a file is taken away by a correction")


def not_by_its_hash(people):
    """Two posts keep the same bytes; neither learns of the other's, and a hash read somewhere opens nothing."""
    officer, town = people["u20.officer"], people["hongqiao"]
    mine, tag = entered(officer, "JC-3")
    secret = pdf("secret")
    checks.equal(put(officer, mine, secret, tag, "举报人材料.pdf")[0], 200, "one unit's file")
    hash_ = hashlib.sha256(secret).hexdigest()
    theirs, tag = entered(town, "JC-4", "虹桥")
    status, told, _ = town.ask("PATCH", theirs, {"values": {"evidence": hash_}, "reason": "x"}, If_Match=tag)
    checks.equal((status, told["faults"][0]["field"]), (422, "evidence"), "another post's file cannot be named")
    checks.equal(told["faults"][0]["code"], town.ask("PATCH", theirs, {"values": {"evidence": "0" * 64}, "reason": "x"}, If_Match=tag)[1]["faults"][0]["code"], "as if it were not there")
    checks.equal(town.ask("POST", BOOKS, {"values": {"inspection_no": "JC-5", "area": "虹桥", "inspected_on": "2022-09-01", "evidence": hash_}})[0], 422, "nor in a new record")
    checks.equal(put(town, theirs, secret, tag, "报告.pdf")[0], 200, "who has the bytes keeps them himself")
    one = town.ask("GET", theirs + "/files")[1]["files"][0]
    checks.equal((one["name"], one["by"], one["unit"]), ("报告.pdf", "hongqiao", town.ask("GET", "/api/v1/session")[1]["account"]["area"]["id"]), "under his own name")
    checks.equal(officer.ask("GET", mine + "/files")[1]["files"][0]["name"], "举报人材料.pdf", "and the other keeps its own")
    for who, name in ((officer, "举报人材料.pdf"), (town, "报告.pdf")):
        listed = [one["name"] for one in who.ask("GET", "/api/v1/tasks/R32")[1]["evidence"] if one["hash"] == hash_]
        checks.equal(listed, [name], "a task tells of it to each under his own name")


def by_command(people, store):
    """A file kept by command line for the unit can be named by the unit."""
    officer = people["u20.officer"]
    with tempfile.NamedTemporaryFile(suffix=".pdf") as out:
        out.write(pdf("by command"))
        out.flush()
        hash_ = must("evidence", "--store", store, "--as", "U20", out.name).strip()
        where, tag = entered(officer, "JC-6")
        status, told, headers = officer.ask("PATCH", where, {"values": {"evidence": hash_}, "reason": "附件"}, If_Match=tag)
        checks.equal(status, 200, f"it is named: {told}")
        checks.equal(officer.ask("GET", where + "/files")[1]["files"][0]["name"], os.path.basename(out.name), "under the name it was kept with")
        checks.equal(officer.ask("PATCH", where, {"values": {"evidence": hash_, "inspected_on": "2022-09-02"}, "reason": "x"}, If_Match=headers["ETag"])[0], 200, "a form may send back what is there")


def large(people):
    officer = people["u20.officer"]
    where, tag = entered(officer, "JC-7")
    whole = pdf("large", 49 << 20)
    status, told, _ = put(officer, where, whole, tag, "大文件.pdf")
    checks.equal(status, 200, f"49 MB: {told}")
    status, given, _ = officer.ask("GET", where + "/files/evidence")
    checks.equal((status, hashlib.sha256(given).hexdigest()), (200, hashlib.sha256(whole).hexdigest()), "and comes back whole")
    tag = officer.ask("GET", where)[2]["ETag"]
    for length in ((50 << 20) + 1, 1 << 40):
        connection = http.client.HTTPConnection("127.0.0.1", officer.port, timeout=20)
        connection.putrequest("PUT", f"{where}/files/evidence?name=a.pdf&reason=x")
        for name, value in (("Cookie", officer.cookie), ("X-Shian-CSRF", officer.csrf), ("If-Match", tag), ("Content-Length", str(length))):
            connection.putheader(name, value)
        connection.endheaders()
        checks.equal(connection.getresponse().status, 413, f"{length} bytes are refused before they come")


def nobody_fills_the_disk(people, uploads):
    """Who may not send a file is told before its first byte is kept."""
    for cookie, csrf, wanted in ((None, None, 401), ("shian=" + "0" * 64, None, 401), (people["u20.leader"].cookie, people["u20.leader"].csrf, 403), (people["audit"].cookie, people["audit"].csrf, 403)):
        connection = http.client.HTTPConnection("127.0.0.1", people["office"].port, timeout=20)
        connection.putrequest("PUT", f"{BOOKS}/1/files/evidence?name=a.pdf&reason=x")
        for name, value in (("Cookie", cookie), ("X-Shian-CSRF", csrf), ("Content-Length", str(40 << 20))):
            if value:
                connection.putheader(name, value)
        connection.endheaders()
        checks.equal(connection.getresponse().status, wanted, "told at once")
    checks.equal([name for folder in os.listdir(uploads) if "uploads" in folder for name in os.listdir(os.path.join(uploads, folder))], [], "nothing lies about")


def at_once(people):
    """Many put the same file into their records at the same time."""
    officer = people["u20.officer"]
    places, statuses, body = [entered(officer, f"JC-{number}") for number in range(20, 28)], [], pdf("at once", 2 << 20)

    def send(where, tag):
        browser = Browser(officer.port)
        browser.cookie, browser.csrf = officer.cookie, officer.csrf
        statuses.append(put(browser, where, body, tag, "同一份.pdf")[0])

    threads = [threading.Thread(target=send, args=place) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    checks.equal(statuses, [200] * 8, "all are kept")
    checks.that(all(officer.ask("GET", where + "/files/evidence")[1] == body for where, _ in places), "and given whole")


def one_of_many(people):
    """Many put another file into the same record, having seen the same: one does, and of the others nothing is left."""
    officer = people["u20.officer"]
    where, tag = entered(officer, "JC-30")
    statuses, before = [], kept_files()

    def send(body):
        browser = Browser(officer.port)
        browser.cookie, browser.csrf = officer.cookie, officer.csrf
        statuses.append(put(browser, where, body, tag, "各一份.pdf")[0])

    threads = [threading.Thread(target=send, args=(pdf(f"one of many {number} {os.urandom(8).hex()}", 1 << 20),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    checks.equal(sorted(statuses), [200] + [412] * 7, "one is kept")
    hash_ = officer.ask("GET", where)[1]["values"]["evidence"]
    checks.equal(kept_files() - before, {hash_}, "and no bytes of the others")


def search(who, words, **more):
    return who.ask("GET", "/api/v1/search?" + urllib.parse.urlencode({"q": words, **more}))[1]


def found_soon(people):
    """What was filed is found within moments, by whoever may read it; neither found nor counted for anybody else."""
    officer, town, other, office = (people[name] for name in ("u20.officer", "liushi", "u21.officer", "office"))
    where, tag = entered(officer, "JC-40")
    checks.equal(put(officer, where, "冷藏柜温度超标，紫花地丁已封存。\n乐食安办〔2022〕33号\n".encode(), tag, "检查记录.txt")[0], 200, "a text is filed")
    broken, tag = entered(officer, "JC-41")
    checks.equal(put(officer, broken, pdf("broken")[:200], tag, "坏文件.pdf")[0], 200, "and a file that is cut off")
    told = soon(lambda: search(officer, "紫花地丁"), lambda told: told["files"] and told["not_there"]["unreadable"] and told["not_there"]["unread"] == 0)
    checks.equal(len(told["files"]), 1, f"the text is found: {told}")
    checks.equal([piece["text"] for piece in told["files"][0]["snippet"] if piece["marked"]], ["紫花地丁"], "with the words marked")
    checks.equal([one["file"] for one in told["files"][0]["records"]], ["检查记录.txt"], "under its name")
    checks.equal(told["records"], [], "no record says it")
    reasons = told["not_there"]["unreadable"]
    checks.equal([one["file"] for one in reasons[0]["records"]], ["坏文件.pdf"], f"what could not be read is told: {reasons}")
    checks.that(reasons[0]["why"]["what"]["zh"] and reasons[0]["why"]["hint"]["zh"], "with the reason and what to do")
    checks.equal(len(search(office, "〔2022〕33号")["files"]), 1, "the office finds it by the document's number")
    checks.equal(len(search(town, "紫花地丁")["files"]), 1, "the town that it is about too")
    for who in (other, people["hongqiao"], people["lab"]):
        told = search(who, "紫花地丁")
        checks.equal((told["records"], told["files"], told["not_there"]["unreadable"], told["not_there"]["unread"]), ([], [], [], 0), "whoever may not read the record learns nothing of it")
    for who in ("reviewer", "system", "security", "audit"):
        checks.equal(people[who].ask("GET", "/api/v1/search?q=a")[0], 403, f"{who} reads no records")
        checks.equal(people[who].ask("GET", "/api/v1/evidence/alike")[0], 403, f"nor pictures")


def found_by_pages(people):
    officer = people["u20.officer"]
    numbers = [f"JC-PAGE-{number:02}" for number in range(7)]
    for number in numbers:
        entered(officer, number)
    soon(lambda: search(officer, "jc page", limit=10), lambda told: len(told["records"]) == 7)
    seen, cursor, pages = [], None, 0
    while pages == 0 or cursor:
        told = search(officer, "jc page", limit=3, **{"in": "records"}, **({"cursor": cursor} if cursor else {}))
        checks.equal((told["files"], told["next_files"]), ([], None), "records alone")
        checks.equal(told["not_there"] is None, pages > 0, "what is not there is told once")
        seen += [one["name"] for one in told["records"]]
        cursor, pages = told["next_records"], pages + 1
    checks.equal((pages, seen), (3, numbers[::-1]), "each once, what was entered last first")
    checks.equal(len(search(officer, "jc page", register="inspection", year=2022)["records"]), 7, "of a register and a year")
    checks.equal(search(officer, "jc page", year=2021)["records"], [], "of another year")
    checks.equal(search(officer, "jc page", register="complaint")["records"], [], "of another register")
    for query, field in (("q=", "q"), ("", "q"), ("q=%EF%BC%8C", "q"), ("q=a&register=nothing", "register"), ("q=a&year=22", "year"), ("q=a&in=all", "in"),
                         ("q=a&cursor=5", "cursor"), ("q=a&in=files&cursor=x", "cursor"), ("q=" + "+".join("abcdefghijklmnopqrst"), "q")):
        status, told, _ = officer.ask("GET", "/api/v1/search?" + query)
        faults = told.get("faults") or [{"field": None, "what": {"zh": "", "en": ""}}]
        checks.equal((status, faults[0]["field"]), (422, field), f"{query[:40]} is refused at its field: {told}")
        checks.that(faults[0]["what"]["zh"] and faults[0]["what"]["en"], "in both languages")


def same_picture(people):
    """The same picture on records of two towns is told to whoever may see both."""
    officer, town, office = people["u20.officer"], people["liushi"], people["office"]
    picture = scene()
    sides = []
    for number, area in (("JC-50", "柳市"), ("JC-51", "虹桥")):
        where, tag = entered(officer, number, area)
        checks.equal(put(officer, where, picture, tag, f"{number}.png")[0], 200, "a picture")
        sides.append(where)
    alike = lambda who, query="": who.ask("GET", "/api/v1/evidence/alike" + query)[1]
    told = soon(lambda: alike(officer), lambda told: told["pairs"])
    checks.equal(len(told["pairs"]), 1, f"one pair: {told}")
    pair = told["pairs"][0]
    checks.equal((pair["same_file"], pair["across_areas"], pair["distance"]), (True, True, 0), "of two towns")
    checks.equal({pair[side]["file"] for side in ("first", "second")}, {"JC-50.png", "JC-51.png"}, "both records side by side")
    for side in ("first", "second"):
        where = f"/api/v1/registers/{pair[side]['register']['id']}/records/{pair[side]['id']}/files/{pair[side]['field']}"
        checks.equal(officer.ask("GET", where)[1], picture, "each picture is given by its record")
    checks.equal(len(alike(office, "?across_areas=1&within=0")["pairs"]), 1, "the office sees it")
    checks.equal((alike(town)["pairs"], alike(town)["photos"] <= alike(officer)["photos"]), ([], True), "a town that sees one of them is told of none")
    checks.equal(alike(people["u21.officer"])["photos"], 0, "who sees neither is not told how many there are")
    for query in ("?within=99", "?within=x", "?across_areas=yes", "?limit=-1", "?offset=x"):
        checks.equal(officer.ask("GET", "/api/v1/evidence/alike" + query)[0], 422, query)


def secret_until_revealed(people):
    """What a secret inspection found is found by whoever knows of it alone, in its words, in its files and by its pictures, until it is revealed."""
    office, officer, town = people["office"], people["u20.officer"], people["liushi"]
    texts = office.ask("POST", "/api/v1/registers/finding/records", {"values": {"finding_no": "WT-1", "found_on": "2022-09-01", "area": "柳市", "unit": "U20", "content": "紫背天葵未标产地", "secret": "是"}})
    checks.equal(texts[0], 201, f"a secret finding: {texts[1]}")
    where = texts[2]["Location"]
    checks.equal(put(office, where, "暗访时所见：穿心莲散装".encode(), texts[2]["ETag"], "暗访.txt", field="photo")[0], 200, "with a text")
    pictures = office.ask("POST", "/api/v1/registers/finding/records", {"values": {"finding_no": "WT-2", "found_on": "2022-09-01", "area": "柳市", "unit": "U20", "content": "同一张照片", "secret": "是"}})
    checks.equal(put(office, pictures[2]["Location"], scene(), pictures[2]["ETag"], "暗访.png", field="photo")[0], 200, "and one with a picture that hangs on other records")
    told = soon(lambda: [search(office, words) for words in ("紫背天葵", "穿心莲")], lambda told: told[0]["records"] and told[1]["files"])
    checks.equal(([one["name"] for one in told[0]["records"]], len(told[1]["files"])), (["WT-1"], 1), "the office finds it")
    pairs = lambda who: who.ask("GET", "/api/v1/evidence/alike")[1]["pairs"]
    soon(lambda: pairs(office), lambda told: len(told) > 1)
    for who in (officer, people["inspector"], town, people["u21.officer"]):
        checks.equal((search(who, "紫背天葵")["records"], search(who, "穿心莲")["files"], search(who, "WT")["records"]), ([], [], []), "nobody else does")
        checks.that(not any("finding" == pair[side]["register"]["id"] for pair in pairs(who) for side in ("first", "second")), "nor by the picture")
    checks.equal(len(pairs(office)), 3, "where the office sees three pairs")
    for made in (where, pictures[2]["Location"]):
        tag = office.ask("GET", made)[2]["ETag"]
        checks.equal(office.ask("PATCH", made, {"values": {"revealed_on": "2022-09-02"}, "reason": "公开"}, If_Match=tag)[0], 200, "it is revealed")
    for who in (officer, town):
        checks.equal((len(search(who, "紫背天葵")["records"]), len(search(who, "穿心莲")["files"])), (1, 1), "and found at once by those whose work it is")
    checks.equal(len(pairs(officer)), 3, "its picture too")


def goes_on(server, store, officer):
    """A server that was killed goes on with what it had not read when it runs again."""
    for number in range(60, 68):
        where, tag = entered(officer, f"JC-{number}")
        checks.equal(put(officer, where, f"半枝莲样品{number}".encode(), tag, "半枝莲.txt")[0], 200, "a text is filed")
    server.process.kill()
    server.process.wait(20)
    again = Server(store)
    browser = Browser(again.port)
    browser.cookie, browser.csrf = officer.cookie, officer.csrf
    told = soon(lambda: search(browser, "半枝莲"), lambda told: len(told["files"]) == 8)
    checks.equal((len(told["files"]), told["not_there"]["unread"], told["not_there"]["behind"]), (8, 0, 0), "all of them are found")
    return again


def soon(ask, holds, patience=30):
    until = time.monotonic() + patience
    while not holds(told := ask()) and time.monotonic() < until:
        time.sleep(0.2)
    return told


def kept_files():
    return {name for folder, _, names in os.walk(os.path.dirname(os.environ["SHIAN_FILES"])) for name in names if len(os.path.basename(folder)) == 2}


def story(store, uploads):
    must("init", "--store", store, "--pack", PACK)
    passwords = accounts(store)
    server = Server(store)
    try:
        people = signed_in(server.port, passwords)
        put_and_given(people)
        refused(people)
        not_by_its_hash(people)
        by_command(people, store)
        large(people)
        at_once(people)
        one_of_many(people)
        nobody_fills_the_disk(people, uploads)
        found_soon(people)
        found_by_pages(people)
        same_picture(people)
        secret_until_revealed(people)
        server = goes_on(server, store, people["u20.officer"])
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    must("verify", "--store", store)


def both(store, folder, _):
    os.environ["TMPDIR"] = os.path.join(folder, "temporary")
    os.makedirs(os.environ["TMPDIR"], exist_ok=True)
    story(store, os.environ["TMPDIR"])


on_both_stores(both)
checks.close()
