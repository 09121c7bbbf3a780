"""Stories of matters/04: supervision rounds, what they find, measures divided among units, and signs that are answered, each to its end."""
OFFICER, SECOND, INSPECTOR, OTHER, TOWN, OFFICE = "u20.officer", "u20.second", "inspector", "u21.officer", "liushi", "office"


def supervision_ways(day, moment):
    """Register, what it is entered with, its steps, who enters it where that is not the officer, and where it begins."""
    found = {"found_on": day(0), "area": "柳市", "unit": "U20", "content": "冷柜温度高"}
    return (
        ("supervision_round", {"round_no": "DC1", "kind": "明查", "unit": "U20", "planned_on": day(0)}, (
            (OFFICER, "start", 1, {"towns": "柳市镇"}, "running"), (OFFICER, "finish", 2, {"result": "查了九家"}, "finished"))),
        ("supervision_round", {"round_no": "DC2", "kind": "暗访", "secret": "true", "planned_on": day(0)}, (
            (OFFICE, "start_secret", 1, {"itinerary": "上午柳市"}, "secret"), (OFFICE, "reveal", 3, {}, "running"), (OFFICE, "finish", 4, {"result": "查了九家"}, "finished")), OFFICE, "secret"),
        ("supervision_round", {"round_no": "DC3", "kind": "明查", "planned_on": day(0)}, ((OFFICE, "seal", 0, {}, "secret"), (OFFICE, "reveal", 1, {}, "planned")), OFFICE, "planned"),
        ("round_point", {"round": "DC1", "ordinal": "1", "area": "柳市", "place": "示例饭店"}, ((OFFICER, "visit", 1, {}, "visited"),)),
        ("round_point", {"round": "DC1", "ordinal": "2", "area": "柳市", "place": "示例超市"}, ((OFFICER, "skip", 1, {"skipped_reason": "已停业"}, "skipped"),)),
        ("finding", {"finding_no": "WT1", **found}, (
            (INSPECTOR, "grade", 0, {"grade": "一般", "round": "DC1"}, "graded"), (OFFICER, "assign", 1, {"unit": "U20", "due_on": day(15), "requirement": "更换冷柜"}, "assigned"),
            (OFFICER, "rectify", 2, {}, "assigned"), (OFFICER, "ask_extension", 3, {"extension_wished": day(30), "extension_reason": "配件未到"}, "asked"),
            (OFFICE, "refuse_extension", 4, {"extension_opinion": "可以先借用"}, "assigned"), (OFFICER, "ask_extension", 5, {"extension_wished": day(20), "extension_reason": "配件未到"}, "asked"),
            (OFFICE, "approve_extension", 6, {}, "assigned")), OFFICER, "found"),
        ("finding", {"finding_no": "WT2", **found, "secret": "true"}, (
            (INSPECTOR, "grade_secret", 0, {"grade": "严重"}, "secret"), (OFFICE, "reveal", 1, {}, "graded")), INSPECTOR, "secret"),
        ("finding", {"finding_no": "WT3", **found}, ((INSPECTOR, "seal", 0, {}, "secret"), (OFFICE, "reveal", 1, {}, "found")), INSPECTOR, "found"),
        ("finding", {"finding_no": "WT4", **found, "found_on": "2026-02-02", "enforcement_matter": "true"}, ((OFFICE, "grade", 0, {"grade": "较重"}, "graded"),), OFFICE, "found"),
        ("assignment", {"assignment_no": "FB1-2", "matter_no": "FB1", "unit": "U20", "part": "协办", "assigned_on": day(0), "due_on": day(9)}, (
            (OFFICER, "receive", 1, {}, "received"), (OFFICER, "answer", 2, {"feedback": "已办"}, "answered"), (SECOND, "return", 3, {}, "received"),
            (OFFICER, "answer", 4, {"feedback": "已补齐"}, "answered"), (SECOND, "verify", 5, {}, "verified"))),
        ("assignment", {"assignment_no": "FB1-1", "matter_no": "FB1", "unit": "U20", "part": "牵头", "assigned_on": day(0), "due_on": day(9)}, (
            (OFFICER, "receive", 1, {}, "received"), (OFFICER, "answer", 6, {"feedback": "各家都已办"}, "answered"), (OFFICE, "finish", 7, {}, "finished"))),
        ("decision_followup", {"entry_no": "D2", "meeting_kind": "政府常务会议", "decided_on": day(0), "due_on": day(30), "unit": "U20"}, (
            (OFFICER, "receive", 1, {}, "open"), (OFFICER, "report", 10, {"progress": "已选址"}, "open"), (OFFICER, "finish", 20, {"result": "已建成"}, "done"),
            (OFFICE, "return", 21, {}, "open"), (OFFICER, "finish", 25, {"result": "已建成并投用"}, "done"))),
        ("sign_answer", {"sign_no": "HD1", "sign": "检查日期在今天以后", "unit": "U20", "area": "柳市"}, (
            (OFFICER, "answer", 1, {"kind": "说明", "answer": "按计划登记"}, "explained"), (OFFICE, "refuse", 2, {"refused_reason": "没有写明哪一份计划"}, "refused"),
            (OFFICER, "answer_again", 3, {"kind": "更正", "answer": "年份写错，已更正"}, "corrected"), (OFFICE, "accept", 4, {}, "accepted")), OFFICER, "open"),
        ("sign_answer", {"sign_no": "HD2", "sign": "检查日期在今天以后", "unit": "U20", "area": "柳市"}, (
            (OFFICE, "propose", 20, {"doubt": "检查记录的日期在登记日以后，十个工作日未说明"}, "proposed"),), OFFICER, "open"),
    )
