"""Matters over HTTP: each lifecycle from birth to its end by the right posts, what is refused on the way, clocks. Both stores."""
import base64
import datetime
import io
import os
import re
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from desk import PACK, Browser, Server, accounts, checks, signed_in
from duty_ways import PLACES, SHOP, duty_refusals, duty_ways
from printed import LAW, PRINTED
from supervision_ways import supervision_ways
from support import TODAY, must, must_json, on_both_stores

OFFICER, SECOND, OTHER, INSPECTOR, TOWN, OFFICE, LAB = "u20.officer", "u20.second", "u21.officer", "inspector", "liushi", "office", "lab"


def day(number):
    """So many days after the day the stories begin."""
    return (TODAY - datetime.timedelta(days=120 - number)).isoformat()


def moment(number):
    return day(number) + " 09:00"


# register, what it is entered with, its steps: who, which, on what day, with what, where it leads.
WAYS = (
    ("sample", {"sample_code": "A1", "sampled_on": day(0)}, (
        (OFFICER, "receive", 1, {}, "received"), (OFFICER, "report", 10, {"report_no": "R1", "initial_conclusion": "合格"}, "reported"),
        (OFFICER, "submit", 11, {}, "submitted"), (OFFICER, "conclude_passed", 12, {}, "concluded"), (OFFICER, "publish", 13, {"published_by": "U20"}, "published"))),
    ("sample", {"sample_code": "A2", "sampled_on": day(0), "maker_name": "示例豆制品厂"}, (
        (OFFICER, "receive", 1, {}, "received"), (OFFICER, "report", 10, {"report_no": "R2", "initial_conclusion": "不合格"}, "reported"),
        (OFFICER, "submit", 11, {}, "submitted"), (INSPECTOR, "serve", TODAY, {}, "served"), (OFFICER, "contest", TODAY, {"retest_state": "复检中"}, "contested"),
        (OFFICER, "conclude", TODAY, {"final": "不合格", "retest_state": "维持"}, "concluded"))),
    ("sample", {"sample_code": "A3", "sampled_on": day(0)}, (
        (OFFICER, "receive", 1, {}, "received"), (OFFICER, "report", 10, {"report_no": "R3", "initial_conclusion": "不合格"}, "reported"),
        (OFFICER, "submit", 11, {}, "submitted"), (INSPECTOR, "serve", 12, {}, "uncontested"), (OFFICER, "contest", 13, {"retest_state": "复检中"}, "contested"), (OFFICER, "conclude", 60, {"final": "不合格", "retest_state": "维持"}, "concluded"))),
    ("retest", {"retest_no": "F1", "sample": "A2", "kind": "复检", "applied_on": day(12)}, (
        (OFFICER, "accept", 13, {}, "accepted"), (OFFICER, "fix_laboratory", 14, {"laboratory": "LAB9"}, "fixed"), (OFFICER, "move_sample", 15, {}, "moved"),
        (OFFICER, "conclude", 20, {"conclusion": "维持"}, "concluded"), (OFFICER, "tell", 21, {}, "told"))),
    ("retest", {"retest_no": "F2", "sample": "A2", "kind": "异议", "applied_on": day(12)}, (
        (OFFICER, "accept", 13, {}, "accepted"), (OFFICER, "decide", 20, {"conclusion": "维持", "review_note": "原始记录复核无误"}, "concluded"), (OFFICER, "tell", 21, {}, "told"))),
    ("retest", {"retest_no": "F3", "sample": "A2", "kind": "复检", "applied_on": day(12)}, ((OFFICER, "refuse", 13, {"refused_reason": "微生物项目不合格"}, "concluded"),)),
    ("retest", {"retest_no": "F6", "sample": "A2", "kind": "异议", "applied_on": day(12)}, ((OFFICER, "refuse", 13, {"refused_reason": "没有提交证明材料"}, "concluded"),)),
    ("disposal", {"disposal_no": "H1", "received_on": day(12)}, (
        (OFFICER, "start", 13, {}, "running"), (OFFICER, "control", 13, {"control_measure": "封存"}, "running"), (OFFICER, "cause", 20, {"cause": "原料"}, "running"),
        (OFFICER, "rectify", 30, {"rectification": "换供应商"}, "running"), (OFFICER, "not_filed", 31, {"not_filed_reason": "没有违法"}, "running"),
        (OFFICER, "penalise", 31, {"case_no": "J9", "fine": "5000"}, "running"), (OFFICER, "notify", 32, {"notified_to": "农业农村局"}, "running"),
        (OFFICER, "extend", 32, {"extended_to": day(119), "extension_reason": "召回未完", "extension_approver": "王局长", "extension_no": "延1"}, "running"),
        (OFFICER, "finish", 40, {}, "finished"), (SECOND, "send_back", 41, {}, "running"), (OFFICER, "finish", 42, {}, "finished"), (SECOND, "review", 43, {}, "reviewed"))),
    ("complaint", {"complaint_no": "C1", "kind": "投诉", "area": "柳市", "received_on": day(0)}, (
        (TOWN, "accept", 1, {}, "accepted"), (OFFICER, "extend", 2, {"extended_to": day(100), "extension_reason": "送检八日", "extension_approver": "王局长", "extension_no": "延2"}, "accepted"),
        (OFFICER, "end_mediation", 20, {"outcome": "调解成功", "complainant_address": "柳市镇长江路一号"}, "mediated"), (OFFICER, "tell", 21, {"respondent_told_on": day(21)}, "mediated"),
        (OFFICER, "close", 22, {"outcome": "调解成功"}, "told"))),
    ("complaint", {"complaint_no": "C2", "kind": "举报", "area": "柳市", "received_on": day(0)}, (
        (OFFICER, "accept", 1, {}, "accepted"), (OFFICER, "close", 22, {"outcome": "不予立案"}, "closed"), (OFFICER, "tell_reporter", 23, {}, "told"))),
    ("complaint", {"complaint_no": "C4", "kind": "投诉", "area": "柳市", "received_on": day(0)}, (
        (OFFICER, "accept", 1, {}, "accepted"), (OFFICER, "close", 22, {"outcome": "调解成功"}, "closed"), (OFFICER, "tell_last", 23, {}, "told"))),
    ("complaint", {"complaint_no": "C6", "kind": "投诉", "area": "柳市", "received_on": day(0)}, ((OFFICER, "split", 1, {}, "received"),)),
    ("complaint", {"complaint_no": "C5", "kind": "投诉", "area": "柳市", "received_on": day(0)}, (
        (OFFICER, "accept", 1, {}, "accepted"), (OFFICER, "end_mediation", 20, {"outcome": "调解不成", "mediation_end_case": "明确表示无法达成协议"}, "mediated"))),
    ("complaint", {"complaint_no": "C3", "kind": "投诉", "area": "柳市", "received_on": day(0)}, ((OFFICER, "refuse", 1, {"not_accepted_reason": "不属于本局", "not_accepted_case": "不属于职责或者没有处理权限"}, "refused"),)),
    # Before 2026-04-15 the interim measures hold, with papers of their own.
    ("complaint", {"complaint_no": "C11", "kind": "投诉", "area": "柳市", "received_on": "2022-09-01"}, (
        (OFFICER, "accept", "2022-09-05", {}, "accepted"), (OFFICER, "extend", "2022-09-06", {"extended_to": "2022-12-30", "extension_reason": "送检九日", "extension_approver": "王局长", "extension_no": "延4"}, "accepted"),
        (OFFICER, "end_mediation", "2022-10-20", {"outcome": "终止调解", "mediation_end_case": "撤回投诉或者自行和解"}, "mediated"), (OFFICER, "tell", "2022-10-21", {}, "mediated"))),
    ("complaint", {"complaint_no": "C12", "kind": "投诉", "area": "柳市", "received_on": "2022-09-01"}, (
        (OFFICER, "accept", "2022-09-05", {}, "accepted"), (OFFICER, "end_mediation", "2022-10-20", {"outcome": "调解成功"}, "mediated"))),
    ("complaint", {"complaint_no": "C13", "kind": "投诉", "area": "柳市", "received_on": "2022-09-01"}, (
        (OFFICER, "refuse", "2022-09-05", {"not_accepted_reason": "过了三年", "not_accepted_case": "超过三年"}, "refused"),)),
    ("complaint", {"complaint_no": "C14", "kind": "投诉", "area": "柳市", "received_on": "2022-09-01"}, ((OFFICER, "hand_over", "2022-09-02", {"unit": "U21"}, "received"),)),
    ("lead", {"lead_no": "L1", "found_on": day(0)}, (
        (OFFICER, "extend", 2, {"extended_to": day(40), "extension_reason": "等待鉴定", "extension_approver": "王局长"}, "found"), (OFFICER, "verify", 3, {"meets_conditions": "true"}, "verified"),
        (OFFICER, "file", 5, {"suspected": "经营超过保质期的食品", **LAW}, "filed"))),
    ("lead", {"lead_no": "L2", "found_on": day(0), "source": "投诉举报"}, (
        (OFFICER, "verify", 3, {"meets_conditions": "false"}, "verified"),
        (SECOND, "not_file", 5, {"not_filed_reason": "轻微并改正", "not_filed_approver": "王局长"}, "not_filed"))),
    ("case_file", {"case_no": "J1", "filed_on": day(0), "evidence_held_on": day(0)}, (
        (OFFICER, "seize", 1, {"seizure_basis": "《食品安全法》第一百一十条第四项", "seizure_no": "强1", "seized_urgently": "true", "seized_at": moment(1)}, "investigating"),
        (OFFICER, "approve_seizure", 2, {"seizure_approved_at": day(2) + " 08:00"}, "investigating"), (OFFICER, "exclude", 2, {"suspended_days": "10"}, "investigating"), (OFFICER, "extend_seizure", 15, {"seizure_extended_to": day(40), "seizure_extension_reason": "检验未完"}, "investigating"), (OFFICER, "release", 20, {"seizure_end_case": "与违法行为无关"}, "investigating"),
        (OFFICER, "send_to_review", 30, {}, "reviewing"), (SECOND, "send_back", 31, {}, "investigating"), (OFFICER, "send_to_review", 32, {}, "reviewing"),
        (SECOND, "review", 35, {}, "reviewed"), (OFFICER, "tell", 36, {"proposed_penalty": "罚款", "proposed_fine": "5100", "proposed_goods": "过期饼干九箱", **LAW}, "told"),
        (OFFICER, "decide", 60, {"penalty": "罚款", "fine": "5000", "confiscated_goods": "过期饼干八箱"}, "decided"), (OFFICER, "serve", 61, {"decision_no": "处罚1号"}, "served"), (OFFICER, "publish", 62, {}, "served"), (OFFICER, "pay", 65, {}, "paid"), (OFFICER, "close", 70, {}, "closed"))),
    ("case_file", {"case_no": "J2", "filed_on": day(0), "procedure": "简易程序"}, (
        (OFFICER, "decide_summary", 0, {"penalty": "警告", **LAW}, "decided"), (OFFICER, "serve", 0, {"decision_no": "当罚1号"}, "served"), (OFFICER, "close_unpaid", 1, {}, "closed"))),
    ("case_file", {"case_no": "J3", "filed_on": day(0)}, (
        (OFFICER, "extend", 20, {"due_extended_to": day(110), "extension_reason": "尚需外调", "extension_approver": "王局长", "extension_no": "延3"}, "investigating"),
        (INSPECTOR, "send_to_review", 30, {"proposed_penalty": "罚款", "proposed_fine": "52000", **LAW}, "reviewing"), (OFFICER, "review", 35, {}, "reviewed"), (OFFICER, "tell", 36, {"proposed_fine": "51000"}, "told"), (OFFICER, "hear", 38, {}, "told"),
        (OFFICER, "decide", 39, {"penalty": "罚款", "fine": "50000"}, "decided"), (OFFICER, "serve", 40, {"decision_no": "处罚3号"}, "served"),
        (OFFICER, "defer", 45, {"deferral_asked_on": day(44), "deferred_to": day(60), "deferral_note": "每月二万五千元"}, "served"), (OFFICER, "remind", 61, {}, "served"), (OFFICER, "enforce", 90, {}, "enforcing"),
        (OFFICER, "pay", 100, {}, "paid"), (OFFICER, "close", 101, {}, "closed"))),
    ("case_file", {"case_no": "J4", "filed_on": day(0)}, (
        (INSPECTOR, "send_to_review", 30, {}, "reviewing"), (OFFICER, "review", 35, {}, "reviewed"), (OFFICER, "not_penalise", 36, {}, "decided"))),
    ("crime_transfer", {"transfer_no": "Y1", "reported_on": day(0)}, (
        (OFFICER, "approve", 1, {}, "approved"), (OFFICER, "send", 2, {"sent_at": moment(2), "police_office": "示例市公安局", "procuratorate": "示例市人民检察院"}, "sent"),
        (OFFICER, "receive", 2, {"received_at": moment(2)}, "received"), (OFFICER, "police_file", 5, {}, "filed"), (OFFICER, "hand_goods", 6, {}, "filed"), (OFFICER, "end", 90, {"outcome": "已判决"}, "ended"))),
    ("crime_transfer", {"transfer_no": "Y2", "reported_on": day(0)}, (
        (OFFICER, "approve", 1, {}, "approved"), (OFFICER, "send", 2, {"sent_at": moment(2), "police_office": "示例市公安局"}, "sent"), (OFFICER, "receive", 2, {"received_at": moment(2)}, "received"),
        (OFFICER, "police_refuse", 5, {"not_filed_reason": "没有犯罪事实"}, "refused"), (OFFICER, "reconsider", 7, {}, "reconsidering"))),
    ("official_lead_transfer", {"transfer_no": "G1"}, (
        (OFFICER, "send", 0, {"received_by": "市纪委", "content": "收受礼金"}, "sent"), (OFFICER, "receive", 1, {}, "received"), (OFFICER, "close", 20, {"outcome": "已处理"}, "closed"))),
    ("inspection", {"inspection_no": "I1", "area": "柳市", "inspected_on": day(0), "action": "限期整改", "due_on": day(15), "officer_one": "甲", "officer_two": "乙"}, (
        (OFFICER, "publish_first", 5, {}, "to_rectify"), (OFFICER, "rectify", 10, {}, "done"))),
    ("inspection", {"inspection_no": "I2", "area": "柳市", "inspected_on": day(0), "officer_one": "甲", "officer_two": "乙"}, (
        (INSPECTOR, "order", 0, {"due_on": day(15), "order_terms": "清洗冷库", "law_breached": "《食品安全法》第三十三条", "order_basis": "《食品安全法》第一百二十六条", "officer_one_card": "证001", "officer_two_card": "证002"}, "to_rectify"),
        (INSPECTOR, "rectify", 10, {}, "checked"), (INSPECTOR, "publish", 12, {}, "done"))),
    ("finding", {"finding_no": "W1", "found_on": day(0), "due_on": day(15), "unit": "U20"}, (
        (None, "rectification", {"rectification_no": "Z0", "finding": "W1"}, (
            (OFFICER, "finish", 5, {"measure": "换冰箱", "rectifier": "甲"}), (SECOND, "pass", 8, {"revisitor": "乙", "revisit_result": "已换"}))),
        (OFFICER, "close", 10, {}, "closed")), OFFICER, "assigned"),
    ("rectification", {"rectification_no": "Z1"}, (
        (OFFICER, "finish", 5, {"measure": "换冰箱", "rectifier": "甲"}, "done"), (SECOND, "pass", 8, {"revisitor": "乙"}, "passed"))),
    ("rectification", {"rectification_no": "Z2"}, (
        (OFFICER, "finish", 5, {"measure": "换冰箱", "rectifier": "甲"}, "done"), (SECOND, "fail", 8, {"revisitor": "乙", "revisit_result": "没有换"}, "failed"))),
    ("hazard", {"hazard_no": "H1", "found_on": day(0), "due_on": day(15)}, ((OFFICER, "close", 10, {"measure": "已拆除"}, "closed"),)),
    ("circular", {"document_no": "T1", "issued_on": day(0)}, ((OFFICER, "ask", 1, {"due_on": day(15), "text": "查了九家"}, "issued"), (OFFICER, "answer", 10, {}, "answered")), OFFICER, "told"),
    ("circular", {"document_no": "T2", "kind": "督办函", "issued_on": day(0), "text": "进展滞后"}, ((OFFICER, "ask", 1, {"due_on": day(15)}, "issued"),), OFFICER, "told"),
    ("circular", {"document_no": "T3", "kind": "约谈", "issued_on": day(0), "text": "要求自查"}, ((OFFICER, "ask", 1, {"due_on": day(15)}, "issued"),), OFFICER, "told"),
    ("circular", {"document_no": "T4", "kind": "督办函", "colour": "红色", "text": "整改逾期未报"}, ((OFFICER, "issue", 1, {"signed_by": "张三", "due_on": day(15)}, "issued"),)),
    ("decision_followup", {"entry_no": "D1", "decided_on": day(0), "due_on": day(15)}, (
        (OFFICER, "extend", 10, {"extended_to": day(30)}, "open"), (OFFICER, "finish", 20, {"result": "已办"}, "done"))),
    ("food_recall", {"recall_no": "Q1", "known_on": day(0), "kind": "责令召回"}, (
        (OFFICER, "start", 1, {"level": "二级", "brand": "示例牌"}, "started"), (OFFICER, "plan", 2, {}, "started"), (OFFICER, "notice", 2, {}, "noticed"),
        (OFFICER, "finish", 20, {"made": "100", "sold": "80", "recovered": "70", "outcome": "销毁", "reason_and_mending": "灭菌不足,已换设备"}, "finished"), (OFFICER, "report", 25, {}, "reported"))),
    ("illness_case", {"case_no": "B1", "diagnosed_on": day(0)}, ((OFFICER, "report", 1, {}, "reported"), (OFFICER, "review", 2, {}, "reviewed"))),
    ("illness_event", {"event_no": "E1", "found_on": day(0)}, (
        (OFFICER, "report", 1, {"addressed_to": "示例市市场监督管理局", "measures": "已采样"}, "reported"), (OFFICER, "review", 2, {}, "reviewed"), (OFFICER, "close", 30, {"cause": "细菌"}, "closed"))),
    ("incident", {"incident_no": "S1", "grade": "一般", "occurred_on": day(0), "found_at": moment(0)}, (
        (OFFICER, "report", 0, {"reported_at": moment(0), "ill": "31", "severe": "17", "measures": "已封存"}, "reported"), (OFFICE, "forward", 1, {"government_reported_at": moment(1)}, "forwarded"),
        (OFFICER, "close", 30, {"cause": "细菌"}, "closed"))),
    ("consultation", {"entry_no": "X1", "held_on": day(0), "notified": "市农业农村局"}, ((OFFICER, "receive", 1, {}, "received"), (OFFICER, "finish", 9, {"follow_up": "已办"}, "done"))),
    ("credit_grade", {"operator": "JY-1", "graded_on": day(0)}, (
        (OFFICER, "apply", 1, {}, "applied"), (OFFICER, "accept", 2, {}, "accepted"), (OFFICER, "repair", 9, {}, "repaired"), (OFFICER, "update", 10, {}, "updated"))),
    ("credit_grade", {"operator": "JY-1", "graded_on": day(1)}, (
        (OFFICER, "apply", 2, {}, "applied"), (OFFICER, "accept", 3, {}, "accepted"), (OFFICER, "refuse", 4, {"repair_refused_reason": "罚款没有缴清"}, "refused"), (OFFICER, "apply_again", 30, {}, "applied"))),
    ("data_sharing", {"entry_no": "K1", "requested_on": day(0)}, ((OFFICER, "answer", 1, {}, "answered"), (OFFICER, "agree", 2, {}, "agreed"), (OFFICER, "share", 9, {}, "shared"))),
    ("data_sharing", {"entry_no": "K2", "requested_on": day(0)}, ((OFFICER, "answer", 1, {"refused_reason": "涉密"}, "refused"),)),
    ("complaint", {"complaint_no": "C9", "kind": "投诉", "area": "柳市", "received_on": day(0)}, (
        (OFFICER, "hand_over", 1, {"unit": "U21"}, "received"), (OTHER, "take_over", 2, {}, "received"), (OTHER, "hand_over", 3, {"unit": "U20"}, "received"),
        (OFFICER, "give_back", 4, {}, "received"))),
    ("lead", {"lead_no": "L9", "found_on": day(0)}, (
        (OFFICER, "hand_over", 1, {"unit": "U21"}, "found"), (OTHER, "take_over", 2, {}, "found"), (OTHER, "hand_over", 3, {"unit": "U20"}, "found"),
        (OFFICER, "give_back", 4, {}, "found"))),
    ("case_file", {"case_no": "J9", "filed_on": day(0)}, (
        (OFFICER, "hand_over", 1, {"unit": "U21"}, "investigating"), (OTHER, "take_over", 2, {}, "investigating"), (OTHER, "hand_over", 3, {"unit": "U20"}, "investigating"),
        (OFFICER, "give_back", 4, {}, "investigating"))),
    ("disposal", {"disposal_no": "H9", "received_on": day(0)}, (
        (OFFICER, "hand_over", 1, {"unit": "U21"}, "received"), (OTHER, "take_over", 2, {}, "received"), (OTHER, "hand_over", 3, {"unit": "U20"}, "received"),
        (OFFICER, "give_back", 4, {}, "received"))),
    ("hazard", {"hazard_no": "H9", "found_on": day(0)}, (
        (OFFICER, "hand_over", 1, {"unit": "U21"}, "found"), (OTHER, "take_over", 2, {}, "found"), (OTHER, "hand_over", 3, {"unit": "U20"}, "found"),
        (OFFICER, "give_back", 4, {}, "found"))),
    ("finding", {"finding_no": "W9", "found_on": day(0)}, (
        (OFFICER, "hand_over", 1, {"unit": "U21"}, "found"), (OTHER, "take_over", 2, {}, "found"), (OTHER, "hand_over", 3, {"unit": "U20"}, "found"),
        (OFFICER, "give_back", 4, {}, "found"))),
    ("appraisal_result", {"scheme": "towns-2022", "year": "2022", "subject": "柳市镇", "area": "柳市", "points": "80", "full_points": "90", "whole_points": "100"}, (
        (OFFICE, "tell", 1, {"objection_until": day(200)}, "told"), (TOWN, "object", 2, {"objection": "少计两次检查"}, "objected"),
        (OFFICE, "answer", 3, {"answer": "检查记录没有登记镇街，补登后重新计分", "upheld": "true"}, "answered"), (OFFICE, "settle", 4, {}, "final")), OFFICE),
    ("public_proposal", {"proposal_no": "P1", "received_on": day(0)}, ((OFFICER, "answer", 9, {"adopted": "true"}, "answered"), (OFFICER, "publish", 20, {"result": "已落实"}, "published"))),
    ("public_proposal", {"proposal_no": "P2", "received_on": day(0)}, ((OFFICER, "answer", 9, {"adopted": "false", "declined_reason": "已列入计划"}, "refused"),)),
)


