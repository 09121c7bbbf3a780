"""Every target of the Yueqing plan counted again, the slow and plain way, from nothing but the records.

Written from the words of the plan and of the indicators' definitions, without the program's engine: rows are dicts
of text by field id, as an export gives them. `figures(books, day)` answers {indicator: {"numerator", "denominator"}}.
"""
import datetime as dt
from collections import defaultdict

RULES = [  # complaints: 45 working days if accepted by 2026-04-14, 60 days after (Orders 20 and 121)
    (dt.date(2020, 1, 1), dt.date(2026, 4, 14), "working", 45),
    (dt.date(2026, 4, 15), None, "calendar", 60),
]


def day(text):
    return dt.date.fromisoformat(text) if text else None


def num(text):
    return float(text) if text else None


class Books:
    """registers: {id: [rows]}; each row has "id" and its fields; references hold the id of the row they name."""

    def __init__(self, registers, calendar):
        self.registers = registers
        self.off, self.extra = calendar
        self.by_id = {name: {row["id"]: row for row in rows} for name, rows in registers.items()}

    def rows(self, name):
        return self.registers.get(name, [])

    def get(self, name, identity):
        return self.by_id.get(name, {}).get(identity)

    def working(self, d):
        return d in self.extra or (d.weekday() < 5 and d not in self.off)

    def plus_working(self, start, n):
        d = start
        while n:
            d += dt.timedelta(days=1)
            n -= self.working(d)
        return d

    def roll(self, d):  # a last day on a published day off moves to the first day after
        while d in self.off:
            d += dt.timedelta(days=1)
        return d


def alive(first, last, on):
    return first is not None and first <= on and (last is None or on <= last)


def earliest(*days):
    known = [d for d in days if d]
    return min(known) if known else None


