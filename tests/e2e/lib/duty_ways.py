"""Stories of matters/08: enterprises' duties, schools, produce, licences, plans. Each from birth to its end by the right posts."""
from printed import LAW

OFFICER, SECOND, INSPECTOR, TOWN, OFFICE, SHOP = "u20.officer", "u20.second", "inspector", "liushi", "office", "shop"

# What the stories stand on; entered first, by the officer.
PLACES = (
    ("operator", {"operator_no": "JY-2", "name": "示例中学食堂", "area": "柳市"}),
    ("operator", {"operator_no": "JY-3", "name": "示例餐饮连锁", "area": "柳市"}),
    ("school", {"school_no": "XX-1", "name": "示例中学", "area": "柳市"}),
    ("canteen", {"canteen_no": "ST-1", "name": "示例中学食堂", "area": "柳市", "school": "XX-1"}),
)


def duty_ways(day, moment):
    """Register, what it is entered with, its steps, and who enters it where that is not the officer."""
    duty = {"area": "柳市", "unit": "U20"}
    plan = {"planned_batches": "4", "area": "柳市", "department": "U20", "due_on": day(60)}
    licence = {"applicant": "示例饭店", "area": "柳市", "unit": "U20", "applied_on": day(0)}
    return (
        ("enterprise_duty", {"operator": "JY-1", "kind": "食品生产经营企业", **duty}, (
            (SHOP, "appoint", 1, {"officer": "甲", "director": "乙"}, "appointed"), (SHOP, "establish", 2, {"risk_items": "12"}, "running"),
            (SHOP, "daily", 3, {}, "running"), (SHOP, "weekly", 8, {}, "running"), (SHOP, "monthly", 30, {}, "running"), (SHOP, "daily", 31, {}, "running"),
            (SHOP, "change", 32, {"officer": "丙"}, "running"), (SHOP, "pause", 40, {}, "paused"), (SHOP, "resume", 50, {}, "running"),
            (SHOP, "daily", 50, {}, "running"), (TOWN, "end", 60, {}, "ended")), SHOP),
        ("enterprise_duty", {"operator": "JY-2", "kind": "食堂和供餐单位", **duty}, (
            (INSPECTOR, "appoint", 1, {"officer": "甲"}, "appointed"), (OFFICER, "establish", 2, {"risk_items": "12"}, "running"),
            (TOWN, "daily", 3, {}, "running"), (TOWN, "weekly", 4, {}, "running"), (TOWN, "monthly", 5, {}, "running"))),
        ("enterprise_duty", {"operator": "JY-3", "kind": "餐饮连锁总部", **duty}, (
            (OFFICER, "appoint", 1, {"officer": "甲"}, "appointed"), (OFFICER, "establish", 2, {"risk_items": "12"}, "running"), (OFFICER, "patrol", 90, {}, "running"))),
        ("self_control", {"operator": "JY-1", "kind": "日管控", "day": day(1), "area": "柳市"}, (
            (SHOP, "find", 1, {"problems": "2", "content": "冷柜温度高"}, "open"), (TOWN, "close", 3, {"closed_problems": "2"}, "closed")), SHOP),
        ("health_certificate", {"certificate_no": "JK1", "holder": "甲", "issued_on": day(0)}, ((OFFICER, "renew", 110, {}, "renewed"),)),
        ("health_certificate", {"certificate_no": "JK2", "holder": "乙", "issued_on": day(0), "valid_until": day(100)}, ((SHOP, "leave", 110, {}, "left"),), SHOP, "expired"),
        ("health_certificate", {"certificate_no": "JK3", "holder": "丙", "issued_on": day(0)}, ((INSPECTOR, "find_unfit", 0, {}, "unfit"),)),
        ("system_certificate", {"certificate_no": "RZ1", "operator": "JY-1", "scheme": "HACCP", "valid_from": day(0), "valid_until": day(500)}, (
            (OFFICER, "suspend", 10, {}, "suspended"), (OFFICER, "resume", 20, {}, "valid"), (OFFICER, "renew", 30, {}, "renewed"))),
        ("system_certificate", {"certificate_no": "RZ2", "operator": "JY-1", "scheme": "ISO22000", "valid_from": day(0), "valid_until": day(150)}, (
            (OFFICER, "revoke", 10, {}, "revoked"),), OFFICER, "expiring"),
        ("employment_ban", {"ban_no": "JZ1", "person": "甲", "kind": "五年"}, ((OFFICER, "begin", 1, {"until_on": day(1827)}, "in_force"), (OFFICER, "lift", 100, {}, "lifted"))),
        ("employment_ban", {"ban_no": "JZ2", "person": "乙", "kind": "五年"}, ((OFFICER, "begin", 1, {"until_on": day(100)}, "ended"),)),
        ("employment_ban", {"ban_no": "JZ3", "person": "丙", "kind": "终身"}, ((OFFICER, "begin", 1, {}, "in_force"),)),
        ("platform_shop", {"platform": "平台甲", "shop_no": "1", "operator": "JY-1", "area": "柳市", "listed_on": day(0)}, (
            (SHOP, "activate", 1, {}, "activated"), (TOWN, "verify", 2, {"licence_shown": "true"}, "activated"), (TOWN, "delist", 90, {}, "delisted")), SHOP),
        ("meal_companion", {"school": "XX-1", "day": day(1), "meal": "午餐", "companion": "甲"}, (
            (OFFICER, "find", 1, {"problem": "饭菜凉"}, "found"), (OFFICER, "handle", 2, {"handled": "换保温箱"}, "handled"))),
        ("retained_sample", {"canteen": "ST-1", "day": day(1), "meal": "午餐", "food": "青菜", "area": "柳市"}, (
            (SHOP, "weigh", 1, {"amount": "150", "kept_by": "甲"}, "kept_long"), (SHOP, "dispose", 4, {"disposed_by": "甲"}, "disposed")), SHOP, "kept_long"),
        ("retained_sample", {"canteen": "ST-1", "day": day(1), "meal": "午餐", "food": "红烧肉", "area": "柳市"}, (
            (SHOP, "weigh", 1, {"amount": "100", "kept_by": "甲"}, "short"), (TOWN, "handle_short", 2, {"short_handling": "约谈"}, "kept_long"),
            (TOWN, "take", 3, {"taken_by": "市疾控中心"}, "taken")), SHOP, "kept_long"),
        ("opening_check", {"school": "XX-1", "checked_on": day(1), "term": "秋季", "unit": "U20"}, (
            (INSPECTOR, "order", 1, {"problems": "无留样", "due_on": day(15)}, "to_rectify"), (OFFICER, "rectify", 9, {}, "rectified"), (INSPECTOR, "send_back", 10, {"due_on": day(20)}, "to_rectify"),
            (OFFICER, "rectify", 19, {}, "rectified"), (INSPECTOR, "recheck", 20, {}, "rechecked"))),
        ("opening_check", {"school": "XX-1", "checked_on": day(2), "term": "秋季", "unit": "U20"}, ((OFFICER, "pass", 2, {}, "passed"),)),
        ("central_purchase", {"goods": "大米", "canteen": "ST-1", "bought_on": day(1)}, (
            (OFFICER, "deliver", 2, {}, "delivered"), (SECOND, "accept", 2, {"accepted_by": "甲", "certificate": "检验报告"}, "accepted"))),
        ("central_purchase", {"goods": "食用油", "canteen": "ST-1", "bought_on": day(1)}, ((OFFICER, "deliver", 2, {}, "delivered"), (OFFICER, "return", 2, {}, "returned"))),
        ("insurance_policy", {"policy_no": "BX1", "school": "XX-1", "valid_from": day(0), "valid_until": day(364), "area": "柳市"}, ((OFFICER, "cancel", 10, {}, "cancelled"),)),
        ("insurance_claim", {"claim_no": "LP1", "policy": "BX1", "occurred_on": day(1)}, ((OFFICER, "report", 2, {}, "reported"), (OFFICER, "pay", 20, {"paid": "3000"}, "paid"))),
        ("insurance_claim", {"claim_no": "LP2", "policy": "BX1", "occurred_on": day(1)}, ((OFFICER, "report", 2, {}, "reported"), (OFFICER, "refuse", 20, {"refused_reason": "不在保险责任内"}, "refused"))),
        ("kitchen_waste", {"day": day(1), "area": "柳市", "operator": "JY-1", "kind": "餐厨垃圾", "generated": "2"}, (
            (SHOP, "collect", 1, {"collected": "2"}, "collected"), (SHOP, "treat", 2, {"treated": "1.8", "destination": "处置厂"}, "differs"), (TOWN, "explain", 5, {"explanation": "沥水"}, "explained")), SHOP),
        ("commitment_certificate", {"certificate_no": "HG1", "product": "杨梅", "weight": "20", "area": "柳市"}, (
            (SHOP, "issue", 1, {"subject": "示例合作社", "basis": "自行检测", "test_result": "合格"}, "issued"), (TOWN, "fail", 3, {}, "failed"), (TOWN, "void", 4, {}, "voided")), SHOP),
        ("market_entry", {"entry_no": "ZR1", "arrived_on": day(1), "area": "柳市", "product": "杨梅"}, ((SHOP, "check", 1, {"passed": "true", "certificate_no": "HG1"}, "checked"),), SHOP),
        ("market_entry", {"entry_no": "ZR2", "arrived_on": day(1), "area": "柳市", "product": "杨梅"}, (
            (SHOP, "mismatch", 1, {"mismatch": "无合格证", "passed": "false"}, "mismatched"), (TOWN, "tell_agriculture", 2, {}, "mismatched"), (TOWN, "tell_market", 2, {}, "told"),
            (TOWN, "handle", 5, {"handling": "退回产地"}, "handled")), SHOP),
        ("grain_lot", {"lot_no": "LS1", "area": "柳市", "unit": "U20", "bought_on": day(0)}, (
            (OFFICER, "test", 2, {"over_limit": "true", "report_no": "R1", "pollutant": "镉"}, "over"), (TOWN, "seal", 3, {"sealed_store": "3号仓"}, "sealed"),
            (OFFICER, "sell", 20, {"sold_to": "示例酒精厂", "use": "工业用粮"}, "sold"), (SECOND, "close", 30, {}, "closed"))),
        ("grain_lot", {"lot_no": "LS2", "area": "柳市", "unit": "U20", "bought_on": day(0)}, ((OFFICER, "test", 2, {"over_limit": "false", "report_no": "R2"}, "within"),)),
        ("grain_lot", {"lot_no": "LS3", "area": "柳市", "unit": "U20", "bought_on": day(0)}, (
            (OFFICER, "test", 2, {"over_limit": "true", "report_no": "R3"}, "over"), (OFFICER, "seal", 3, {"sealed_store": "3号仓"}, "sealed"), (OFFICER, "destroy", 9, {}, "closed"))),
        ("sampling_plan", {"plan_no": "RW1", "level": "国家级", **plan}, ((OFFICE, "issue", 1, {}, "issued"), (OFFICER, "finish", 50, {}, "done"))),
        ("sampling_task", {"task_no": "RD1", "plan": "RW1", "area": "柳市", "unit": "U20", "batches": "4"}, (
            (OFFICER, "assign", 2, {"due_on": day(50)}, "assigned"), (INSPECTOR, "accept", 3, {}, "accepted"), (INSPECTOR, "finish", 40, {"taken_batches": "4"}, "done"))),
        ("sampling_task", {"task_no": "RD2", "plan": "RW1", "area": "柳市", "unit": "U20", "batches": "4"}, ((OFFICER, "cancel", 2, {}, "cancelled"),)),
        ("inspection_plan", {"operator": "JY-1", "year": "2026", **duty}, (
            (INSPECTOR, "score", 1, {"static_score": "20.5", "dynamic_score": "30"}, "scored"), (OFFICER, "grade", 2, {"grade": "C"}, "graded"),
            (OFFICE, "approve", 3, {"visits": "2", "due_on": day(119), "last_full_on": day(-500)}, "running"), (INSPECTOR, "visit", 5, {"visits_done": "1"}, "running"),
            (OFFICER, "higher", 10, {}, "running"), (INSPECTOR, "full", 20, {}, "running"), (INSPECTOR, "visit", 20, {"visits_done": "2", "repeat_reason": "群众举报"}, "running"),
            (OFFICER, "close", 110, {}, "closed"))),
        ("licence_matter", {"matter_no": "XK1", "kind": "食品经营许可", "action": "延续", "previous_until": day(60), **licence}, (
            (TOWN, "accept", 1, {}, "accepted"), (OFFICER, "order_visit", 2, {}, "to_visit"), (INSPECTOR, "visit", 5, {"visit_result": "符合"}, "visited"),
            (OFFICER, "extend", 6, {"extended_to": day(25), "extension_approver": "王局长"}, "visited"), (OFFICER, "grant", 9, {}, "granted"),
            (OFFICER, "issue", 10, {"licence_no": "JY13303820000001", "licence_until": day(1836)}, "issued"))),
        ("licence_matter", {"matter_no": "XK2", "kind": "小作坊登记", "action": "新办", **licence}, (
            (TOWN, "accept", 1, {}, "accepted"), (OFFICER, "grant", 2, {}, "granted"), (TOWN, "issue", 3, {"licence_no": "ZF1"}, "to_inspect"), (INSPECTOR, "inspect", 20, {}, "inspected"))),
        ("licence_matter", {"matter_no": "XK3", "kind": "食品经营许可", "action": "新办", **licence}, (
            (OFFICER, "accept", 1, {}, "accepted"), (OFFICER, "order_visit", 2, {}, "to_visit"), (INSPECTOR, "visit", 5, {"visit_result": "不符合"}, "visited"),
            (OFFICER, "deny", 9, {"refused_reason": "布局不符合"}, "denied"))),
        ("licence_matter", {"matter_no": "XK4", "kind": "食品经营许可", "action": "新办", **licence}, ((TOWN, "refuse", 1, {"refused_reason": "不属本机关"}, "refused"),)),
        ("licence_matter", {"matter_no": "XK5", "kind": "食品经营许可", "action": "新办", **licence}, ((TOWN, "withdraw", 1, {}, "withdrawn"),)),
        ("emergency_plan", {"area_name": "市级", "version": "2026", "unit": "U20", "area": "柳市"}, (
            (OFFICE, "approve", 5, {}, "approved"), (OFFICER, "issue", 9, {"document_no": "乐政〔2026〕1号", "next_review_on": day(100)}, "issued"),
            (TOWN, "review", 90, {"next_review_on": day(400)}, "issued"), (TOWN, "replace", 110, {}, "replaced"))),
        ("drill", {"drill_no": "YL1", "title": "食物中毒演练", "unit": "U20", "area": "柳市", "planned_on": day(20)}, (
            (TOWN, "hold", 19, {"people": "60", "kind": "实战"}, "held"), (OFFICER, "evaluate", 21, {"evaluation": "报告慢", "defects": "2", "defects_due_on": day(40)}, "evaluated"),
            (OFFICER, "close", 35, {"defects_closed": "2"}, "closed"))),
        ("direct_report", {"report_no": "ZB1", "kind": "事故", "happened_at": moment(1), "area": "柳市", "unit": "U20"}, (
            (TOWN, "report", 1, {"reported_at": moment(1), "content": "呕吐", "measures": "已送医"}, "reported"), (OFFICER, "receive", 1, {"received_at": moment(1)}, "received"),
            (OFFICE, "forward", 1, {"forwarded_at": moment(1), "level": "市级"}, "forwarded"), (OFFICER, "follow_up", 2, {}, "forwarded"), (TOWN, "close", 9, {}, "closed"))),
        ("litigation", {"entry_no": "GY1", "kind": "行政公益诉讼", "received_on": day(0), "unit": "U20"}, (
            (OFFICER, "write", 5, {"respondent": "示例局", "answer_due_on": day(66)}, "letter"), (OFFICER, "answer", 60, {}, "answered"), (OFFICER, "file", 70, {}, "filed"),
            (OFFICER, "close", 110, {"outcome": "判令履职"}, "closed"))),
        # Steps that the older matters gained.
        ("sample", {"sample_code": "A5", "sampled_on": day(0), "task": "RD1", "link": "种养", "report_class": "24小时限时报告"}, (
            (OFFICER, "receive", 1, {}, "received"), (OFFICER, "report", 10, {"report_no": "R5", "initial_conclusion": "不合格"}, "reported"), (OFFICER, "submit", 11, {}, "submitted"),
            (INSPECTOR, "serve", 12, {}, "uncontested_farm"), (OFFICER, "conclude", 40, {"final": "不合格"}, "concluded"),
            (OFFICER, "dispose_spare", 70, {"spare_good_until": day(60)}, "concluded"))),
        ("sample", {"sample_code": "A6", "sampled_on": day(0), "task": "RD1"}, (
            (OFFICER, "receive", 1, {}, "received"), (OFFICER, "report", 5, {"report_no": "R6", "initial_conclusion": "合格"}, "reported"), (OFFICER, "submit", 6, {}, "submitted"),
            (OFFICER, "conclude_passed", 7, {}, "concluded"), (OFFICER, "dispose_spare", 110, {}, "concluded"))),
        ("retest", {"retest_no": "F5", "sample": "A5", "kind": "复检", "basis": "农产品质量安全法", "applied_on": day(14)}, (
            (OFFICER, "accept", 15, {}, "accepted"), (OFFICER, "fix_laboratory", 16, {"laboratory": "LAB9"}, "fixed"), (OFFICER, "move_sample", 17, {}, "moved"),
            (OFFICER, "conclude", 20, {"conclusion": "维持"}, "concluded"), (OFFICER, "tell", 21, {}, "told"))),
        ("case_file", {"case_no": "J5", "filed_on": day(0)}, (
            (INSPECTOR, "hold_evidence", 1, {}, "investigating"), (INSPECTOR, "handle_evidence", 5, {}, "investigating"), (OFFICER, "seize", 5, {"seizure_of": "其他", "seizure_basis": "《广告法》第四十九条"}, "investigating"),
            (OFFICER, "extend_seizure", 20, {"seizure_extended_to": day(60), "seizure_extension_reason": "鉴定未完", "seizure_no": "强5"}, "investigating"), (OFFICER, "release", 25, {}, "investigating"),
            (INSPECTOR, "send_to_review", 26, {}, "reviewing"), (OFFICER, "review", 27, {}, "reviewed"), (OFFICER, "tell", 28, {"proposed_penalty": "没收", "proposed_goods": "假酒", "proposed_goods_value": "900", **LAW}, "told"),
            (OFFICER, "decide", 45, {"penalty": "罚款", "fine": "5000", "decision_no": "处罚5号"}, "decided"),
            (OFFICER, "publish", 46, {}, "decided"), (OFFICER, "serve_by_notice", 47, {}, "served_by_notice"),
            (OFFICER, "refuse_deferral", 80, {"deferral_asked_on": day(79), "deferral_refused_reason": "没有经济困难"}, "served_by_notice"), (OFFICER, "pay", 90, {}, "paid"),
            (OFFICER, "change_decision", 95, {}, "paid"), (OFFICER, "withdraw_publication", 96, {}, "paid"), (OFFICER, "close", 100, {}, "closed"))),
        ("food_recall", {"recall_no": "Q5", "known_on": day(0)}, (
            (OFFICER, "start", 1, {"level": "一级"}, "started"), (OFFICER, "plan", 2, {}, "started"), (OFFICER, "progress", 3, {}, "started"))),
        ("consultation", {"entry_no": "X5", "held_on": day(0), "kind": "协查函"}, ((OFFICER, "receive", 1, {}, "received"), (OFFICER, "finish", 9, {"follow_up": "已协查"}, "done"))),
        ("data_sharing", {"entry_no": "K5", "requested_on": day(0), "share_kind": "无条件共享"}, (
            (OFFICER, "answer", 1, {}, "answered"), (OFFICER, "agree", 1, {}, "agreed"), (OFFICER, "share", 2, {}, "shared"), (OFFICER, "ask_correction", 10, {}, "shared"), (OFFICER, "correct", 12, {}, "shared"))),
    )


