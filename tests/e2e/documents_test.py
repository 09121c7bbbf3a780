"""The papers of a matter: drafted from the record in the official layout, made a PDF, signed, issued, void; templates that the office changes. Both stores."""
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, Browser, Server, accounts, checks, signed_in
from files import archive, docx, pdf, png
from support import TODAY, must, on_both_stores

BOOKS = "/api/v1/registers/complaint/records"
PAPER = "complaint_refusal_interim"  # of a complaint received by 2026-04-14


def text_of(body, part="word/document.xml"):
    """What a DOCX file says, a line a paragraph."""
    xml = zipfile.ZipFile(io.BytesIO(body)).read(part).decode()
    return "\n".join("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", one)) for one in re.findall(r"<w:p>.*?</w:p>", xml, re.S))


def with_text(body, change):
    """The same DOCX file with another text."""
    given = zipfile.ZipFile(io.BytesIO(body))
    return archive({name: change(given.read(name).decode()) if name == "word/document.xml" else given.read(name) for name in given.namelist()})


def entered(who, number, **more):
    values = {"complaint_no": number, "kind": "投诉", "area": "柳市", "unit": "U20", "received_on": "2022-09-01", "complainant": "王小明",
              "content": "豆腐发酸", "operator_name": "某豆制品店", **more}
    status, made, headers = who.ask("POST", BOOKS, {"values": values})
    checks.equal(status, 201, f"a complaint is entered: {made}")
    return headers["Location"], headers["ETag"]


def listed(who, where, paper=PAPER):
    status, told, _ = who.ask("GET", where + "/documents")
    checks.equal(status, 200, f"the papers are listed: {told}")
    return next((one for one in told["documents"] if one["id"] == paper), None), told


def issue(who, where, body, name="决定书.pdf", paper=PAPER, **said):
    query = urllib.parse.urlencode({"name": name, "signed_on": TODAY.isoformat(), "signer": "李主任", **said})
    return who.ask("POST", f"{where}/documents/{paper}/issued?{query}", body, Content_Type="application/octet-stream")


def drafted(people):
    officer, leader, town = people["u20.officer"], people["u20.leader"], people["hongqiao"]
    where, tag = entered(officer, "TS-1")
    status, moved, headers = officer.ask("POST", where + "/steps/refuse", {"on": "2022-09-05", "values": {"not_accepted_reason": "不属于本部门职责 < & >"}}, If_Match=tag)
    checks.equal(status, 200, f"the complaint is refused: {moved}")
    paper, told = listed(officer, where)
    checks.equal((paper["may"], paper["fault"], paper["personal"]), (True, None, True), "its paper can be drafted")
    checks.equal([(step["id"], step["done"]) for step in paper["steps"]], [("refuse", True)], "it is the paper of the step that was taken")
    checks.that(paper["basis"], "with its basis in law")
    checks.that(f"〔{TODAY.year}〕1号" in paper["next_number"], f"the next number is told: {paper['next_number']}")
    checks.equal(told["may"], {"read": True, "draft": True}, "what may be done")
    status, body, headers = officer.ask("POST", f"{where}/documents/{PAPER}/draft", {})
    checks.equal((status, headers["Content-Type"]), (200, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), "a DOCX file is drafted")
    checks.that(urllib.parse.quote("TS-1.docx") in headers["Content-Disposition"] and headers["Content-Disposition"].startswith("attachment"), "under the record's number")
    said = text_of(body)
    for piece in ("王小明", "2022年9月1日", "TS-1", "不属于本部门职责 &lt; &amp; &gt;", "（印　章）"):
        checks.that(piece in said, f"{piece} stands in it: {said}")
    checks.that("{{" not in said, "no mark is left")
    checks.that(f"〔{TODAY.year}〕＿＿＿＿号" in said, "the number is to come")
    status, body, _ = officer.ask("POST", f"{where}/documents/{PAPER}/draft", {"number": "乐农投不受〔2022〕7号", "signer": "李主任", "signed_on": "2022-09-06"})
    checks.that("乐农投不受〔2022〕7号" in text_of(body) and "2022年9月6日" in text_of(body), "or as it is said")
    told = [one for one in people["audit"].ask("GET", "/api/v1/journal?kind=unmask")[1]["entries"]]
    checks.that(any(one["account"] == "u20.officer" and "投诉" in one["what"]["zh"] for one in told), "that personal data went out is journaled")
    checks.that("王小明" not in str(told), "without the data")
    for who, status in ((leader, 403), (town, 404), (people["office"], 403), (people["lab"], 404), (people["reviewer"], 403), (Browser(officer.port), 401)):
        checks.equal(who.ask("POST", f"{where}/documents/{PAPER}/draft", {})[0], status, "whoever does not take the step drafts nothing")
    checks.equal(listed(leader, where)[0]["may"], False, "the leader sees that there is a paper")
    for body, field in (({"signed_on": "soon"}, "signed_on"), ({"signed_on": "2999-01-01"}, "signed_on"), ({"as": "odt"}, "as"), ({"number": 7}, "number")):
        status, told, _ = officer.ask("POST", f"{where}/documents/{PAPER}/draft", body)
        checks.equal((status, told["faults"][0]["field"]), (422, field), f"{body}")
    checks.equal(officer.ask("POST", f"{where}/documents/nothing/draft", {})[0], 404, "no such paper")
    other, _ = entered(officer, "JB-1", kind="举报")
    checks.equal(listed(officer, other)[0], None, "a report yields no decision on a complaint")
    checks.equal(officer.ask("POST", f"{other}/documents/{PAPER}/draft", {})[1]["type"], "urn:shian:document.other_record", "nor can it be had by asking")
    return where


