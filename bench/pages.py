#!/usr/bin/env python3
"""pages - the program as it is used: start-up, memory, imports, signed-in pages at three sizes.

Prints Markdown rows `| what | measured | aim | met |`. Needs wrk. MUSUBI_BUILD: the build folder;
SIZES (organisations, rising), IMPORT_ROWS (0: no imports), SECONDS_EACH and PORT may be set. Pages
are measured in rounds that go through all of them, so that other work on the machine disturbs all
alike; a page's figure is the median of its rounds.
"""
import base64
import hashlib
import hmac
import html
import http.cookies
import json
import os
import re
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.environ.get("MUSUBI_BUILD", os.path.join(ROOT, "build/bench"))
MUSUBI = os.path.join(BUILD, "musubi")
SEED = os.path.join(BUILD, "bench/bench_seed_members")
PORT = int(os.environ.get("PORT", "22000")) + 20
SIZES = [int(n) for n in os.environ.get("SIZES", "500 50000 500000").split()]
IMPORT_ROWS = int(os.environ.get("IMPORT_ROWS", "100000"))
SECONDS = int(os.environ.get("SECONDS_EACH", "3"))
ROUNDS = 5
ORIGIN = f"http://127.0.0.1:{PORT}"
READY_SECONDS_MOST = 300
SETTLED_SECONDS_MOST = 600

# Whoever ends a bench ends its servers and removes its folders: `finally` runs.
signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))


def say(text):
    print(text, file=sys.stderr, flush=True)


def row(what, measured, aim="", met=None):
    print(f"| {what} | {measured} | {aim} | {'' if met is None else 'yes' if met else 'no'} |",
          flush=True)


def environment():
    return dict(os.environ, MUSUBI_LIMITS_REQUESTS_PER_MINUTE="0", MUSUBI_LOG_LEVEL="warning",
                MUSUBI_SERVER_PUBLIC_ORIGIN=ORIGIN, MUSUBI_LIMITS_SIGN_IN_PER_MINUTE="100000",
                # A frozen report is printed in the background, which would be measured with it.
                MUSUBI_DOCUMENTS_BROWSER="/bin/false")


def status_kb(pid, key):
    with open(f"/proc/{pid}/status", encoding="ascii") as f:
        return int(re.search(rf"^{key}:\s+(\d+)", f.read(), re.M).group(1))


class Server:
    running = set()

    def __init__(self, data, **settings):
        start = time.monotonic()
        self.child = subprocess.Popen([MUSUBI, "serve", "--data", data, "--port", str(PORT)],
                                      env=dict(environment(), **settings),
                                      stdout=subprocess.DEVNULL)
        while True:
            try:
                urllib.request.urlopen(ORIGIN + "/readyz").close()
                break
            except (urllib.error.URLError, ConnectionError):
                if self.child.poll() is not None:
                    sys.exit("the server ended")
                if time.monotonic() - start > READY_SECONDS_MOST:
                    self.child.kill()
                    sys.exit("the server does not get ready")
                time.sleep(0.002)
        self.running.add(self)
        self.start_ms = (time.monotonic() - start) * 1000

    def ticks(self):
        with open(f"/proc/{self.child.pid}/stat", encoding="utf-8") as f:
            parts = f.read().rsplit(") ", 1)[1].split()
        return int(parts[11]) + int(parts[12])

    def settle(self):
        """Waits until it has done what waited for it: letters, jobs, what a demo left."""
        begun, quiet = time.monotonic(), 0
        while quiet < 3:
            before = self.ticks()
            time.sleep(1)
            quiet = quiet + 1 if self.ticks() - before < 0.03 * os.sysconf("SC_CLK_TCK") else 0
            if time.monotonic() - begun > SETTLED_SECONDS_MOST:
                say(f"still busy after {SETTLED_SECONDS_MOST} s: measured all the same")
                return

    def stop(self):
        self.running.discard(self)
        self.child.terminate()
        self.child.wait()


def totp(secret):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


