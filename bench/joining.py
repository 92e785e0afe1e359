#!/usr/bin/env python3
"""joining - the pages of issue 3 as registry, queue and audit grow, and sign-ins at once.

Prints Markdown rows `| what | measured | aim | met |`. Needs wrk. SIZES (organisations, rising),
APPLICATIONS and AUDIT_ENTRIES (as many numbers each), SECONDS_EACH and PORT may be set; the helpers
are those of pages.py. Each size is measured in rounds through all pages; a figure is their median.
"""
import concurrent.futures
import datetime
import http.client
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.parse

import pages
from pages import ORIGIN, PORT, SECONDS, SEED, Person, Server, measure, office, row, say

SIZES = [int(n) for n in os.environ.get("SIZES", "500 50000 500000").split()]
APPLICATIONS = [int(n) for n in os.environ.get("APPLICATIONS", "200 5000 50000").split()]
AUDIT = [int(n) for n in os.environ.get("AUDIT_ENTRIES", "10000 1000000 10000000").split()]
SEED_MORE = os.path.join(pages.BUILD, "bench/bench_seed_applications")
ROUNDS = int(os.environ.get("ROUNDS", "3"))
FLOOD = int(os.environ.get("FLOOD", "16"))  # sign-ins at once
FLOOD_P99_TIMES = 2                         # of somebody else's page meanwhile, against alone
HASHES_LEAST = 10                           # a second: fewer are no flood
WRONG = "メールアドレスかパスワードが違います".encode()  # said after the hash alone
ARGON2_MB = 19 * 2                          # at_once in core/keys/locksmith.h
FIRST_ENTRY = datetime.date(2030, 1, 1)     # these three as in seed_applications.cc
ENTRIES_A_DAY = 24 * 60 * 4
SOMEBODY = "bench-7"
DAYS_SEARCHED = 30


def sign_in(data):
    """A code of the authenticator is good once: the next one is half a minute away."""
    sign_in.last = getattr(sign_in, "last", 0)
    while int(time.time()) // 30 <= sign_in.last:
        time.sleep(1)
    sign_in.last = int(time.time()) // 30
    return Person(office(data))