def enter(who, register, values):
    status, body, _ = who.ask("POST", f"/api/v1/registers/{register}/records", {"values": values})
    checks.equal(status, 201, f"{register} {values} is entered: {body}")
    return f"/api/v1/registers/{register}/records/{body.get('id', 0)}"


def take(who, record, step, on, values=None, note="按规定", tag=None):
    tag = tag or who.ask("GET", record)[2].get("ETag")
    body = {"on": on if isinstance(on, str) else on.isoformat() if isinstance(on, datetime.date) else day(on), "note": note}
    if values:
        body["values"] = values
    return who.ask("POST", f"{record}/steps/{step}", body, If_Match=tag)


def papers(people, record):
    """Every paper that the record can yield now is drafted by a post that takes its step; what each says."""
    found = {}
    for who in (OFFICER, SECOND, INSPECTOR, TOWN, OFFICE):
        status, told, _ = people[who].ask("GET", f"{record}/documents")
        for one in told["documents"] if status == 200 else ():
            checks.equal(one["fault"], None, f"{one['id']} has a sound template")
            if not one["may"] or one["id"] in found:
                continue
            status, body, _ = people[who].ask("POST", f"{record}/documents/{one['id']}/draft", {})
            if checks.equal(status, 200, f"{one['id']} is drafted: {body[:300]}"):
                text = zipfile.ZipFile(io.BytesIO(body)).read("word/document.xml").decode()
                checks.that("{{" not in text and one["name"]["zh"] in text, f"{one['id']} has no mark left")
                checks.that(not re.search(r"日T\d\d:", text), f"{one['id']} tells the hour as an official paper does")
            found[one["id"]] = re.sub(r"<[^>]*>", "", text) if status == 200 else ""
    return found