class Person:
    """Signs in as the office and remembers the cookies."""

    def __init__(self, account):
        self.cookies = {}
        self.opener = urllib.request.build_opener(NoRedirect)
        self.post("/sign-in", {"login": account["login"], "password": account["password"]})
        if account["totp_secret"]:
            self.post("/sign-in/code", {"code": totp(account["totp_secret"])})

    def ask(self, path, body=None):
        request = urllib.request.Request(ORIGIN + path, data=body)
        request.add_header("Cookie", self.header())
        try:
            answer = self.opener.open(request)
        except urllib.error.HTTPError as other:
            answer = other
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer.status, answer.read().decode()

    def header(self):
        return "; ".join(f"{k}={v}" for k, v in self.cookies.items())

    def post(self, path, fields):
        _, page = self.ask(path)
        for name in ("csrf_token", "form_key"):
            found = re.search(rf'name="{name}" value="([^"]*)"', page)
            if found:
                fields = dict(fields, **{name: html.unescape(found.group(1))})
        status, _ = self.ask(path, urllib.parse.urlencode(fields).encode())
        if status != 303:
            sys.exit(f"{path} answered {status}")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def measure(server, path, cookie):
    """(requests per second, milliseconds at the median, CPU microseconds per request)"""
    before = server.ticks()
    # Two connections: more would measure the queue, not the page.
    command = ["wrk", "-t1", "-c2", f"-d{SECONDS}s", "--latency", "-H", "Cookie: " + cookie,
               ORIGIN + path]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        sys.exit(f"{path}: {said}")
    requests = int(re.search(r"(\d+) requests in", said).group(1))
    value, unit = re.search(r"50%\s+([\d.]+)(us|ms|s)", said).groups()
    if requests == 0:  # not one was answered in time: asked once more without haste
        start = time.monotonic()
        subprocess.run(["curl", "-s", "-o", "/dev/null", "-H", "Cookie: " + cookie,
                        ORIGIN + path], check=True)
        value, unit, requests = (time.monotonic() - start) * 1000, "ms", 1
    cpu = (server.ticks() - before) / os.sysconf("SC_CLK_TCK") * 1e6 / requests
    return requests / SECONDS, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit], cpu


def office(data):
    with open(os.path.join(data, "demo/accounts.json"), encoding="utf-8") as f:
        return next(a for a in json.load(f) if a["role"] == "secretariat_manager")


def pages_of(person):
    _, members = person.ask("/office/members")
    organisation = re.search(r"/office/members/[0-9a-f-]{36}", members).group(0)
    _, reports = person.ask("/office/member-reports")
    report = re.search(r"/office/member-reports/[0-9a-f-]{36}", reports).group(0)  # the newest
    search = "/office/search?" + urllib.parse.urlencode({"q": "情報サービス"})
    return {"cached home page": "/", "registry list": "/office/members",
            "registry list, filtered": "/office/members?industry=G", "organisation": organisation,
            "search": search, "member report": report, "office home": "/office"}


def freeze(person, day):
    """Seconds until a member report of that October day is counted, frozen and answered."""
    start = time.monotonic()
    person.post("/office/member-reports", {
        "as_of_era": "reiwa", "as_of_year": "6", "as_of_month": "10", "as_of_day": str(day)})
    return time.monotonic() - start


def measure_pages(data, day):
    server = Server(data)
    person = Person(office(data))
    frozen = freeze(person, day)
    pages = pages_of(person)
    for path in pages.values():
        status, _ = person.ask(path)
        if status != 200:
            sys.exit(f"{path} answered {status}")
    rounds = {name: [] for name in pages}
    for number in range(ROUNDS):
        for name, path in pages.items():
            cookie = "" if path == "/" else person.header()
            rounds[name].append(measure(server, path, cookie))
        say(f"round {number + 1} of {ROUNDS}")
    memory = status_kb(server.child.pid, "RssAnon")
    server.stop()
    return {name: [statistics.median(c) for c in zip(*all_rounds)]
            for name, all_rounds in rounds.items()}, memory, frozen


def start_and_memory(data):
    starts = []
    for number in range(5):
        server = Server(data)
        starts.append(server.start_ms)
        if number == 4:
            Person(office(data))
            private, resident = (status_kb(server.child.pid, k) for k in ("RssAnon", "VmRSS"))
        server.stop()
    time.sleep(31)  # a code of the authenticator is good once
    row("start of `musubi serve` to ready, demo loaded",
        f"{statistics.median(starts):.0f} ms", "< 3,000 ms", statistics.median(starts) < 3000)
    row("resident memory after the demo and a sign-in",
        f"{private / 1024:.0f} MB private, {resident / 1024:.0f} MB with mapped files")