def as_pdf(people, where):
    officer = people["u20.officer"]
    status, body, headers = officer.ask("POST", f"{where}/documents/{PAPER}/draft", {"as": "pdf"})
    if not shutil.which("lowriter"):
        print("LibreOffice's word processor is not installed: PDFs are left out")
        checks.equal((status, body["type"]), (503, "urn:shian:document.pdf"), "without LibreOffice it says so")
        return
    checks.equal((status, headers["Content-Type"], body[:4]), (200, "application/pdf", b"%PDF"), "a PDF is drafted")
    checks.that(".pdf" in headers["Content-Disposition"], "by its own name")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as out:
        out.write(body)
        out.flush()
        said = subprocess.run(["pdftotext", "-layout", out.name, "-"], capture_output=True, text=True, check=True).stdout
    for piece in ("投诉不予受理决定书", "王小明", r"—\s*1\s*—"):
        checks.that(re.search(piece, said), f"{piece} stands in the PDF: {said}")


def issued(people, where):
    officer, leader, town = people["u20.officer"], people["u20.leader"], people["hongqiao"]
    number = listed(officer, where)[0]["next_number"]
    for said, field in (({"signer": " "}, "signer"), ({"signer": "长" * 41}, "signer"), ({"signed_on": "昨天"}, "signed_on"), ({"signed_on": "2999-01-01"}, "signed_on"), ({"number": ""}, "number"), ({"number": "号" * 61}, "number")):
        status, told, _ = issue(officer, where, pdf(), **{"number": number, **said})
        checks.equal((status, told["faults"][0]["field"]), (422, field), f"{said}")
    checks.equal(issue(officer, where, b"<html><script>1</script></html>", "决定书.html", number=number)[0], 415, "a page is no paper")
    checks.equal(issue(officer, where, b"", number=number)[0], 422, "nor is nothing")
    checks.equal(issue(leader, where, pdf(), number=number)[0], 403, "the leader issues nothing here")
    status, paper, _ = issue(officer, where, pdf("signed"), number=number)
    checks.equal((status, paper["number"], paper["signer"], paper["signed_on"], paper["personal"]), (201, number, "李主任", TODAY.isoformat(), True), "it is issued")
    checks.that(f"〔{TODAY.year}〕2号" in listed(officer, where)[0]["next_number"], "the next one has the next number")
    status, told, _ = issue(officer, where, pdf("another"), number=number)
    checks.equal((status, told["type"]), (422, "urn:shian:document.number"), "no number is borne twice")
    checks.that("2" in told["detail"]["zh"], "and the next is told")
    checks.equal(issue(officer, where, pdf("signed"), number="别的号1")[0], 409, "the same file is not issued twice")
    own = f"{where}/issued/{paper['id']}"
    checks.equal(officer.ask("GET", own)[0], 403, "personal data is given for a reason")
    status, body, headers = officer.ask("POST", own + "/unmasking", {"reason": "当事人查询"})
    checks.equal((status, body, headers["Cache-Control"]), (200, pdf("signed"), "no-store"), "and then whole")
    checks.equal(town.ask("GET", own)[0], 404, "another town has nothing of it")
    checks.equal(officer.ask("GET", where + "/issued/999")[0], 404, "no such paper")
    elsewhere, _ = entered(officer, "TS-9")
    checks.equal(officer.ask("GET", f"{elsewhere}/issued/{paper['id']}")[0], 404, "nor under another record")
    checks.equal(leader.ask("POST", own + "/voiding", {"reason": "x"})[0], 403, "whoever only reads voids nothing")
    status, told, _ = officer.ask("POST", own + "/voiding", {"reason": "当事人写错"})
    checks.equal((status, told["voided"]["reason"]), (200, "当事人写错"), "a paper is voided for a reason")
    checks.equal(officer.ask("POST", own + "/voiding", {"reason": "再来"})[0], 409, "once")
    checks.equal([one["voided"] is not None for one in listed(officer, where)[1]["issued"]], [True], "it stays in the list")
    checks.equal(issue(officer, where, pdf("mended"), number=number)[0], 422, "and keeps its number")
    kinds = [one["what"]["zh"] for one in people["audit"].ask("GET", "/api/v1/journal?kind=document")[1]["entries"]]
    checks.that(any("签发" in one and number in one for one in kinds) and any("作废" in one for one in kinds), f"both stand in the security journal: {kinds}")


