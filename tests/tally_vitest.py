#!/usr/bin/env python3
"""Counts what a vitest run left in its JSON report, and shows what failed.

    tally_vitest.py FILE

Ends with 'N passed, N failed'. A missing or broken file, an empty run and a file of tests that could not be
started are failures; a test that is left out is named and counts as neither.
"""

import json
import sys

LAST_LINES = 25  # of what is said of each failure


def tally(path):
    """(passed, failures as (name, why), names left out)"""
    try:
        with open(path, encoding="utf-8") as file:
            suites = json.load(file)["testResults"]
    except (OSError, ValueError, KeyError) as error:
        return 0, [(path, f"no result of the run: {error}")], []
    passed, failures, left_out = 0, [], []
    for suite in suites:
        cases = suite.get("assertionResults", [])
        for case in cases:
            name = case.get("fullName", "?")
            if case.get("status") == "passed":
                passed += 1
            elif case.get("status") == "failed":
                failures.append((name, "\n".join(case.get("failureMessages", []))))
            else:
                left_out.append(name)
        broken = suite.get("status") == "failed" and not any(case.get("status") == "failed" for case in cases)
        if broken or not cases:
            failures.append((suite.get("name", "?"), suite.get("message") or "0 tests"))
    if passed == 0 and not failures:
        failures.append((path, "0 tests"))
    return passed, failures, left_out


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    passed, failures, left_out = tally(arguments[0])
    for name in left_out:
        print(f"left out {name}")
    for name, why in failures:
        print(f"FAILED {name}")
        for line in why.strip().splitlines()[:LAST_LINES]:
            print(f"    {line}")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
