#!/usr/bin/env python3
"""The count that ./test ends with: no failing, missing or empty run passes for a good one.

    check_tally.py      exit 0 all hold, 1 something does not; ends with 'N passed, N failed'
"""

import pathlib
import subprocess
import sys
import tempfile

TALLY = pathlib.Path(__file__).resolve().parents[1] / "tally.py"

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


def main():
    failed = 0
    for title, cases, rooms, closing, code in RUNS:
        with tempfile.TemporaryDirectory() as folder:
            results = pathlib.Path(folder) / "ctest.xml"
            if cases is not None:
                results.write_text(f'<?xml version="1.0"?><testsuite>{"".join(cases)}</testsuite>', encoding="utf-8")
            run = subprocess.run([sys.executable, str(TALLY), str(results), *rooms], capture_output=True, text=True)
        found = (run.stdout.strip().splitlines()[-1:] or [""])[0]
        if (found, run.returncode) != (closing, code):
            failed += 1
            print(f"FAILED {title}: '{found}', exit {run.returncode}; right would be '{closing}', exit {code}")
    print(f"{len(RUNS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