def ways(people):
    drafted = {}  # paper: what its drafts say
    enter(people[INSPECTOR], "operator", {"operator_no": "JY-1", "name": "示例饭店", "area": "柳市"})
    for place in PLACES:
        enter(people[OFFICER], *place)
    steps_of, taken_of = {}, {}
    for register, values, steps, *more in (*WAYS, *duty_ways(day, moment), *supervision_ways(day, moment)):
        keeper = people[more[0] if more else OFFICER]  # who enters it, and looks at it
        record = enter(keeper, register, values)
        lifecycle = people[OFFICER].ask("GET", f"/api/v1/registers/{register}/lifecycle")[1]
        steps_of[register] = {step["id"] for step in lifecycle["steps"]}
        matter = keeper.ask("GET", f"{record}/matter")[1]
        begins = more[1] if len(more) > 1 else "to_rectify" if values.get("action") == "限期整改" else lifecycle["states"][0]["id"]
        checks.equal(matter["state"], begins, f"{register} {values} begins where its lifecycle begins, or where days have led it")
        for one in steps:
            if one[0] is None:  # what happens meanwhile to a record that refers to it
                beside = enter(keeper, *one[1:3])
                for who, step, on, given in one[3]:
                    checks.equal(take(people[who], beside, step, on, given)[0], 200, f"{one[1]} {one[2]}: {step} by {who}")
                continue
            who, step, on, given, leads_to = one
            offered = {one["id"]: one for one in people[who].ask("GET", f"{record}/matter")[1]["steps"]}
            checks.that(offered.get(step, {}).get("may"), f"{register} {values}: {step} is offered to {who}: {offered.get(step)}")
            status, matter, _ = take(people[who], record, step, on, given)
            if not checks.equal((status, matter.get("state")), (200, leads_to), f"{register} {values}: {step} by {who}: {matter}"):
                break
            taken_of.setdefault(register, set()).add(step)
            for paper, said in papers(people, record).items():
                drafted.setdefault(paper, []).append(said)
        else:
            steps = [step for step in steps if step[0]]
            checks.equal([one["step"] for one in matter["taken"]], [step[1] for step in steps], f"{register} keeps what was done, in order")
            entries = keeper.ask("GET", f"{record}/history")[1]["entries"]
            checks.equal(len(entries), 1 + len(steps), f"{register}: a journal entry for each step")
            for clock in matter["clocks"]:
                checks.that(clock["running"] != "not_countable", f"{register} {clock}")
    listed = [one["id"] for one in people[OFFICE].ask("GET", "/api/v1/registers")[1]["registers"]]
    moving = {one for one in listed if people[OFFICE].ask("GET", f"/api/v1/registers/{one}")[1]["has_lifecycle"]}
    checks.equal(sorted(moving - set(steps_of)), [], "every register with a lifecycle has its story")
    for register, steps in steps_of.items():
        checks.equal(sorted(steps - taken_of.get(register, set())), [], f"{register}: every step is taken in one of the stories")
    every = {one["id"] for one in people[OFFICE].ask("GET", "/api/v1/documents")[1]["documents"]}
    checks.equal(sorted(every - set(drafted)), [], "every paper is drafted in one of the stories")
    for paper, pieces in PRINTED.items():
        checks.that(any(all(piece in said for piece in pieces) for said in drafted.get(paper, ())), f"{paper} prints {pieces} in one of its {len(drafted.get(paper, ()))} drafts: {drafted.get(paper, [None])[-1]}")