def templates(people, where):
    office, officer = people["office"], people["u20.officer"]
    own = f"/api/v1/documents/{PAPER}/template"
    status, told, _ = office.ask("GET", "/api/v1/documents")
    checks.equal(status, 200, "the templates are listed")
    for one in told["documents"]:
        checks.equal((one["changed"], one["fault"]), (None, None), f"{one['id']} is the pack's own and sound")
        checks.equal(office.ask("GET", f"/api/v1/documents/{one['id']}/template")[0], 200, f"{one['id']} can be taken along")
    checks.equal(officer.ask("GET", "/api/v1/documents")[0], 403, "a unit's officer has no part in them")
    template = office.ask("GET", own)[1]
    checks.that("{{" in text_of(template), "a template holds its marks")

    def send(body, reason="改抬头", name="模板.docx", who=office):
        return who.ask("PUT", f"{own}?{urllib.parse.urlencode({'name': name, 'reason': reason})}", body, Content_Type="application/octet-stream")

    unknown = with_text(template, lambda xml: xml.replace("{{文号}}", "{{收件日子}}"))
    for body, name, status, code in ((unknown, "模板.docx", 422, "document.mark"), (with_text(template, lambda xml: xml.replace("{{文号}}", "{{文号")), "模板.docx", 422, "document.mark"),
                                     (docx(), "模板.docx", 422, "document.mark"), (pdf(), "模板.pdf", 422, "document.docx"), (b"junk\x00" * 9, "模板.docx", 422, "document.docx"), (b"", "模板.docx", 422, "document.docx"), (png(), "模板.docx", 422, "document.docx")):
        answered, told, _ = send(body, name=name)
        checks.equal((answered, told.get("type")), (status, f"urn:shian:{code}"), f"{name}: {told}")
    checks.that("收件日子" in str(send(unknown)[1]["title"]["zh"]), "the unknown mark is named")
    checks.equal(send(template, reason=" ")[0], 422, "it is changed for a reason")
    checks.equal(send(template, who=officer)[0], 403, "by the office alone")
    changed = with_text(template, lambda xml: xml.replace("（印　章）", "（此处盖章）"))
    status, told, _ = send(changed)
    checks.equal((status, told["changed"]["reason"]), (200, "改抬头"), "the office changes a template")
    said = text_of(officer.ask("POST", f"{where}/documents/{PAPER}/draft", {})[1])
    checks.that("（此处盖章）" in said and "王小明" in said, "drafts follow it")
    nameless = with_text(template, lambda xml: re.sub(r"\{\{[^}]*(投诉人|电话)[^}]*\}\}", "当事人", xml))
    status, told, _ = send(nameless, "不写姓名")
    checks.equal((status, told["personal"], listed(officer, where)[0]["personal"]), (200, False, False), "what is personal is told from the template that holds")
    before = len(people["audit"].ask("GET", "/api/v1/journal?kind=unmask")[1]["entries"])
    checks.that("王小明" not in text_of(officer.ask("POST", f"{where}/documents/{PAPER}/draft", {})[1]), "a draft from it names nobody")
    checks.equal(len(people["audit"].ask("GET", "/api/v1/journal?kind=unmask")[1]["entries"]), before, "and is no entry of the journal")
    status, told, _ = office.ask("DELETE", own + "?reason=" + urllib.parse.quote("改回"))
    checks.equal((status, told["changed"]), (200, None), "and goes back to the pack's own")
    checks.equal(office.ask("DELETE", own + "?reason=x")[0], 409, "once")
    checks.that("（印　章）" in text_of(officer.ask("POST", f"{where}/documents/{PAPER}/draft", {})[1]), "drafts follow that")


