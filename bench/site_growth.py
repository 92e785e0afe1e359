"""site_growth - the public site as it grows: the list of cases at three sizes, the time from the
press of a button to what every visitor sees on two servers, and a page with fifty pictures.

Called by site.sh. Prints Markdown rows `| what | measured | aim | met |`. Needs wrk. CASES (sizes,
rising), PICTURES, SECONDS_EACH and PORT may be set. Cases are loaded by bench_seed_content.
"""
import os
import random
import re
import shutil
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
import zlib

import pages
from pages import MUSUBI, ORIGIN, ROOT, Person, Server, row, say, status_kb
from site_writer import Writer, account_of

SEED = os.path.join(pages.BUILD, "bench/bench_seed_content")
SIZES = [int(n) for n in os.environ.get("CASES", "1000 50000 500000").split()]
PICTURES = int(os.environ.get("PICTURES", "50"))
SECONDS = int(os.environ.get("SECONDS_EACH", "3"))
ROUNDS = 3
MADE_SECONDS_MOST = 1800
VISIBLE_SECONDS_MOST = 30

# Each request has an address of its own, so that none comes from the cache.
LUA = """local n, target = 0, os.getenv("TARGET")
local start = tonumber(os.getenv("START"))
request = function() n = n + 1; return wrk.format("GET", string.format(target, start + n)) end
"""


def measure_fresh(server, lua, target, start):
    """(milliseconds at the median, requests per second, CPU microseconds) of pages made anew."""
    before = server.ticks()
    said = subprocess.run(
        ["wrk", "-t1", "-c2", f"-d{SECONDS}s", "--latency", "-s", lua, ORIGIN], check=True,
        capture_output=True, text=True,
        env=dict(os.environ, TARGET=target, START=str(start))).stdout
    if "Non-2xx" in said:
        sys.exit(f"{target}: {said}")
    requests = int(re.search(r"(\d+) requests in", said).group(1))
    value, unit = re.search(r"50%\s+([\d.]+)(us|ms|s)", said).groups()
    cpu = (server.ticks() - before) / os.sysconf("SC_CLK_TCK") * 1e6 / max(requests, 1)
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit], requests / SECONDS, cpu


def lists(data, lua, size):
    """Name of what was asked to its medians."""
    server = Server(data)
    server.settle()
    middle = 1_680_274_800_000 + size // 2 * 60_000  # of the seeded cases, one a minute
    targets = {"list of cases": "/cases?before_at=%d&before_id=g",
               "list of cases of one industry": "/cases?industry=E&before_at=%d&before_id=g",
               "article": f"/cases/bench-{size // 2:07d}?n=%d"}
    rounds = {name: [] for name in targets}
    try:
        for number in range(ROUNDS):
            for name, target in targets.items():
                # Apart from each other, so that no round meets an address of another.
                start = middle + number * 10_000_000
                rounds[name].append(measure_fresh(server, lua, target, start))
            say(f"{size:,} cases: round {number + 1} of {ROUNDS}")
        rate, ms, _ = pages.measure(server, "/cases", "")
        memory = status_kb(server.child.pid, "RssAnon") / 1024
    finally:
        server.stop()
    figures = {name: [statistics.median(c) for c in zip(*every)]
               for name, every in rounds.items()}
    return figures, rate, ms, memory


