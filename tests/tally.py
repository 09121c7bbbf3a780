#!/usr/bin/env python3
"""Counts what a ctest run left in its JUnit file, and shows what failed.

    tally.py FILE [ROOM ...]     every ROOM must have run at least one test named "ROOM...."

Ends with 'N passed, N failed'. A missing or broken file, an empty run, a room without a test and a test that
could not be started are failures; a test that skips itself is named and counts as neither.
"""

import sys
import xml.etree.ElementTree as ElementTree

SHOWN = 20       # failing tests shown with their output
LAST_LINES = 60  # of the output of each


def reason_of(case):
    """'' for a test that passed, None for one that skipped itself, else why it failed."""
    status = case.get("status")
    skipped = case.find("skipped")
    if status == "run" and skipped is None and case.find("failure") is None and case.find("error") is None:
        return ""
    if skipped is not None:
        message = skipped.get("message", "")
        return None if message.startswith("SKIP_") else message or "not run"
    failure = case.find("failure")
    return (failure.get("message") if failure is not None else None) or f"status {status}"


def tally(path, rooms):
    """(passed, failures as (name, why, output), names skipped)"""
    try:
        cases = list(ElementTree.parse(path).getroot().iter("testcase"))
    except (OSError, ElementTree.ParseError) as error:
        return 0, [(path, f"no result of the run: {error}", "")], []
    passed, failures, skipped = 0, [], []
    for case in cases:
        name, reason = case.get("name", "?"), reason_of(case)
        if reason == "":
            passed += 1
        elif reason is None:
            skipped.append(name)
        else:
            failures.append((name, reason, case.findtext("system-out") or ""))
    names = [case.get("name", "") for case in cases]
    for room in rooms:
        if not any(name.startswith(room + ".") for name in names):
            failures.append((room, "0 tests: tests/" + room + " holds tests and none of them ran", ""))
    if not cases and not failures:
        failures.append((path, "0 tests", ""))
    return passed, failures, skipped


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    passed, failures, skipped = tally(arguments[0], arguments[1:])
    for name in skipped:
        print(f"skipped {name}")
    for name, reason, output in failures[:SHOWN]:
        print(f"FAILED {name}: {reason}")
        for line in output.strip().splitlines()[-LAST_LINES:]:
            print(f"    {line}")
    if len(failures) > SHOWN:
        print(f"FAILED {len(failures) - SHOWN} more: " + " ".join(name for name, _, _ in failures[SHOWN:]))
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