def refusals(people):
    officer, second, town, other = people[OFFICER], people[SECOND], people[TOWN], people["hongqiao"]
    record = enter(officer, "complaint", {"complaint_no": "V1", "kind": "投诉", "area": "柳市", "received_on": day(10)})
    for who, step, on, values, wanted, code in (
            (officer, "close", 11, {"outcome": "调解成功"}, 422, "step.not_from_here"),
            (officer, "accept", (TODAY + datetime.timedelta(days=1)), {}, 422, "step.to_come"),
            (officer, "accept", 9, {}, 422, "rule"),
            (officer, "accept", "2022-02-30", {}, 422, "request.day"),
            (officer, "accept", 11, {"outcome": "调解成功"}, 422, "step.not_taken"),
            (officer, "accept", 11, {"nothing": "x"}, 422, "record.field"),
            (officer, "refuse", 11, {}, 422, "step.needs"),
            (officer, "acept", 11, {}, 404, "step.unknown"),
            (people["lab"], "accept", 11, {}, 404, "record.missing"),
            (people["u20.leader"], "accept", 11, {}, 403, "identity.forbidden"),
            (people["u21.officer"], "accept", 11, {}, 404, "record.missing"),
            (people[INSPECTOR], "accept", 11, {}, 403, "step.not_yours"),
            (other, "accept", 11, {}, 404, "record.missing")):
        status, body, _ = take(who, record, step, on, values, tag=officer.ask("GET", record)[2]["ETag"])
        codes = [body.get("type", "")[len("urn:shian:"):]] + [fault["code"] for fault in body.get("faults") or []]
        checks.that(status == wanted and any(code in one for one in codes), f"{step} {values}: {status} {codes}, should be {wanted} {code}")
        checks.equal(officer.ask("GET", f"{record}/matter")[1]["state"], "received", "and nothing was done")
    checks.equal(officer.ask("POST", f"{record}/steps/accept", {"on": day(11)})[0], 428, "a step needs the tag of what one saw")
    stale = town.ask("GET", record)[2]["ETag"]
    checks.equal(take(officer, record, "accept", 11)[0], 200, "one of two takes it")
    checks.equal(take(town, record, "accept", 11, tag=stale)[0], 412, "the other is told that it changed")
    checks.equal(take(town, record, "accept", 11)[0], 422, "and not twice")
    for body in ("{", "[]", '{"on": 7}', '{"values": "x"}', '{"note": {}}'):
        status = officer.ask("POST", f"{record}/steps/end_mediation", body.encode(), If_Match=officer.ask("GET", record)[2]["ETag"], Content_Type="application/json")[0]
        checks.that(status in (400, 422), f"{body}: {status}")
    checks.equal(take(second, record, "extend", 12, {"extended_to": day(119), "extension_approver": "王局长", "extension_no": "延1"})[0], 422, "an extension says why")
    checks.equal(officer.ask("POST", f"{record}/withdrawal", {"reason": "重复"}, If_Match=officer.ask("GET", record)[2]["ETag"])[0], 204, "it is withdrawn")
    checks.equal(take(officer, record, "end_mediation", 13, {"outcome": "调解成功"})[0], 403, "what is withdrawn moves no more")
    checks.equal(officer.ask("GET", "/api/v1/registers/village/lifecycle")[0], 404, "a register without a lifecycle")
    record = enter(officer, "lead", {"lead_no": "V2", "found_on": day(0)})
    checks.equal(take(officer, record, "verify", 1, {"meets_conditions": "false"})[0], 200, "verified")
    refused = take(officer, record, "not_file", 2, {"not_filed_reason": "轻微并改正", "not_filed_approver": "王局长"})
    offered = {one["id"]: (one["may"], one["why_not"]) for one in officer.ask("GET", f"{record}/matter")[1]["steps"]}
    checks.that(offered["not_file"][0] is False and "另一人" in offered["not_file"][1]["zh"], f"nor is it offered: {offered}")
    checks.that(offered["file"][0] is False and "不符合立案条件" in offered["file"][1]["zh"], "nor what its condition bars whatever is filled in")
    offered = {one["id"]: one["may"] for one in second.ask("GET", f"{record}/matter")[1]["steps"]}
    checks.equal(offered["not_file"], True, "but to another person")
    checks.that(refused[0] == 422 and "step.same_person" in str(refused[1]), f"who verified does not decide alone: {refused[1]}")