def growth(folder):
    data = os.path.join(folder, "growth")
    lua = os.path.join(folder, "fresh.lua")
    with open(lua, "w", encoding="utf-8") as f:
        f.write(LUA)
    subprocess.run([MUSUBI, "demo", "--data", data], env=pages.environment(), check=True,
                   stdout=subprocess.DEVNULL)
    have, first = 0, None
    for size in SIZES:
        start = time.monotonic()
        subprocess.run([SEED, os.path.join(data, "musubi.sqlite"), str(have + 1), str(size)],
                       check=True, stdout=subprocess.DEVNULL)
        say(f"{size - have:,} cases by the store in {time.monotonic() - start:.0f} s")
        have = size
        figures, rate, ms, memory = lists(data, lua, size)
        first = first or figures
        for name, (median, each_second, cpu) in figures.items():
            times = median / first[name][0]
            aim, met = ("", None) if size == SIZES[0] else ("≤ 1.5 times", times <= 1.5)
            row(f"{name} made anew, {size:,} cases",
                f"{median:.2f} ms ({times:.2f} times), {each_second:,.0f} requests/s, "
                f"{cpu:,.0f} us CPU", aim, met)
        row(f"list of cases from the cache, {size:,} cases",
            f"{ms:.2f} ms, {rate:,.0f} requests/s")
        row(f"private memory of the server after that, {size:,} cases", f"{memory:.0f} MB")


def get(url):
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, ""


def visible_after(origins, slug, title, press):
    """Seconds from the press until every server shows it, wherever it shows what is newest."""
    found = "/search?" + urllib.parse.urlencode({"q": title})
    places = {(origin, path) for origin in origins
              for path in ("/", "/news", "/news.atom", f"/news/{slug}", found)}
    for origin, path in places:
        get(origin + path)  # in the cache of each, with what it says now
    start = time.monotonic()
    press()
    missing = places
    while missing:
        if time.monotonic() - start > VISIBLE_SECONDS_MOST:
            sys.exit(f"not shown after {VISIBLE_SECONDS_MOST} s: {missing}")
        # By its address: the search marks the words of the title.
        missing = {(origin, path) for origin, path in missing
                   if f"/news/{slug}" not in get(origin + path)[1]}
        time.sleep(0.005)
    return time.monotonic() - start


def publishing(folder):
    """Two servers over one PostgreSQL, as behind a balancer."""
    place = tempfile.mkdtemp(prefix="musubi-bench-pg.", dir="/var/tmp")
    os.chmod(place, 0o711)
    where, tool = os.path.join(place, "postgres"), os.path.join(ROOT, "tools/postgres")
    other, server = None, None
    try:
        connection = subprocess.run([tool, "start", "--durable", where], check=True,
                                    capture_output=True, text=True).stdout.strip()
        os.environ.update(MUSUBI_DATABASE_KIND="postgres", MUSUBI_DATABASE_CONNECTION=connection)
        data = os.path.join(folder, "shared")
        subprocess.run([MUSUBI, "demo", "--data", data], env=pages.environment(), check=True,
                       stdout=subprocess.DEVNULL)
        server = Server(data)
        port = pages.PORT + 1
        other = subprocess.Popen(
            [MUSUBI, "serve", "--data", os.path.join(folder, "other"), "--port", str(port)],
            env=pages.environment(), stdout=subprocess.DEVNULL)
        second = f"http://127.0.0.1:{port}"
        while not is_ready(second):
            if other.poll() is not None:
                sys.exit("the second server ended")
            time.sleep(0.05)
        server.settle()
        writer = Writer(account_of(data, "secretariat"))
        manager = Writer(account_of(data, "secretariat_manager"))
        seconds = []
        for i in range(10):
            slug, title = f"bench-{uuid.uuid4().hex[:12]}", f"測定の記事{i:03d}"
            article = writer.approved_news(manager, slug, title)
            seconds.append(visible_after([ORIGIN, second], slug, title,
                                         manager.press_of(article, "/publication",
                                                          {"publish_at": "0"})))
        row("publishing to being seen on two servers (home page, list, feed, article, search), "
            "10 articles",
            f"{statistics.median(seconds) * 1000:.0f} ms, {max(seconds) * 1000:.0f} ms at most",
            "< 1,000 ms", max(seconds) < 1)
    finally:
        for name in ("MUSUBI_DATABASE_KIND", "MUSUBI_DATABASE_CONNECTION"):
            os.environ.pop(name, None)
        if other:
            other.terminate()
            other.wait()
        if server:
            server.stop()
        subprocess.run([tool, "stop", where], check=False)
        shutil.rmtree(place, ignore_errors=True)