TELL = {"penalty_notice", "hearing_notice"}
# Register, what a record of it says, among which papers, those that it yields.
CHOSEN = (
    # The right to a hearing: by kind, or from 10,000 of a person and 100,000 of an organisation.
    ("case_file", {"proposed_penalty": "警告"}, TELL, {"penalty_notice"}),
    ("case_file", {"proposed_penalty": "罚款", "proposed_fine": "9999.99"}, TELL, {"penalty_notice"}),
    ("case_file", {"proposed_penalty": "罚款", "proposed_fine": "10000"}, TELL, {"hearing_notice"}),
    ("case_file", {"proposed_penalty": "罚款", "proposed_fine": "10000", "party_kind": "自然人"}, TELL, {"hearing_notice"}),
    ("case_file", {"proposed_penalty": "罚款", "proposed_fine": "99999.99", "party_kind": "法人或者其他组织"}, TELL, {"penalty_notice"}),
    ("case_file", {"proposed_penalty": "罚款", "proposed_fine": "100000", "party_kind": "法人或者其他组织"}, TELL, {"hearing_notice"}),
    ("case_file", {"proposed_penalty": "没收", "proposed_confiscated": "6000", "proposed_goods_value": "3999"}, TELL, {"penalty_notice"}),
    ("case_file", {"proposed_penalty": "没收", "proposed_confiscated": "6000", "proposed_goods_value": "4000"}, TELL, {"hearing_notice"}),
    ("case_file", {"proposed_penalty": "没收", "proposed_goods_value": "99999", "party_kind": "法人或者其他组织"}, TELL, {"penalty_notice"}),
    ("case_file", {"proposed_penalty": "吊销许可证", "party_kind": "法人或者其他组织"}, TELL, {"hearing_notice"}),
    ("case_file", {"proposed_penalty": "责令停产停业"}, TELL, {"hearing_notice"}),
    ("case_file", {"proposed_penalty": "从业禁止"}, TELL, {"hearing_notice"}),
    ("case_file", {"proposed_penalty": "罚款", "proposed_fine": "5000", "hearing_right": "true"}, TELL, {"hearing_notice"}),
    ("case_file", {"proposed_penalty": "罚款", "proposed_fine": "5000", "hearing_right": "false"}, TELL, {"penalty_notice"}),
    ("case_file", {}, TELL, set()),
    ("case_file", {"told_on": "2022-09-09"}, TELL, TELL),  # from a sheet, which does not say
    ("case_file", {"seized_on": "2022-09-01"}, {"seizure_extension", "seizure_extension_other"}, set()),
    ("case_file", {"seized_on": "2022-09-01", "seizure_extended_to": "2022-10-20"}, {"seizure_extension", "seizure_extension_other"}, {"seizure_extension"}),
    ("case_file", {"seized_on": "2022-09-01", "seizure_extended_to": "2022-10-20", "seizure_of": "其他"}, {"seizure_extension", "seizure_extension_other"}, {"seizure_extension_other"}),
    # The measures that were in force on the day of receipt, then of acceptance.
    ("complaint", {"kind": "投诉", "received_on": "2026-04-14"}, {"complaint_refusal", "complaint_refusal_interim"}, {"complaint_refusal_interim"}),
    ("complaint", {"kind": "投诉", "received_on": "2026-04-15"}, {"complaint_refusal", "complaint_refusal_interim"}, {"complaint_refusal"}),
    ("complaint", {"kind": "投诉", "received_on": "2026-04-14"}, {"complaint_identity"}, set()),
    ("complaint", {"kind": "投诉", "received_on": "2026-04-15"}, {"complaint_identity"}, {"complaint_identity"}),
    ("complaint", {"kind": "投诉", "received_on": "2026-04-10", "accepted_on": "2026-04-15"}, {"complaint_accepted", "complaint_accepted_interim", "complaint_mediation_notice", "complaint_mediation_notice_interim"},
     {"complaint_accepted_interim", "complaint_mediation_notice"}),
    ("complaint", {"kind": "投诉", "received_on": "2026-04-10", "accepted_on": "2026-04-14"}, {"complaint_told", "complaint_told_interim", "complaint_mediation_ended", "complaint_mediation_ended_interim"},
     {"complaint_told_interim", "complaint_mediation_ended_interim"}),
    ("complaint", {"kind": "举报", "received_on": "2026-04-14"}, {"complaint_hand_over", "complaint_hand_over_interim"}, {"complaint_hand_over_interim"}),
)