def conditions(people):
    """What the law bars is refused in the words of its condition, and nothing is done."""
    for register, values, steps, refused in duty_refusals(day):
        record = enter(people[OFFICER], register, values)
        for who, step, on, given in steps:
            status, matter, _ = take(people[who], record, step, on, given)
            checks.equal(status, 200, f"{register} {values}: {step}: {matter}")
        who, step, on, given = refused
        before = people[OFFICER].ask("GET", record)[2]["ETag"]
        status, body, _ = take(people[who], record, step, on, given, tag=before)
        checks.that(status == 422 and "step.guard" in str(body), f"{register} {values}: {step} {given} is refused by its condition: {status} {body}")
        checks.equal(people[OFFICER].ask("GET", record)[2]["ETag"], before, "and nothing was done")


def recurring(people):
    """A duty that comes again: each time it is done, the next is due from that day; while the shop is shut nothing is."""
    shop = people[SHOP]
    enter(people[OFFICER], "operator", {"operator_no": "JY-9", "name": "示例糕点厂", "area": "柳市"})
    record = enter(shop, "enterprise_duty", {"operator": "JY-9", "kind": "食品生产经营企业", "area": "柳市"})
    def clock(identity):
        return next(({"due": one["due"], "running": one["running"], "law": one["clock"]["id"]} for one in shop.ask("GET", f"{record}/matter")[1]["clocks"]
                     if one["id"] == identity and one["due"]), None)
    def day_from_today(days):
        return (TODAY + datetime.timedelta(days=days)).isoformat()
    checks.equal(clock("daily"), None, "nothing is due before the risks are listed")
    take(shop, record, "appoint", 1, {"officer": "甲"})
    take(shop, record, "establish", 2, {"risk_items": "9"})
    checks.equal(clock("daily"), {"due": day(3), "running": "late", "law": "ZR-DAY-2025"}, "the first control, the day after")
    checks.equal(take(shop, record, "daily", TODAY)[0], 200, "done today")
    checks.equal(clock("daily"), {"due": day_from_today(1), "running": "runs", "law": "ZR-DAY-2025"}, "the next is due tomorrow")
    checks.equal(take(shop, record, "weekly", TODAY)[0], 200, "the week is searched")
    checks.equal(clock("weekly")["due"], day_from_today(7), "the next within seven days")
    checks.equal(clock("monthly")["running"], "late", "nobody met for the month")
    checks.equal(take(shop, record, "pause", TODAY)[0], 200, "it shuts")
    checks.equal([clock(one) for one in ("daily", "weekly", "monthly")], [None, None, None], "nothing is due while it is shut")


