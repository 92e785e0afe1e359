#!/usr/bin/env python3
"""suite.py - runs every test program, tidy, the fuzzers and the browser journeys, and sums up.

Called by bin/test after the build. C++ programs run on both databases, what has none once, and
report through GoogleTest's JSON. Tests that kill a server wait most of their time until its leases
run out: they have a pool of their own beside the others. The browser comes after them, alone:
beside other work its waits run out. A program that dies without a report, a suite that cannot be
run and a test that skips itself have failed: nobody reads what was not run.
The last line printed is `N passed, N failed`.
"""
import argparse
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM_SECONDS_MOST = 1500  # a test program that hangs must not hold the run for ever
FUZZ_SECONDS = 5
BROWSER_SECONDS_MOST = 3000
# Programs long enough to be run in parts, side by side.
PARTS = {"test_whole": 2, "test_features": 2}
KILLS = "Kill*"  # suites that end the program with SIGKILL, all in test_whole
KILL_PARTS = 4
KILLS_AT_A_TIME = 2


class Outcome:
    def __init__(self, name):
        self.name, self.passed, self.failed, self.seconds = name, 0, 0, 0.0
        self.text = ""

    def fail(self, text):
        self.failed += 1
        self.text += text.rstrip() + "\n"


def run(command, seconds, extra_env=None):
    """(exit code or None when too slow, output)"""
    env = dict(os.environ, **(extra_env or {}))
    try:
        done = subprocess.run(command, cwd=ROOT, env=env, timeout=seconds, text=True,
                              errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
        return None, said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def tail(text, lines=60):
    return "\n".join(text.rstrip().split("\n")[-lines:])


def without_database():
    """Suites whose files take nothing of tests/support (but a folder) have no database: one run of
    them is enough."""
    free, bound = set(), set()
    for folder, _, files in os.walk(os.path.join(ROOT, "src")):
        for name in files:
            if not name.endswith("_test.cc"):
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                text = f.read()
            needs = (re.search(r'#include "support/(?!temp_folder)', text) is not None
                     or "src/db" in folder)
            (bound if needs else free).update(re.findall(r"^TEST(?:_F)?\((\w+),", text, re.M))
    return sorted(free - bound)


def chosen(database, pattern, kills=None):
    """GoogleTest's filter: what has the pattern in its name, and on PostgreSQL has a database.
    Asked for everything, the suites that kill run apart: kills=True only them, False without."""
    left_out = [f"{suite}.*" for suite in without_database()] if database == "postgres" else []
    if kills is False:
        left_out.append(KILLS)
    wanted = KILLS if kills else f"*{pattern}*" if pattern else "*"
    return wanted + ("-" + ":".join(left_out) if left_out else "")


def run_program(program, database, work, pattern, part=0, parts=1, kills=None):
    named = os.path.basename(program) + (" kills" if kills else "") + (
        f" {part + 1}/{parts}" if parts > 1 else "")
    name = f"{named} ({database})"
    outcome, start = Outcome(name), time.monotonic()
    # No brackets or spaces: tests hand paths below this folder to a shell.
    place = os.path.join(work, named.replace(" ", "-").replace("/", "-") + "-" + database)
    report, temp = place + ".json", place + ".tmp"
    os.mkdir(temp)
    command = [program, "--gtest_output=json:" + report, "--gtest_brief=1",
               "--gtest_filter=" + chosen(database, pattern, kills)]
    code, said = run(command, PROGRAM_SECONDS_MOST, {
        "DB": database, "TMPDIR": temp,
        "GTEST_TOTAL_SHARDS": str(parts), "GTEST_SHARD_INDEX": str(part)})
    outcome.seconds = time.monotonic() - start
    try:
        with open(report, encoding="utf-8") as f:
            content = json.load(f)
    except (OSError, ValueError):
        why = "took too long" if code is None else f"died (exit {code}) without a report"
        outcome.fail(f"{name} {why}:\n{tail(said)}")
        return outcome
    for suite in content.get("testsuites", []):
        for test in suite.get("testsuite", []):
            full = f"{suite['name']}.{test['name']}"
            if test.get("failures"):
                messages = "\n".join(f["failure"] for f in test["failures"])
                outcome.fail(f"FAILED {full} ({database})\n{messages}")
            elif test.get("result") == "SKIPPED":
                outcome.fail(f"SKIPPED {full} ({database}): a test that is not run has failed")
            elif test.get("status") == "RUN":
                outcome.passed += 1
    if code != 0 and not outcome.failed:
        outcome.fail(f"{name} left with {code}:\n{tail(said)}")
    return outcome


def longest_first(program):
    long = ("test_whole", "test_features", "test_core")
    name = os.path.basename(program)
    return (long.index(name) if name in long else len(long), name)


def run_summed(name, command, seconds, extra_env=None):
    """A program that ends with `N passed, N failed`."""
    outcome, start = Outcome(name), time.monotonic()
    code, said = run(command, seconds, extra_env)
    outcome.seconds = time.monotonic() - start
    sums = re.findall(r"(\d+) passed, (\d+) failed", said)
    if code is None or not sums:
        outcome.fail(f"{name} {'took too long' if code is None else 'did not sum up'}:\n"
                     + tail(said))
        return outcome
    outcome.passed, outcome.failed = int(sums[-1][0]), int(sums[-1][1])
    if code != 0 and not outcome.failed:
        outcome.failed = 1
    if outcome.failed:
        # What passed line by line would push what failed out of sight.
        lines = [line for line in said.split("\n") if not line.startswith("ok ")]
        outcome.text = tail("\n".join(lines), 120)
    return outcome


def run_tidy():
    outcome, start = Outcome("tidy"), time.monotonic()
    code, said = run([sys.executable, "tools/tidy.py", "--json"], 120)
    outcome.seconds = time.monotonic() - start
    try:
        findings = json.loads(said[said.index("["):])
    except ValueError:
        outcome.fail(f"tidy died (exit {code}):\n{tail(said)}")
        return outcome
    for f in findings:
        outcome.fail(f"{f['path']}:{f['line']}: {f['rule']}: {f['remedy']}")
    outcome.passed += 0 if findings else 1
    return outcome


def run_fuzz():
    return run_summed("fuzz", ["bin/fuzz", "--all", str(FUZZ_SECONDS)], 1800)


def run_browser():
    return run_summed("browser", ["node", "tests/browser/journeys.mjs"], BROWSER_SECONDS_MOST,
                      {"MUSUBI_PICTURES": "none"})


def short_suites():
    return [("tidy", run_tidy),
            ("tidy_test", lambda: run_summed(
                "tidy_test", [sys.executable, "tools/tidy_test.py"], 300)),
            ("suite_test", lambda: run_summed(
                "suite_test", [sys.executable, "tools/suite_test.py"], 60)),
            ("start_test", lambda: run_summed(
                "start_test", [sys.executable, "tools/start_test.py"], 600)),
            ("deploy_test", lambda: run_summed(
                "deploy_test", [sys.executable, "tools/deploy_test.py"], 600)),
            ("notice", lambda: run_summed(
                "notice", [sys.executable, "tools/sbom.py", "--source", ROOT, "--check-notice"],
                60)),
            ("linked", lambda: run_summed(
                "linked", [sys.executable, "tools/sbom.py", "--source", ROOT, "--check-linked",
                           os.environ["MUSUBI_BIN"]], 60))]


def side_by_side(programs, work, pattern):
    """What takes a core, and what waits, each in the order in which it begins."""
    busy, waiting = [("fuzz", run_fuzz)], []  # the longest: it builds with another compiler
    for database in ("postgres", "sqlite"):
        for program in sorted(programs, key=longest_first):
            apart = os.path.basename(program) == "test_whole" and not pattern
            parts = PARTS.get(os.path.basename(program), 1)
            busy += [("", lambda p=program, d=database, i=i, n=parts, k=False if apart else None:
                      run_program(p, d, work, pattern, i, n, k)) for i in range(parts)]
            if apart:
                waiting += [lambda p=program, d=database, i=i:
                            run_program(p, d, work, "", i, KILL_PARTS, True)
                            for i in range(KILL_PARTS)]
    busy += short_suites()
    return [job for name, job in busy if not name or pattern in name], waiting


def show(outcome):
    if outcome.text:
        print(outcome.text)
    print(f"{outcome.name}: {outcome.passed} passed, {outcome.failed} failed "
          f"({outcome.seconds:.1f} s)", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("filter", nargs="?", default="")
    options = parser.parse_args()
    build = os.path.join(ROOT, options.build)
    programs = sorted(os.path.join(build, n) for n in os.listdir(build)
                      if n.startswith("test_") and os.access(os.path.join(build, n), os.X_OK))
    outcomes = []
    # The environment tells tests that start the program where it is.
    os.environ["MUSUBI_BIN"] = os.path.join(build, "musubi")
    busy, waiting = side_by_side(programs, options.work, options.filter)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool, \
            concurrent.futures.ThreadPoolExecutor(KILLS_AT_A_TIME) as beside:
        jobs = [pool.submit(job) for job in busy] + [beside.submit(job) for job in waiting]
        for job in concurrent.futures.as_completed(jobs):
            outcomes.append(job.result())
            if outcomes[-1].passed or outcomes[-1].failed:
                show(outcomes[-1])
    if options.filter in "browser":
        outcomes.append(run_browser())
        show(outcomes[-1])
    passed = sum(o.passed for o in outcomes)
    failed = sum(o.failed for o in outcomes)
    if passed + failed == 0:
        print(f"no test's name contains {options.filter!r}")
        failed = 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
