#!/usr/bin/env python3
"""The count that ./test ends with: no failing, missing or empty run passes for a good one.

    check_tally.py      exit 0 all hold, 1 something does not; ends with 'N passed, N failed'
"""

import pathlib
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parents[1]
TALLY, TALLY_VITEST = TESTS / "tally.py", TESTS / "tally_vitest.py"

PASSED = '<testcase name="base.Day.Parses" status="run"><system-out>ok</system-out></testcase>'
FAILED = '<testcase name="base.Day.Prints" status="fail"><failure message=""/><system-out>expected 1</system-out></testcase>'
SKIPPED = '<testcase name="base.Day.Sleeps" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/></testcase>'
NOT_STARTED = '<testcase name="base_test_NOT_BUILT" status="notrun"><skipped message="Unable to find executable"/></testcase>'
OTHER_ROOM = '<testcase name="basement.Stairs.Lead.Down" status="run"/>'

# (what the run left, its JUnit cases or None for no file, rooms that hold tests, closing line, exit code)
RUNS = [
    ("tests that passed", [PASSED, PASSED], ["base"], "2 passed, 0 failed", 0),
    ("a test that failed", [PASSED, FAILED], ["base"], "1 passed, 1 failed", 1),
    ("a test that skipped itself", [PASSED, SKIPPED], ["base"], "1 passed, 0 failed", 0),
    ("a test that could not be started", [PASSED, NOT_STARTED], ["base"], "1 passed, 1 failed", 1),
    ("a run of 0 tests", [], [], "0 passed, 1 failed", 1),
    ("a room of 0 tests", [PASSED], ["base", "clock"], "1 passed, 1 failed", 1),
    ("a room with the beginning of another's name", [OTHER_ROOM], ["base"], "1 passed, 1 failed", 1),
    ("a run that left no file", None, ["base"], "0 passed, 1 failed", 1),
    ("a run cut short", ["<testcase"], [], "0 passed, 1 failed", 1),
]

GOOD = '{"status": "passed", "assertionResults": [{"fullName": "a", "status": "passed"}]}'
BAD = '{"status": "failed", "assertionResults": [{"fullName": "b", "status": "failed", "failureMessages": ["1 is not 2"]}]}'
LEFT_OUT = '{"status": "passed", "assertionResults": [{"fullName": "c", "status": "pending"}]}'
UNREADABLE = '{"status": "failed", "assertionResults": [], "message": "no such module"}'

# (what the run left, its suites or None for no file, closing line, exit code)
VITEST_RUNS = [
    ("stories that passed", [GOOD, GOOD], "2 passed, 0 failed", 0),
    ("a story that failed", [GOOD, BAD], "1 passed, 1 failed", 1),
    ("a story left out", [GOOD, LEFT_OUT], "1 passed, 0 failed", 0),
    ("nothing but stories left out", [LEFT_OUT], "0 passed, 1 failed", 1),
    ("a file of stories that could not be read", [GOOD, UNREADABLE], "1 passed, 1 failed", 1),
    ("a run of 0 stories", [], "0 passed, 1 failed", 1),
    ("a run of stories that left no file", None, "0 passed, 1 failed", 1),
    ("a run of stories cut short", ["{"], "0 passed, 1 failed", 1),
]


def holds(title, program, content, arguments, closing, code):
    with tempfile.TemporaryDirectory() as folder:
        results = pathlib.Path(folder) / "results"
        if content is not None:
            results.write_text(content, encoding="utf-8")
        run = subprocess.run([sys.executable, str(program), str(results), *arguments], capture_output=True, text=True)
    found = (run.stdout.strip().splitlines()[-1:] or [""])[0]
    if (found, run.returncode) == (closing, code):
        return True
    print(f"FAILED {title}: '{found}', exit {run.returncode}; right would be '{closing}', exit {code}")
    return False


def main():
    results = [
        holds(title, TALLY, None if cases is None else f'<?xml version="1.0"?><testsuite>{"".join(cases)}</testsuite>',
              rooms, closing, code)
        for title, cases, rooms, closing, code in RUNS
    ] + [
        holds(title, TALLY_VITEST, None if suites is None else '{"testResults": [' + ",".join(suites) + "]}", [], closing, code)
        for title, suites, closing, code in VITEST_RUNS
    ]
    failed = results.count(False)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