def one_batch(people):
    """Plan, task, sample: one batch that four levels tasked is four samples and counts once."""
    officer, first = people[OFFICER], None
    for level in ("国家级", "省级", "市级", "县级"):
        enter(officer, "sampling_plan", {"plan_no": f"四级-{level}", "level": level, "planned_batches": "1", "department": "U20"})
        enter(officer, "sampling_task", {"task_no": f"四级-{level}", "plan": f"四级-{level}", "batches": "1", "unit": "U20"})
        record = enter(officer, "sample", {
            "sample_code": f"四级-{level}", "plan": f"四级-{level}", "task": f"四级-{level}", "task_level": level, "purpose": "评价性抽检", "sampled_on": day(100), "report_on": day(101),
            "final": "合格", "concluded_on": day(102), **({"duplicate_of": first[0]} if first else {})})
        counted = {one["counted"] for one in officer.ask("GET", f"{record}/figures")[1]["figures"] if one["indicator"] == "sampling.evaluative_pass"}
        checks.equal(counted, {first is None}, f"{level}: counted when it is the first, else left out")
        first = first or (f"四级-{level}", record)
    for code in ("四级-国家级", "四级-省级"):
        status, body, _ = officer.ask("PATCH", first[1], {"values": {"duplicate_of": code}, "reason": "试"}, If_Match=officer.ask("GET", first[1])[2]["ETag"])
        checks.that(status == 422 and "不能互相指向" in str(body), f"the first is no duplicate of {code}, else none would count: {status} {body}")


def clocks(people, store):
    """2022-09-28 + 7 working days = 2022-10-12: over the National Day and a make-up Saturday."""
    officer = people[OFFICER]
    record = enter(officer, "complaint", {"complaint_no": "W1", "kind": "投诉", "area": "柳市", "received_on": "2022-09-28"})
    def clock(identity):
        return next(one for one in officer.ask("GET", f"{record}/matter")[1]["clocks"] if one["id"] == identity)
    def late():
        return [item["id"] for item in officer.ask("GET", "/api/v1/today")[1]["late"]["items"] if item["register"]["id"] == "complaint"]
    number = int(record.rsplit("/", 1)[1])
    accept = clock("accept")
    checks.equal((accept["running"], accept["due"]), ("late", "2022-10-12"), "the seven working days of acceptance")
    checks.that(accept["clock"]["article"] and any("2022-10-08" in str(step) or "10-09" in str(step) or "国庆" in str(step) for step in accept["steps"]), f"explained: {accept['steps']}")
    checks.that(number in late(), "it is late on Today")
    told = must_json("clock", "explain", "--store", store, "complaint", str(number))
    checks.equal([one["due"] for one in told["clocks"] if one["id"] == "accept"], ["2022-10-12"], "the command line says the same")
    checks.equal(take(officer, record, "accept", "2022-10-12")[0], 200, "accepted on the last day")
    checks.equal(clock("accept")["running"], "met", "in time")
    mediate = clock("mediate")
    checks.equal(mediate["clock"]["id"], "TS-MEDIATE-20", "the rule of the day of acceptance holds")
    def as_if(version):
        return officer.ask("GET", f"{record}/matter?as_if={version}")
    versions = [one["id"] for one in mediate["versions"]]
    checks.equal(versions[0], "TS-MEDIATE-20", f"the versions of the rule: {versions}")
    other = as_if(versions[-1])[1]
    new = next(one for one in other["clocks"] if one["id"] == "mediate")
    checks.equal((other["as_if"], new["clock"]["id"], new["due"]), (versions[-1], versions[-1], "2022-12-11"), "what if the new rule applied: 60 days")
    checks.equal(clock("mediate")["due"], mediate["due"], "and nothing was changed")
    for wrong in ("complaint.mediate", "nothing", "%27"):
        checks.equal(as_if(wrong)[0], 422, f"?as_if={wrong}")
    told = must_json("clock", "explain", "--store", store, "complaint", str(number), "--as-if", versions[-1])
    checks.equal([one["due"] for one in told["clocks"] if one["id"] == "mediate"], ["2022-12-11"], "the command line says the same")
    checks.equal(take(officer, record, "extend", "2022-12-01", {"extended_to": "2099-01-08", "extension_reason": "送检", "extension_approver": "王局长", "extension_no": "延1"})[0], 200, "extended")
    extended = clock("mediate")
    checks.equal((extended["due"], extended["running"]), ("2099-01-08", "runs"), "an approved extension is the last day")
    checks.that("2099-01-08" in str(extended["steps"]), f"and a line of the explanation: {extended['steps']}")
    checks.that(number not in late(), "so nothing of it is late")
    checks.equal(take(officer, record, "end_mediation", "2022-12-02", {"outcome": "调解成功"})[0], 200, "ended")
    checks.that(number in late() and clock("tell")["running"] == "late", "now the word to the complainant is late")
    checks.equal(take(officer, record, "tell", "2022-12-30")[0], 200, "told")
    checks.equal(clock("tell")["running"], "missed", "too late, for ever")
    checks.that(number not in late(), "and done")


