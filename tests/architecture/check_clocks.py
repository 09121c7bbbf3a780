#!/usr/bin/env python3
"""Every clock of the law runs somewhere: in a lifecycle as a limit, or as the day that a state or a condition of the national
pack waits for. Those that do not are named here with the reason.

    check_clocks.py         exit 0 all hold, 1 something does not; ends with 'N passed, N failed'
    check_clocks.py --list  where each clock runs
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

RETENTION = "papers that a firm keeps for so long: there is nothing to do on a day, and the program deletes nothing"
NO_LIMIT = "a rule without a limit in time"
# Rules of the law that no matter runs by.
NOT_RUN = {
    "retest.refuse": "the laboratory's own limit inside the five days in which one is fixed: the record has no day of it",
    "complaint.verify_lead": "the same limit and extension as case.verify, by which every lead runs wherever it was found",
    "complaint.jurisdiction": "between two departments, before the complaint is anybody's matter",
    "complaint.counting": NO_LIMIT,
    "case.enforce": "begins after the six months to sue and ten working days from the reminder: no day of the record starts it",
    "case.counting": NO_LIMIT,
    "case.working_days": NO_LIMIT,
    "transfer.forward": "hours that the police pass a case on in: not the sender's limit",
    "recall.keep_record": RETENTION,
    "sampling.keep_record": RETENTION,
    "produce.quick_test_retest": "four hours on the market floor, over before a day is",
    "produce.keep_purchase": RETENTION,
    "produce.keep_record": RETENTION,
    "pesticide.keep_record": RETENTION,
    "slaughter.keep_record": RETENTION,
    "platform.keep_video": "video lies with the platforms, none of it in a register",
    "enterprise.training": "a quota of hours a year: a sum over records, no limit of one",
    "school.meal_companion": "once a meal: counted by the indicator school.meal_companion",
    "school.term_check": "once a term: counted by the indicators opening_check.spring and opening_check.autumn",
    "emergency.network_report": "hours in which hospitals report by their own network",
    "penalty.on_persons": NO_LIMIT,
    "penalty.three_a_year": "counts penalties within a year over several cases: nothing falls due",
    "licence.renew": "counts back from the day of expiry: licence_matter holds its fifteen working days by the condition of 'accept'",
    "data.no_duplicate_collection": NO_LIMIT,
}


def clocks():
    """(id, rule) of each clock of the law."""
    for path in sorted((ROOT / "packs/law/clocks").glob("*.yaml")):
        yield from re.findall(r"^  - id: (\S+)\n    rule: (\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)


def uses():
    """rule -> the lifecycles that run by it, or wait for it."""
    found = {}
    for path in sorted((ROOT / "packs/china/lifecycles").glob("*.yaml")):
        lifecycle = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.lstrip().startswith("#"):
                continue
            if named := re.match(r"  - id: (\S+)", line):
                lifecycle = named[1]
            if limit := re.search(r"\{id: (\w+), .*?rule: ([\w.]+)", line):
                found.setdefault(limit[2], []).append(f"{lifecycle}.{limit[1]}")
            for rule in re.findall(r'due\("([\w.]+)"', line):
                place = f"{lifecycle}: a condition"
                if place not in found.setdefault(rule, []):
                    found[rule].append(place)
    return found


def main():
    known, used = list(clocks()), uses()
    passed = failed = 0

    def that(holds, what):
        nonlocal passed, failed
        passed, failed = passed + bool(holds), failed + (not holds)
        if not holds:
            print("FAILED", what)

    for clock, rule in known:
        if "--list" in sys.argv:
            print(f"{clock:18} {rule:28} {', '.join(used.get(rule, [])) or 'not run: ' + NOT_RUN.get(rule, '?')}")
        that(rule in used or rule in NOT_RUN, f"{clock}: no lifecycle runs by {rule}, and no reason is given")
    rules = {rule for _, rule in known}
    for rule in NOT_RUN:
        that(rule in rules, f"{rule} is no rule of packs/law")
        that(rule not in used, f"{rule} is run by {used.get(rule)}: take it off the list")
    for rule, places in used.items():
        that(rule in rules, f"{places}: {rule} is no rule of packs/law")
    told = re.search(r"^## 时限 Clocks: (\d+)$", (ROOT / "packs/law/README.md").read_text(encoding="utf-8"), re.MULTILINE)
    that(told and int(told[1]) == len(known), f"packs/law/README.md tells {told and told[1]} clocks, {len(known)} were found")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not known else 0


if __name__ == "__main__":
    sys.exit(main())