def chosen(people):
    """Of papers whose wording differs, a record yields the one that its facts ask for."""
    officer = people["u20.officer"]
    for number, (register, values, among, wanted) in enumerate(CHOSEN):
        own = {"case_no": f"XZ-{number}", "filed_on": "2022-09-01"} if register == "case_file" else {"complaint_no": f"XZ-{number}", "area": "柳市"}
        status, made, headers = officer.ask("POST", f"/api/v1/registers/{register}/records", {"values": {**own, "unit": "U20", **values}})
        checks.equal(status, 201, f"{register} {values} is entered: {made}")
        told = officer.ask("GET", headers["Location"] + "/documents")[1]["documents"]
        checks.equal({one["id"] for one in told} & among, wanted, f"{register} {values}: its paper")


def every_template(people, folder):
    """Every paper has a whole template, over HTTP and by the command line; matters_test.py drafts each from a record."""
    office = people["office"]
    papers = office.ask("GET", "/api/v1/documents")[1]["documents"]
    must("pack", "documents", PACK, "--out", f"{folder}/templates")
    written = sorted(name.split(" ")[0] for name in os.listdir(f"{folder}/templates"))
    checks.equal(written, sorted(one["id"] for one in papers), "the command line writes each")
    for one in papers:
        body = office.ask("GET", f"/api/v1/documents/{one['id']}/template")[1]
        parts = zipfile.ZipFile(io.BytesIO(body))
        checks.equal(parts.testzip(), None, f"{one['id']} is whole")
        checks.that(one["name"]["zh"] in text_of(body), f"{one['id']} says what it is")


def story(store, folder, _):
    must("init", "--store", store, "--pack", PACK)
    passwords = accounts(store)
    server = Server(store)
    try:
        people = signed_in(server.port, passwords)
        where = drafted(people)
        as_pdf(people, where)
        issued(people, where)
        templates(people, where)
        chosen(people)
        every_template(people, folder)
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    must("verify", "--store", store)


on_both_stores(story)
checks.close()
