#!/usr/bin/env python3
"""suite_test.py - proves how suite.py counts: what was skipped, died, hung or lied has failed.

Run by bin/test beside the suites themselves. Each case is a stand-in for a test program that writes
GoogleTest's report (or does not), and the counts that must come of it.
"""
import json
import os
import sys
import tempfile

import suite

PROGRAM = """#!/usr/bin/env python3
import sys
out = [a[len("--gtest_output=json:"):] for a in sys.argv if a.startswith("--gtest_output=json:")][0]
report = {report!r}
if report is not None:
    open(out, "w").write(report)
sys.exit({code})
"""


def test(name, **facts):
    return {"name": name, "status": "RUN", "result": "COMPLETED", **facts}


GOOD = test("Works")
# name, tests in the report (None: no report), exit code, (passed, failed) expected
CASES = [
    ("all_well", [GOOD], 0, (1, 0)),
    ("skipped", [GOOD, test("Skips", result="SKIPPED")], 0, (1, 1)),
    ("only_skipped", [test("Skips", result="SKIPPED")], 0, (0, 1)),
    ("failed", [GOOD, test("Fails", failures=[{"failure": "wrong"}])], 1, (1, 1)),
    ("died", None, 139, (0, 1)),
    ("lied", [GOOD], 1, (1, 1)),
    ("not_run", [{"name": "Filtered", "status": "NOTRUN", "result": "SUPPRESSED"}], 0, (0, 0)),
]


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as work:
        for name, tests, code, expected in CASES:
            report = None
            if tests is not None:
                report = json.dumps({"testsuites": [{"name": "Suite", "testsuite": tests}]})
            program = os.path.join(work, name)
            with open(program, "w", encoding="utf-8") as f:
                f.write(PROGRAM.format(report=report, code=code))
            os.chmod(program, 0o755)
            outcome = suite.run_program(program, "sqlite", work, "")
            counted = (outcome.passed, outcome.failed)
            if counted == expected:
                passed += 1
                continue
            failed += 1
            print(f"{name}: counted {counted}, expected {expected}\n{outcome.text}")
    # What has a database runs on both; what has none once.
    free = suite.without_database()
    for name, expected in [("Pdf", True), ("Csv", True), ("Outbox", False), ("Registry", False),
                           ("PostgresTest", False), ("AccessTable", False)]:
        if (name in free) == expected:
            passed += 1
            continue
        failed += 1
        print(f"{name} {'has' if expected else 'has not'} been taken for a suite with a database")
    if "-" in suite.chosen("sqlite", "") or "Pdf.*" not in suite.chosen("postgres", ""):
        failed += 1
        print("what has no database must run once, on SQLite")
    else:
        passed += 1
    # What kills runs apart, and neither twice nor never.
    if (suite.chosen("sqlite", "", True), suite.chosen("sqlite", "", False),
            suite.chosen("sqlite", "Kill")) == ("Kill*", "*-Kill*", "*Kill*"):
        passed += 1
    else:
        failed += 1
        print("the suites that kill must run once, apart from the others")
    print(f"suite_test: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
