"""site - cached public pages of `musubi serve` against nginx that serves the same bytes from files,
and against Debian's WordPress with as many posts, all in one run and in turns.

Called by site.sh. Prints Markdown rows `| what | measured | aim | met |`. Requests by wrk over 64
connections, medians of the rounds; memory is the proportional set size (PSS) of all processes.
"""
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from pages import BUILD, MUSUBI, environment, row, say
from wordpress import WordPress

PORT = int(os.environ.get("PORT", "22000")) + 60
ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = int(os.environ.get("SECONDS_EACH", "4"))
POSTS = int(os.environ.get("POSTS", "1000"))
SEED = os.path.join(BUILD, "bench/bench_seed_content")
OURS, STATIC, WORDPRESS = "musubi", "nginx, static file", "WordPress"

NGINX = """worker_processes 1; pid {work}/static.pid; error_log {work}/static.log; daemon off;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; open_file_cache max=10;
  keepalive_requests 100000000; types {{ text/html html; }} client_body_temp_path {work}/tmp;
  proxy_temp_path {work}/tmp; fastcgi_temp_path {work}/tmp; uwsgi_temp_path {work}/tmp;
  scgi_temp_path {work}/tmp;
  server {{ listen 127.0.0.1:{port}; root {work}/root; }}
}}
"""


