"""Evidence over HTTP: put into a record's field, given out, kept from everybody else; what is no document is refused. Both stores."""
import hashlib
import http.client
import os
import sys
import tempfile
import threading
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, Browser, Server, accounts, checks, signed_in
from files import archive, docx, pdf, png, xlsx
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
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    must("verify", "--store", store)


def both(store, folder, _):
    os.environ["TMPDIR"] = os.path.join(folder, "temporary")
    os.makedirs(os.environ["TMPDIR"], exist_ok=True)
    story(store, os.environ["TMPDIR"])


on_both_stores(both)
checks.close()