def figures(b, as_of):
    year = as_of.replace(month=1, day=1)
    month_end = as_of
    if (as_of + dt.timedelta(days=1)).day != 1:
        month_end = as_of.replace(day=1) - dt.timedelta(days=1)
    month = month_end.replace(day=1)
    term_end = month_end
    while term_end.month in (1, 2, 7, 8):
        term_end = term_end.replace(day=1) - dt.timedelta(days=1)
    term = term_end.replace(day=1)
    out = defaultdict(lambda: {"numerator": 0, "denominator": 0})

    def in_year(d):
        return d is not None and year <= d <= as_of

    def in_month(d):
        return d is not None and month <= d <= month_end

    def ratio(name, counted, of=True):
        out[name]["denominator"] += bool(of)
        out[name]["numerator"] += bool(of and counted)

    yes = lambda row, field: row[field] == "true"

    # ---- samples
    for s in b.rows("sample"):
        concluded, reported = day(s["concluded_on"]), day(s["report_on"])
        single, quick, final = not s["duplicate_of"], s["purpose"] == "快检", s["final"]
        maker = b.get("operator", s["maker"])
        if in_year(concluded) and final:
            good = final == "合格"
            ratio("sampling.evaluative_pass", good, s["purpose"] == "评价性抽检" and single)
            # A batch without a purpose is not known to be a quick test: it is not left out.
            ratio("produce.monitoring_pass", good, yes(s, "produce") and single and not quick)
            ratio("produce.provincial_routine_pass", good,
                  s["task_level"] == "省级" and s["purpose"] == "例行监测" and s["link"] == "种养")
            ratio("sampling.workshop_pass", good,
                  s["purpose"] == "监督抽检" and maker is not None and yes(maker, "key_maker") and single)
        if in_year(reported) and single and not quick:
            out["sampling.per_thousand"]["numerator"] += 1
            out["sampling.residue_per_thousand"]["numerator"] += yes(s, "residue_tested")
        if in_year(reported) and single and s["special_product"]:
            if s["banned_detected"]:
                ratio("special_action.banned_detections", yes(s, "banned_detected"))
            if s["residue_over"]:
                ratio("special_action.residue_over_limit", yes(s, "residue_over"))
    reported_for = defaultdict(int)
    forms, makers = set(), set()
    for s in b.rows("sample"):
        if s["plan"] and not s["duplicate_of"] and in_year(day(s["report_on"])):
            reported_for[s["plan"]] += 1
        if in_year(day(s["sampled_on"])):
            if s["purpose"] == "监督抽检":
                forms.add(s["business_form"])
            if s["purpose"] and s["purpose"] != "快检":
                makers.add(s["maker"])
    for p in b.rows("sampling_plan"):
        due = day(p["due_on"])
        if in_year(due):
            out["sampling.completion"]["denominator"] += int(p["planned_batches"])
            out["sampling.completion"]["numerator"] += min(reported_for[p["id"]], int(p["planned_batches"]))
    for f in b.rows("business_form"):
        if alive(day(f["exists_from"]), day(f["exists_until"]), as_of):
            ratio("sampling.form_coverage", f["id"] in forms)

    # ---- disposal, tableware, monitoring
    for d in b.rows("disposal"):
        received, extended, finished = day(d["received_on"]), day(d["extended_to"]), day(d["finished_on"])
        due = extended or (received + dt.timedelta(days=90) if received else None)
        if in_year(due):
            ratio("disposal.on_time", finished is not None and finished <= due)
    for t in b.rows("tableware_sample"):
        if in_year(day(t["result_on"])) and t["passed"] and t["source"] in ("集中消毒单位", ""):
            ratio("tableware.pass", yes(t, "passed"))
    covered = {p["area"] for p in b.rows("monitoring_point") if p["area"] and alive(day(p["from_on"]), day(p["until_on"]), as_of)}
    out["monitoring.network"] = {"numerator": len(covered), "denominator": len(b.areas)}
    for m in b.rows("monitoring_sample"):
        out["monitoring.per_thousand"]["numerator"] += in_year(day(m["completed_on"]))
    for e in b.rows("monitoring_equipment"):
        if alive(day(e["counted_from"]), day(e["counted_until"]), as_of):
            out["monitoring.equipment"]["denominator"] += int(e["required"])
            out["monitoring.equipment"]["numerator"] += min(int(e["held"]), int(e["required"]))

    # ---- source and traceability
    for p in b.rows("special_action_product"):
        out["special_action.products"]["numerator"] += alive(day(p["listed_on"]), day(p["delisted_on"]), as_of)
    for u in b.rows("pesticide_use"):
        if in_year(day(u["used_on"])):
            out["pesticide.intensity"]["numerator"] += num(u["amount"]) * num(u["active_content"]) / 100
    for a in b.rows("sown_area"):
        if in_year(day(a["counted_on"])):
            out["pesticide.intensity"]["denominator"] += num(a["mu"])
    for c in b.rows("cold_chain_day"):
        if in_month(day(c["day"])):
            for name, top, bottom in (("coding", "coded", "due_to_code"), ("scanning", "scanned", "scans_due")):
                out["cold_chain." + name]["numerator"] += int(c[top] or 0)
                out["cold_chain." + name]["denominator"] += int(c[bottom] or 0)
    for g in b.rows("goods_problem"):
        if in_year(day(g["found_on"])):
            ratio("goods_problem.handled", g["handled_on"])
    traced = {(r["trace_duty"], r["direction"]) for r in b.rows("trace_record") if in_month(day(r["day"]))}
    for d in b.rows("trace_duty"):
        if alive(day(d["from_on"]), day(d["until_on"]), month_end):
            ratio("trace.coverage", (d["id"], "进货") in traced and (d["id"], "销货") in traced)

    # ---- operators
    def holders(register, first, last):
        return {r["operator"] for r in b.rows(register) if alive(first(r), last(r), as_of)}

    five_s = holders("five_s_acceptance", lambda r: day(r["accepted_on"]), lambda r: day(r["until_on"]))
    smart = holders("smart_kitchen", lambda r: day(r["accepted_on"]), lambda r: day(r["until_on"]))
    certified = holders("system_certificate", lambda r: day(r["valid_from"]), lambda r: earliest(day(r["valid_until"]), day(r["revoked_on"])))
    online = holders("platform_shop", lambda r: day(r["listed_on"]), lambda r: day(r["delisted_on"]))
    activated = {r["operator"] for r in b.rows("platform_shop")
                 if r["activated_on"] and alive(max(filter(None, (day(r["listed_on"]), day(r["activated_on"])))), day(r["delisted_on"]), as_of)}
    uses = defaultdict(int)
    for u in b.rows("merchant_use"):
        uses[u["operator"]] += in_month(day(u["used_on"]))
    inspected, latest = set(), {}
    for i in b.rows("inspection"):
        on = day(i["inspected_on"])
        if i["operator"] and in_year(on):
            inspected.add(i["operator"])
            if i["hygiene_pass"]:
                latest[i["operator"]] = max(latest.get(i["operator"], (dt.date.min, 0, "")), (on, int(i["id"]), i["hygiene_pass"]))
    for o in b.rows("operator"):
        opened, closed = day(o["opened_on"]), day(o["closed_on"])
        open_now, open_month = alive(opened, closed, as_of), alive(opened, closed, month_end)
        me = o["id"]
        ratio("enforcement.coverage", me in inspected, open_now)
        ratio("inspection.hygiene", latest.get(me, (0, 0, ""))[2] == "true", open_now and yes(o, "key_maker") and me in latest)
        ratio("five_s.famous_workshops", me in five_s, alive(day(o["famous_workshop_on"]), closed, as_of))
        ratio("five_s.small_makers", me in five_s, alive(day(o["upgraded_maker_on"]), closed, as_of))
        ratio("kitchen.smart_high_risk", me in smart, open_now and o["kind"] in ("集体用餐配送单位", "中央厨房", "大型餐饮", "特大型餐饮"))
        ratio("certificate.haccp", me in certified, open_now and o["kind"] in ("中央厨房", "集体用餐配送单位"))
        sunny = day(o["sunshine_kitchen_on"])
        ratio("kitchen.sunshine_online_catering", sunny is not None and sunny <= as_of, open_now and me in online)
        ratio("takeaway.activated", me in activated, open_now and me in online)
        out["takeaway.regular_use"]["numerator"] += open_month and uses[me] >= 4
        ratio("sampling.maker_coverage", me in makers,
              o["kind"] == "食品生产企业" and yes(o, "in_production")
              and alive(day(o["licensed_on"]), earliest(day(o["stopped_on"]), closed), as_of))
    # The denominator of regular use is a stock at the end of the month.
    online_month = {r["operator"] for r in b.rows("platform_shop") if alive(day(r["listed_on"]), day(r["delisted_on"]), month_end)}
    out["takeaway.regular_use"]["denominator"] = sum(
        o["id"] in online_month and alive(day(o["opened_on"]), day(o["closed_on"]), month_end) for o in b.rows("operator"))

    # ---- catering and schools
    for c in b.rows("sunshine_complex"):
        out["sunshine_complex.accepted"]["numerator"] += alive(day(c["accepted_on"]), None, as_of)
    for w in b.rows("kitchen_waste"):
        if in_month(day(w["day"])):
            out["kitchen_waste.treated"]["numerator"] += num(w["treated"]) or 0
            out["kitchen_waste.treated"]["denominator"] += num(w["collected"]) or 0

    def days_in_term(register, key, holds=lambda r: True):
        counted = defaultdict(int)
        for r in b.rows(register):
            d = day(r["day"])
            counted[r[key]] += d is not None and term <= d <= term_end and holds(r)
        return counted

    streams = days_in_term("kitchen_stream_day", "canteen", lambda r: yes(r, "online"))
    checks = days_in_term("campus_platform_day", "school", lambda r: yes(r, "self_check"))
    meals = days_in_term("meal_companion", "school")
    for c in b.rows("canteen"):
        licensed, until = day(c["licence_from"]), earliest(day(c["licence_until"]), day(c["stopped_on"]))
        ratio("kitchen.school_online", streams[c["id"]] >= 15, alive(licensed, until, term_end))
        central = day(c["central_purchase_from"])
        now = alive(licensed, until, as_of)
        ratio("school.central_purchase", central and alive(central, day(c["central_purchase_until"]), as_of), now)
    opening = defaultdict(set)
    for o in b.rows("opening_check"):
        if in_year(day(o["checked_on"])):
            opening[o["term"]].add(o["school"])
    insured = {p["school"] for p in b.rows("insurance_policy")
               if p["school"] and alive(day(p["valid_from"]), earliest(day(p["valid_until"]), day(p["cancelled_on"])), as_of)}
    for s in b.rows("school"):
        opened, closed = day(s["opened_on"]), day(s["closed_on"])
        now, then = alive(opened, closed, as_of), alive(opened, closed, term_end)
        ratio("campus_platform.active", checks[s["id"]] >= 15, then and yes(s, "meal_supply"))
        ratio("school.meal_companion", meals[s["id"]] >= 15, then and yes(s, "meal_supply"))
        ratio("opening_check.spring", s["id"] in opening["春季"], now)
        ratio("opening_check.autumn", s["id"] in opening["秋季"], now)
        ratio("school.insurance", s["id"] in insured, now and yes(s, "meal_supply"))
        duty = day(s["principal_duty_on"])
        ratio("school.principal_duty", duty is not None and duty <= as_of, now)

    # ---- enforcement, complaints, hotline
    for l in b.rows("lead"):
        if in_year(day(l["verified_on"])) and yes(l, "meets_conditions"):
            out["case.filed"]["numerator"] += bool(l["filed_on"])
            out["case.filed"]["denominator"] += bool(l["filed_on"]) or not l["not_filed_approved_on"]
    for c in b.rows("case_file"):
        filed = day(c["filed_on"])
        due = day(c["due_extended_to"])
        if due is None and filed:
            due = b.roll(filed + dt.timedelta(days=90)) + dt.timedelta(days=int(c["suspended_days"] or 0))
        if in_year(due):
            closed = day(c["closed_on"])
            ratio("case.closed", closed is not None and closed <= due)
    for c in b.rows("complaint"):
        accepted = day(c["accepted_on"])
        due = day(c["extended_to"])
        if due is None and accepted:
            for first, last, kind, n in RULES:
                if first <= accepted and (last is None or accepted <= last):
                    due = b.plus_working(accepted, n) if kind == "working" else b.roll(accepted + dt.timedelta(days=n))
        if in_year(due) and yes(c, "food") and c["kind"] == "投诉":
            closed = day(c["closed_on"])
            ratio("complaint.on_time", closed is not None and closed <= due)
    for h in b.rows("hotline_day"):
        d = day(h["day"])
        if in_month(d) and b.working(d):
            out["hotline.answered"]["numerator"] += int(h["answered"])
            out["hotline.answered"]["denominator"] += int(h["queued"]) - int(h["abandoned_short"] or 0)

    # ---- people
    hours, trained = defaultdict(float), set()
    for a in b.rows("training_attendance"):
        if in_year(day(a["attended_on"])):
            hours[a["regulator"]] += num(a["hours"]) or 0
            trained.add(a["regulator"])
    year_end = as_of.replace(month=12, day=31)
    whole = (year_end - year).days + 1
    for r in b.rows("regulator"):
        joined = day(r["from_on"])
        if not alive(joined, day(r["until_on"]), as_of):
            continue
        share = 1.0 if joined <= year else ((year_end - joined).days + 1) / whole
        ratio("training.coverage", r["id"] in trained)
        ratio("training.forty_hours", r["id"] in trained and hours[r["id"]] >= 40 * share - 1e-9)
        ratio("regulator.professional", yes(r, "professional"))

    # ---- incidents, surveys, appraisal, milestones, emissions
    for i in b.rows("incident"):
        if in_year(day(i["occurred_on"])):
            out["incident.major"]["numerator"] += i["grade"] in ("重大", "特别重大")
    held = [day(w["held_on"]) for w in b.rows("survey_wave") if day(w["held_on"]) <= as_of]
    for w in b.rows("survey_wave"):
        if held and day(w["held_on"]) == max(held):
            valid = int(w["valid_answers"])
            out["survey.awareness"]["numerator"] += int(w["aware_answers"] or 0)
            out["survey.awareness"]["denominator"] += valid
            if w["satisfaction_score"]:
                out["survey.satisfaction"]["numerator"] += num(w["satisfaction_score"]) * valid
                out["survey.satisfaction"]["denominator"] += valid
    for a in b.rows("appraisal_scheme"):
        if in_year(day(a["adopted_on"])):
            out["appraisal.weight"]["numerator"] += num(a["food_safety_points"]) or 0
            out["appraisal.weight"]["denominator"] += num(a["total_points"]) or 0
    for m in b.rows("milestone"):
        name = {"slaughterhouse": "slaughterhouse", "city_named": "city_named", "evaluation_application": "application"}.get(m["code"])
        if name:
            out["milestone." + name]["numerator"] += alive(day(m["done_on"]), None, as_of)
    return out