def pages_of(person, entries):
    """The search of the audit is in its newest month: what is older stands before it."""
    _, queue = person.ask("/office/applications?state=all")
    application = re.search(r"/office/applications/[0-9a-f-]{36}", queue).group(0)
    words = urllib.parse.urlencode({"q": "青葉申込"})
    who = urllib.parse.urlencode({"actor": SOMEBODY})
    newest = FIRST_ENTRY + datetime.timedelta(days=entries // ENTRIES_A_DAY)
    since = newest - datetime.timedelta(days=DAYS_SEARCHED)
    nowhere = urllib.parse.urlencode({"q": "どこにもない言葉",  # looks through as much as it may
                                      "from": since.isoformat()})
    return {"review queue": "/office/applications",
            "review queue, its search": "/office/applications?" + words,
            "application": application,
            "review": application.replace("applications", "reviews"),
            "audit, newest": "/office/audit",
            "audit, by who": "/office/audit?" + who,
            "audit, its search in a month": "/office/audit?" + nowhere,
            "audit, by action": "/office/audit?action=members.registry.exported"}


def grow(data, have, size):
    database = os.path.join(data, "musubi.sqlite")
    start = time.monotonic()
    if size[0] > have[0] + 1000:
        subprocess.run([SEED, database, str(have[0] + 1), str(size[0])], check=True)
        say(f"{size[0] - have[0]:,} organisations: {time.monotonic() - start:.0f} s")
    subprocess.run([SEED_MORE, database, str(have[1] + 1), str(size[1]), str(have[2] + 1),
                    str(size[2])], check=True)
    say(f"{size[0]:,} organisations, {size[1]:,} applications, {size[2]:,} entries: "
        f"{time.monotonic() - start:.0f} s")


def measure_size(data, entries):
    server = Server(data)
    server.settle()
    person = sign_in(data)
    found = pages_of(person, entries)
    for name, path in found.items():
        status, _ = person.ask(path)
        if status != 200:
            raise SystemExit(f"{name}: {path} answered {status}")
    rounds = {name: [] for name in found}
    for _ in range(ROUNDS):
        for name, path in found.items():
            rounds[name].append(measure(server, path, person.header()))
    server.stop()
    return {name: [statistics.median(c) for c in zip(*all_rounds)]
            for name, all_rounds in rounds.items()}


def try_password(number, over):
    """Wrong passwords, each of another login and address: (checked by a hash, answered 'later')

    One address alone is told to wait after twenty, before any hash: that would be no flood.
    """
    tries = checked = too_many = 0
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    token = re.search(rb'name="csrf_token" value="([^"]*)"', answer.read()).group(1).decode()
    cookie = answer.getheader("Set-Cookie").split(";")[0]
    while not over.is_set():
        body = urllib.parse.urlencode({"csrf_token": token, "password": "machigai-kotoba",
                                       "login": f"flood{number}-{tries}@example.test"})
        connection.request("POST", "/sign-in", body,
                           {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded",
                            "X-Forwarded-For": f"10.{number}.{tries // 250 % 250}.{tries % 250}"})
        answer = connection.getresponse()
        checked += WRONG in answer.read()
        tries += 1
        too_many += answer.status in (429, 503)
    return checked, too_many


def p99_of(path, cookie):
    said = subprocess.run(["wrk", "-t1", "-c1", f"-d{SECONDS}s", "--latency", "-H",
                           "Cookie: " + cookie, ORIGIN + path],
                          check=True, capture_output=True, text=True).stdout
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def p99_in_rounds(path, person):
    return statistics.median(p99_of(path, person.header()) for _ in range(ROUNDS))


def flood(data):
    server = Server(data, MUSUBI_SERVER_TRUSTED_PROXIES="127.0.0.1")
    server.settle()
    person = sign_in(data)
    path = "/office/applications"
    alone = p99_in_rounds(path, person)
    before = pages.status_kb(server.child.pid, "RssAnon")
    over = threading.Event()
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(FLOOD) as pool:
        guessing = [pool.submit(try_password, n, over) for n in range(FLOOD)]
        try:
            time.sleep(1)
            beside = p99_in_rounds(path, person)
            most = pages.status_kb(server.child.pid, "RssAnon")
        finally:
            over.set()
        tries = [one.result() for one in guessing]
    seconds = time.monotonic() - start
    checked, refused = (sum(column) for column in zip(*tries))
    server.stop()
    row(f"sign-ins at once, {FLOOD} guessing", f"{checked / seconds:.0f} checked a second, "
        f"{refused} answered with 'later'", f"≥ {HASHES_LEAST} checked a second",
        checked >= HASHES_LEAST * seconds)
    grown = (most - before) / 1024
    row("memory that the flood takes", f"{grown:.0f} MB",
        f"≤ {ARGON2_MB} MB of Argon2id and 10 %", grown <= ARGON2_MB * 1.1)
    row("review queue's p99 meanwhile", f"{beside:.1f} ms (alone {alone:.1f} ms)",
        f"≤ {FLOOD_P99_TIMES} times", beside <= FLOOD_P99_TIMES * alone)


def main():
    folder = tempfile.mkdtemp(prefix="musubi-bench.", dir="/var/tmp")
    try:
        data = os.path.join(folder, "data")
        subprocess.run([pages.MUSUBI, "demo", "--data", data], env=pages.environment(), check=True)
        server = Server(data)  # does what the demo left to be done, before anything is added
        server.settle()
        server.stop()
        have, first = (0, 0, 0), None
        for size in zip(SIZES, APPLICATIONS, AUDIT):
            grow(data, have, size)
            have = size
            figures = measure_size(data, size[2])
            first = first or figures
            told = f"{size[0]:,} organisations, {size[1]:,} applications, {size[2]:,} entries"
            for name, (rate, ms, cpu) in figures.items():
                growth = ms / first[name][1]
                aim, met = ("≤ 1.5 times", growth <= 1.5) if first is not figures else ("", None)
                row(f"{name}, {told}", f"{ms:.2f} ms ({growth:.2f} times), {rate:,.0f} requests/s, "
                    f"{cpu:,.0f} us CPU", aim, met)
        flood(data)
    finally:
        for server in list(Server.running):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