def receipts(people):
    """Handed over, received, returned: who has it is told, and within two working days it is received."""
    officer, other = people[OFFICER], people[OTHER]
    record = enter(officer, "finding", {"finding_no": "QS1", "found_on": day(0), "unit": "U20"})
    def offered(who):
        return {one["id"] for one in who.ask("GET", f"{record}/matter")[1]["steps"] if one["may"]}
    def receipt():
        return next(one for one in officer.ask("GET", f"{record}/matter")[1]["clocks"] if one["id"] == "take_over")
    checks.equal(offered(officer) & {"hand_over", "take_over", "give_back"}, {"hand_over"}, "nothing waits to be received")
    checks.equal(take(officer, record, "take_over", 1)[1]["faults"][0]["code"], "step.not_now", "nor can be")
    checks.equal(take(officer, record, "hand_over", 1, {"unit": "U21"})[0], 200, "handed over")
    waiting = [item["clock"]["zh"] for item in other.ask("GET", "/api/v1/today")[1]["late"]["items"] if record.endswith(f"/{item['id']}") and item["register"]["id"] == "finding"]
    checks.equal(waiting, ["签收期限（内部约定，2个工作日）"], "it waits on the Today of whoever is to receive it")
    checks.that({"take_over", "give_back"} <= offered(other) and "take_over" not in offered(officer), "who has it receives it, nobody else")
    status, body, _ = take(other, record, "give_back", 3, note="不属于本单位职责")
    checks.equal(status, 200, f"it goes back: {body}")
    values = officer.ask("GET", record)[1]["values"]
    checks.equal((values.get("unit"), values.get("handed_over_on")), ("U20", None), "to whoever sent it")
    checks.equal(take(officer, record, "hand_over", 4, {"unit": "U21"})[0], 200, "and once more")
    checks.equal(take(other, record, "take_over", 3)[0], 422, "no receipt before the hand-over")
    checks.equal(take(other, record, "rectify", 5)[0], 200, "who has it works on it")
    checks.equal((other.ask("GET", record)[1]["values"]["taken_over_on"], receipt()["running"]), (day(5), "met"), "so it has been received")


def hours(people):
    """A limit in hours, from moment to moment: 24 hours to hand a crime over, whatever the days say."""
    officer = people[OFFICER]
    for sent, running in (("09:59", "met"), ("10:01", "missed")):
        record = enter(officer, "crime_transfer", {"transfer_no": f"YH{sent}", "reported_on": day(0)})
        checks.equal(take(officer, record, "approve", 1, {"approved_at": day(1) + " 10:00"})[0], 200, "approved")
        def send():
            return next(one for one in officer.ask("GET", f"{record}/matter")[1]["clocks"] if one["id"] == "send")
        checks.equal((send()["due"], send()["due_at"][:16]), (day(2), day(2) + "T10:00"), "24 hours later")
        checks.that(any(day(1) + " 10:00" in line["text"]["zh"] for line in send()["steps"]), f"line by line: {send()['steps']}")
        checks.equal(take(officer, record, "send", 2, {"sent_at": f"{day(2)} {sent}", "police_office": "市公安局"})[0], 200, "sent")
        checks.equal((send()["act_at"][:16], send()["running"]), (f"{day(2)}T{sent}", running), f"at {sent}")
    record = enter(officer, "crime_transfer", {"transfer_no": "YH", "reported_on": day(0)})
    take(officer, record, "approve", 1)
    clock = next(one for one in officer.ask("GET", f"{record}/matter")[1]["clocks"] if one["id"] == "send")
    checks.equal((clock["due"], clock["due_at"]), (day(2), None), "with only the day known, to the end of the day")


def counts(people):
    """What a step counts comes from the records: entered once."""
    officer = people[OFFICER]
    enter(officer, "sampling_plan", {"plan_no": "数-1", "planned_batches": "2", "department": "U20"})
    record = enter(officer, "sampling_task", {"task_no": "数-1", "plan": "数-1", "batches": "2", "unit": "U20"})
    take(officer, record, "assign", 1, {"due_on": day(60)})
    take(officer, record, "accept", 2)
    for code, more in (("数-A", {}), ("数-B", {}), ("数-C", {"duplicate_of": "数-A"})):
        enter(officer, "sample", {"sample_code": code, "plan": "数-1", "task": "数-1", "sampled_on": day(3), **more})
    finish = next(one for one in officer.ask("GET", f"{record}/matter")[1]["steps"] if one["id"] == "finish")
    checks.equal([(one["id"], one["value"]) for one in finish["counted"]], [("taken_batches", "2")], "the batches of the task, without duplicates")
    status, body, _ = take(officer, record, "finish", 4)
    checks.equal((status, officer.ask("GET", record)[1]["values"].get("taken_batches")), (200, "2"), f"need not be typed: {body}")
    enter(officer, "operator", {"operator_no": "数-JY", "name": "示例酒楼", "area": "柳市"})
    record = enter(officer, "inspection_plan", {"operator": "数-JY", "year": str(TODAY.year), "area": "柳市", "unit": "U20"})
    take(officer, record, "score", 1, {"static_score": "20", "dynamic_score": "5"})
    take(people[SECOND], record, "grade", 1, {"grade": "A"})
    status, body, _ = take(officer, record, "approve", 2, {"visits": "1", "due_on": TODAY.isoformat()})
    checks.equal(status, 200, f"a plan of one visit: {body}")
    for number, on in (("数-I1", 1), ("数-I2", 30)):  # the first before the plan
        enter(officer, "inspection", {"inspection_no": number, "operator": "数-JY", "area": "柳市", "inspected_on": day(on), "officer_one": "甲", "officer_two": "乙"})
    status, body, _ = take(officer, record, "visit", 30)
    checks.equal((status, officer.ask("GET", record)[1]["values"].get("visits_done")), (200, "1"), f"the visits since the plan was approved: {body}")
    status, alike, _ = officer.ask("GET", f"{record}/alike")
    checks.equal([(one["id"], one["total"]) for one in alike["alike"]], [("visits", 1)], "and they are shown")


def mismatches(people):
    """Produce that does not match its papers: each department is told by a notice of its own, to be received and followed up."""
    officer = people[OFFICER]
    record = enter(officer, "market_entry", {"entry_no": "不符-1", "product": "鲫鱼", "arrived_on": day(1)})
    checks.equal(take(officer, record, "mismatch", 1, {"mismatch": "无合格证", "passed": "false"})[0], 200, "a mismatch")
    for step in ("tell_agriculture", "tell_market"):
        checks.equal(take(officer, record, step, 2)[0], 200, step)
    opened = officer.ask("GET", f"{record}/matter")[1]["opened"]
    checks.equal(sorted(one["register"]["id"] for one in opened), ["consultation", "consultation"], f"two notices, each told once: {opened}")
    notices = [officer.ask("GET", f"/api/v1/registers/consultation/records/{one['id']}")[1]["values"] for one in opened]
    checks.equal(sorted(one["notified"] for one in notices), ["农业农村部门", "市场监管部门"], "one to each department")
    status, body, _ = take(officer, f"/api/v1/registers/consultation/records/{opened[0]['id']}", "receive", 3)
    checks.equal((status, body.get("state")), (200, "received"), f"received: {body}")