def duty_refusals(day):
    """Register, what it is entered with, steps that are taken, and the one that is refused by its condition."""
    duty = {"area": "柳市", "unit": "U20"}
    licence = {"kind": "食品经营许可", "applicant": "示例饭店", "area": "柳市", "unit": "U20", "applied_on": day(0)}
    scored = ((INSPECTOR, "score", 1, {"static_score": "25", "dynamic_score": "36"}),)
    graded = (*scored, (OFFICER, "grade", 2, {"grade": "D"}))
    running = (*graded, (OFFICER, "approve", 3, {"visits": "3", "due_on": day(119)}), (OFFICER, "higher", 10, {}))
    seized = ((OFFICER, "seize", 1, {"seizure_basis": "《食品安全法》第一百一十条第四项"}),)
    reviewed = ((INSPECTOR, "send_to_review", 2, {}), (OFFICER, "review", 3, {}))
    fined = {"decided_on": day(40), "served_on": day(41), "penalty": "罚款", "fine": "5000"}
    return (
        ("retained_sample", {"canteen": "ST-1", "day": day(1), "meal": "早餐", "food": "粥", "area": "柳市"}, (), (TOWN, "dispose", 3, {"disposed_by": "甲"})),
        ("inspection_plan", {"operator": "JY-2", "year": "2024", **duty}, scored, (OFFICER, "grade", 2, {"grade": "C"})),
        ("inspection_plan", {"operator": "JY-2", "year": "2025", **duty}, graded, (OFFICER, "approve", 3, {"visits": "2", "due_on": day(119)})),
        ("inspection_plan", {"operator": "JY-2", "year": "2026", **duty}, running, (OFFICER, "visit", 90, {"visits_done": "1"})),
        ("licence_matter", {"matter_no": "XV1", "action": "延续", "previous_until": day(5), **licence}, (), (OFFICER, "accept", 1, {})),
        ("licence_matter", {"matter_no": "XV2", "action": "延续", **licence}, (), (OFFICER, "accept", 1, {})),
        ("retest", {"retest_no": "FV1", "sample": "A5", "kind": "复检", "applied_on": day(60)}, (), (OFFICER, "accept", 61, {})),
        ("retest", {"retest_no": "FV2", "sample": "A5", "kind": "异议", "objection_kind": "抽样过程", "applied_on": day(20)}, (), (OFFICER, "accept", 21, {})),
        ("market_entry", {"entry_no": "ZV1", "arrived_on": day(1), "area": "柳市"}, (), (TOWN, "check", 1, {"passed": "true"})),
        ("case_file", {"case_no": "JV1", "filed_on": day(0)}, seized, (OFFICER, "extend_seizure", 20, {"seizure_extended_to": day(90), "seizure_extension_reason": "鉴定未完"})),
        ("case_file", {"case_no": "JV2", "filed_on": day(0)}, (), (OFFICER, "extend_seizure", 20, {"seizure_extended_to": day(50), "seizure_extension_reason": "鉴定未完"})),
        ("case_file", {"case_no": "JV3", "filed_on": day(0)}, (*reviewed,), (OFFICER, "tell", 4, {"proposed_penalty": "罚款", **LAW})),
        ("case_file", {"case_no": "JV4", "filed_on": day(0)}, (*reviewed,), (OFFICER, "tell", 4, {"proposed_penalty": "没收", **LAW})),
        ("case_file", {"case_no": "JV5", "filed_on": day(0), **fined}, (), (OFFICER, "enforce", 90, {})),
        ("case_file", {"case_no": "JV6", "filed_on": day(0), **fined}, ((OFFICER, "remind", 60, {}),), (OFFICER, "enforce", 70, {})),
        ("case_file", {"case_no": "JV7", "filed_on": day(0), **fined}, ((OFFICER, "defer", 50, {"deferred_to": day(60)}),), (OFFICER, "remind", 60, {})),
        ("case_file", {"case_no": "JV8", "filed_on": day(0), **{**fined, "fine": "0"}}, (), (OFFICER, "defer", 50, {"deferred_to": day(60)})),
        ("complaint", {"complaint_no": "CV1", "kind": "投诉", "area": "柳市", "received_on": day(0)}, ((OFFICER, "accept", 1, {}),), (OFFICER, "end_mediation", 9, {"outcome": "调解不成"})),
        ("public_proposal", {"proposal_no": "PV1", "received_on": day(0)}, (), (OFFICER, "answer", 9, {"adopted": "false"})),
        ("sampling_task", {"task_no": "RV1", "plan": "RW1", "unit": "U20", "batches": "4"}, (
            (OFFICER, "assign", 2, {"due_on": day(50)}), (OFFICER, "accept", 3, {})), (OFFICER, "finish", 40, {"taken_batches": "3"})),
        ("drill", {"drill_no": "YV1", "unit": "U20"}, ((OFFICER, "hold", 1, {"people": "60"}),), (OFFICER, "evaluate", 2, {"evaluation": "报告慢", "defects": "2"})),
        ("employment_ban", {"ban_no": "JV1", "person": "丁", "kind": "五年"}, (), (OFFICER, "begin", 1, {})),
        ("sample", {"sample_code": "AV1", "sampled_on": day(0)}, (
            (OFFICER, "receive", 1, {}), (OFFICER, "report", 100, {"report_no": "RV1", "initial_conclusion": "合格"}), (OFFICER, "submit", 101, {}), (OFFICER, "conclude_passed", 102, {})),
            (OFFICER, "dispose_spare", 110, {})),
    )