def fetch(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def wait_for(url, child):
    for _ in range(600):
        try:
            fetch(url)
            return
        except OSError:
            if child.poll() is not None:
                sys.exit(f"{url}: its server ended")
            time.sleep(0.05)
    sys.exit(f"{url} does not answer")


def with_descendants(pid):
    out = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as f:
                for child in f.read().split():
                    out += with_descendants(int(child))
    except FileNotFoundError:
        return []
    return out


def pss_mb(pids):
    kb = 0
    for pid in {p for parent in pids for p in with_descendants(parent)}:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as f:
            kb += int(re.search(r"^Pss:\s+(\d+)", f.read(), re.M).group(1))
    return kb / 1024


def ask(url):
    """(requests per second, milliseconds of the slowest hundredth)"""
    command = ["wrk", "-t1", "-c64", f"-d{SECONDS}s", "--latency", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        say(f"{url}: {said}")
    requests = int(re.search(r"(\d+) requests in", said).group(1))
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    return requests / SECONDS, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


class Peers:
    def __init__(self, folder):
        self.folder, self.children = folder, []
        self.wordpress = None

    def run(self, words, **more):
        child = subprocess.Popen(words, stdout=subprocess.DEVNULL, **more)
        self.children.append(child)
        return child

    def start_ours(self):
        data = os.path.join(self.folder, "data")
        env = dict(environment(), MUSUBI_SERVER_IO_THREADS="1")
        subprocess.run([MUSUBI, "demo", "--data", data], env=env, check=True,
                       stdout=subprocess.DEVNULL)
        self.article = subprocess.run(
            [SEED, os.path.join(data, "musubi.sqlite"), "1", str(POSTS)], check=True,
            capture_output=True, text=True).stdout.strip()
        self.ours = self.run([MUSUBI, "serve", "--data", data, "--port", str(PORT)], env=env)
        wait_for(f"http://127.0.0.1:{PORT}/readyz", self.ours)

    def start_static(self, pages):
        for name in ("root", "tmp"):
            os.makedirs(os.path.join(self.folder, name), exist_ok=True)
        self.bytes = {}
        for name, path in pages.items():
            body = fetch(f"http://127.0.0.1:{PORT}{path}")
            self.bytes[name] = len(body)
            with open(os.path.join(self.folder, "root", f"{name}.html"), "wb") as f:
                f.write(body)
            os.chmod(os.path.join(self.folder, "root", f"{name}.html"), 0o644)
        os.chmod(os.path.join(self.folder, "root"), 0o755)
        os.chmod(self.folder, 0o711)  # nginx and MariaDB run as others when root starts them
        with open(os.path.join(self.folder, "static.conf"), "w", encoding="utf-8") as f:
            f.write(NGINX.format(work=self.folder, port=PORT + 1))
        self.static = self.run(["nginx", "-c", os.path.join(self.folder, "static.conf")])
        wait_for(f"http://127.0.0.1:{PORT + 1}/{next(iter(pages))}.html", self.static)

    def start_wordpress(self):
        place = os.path.join(self.folder, "wordpress")
        os.makedirs(place)
        self.wordpress = WordPress(place, PORT + 2)
        self.wordpress.start()
        start = time.monotonic()
        self.wordpress.fill(POSTS)
        say(f"WordPress {self.wordpress.version}, theme {self.wordpress.theme}: {POSTS:,} posts "
            f"in {time.monotonic() - start:.0f} s")

    def end(self):
        if self.wordpress:
            self.wordpress.end()
        for child in reversed(self.children):
            child.terminate()
            child.wait()


def addresses(peers, pages):
    theirs = {"home": "/", "list": "/page/2/", "article": peers.wordpress.path}
    out = {}
    for name, path in pages.items():
        out[name] = {OURS: f"http://127.0.0.1:{PORT}{path}",
                     STATIC: f"http://127.0.0.1:{PORT + 1}/{name}.html",
                     WORDPRESS: f"http://127.0.0.1:{PORT + 2}{theirs[name]}"}
    return out


def measure(places):
    rounds = {}
    for urls in places.values():
        for url in urls.values():
            fetch(url)  # in every cache that there is
    for number in range(ROUNDS):
        for name, urls in places.items():
            order = list(urls.items())
            for who, url in order if number % 2 == 0 else reversed(order):
                rounds.setdefault((name, who), []).append(ask(url))
        say(f"round {number + 1} of {ROUNDS}")
    return rounds


def tell(rounds, peers, memory):
    words = {"home": "home page", "list": "list of cases", "article": "article"}

    def middle(name, who, column):
        return statistics.median(figures[column] for figures in rounds[name, who])

    def ratio(name, other):
        # Of each round, so that other work on the machine disturbs both alike.
        return statistics.median(a[0] / b[0] for a, b in zip(rounds[name, OURS],
                                                             rounds[name, other]))
    posts = f"{WORDPRESS} {peers.wordpress.version}, {peers.wordpress.theme}, {POSTS:,} posts"
    for name in words:
        what = f"cached {words[name]} of {peers.bytes[name]:,} bytes"
        for other, shown, aim in ((STATIC, STATIC, 1.0), (WORDPRESS, posts, 10.0)):
            times = ratio(name, other)
            row(f"{what}, against {shown}",
                f"{times:.2f} times its requests/s ({middle(name, OURS, 0):,.0f} and "
                f"{middle(name, other, 0):,.0f}), p99 {middle(name, OURS, 1):.2f} and "
                f"{middle(name, other, 1):.2f} ms", f"≥ {aim:g} times", times >= aim)
    row(f"memory (PSS) after that, {POSTS:,} articles, against {posts} with php-fpm, MariaDB and "
        "nginx", f"{memory[OURS]:.0f} and {memory[WORDPRESS]:.0f} MB "
        f"({memory[STATIC]:.0f} MB: nginx with its three files)", "less",
        memory[OURS] < memory[WORDPRESS])


def main():
    folder = tempfile.mkdtemp(prefix="musubi-bench-site.", dir="/var/tmp")
    peers = Peers(folder)
    try:
        peers.start_ours()
        pages = {"home": "/", "list": "/cases", "article": peers.article}
        peers.start_static(pages)
        peers.start_wordpress()
        rounds = measure(addresses(peers, pages))
        memory = {OURS: pss_mb([peers.ours.pid]), STATIC: pss_mb([peers.static.pid]),
                  WORDPRESS: pss_mb([c.pid for c in peers.wordpress.children])}
        tell(rounds, peers, memory)
    finally:
        peers.end()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