def is_ready(origin):
    try:
        return get(origin + "/readyz")[0] == 200
    except OSError:
        return False


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, seed):
    """A photograph's weight: noise of four pixels' width, some two megabytes."""
    dice = random.Random(seed)
    rows = []
    for _ in range(height):
        few = dice.randbytes(width * 3 // 4)
        rows.append(b"\0" + b"".join(few[i:i + 3] * 4 for i in range(0, len(few), 3)))
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"".join(rows), 1)) + chunk(b"IEND", b""))


class Watch:
    """The most private memory of a process while something is done."""

    def __init__(self, pid):
        self.pid, self.most, self.over = pid, 0, threading.Event()
        self.thread = threading.Thread(target=self.look)

    def look(self):
        while not self.over.wait(0.05):
            self.most = max(self.most, status_kb(self.pid, "RssAnon"))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def waiting_pictures(data):
    path = urllib.parse.quote(os.path.join(data, "musubi.sqlite"))
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return database.execute(
            "SELECT count(*) FROM media_items WHERE state = 'waiting'").fetchone()[0]
    finally:
        database.close()


def send_pictures(server, data, writer, count, first):
    """(ids, seconds of sending, seconds until all are made, most private megabytes)"""
    ids, sent = [], 0
    with Watch(server.child.pid) as watch:
        begun = time.monotonic()
        for i in range(first, first + count):
            drawn = png(2000, 1500, i)
            start = time.monotonic()
            ids.append(writer.send_file(f"p{i}.png", drawn))
            sent += time.monotonic() - start
        while waiting_pictures(data):
            if time.monotonic() - begun > MADE_SECONDS_MOST:
                sys.exit("the pictures are not made")
            time.sleep(0.2)
        made = time.monotonic() - begun
    return ids, sent, made, watch.most / 1024


def pictures(folder):
    data = os.path.join(folder, "pictures")
    subprocess.run([MUSUBI, "demo", "--data", data], env=pages.environment(), check=True,
                   stdout=subprocess.DEVNULL)
    server = Server(data)
    try:
        server.settle()
        writer = Writer(account_of(data, "secretariat"))
        manager = Writer(account_of(data, "secretariat_manager"))
        few = max(PICTURES // 10, 1)
        _, _, _, least = send_pictures(server, data, writer, few, 1)
        ids, sent, made, most = send_pictures(server, data, writer, PICTURES, 1000)
        row(f"{PICTURES} pictures of 3 megapixels, sent one by one as the page does",
            f"{sent:.1f} s, all made in nine sizes and formats or more after {made:.0f} s")
        row(f"private memory while {PICTURES} are sent and made, against {few}",
            f"{most:.0f} and {least:.0f} MB at most", "flat (≤ 1.5)", most <= 1.5 * least)
        for number, one in enumerate(ids):
            writer.describe(one, f"測定の写真{number}")
        body = "# 写真\n\n" + "\n\n".join(f"![測定の写真{n}](media:{one})"
                                          for n, one in enumerate(ids)) + "\n"
        article = writer.approved_news(manager, "bench-pictures", "写真の多い記事", body)
        manager.press_of(article, "/publication", {"publish_at": "0"})()
        start = time.monotonic()
        status, html = get(ORIGIN + "/news/bench-pictures")
        seconds = time.monotonic() - start
        if status != 200 or html.count("<picture") < PICTURES:
            sys.exit(f"the page with pictures answered {status} with {html.count('<picture')}")
        row(f"page with {PICTURES} pictures, made anew",
            f"{seconds * 1000:.0f} ms, {len(html.encode()):,} bytes of HTML")
    finally:
        server.stop()


def main():
    folder = tempfile.mkdtemp(prefix="musubi-bench-growth.", dir="/var/tmp")
    try:
        growth(folder)
        publishing(folder)
        pictures(folder)
    finally:
        for server in list(Server.running):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