def import_file(name, path, folder, postgres=None):
    data = os.path.join(folder, "import")
    shutil.rmtree(data, ignore_errors=True)
    place = environment()
    if postgres:
        place.update(MUSUBI_DATABASE_KIND="postgres", MUSUBI_DATABASE_CONNECTION=postgres)
    subprocess.run([MUSUBI, "migrate", "--data", data], env=place, check=True,
                   stdout=subprocess.DEVNULL)
    start = time.monotonic()
    child = subprocess.Popen([MUSUBI, "import", "members", path, "--json", "--data", data],
                             env=place, stdout=subprocess.DEVNULL)
    peak = 0
    while child.poll() is None:
        try:
            peak = max(peak, status_kb(child.pid, "RssAnon"))
        except (OSError, AttributeError):
            break
        time.sleep(0.02)
    if child.wait() != 0:
        sys.exit(f"import of {path} left with {child.returncode}")
    seconds = time.monotonic() - start
    row(f"import of {name} by command, committed",
        f"{seconds:.1f} s, {peak / 1024:.0f} MB private at most")
    return peak


def imports(folder):
    big = os.path.join(folder, "big.csv")
    with open(big, "w", encoding="utf-8") as f:
        f.write("会員番号,企業・団体名,法人番号,TEL,担当者,メール,入会年月日\n")
        for i in range(1, IMPORT_ROWS + 1):
            n = f"{i:07d}"
            f.write(f"K{n},株式会社テスト{n},,096-{n[:3]}-{n[3:]},担当 {n},m{n}@m{n}.example.jp,"
                    "2022/6/1\n")
    small = import_file("the roster of 503 rows",
                        os.path.join(ROOT, "tests/data/members_r5_cp932.csv"), folder)
    large = import_file(f"{IMPORT_ROWS:,} rows", big, folder)
    row(f"memory of {IMPORT_ROWS:,} rows against that of 503", f"{large / small:.1f} times",
        "flat (≤ 1.5)", large <= 1.5 * small)
    server = tempfile.mkdtemp(prefix="musubi-bench-pg.", dir="/var/tmp")
    os.chmod(server, 0o711)
    where = os.path.join(server, "postgres")
    tool = os.path.join(ROOT, "tools/postgres")
    try:
        started = subprocess.run([tool, "start", "--durable", where], check=True,
                                 capture_output=True, text=True).stdout.strip()
        import_file(f"{IMPORT_ROWS:,} rows on PostgreSQL", big, folder, started)
    finally:
        subprocess.run([tool, "stop", where], check=True)
        shutil.rmtree(server, ignore_errors=True)


def main():
    folder = tempfile.mkdtemp(prefix="musubi-bench.", dir="/var/tmp")
    try:
        data = os.path.join(folder, "data")
        subprocess.run([MUSUBI, "demo", "--data", data], env=environment(), check=True)
        start_and_memory(data)
        if IMPORT_ROWS:
            imports(folder)
        have, first = 0, None
        for number, size in enumerate(SIZES):
            if size > have + 1000:
                start = time.monotonic()
                subprocess.run([SEED, os.path.join(data, "musubi.sqlite"), str(have + 1),
                                str(size)], check=True)
                say(f"{size - have:,} organisations in {time.monotonic() - start:.0f} s")
            have = size
            figures, memory, frozen = measure_pages(data, 25 + number)
            first = first or figures
            base = figures["cached home page"]
            for name, (rate, ms, cpu) in figures.items():
                growth = ms / first[name][1]
                aim, met = ("≤ 1.5 times", growth <= 1.5) if size != SIZES[0] else ("", None)
                times = f", {cpu / base[2]:.0f} times the cached page's CPU" if name != \
                    "cached home page" else ""
                row(f"{name}, {size:,} organisations",
                    f"{ms:.2f} ms ({growth:.2f} times), {rate:,.0f} requests/s, "
                    f"{cpu:,.0f} us CPU{times}", aim, met)
            row(f"member report counted and frozen, {size:,} organisations", f"{frozen:.2f} s")
            row(f"private memory of the server after that, {size:,} organisations",
                f"{memory / 1024:.0f} MB")
    finally:
        for server in list(Server.running):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