def hand_overs(people):
    """Ten working days from 2022-06-01 with one unit, the rest with another: each answers for its own."""
    officer, other = people[OFFICER], people["u21.officer"]
    record = enter(officer, "complaint", {"complaint_no": "Z1", "kind": "投诉", "area": "柳市", "unit": "U20", "received_on": "2022-05-31"})
    checks.equal(take(officer, record, "accept", "2022-06-01")[0], 200, "accepted")
    checks.equal(take(officer, record, "hand_over", "2022-06-16", {"unit": "U20"})[0], 422, "it is handed over to another")
    checks.equal(officer.ask("GET", f"{record}/matter")[1]["clocks"][1]["held"], [], "one unit holds it")
    status, body, _ = take(officer, record, "hand_over", "2022-06-16", {"unit": "U21"})
    checks.equal(status, 200, f"handed over: {body}")
    checks.equal(take(other, record, "close", "2022-09-01", {"outcome": "调解成功"})[0], 200, "who has it now closes it")
    mediate = next(one for one in other.ask("GET", f"{record}/matter")[1]["clocks"] if one["id"] == "mediate")
    checks.equal((mediate["due"], mediate["running"]), ("2022-08-04", "missed"), "45 working days")
    checks.equal([(one["unit"], one["working_days"], one["late_working_days"]) for one in mediate["held"]], [("U20", 10, 0), ("U21", 55, 20)], "each has its share")


def splitting(people):
    """A letter that complains and reports: two matters, two clocks from the day on which it came."""
    officer, other = people[OFFICER], people["u21.officer"]
    record = enter(officer, "complaint", {"complaint_no": "M1", "kind": "投诉", "area": "柳市", "unit": "U20", "received_on": "2022-09-01", "complainant": "王小明", "phone": "13800138000", "content": "豆腐发酸,后厨无证"})
    status, matter, _ = take(officer, record, "split", "2022-09-02")
    checks.equal((status, [one["name"] for one in matter["opened"]]), (200, ["M1-1"]), f"a report is split off: {matter}")
    report = f"/api/v1/registers/complaint/records/{matter['opened'][0]['id']}"
    values = officer.ask("GET", report)[1]["values"]
    checks.equal((values["kind"], values["received_on"], values["content"], values["split_from"]), ("举报", "2022-09-01", "豆腐发酸,后厨无证", record.rsplit("/", 1)[1]), "with what the letter says")
    clocks = {one["id"]: one["running"] for one in officer.ask("GET", f"{report}/matter")[1]["clocks"]}
    checks.that("verify" in clocks and "accept" not in clocks, f"a report runs on its own clock: {clocks}")
    checks.that("accept" in {one["id"] for one in officer.ask("GET", f"{record}/matter")[1]["clocks"]}, "and the complaint on its own")
    checks.equal(take(officer, report, "split", "2022-09-02")[0], 422, "a report is split no further")
    checks.equal(other.ask("GET", report)[0], 404, "another unit learns nothing of it")


def calendar(people):
    """What a calendar program fetches: whole-day events by RFC 5545, by HTTP Basic with an API token."""
    officer = people[OFFICER]
    enter(officer, "complaint", {"complaint_no": "日历,1;" + "长" * 12, "kind": "投诉", "area": "柳市", "received_on": (TODAY - datetime.timedelta(days=1)).isoformat()})
    status, text, headers = officer.ask("GET", "/api/v1/today.ics")
    checks.equal((status, headers["Content-Type"]), (200, "text/calendar; charset=utf-8"), "a calendar")
    lines = text.split("\r\n")
    checks.that(lines[-1] == "" and "\n" not in text.replace("\r\n", ""), "lines end as the standard has it")
    checks.equal([line for line in lines if len(line.encode()) > 75], [], "no line is longer than 75 octets")
    whole = text.replace("\r\n ", "")
    events = whole.split("BEGIN:VEVENT")[1:]
    today = officer.ask("GET", "/api/v1/today")[1]
    checks.that(len(events) > today["late"]["total"] and whole.count("END:VEVENT") == len(events), "an event for each limit that is late, and those to come")
    marks = [line for event in events for line in event.split("\r\n") if line.startswith("UID:")]
    checks.equal(len(set(marks)), len(marks), "each with an id of its own")
    mine = next((event for event in events if "日历" in event), "")
    checks.that("日历\\,1\\;长" in mine and "DTSTART;VALUE=DATE:" in mine and "BEGIN:VALARM" in mine and "第" in mine, f"it says what, when and by which law: {mine}")
    checks.that("长" * 12 in mine, "no character is cut")
    token = officer.ask("POST", "/api/v1/tokens", {"name": "日历", "may_write": False, "days": 30})[1]["secret"]
    stranger = Browser(officer.port)
    def basic(password, path="/api/v1/today.ics"):
        return stranger.ask("GET", path, Authorization="Basic " + base64.b64encode(f"u20:{password}".encode()).decode())
    checks.equal(basic(token)[0], 200, "by HTTP Basic")
    status, _, headers = basic("wrong")
    checks.equal((status, headers["WWW-Authenticate"]), (401, 'Basic realm="shian", charset="UTF-8"'), "whoever is unknown is asked")
    checks.equal(basic(token, "/api/v1/today")[0], 401, "but nowhere else: a browser would send it by itself")
    for broken in ("Basic", "Basic !", "Basic " + "A" * 5000, "Basic " + base64.b64encode(b"no colon").decode()):
        checks.equal(stranger.ask("GET", "/api/v1/today.ics", Authorization=broken)[0], 401, broken[:20])
    checks.equal(people["reviewer"].ask("GET", "/api/v1/today.ics")[0], 403, "a reviewer has no work of his own here")


def story(store):
    must("init", "--store", store, "--pack", PACK)
    passwords = accounts(store)
    passwords[SECOND] = must("account", "--store", store, SECOND, "--role", "unit_officer", "--unit", "U20").strip()
    server = Server(store)
    try:
        people = signed_in(server.port, passwords)
        ways(people)
        refusals(people)
        conditions(people)
        recurring(people)
        one_batch(people)
        clocks(people, store)
        receipts(people)
        hours(people)
        counts(people)
        mismatches(people)
        hand_overs(people)
        splitting(people)
        calendar(people)
    finally:
        checks.equal(server.stop(), 0, "it stops when told to")
    must("verify", "--store", store)


on_both_stores(lambda store, *_: story(store))
checks.close()
