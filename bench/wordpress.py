"""wordpress - Debian's WordPress as a peer to compare with: its own default theme, php-fpm, MariaDB
and nginx, all processes of our own on loopback, their data in a folder that is thrown away.

Used by site.py. Nothing of the machine's own services is asked, changed or left running.
"""
import glob
import os
import pwd
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = "/usr/share/wordpress"
STARTED_SECONDS_MOST = 60

CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'wordpress');
define('DB_PASSWORD', 'bench');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', 'http://127.0.0.1:{port}');
define('WP_SITEURL', 'http://127.0.0.1:{port}');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {{
    define($name . '_KEY', 'bench-' . $name);
    define($name . '_SALT', 'bench-salt-' . $name);
}}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""

# The numbers that the documentation of each suggests for a machine of two cores.
FPM = """[global]
error_log = {work}/fpm.log
daemonize = no
[www]
{who}listen = {work}/fpm.sock
pm = static
pm.max_children = 4
pm.max_requests = 0
php_admin_value[opcache.enable] = 1
php_admin_value[memory_limit] = 128M
"""

NGINX = """worker_processes 1; pid {work}/nginx.pid; error_log {work}/nginx.log; daemon off; {who}
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types; access_log off; sendfile on; keepalive_requests 100000000;
  client_body_temp_path {work}/tmp; proxy_temp_path {work}/tmp; fastcgi_temp_path {work}/tmp;
  uwsgi_temp_path {work}/tmp; scgi_temp_path {work}/tmp; gzip on;
  server {{
    listen 127.0.0.1:{port}; root {work}/site; index index.php;
    location / {{ try_files $uri $uri/ /index.php?$args; }}
    location ~ \\.php$ {{ include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      # Debian's file leaves the port out, and WordPress would send every visitor there for ever.
      fastcgi_param HTTP_HOST $host:$server_port;
      fastcgi_pass unix:{work}/fpm.sock; }}
  }}
}}
"""


def newest(pattern):
    found = sorted(glob.glob(pattern))
    if not found:
        sys.exit(f"wordpress: nothing is at {pattern}: tools/install wordpress")
    return found[-1]


def wait_for(what, ask, log):
    end = time.monotonic() + STARTED_SECONDS_MOST
    while time.monotonic() < end:
        if ask():
            return
        time.sleep(0.1)
    with open(log, encoding="utf-8", errors="replace") as f:
        sys.exit(f"wordpress: waited in vain for {what}: {f.read()[-1500:]}")


class WordPress:
    """`path` of its last post after fill(); ended by end(), by the ids of what it started."""

    def __init__(self, folder, port):
        self.work, self.port = folder, port
        self.children = []
        self.user = "www-data" if os.geteuid() == 0 else None
        for name in ("db", "tmp", "run"):
            os.makedirs(os.path.join(folder, name))
        os.chmod(folder, 0o755)
        # Follows Debian's links into /var/lib and /etc.
        shutil.copytree(SOURCE, os.path.join(folder, "site"), ignore_dangling_symlinks=True)
        with open(os.path.join(folder, "site/wp-config.php"), "w", encoding="utf-8") as f:
            f.write(CONFIG.format(socket=self.at("run/db.sock"), port=port))
        if self.user:
            owner = pwd.getpwnam(self.user)
            for place, names, files in os.walk(folder):
                for name in [".", *names, *files]:
                    os.chown(os.path.join(place, name), owner.pw_uid, owner.pw_gid)

    def at(self, name):
        return os.path.join(self.work, name)

    def run(self, *words, **more):
        # Output goes to a file: what fails must be read by who waits for the figures.
        with open(self.at("out.log"), "a", encoding="utf-8") as log:
            child = subprocess.Popen(words, stdout=log, stderr=log, **more)
        self.children.append(child)
        return child

    def start(self):
        # PATH of a person who is not root may lack the servers.
        os.environ["PATH"] += ":/usr/sbin:/sbin"
        as_user = [f"--user={self.user}"] if self.user else []
        with open(self.at("out.log"), "a", encoding="utf-8") as log:
            subprocess.run(["mariadb-install-db", "--no-defaults", f"--datadir={self.at('db')}",
                            "--auth-root-authentication-method=normal", "--skip-test-db",
                            *as_user], check=True, stdout=log, stderr=log)
        self.database = self.run(
            "mariadbd", "--no-defaults", f"--datadir={self.at('db')}", "--skip-networking",
            f"--socket={self.at('run/db.sock')}", f"--pid-file={self.at('run/db.pid')}",
            "--innodb-buffer-pool-size=128M", *as_user)
        wait_for("MariaDB", lambda: self.sql("SELECT 1"), self.at("out.log"))
        made = self.sql("CREATE DATABASE wordpress CHARACTER SET utf8mb4;"
                        "CREATE USER wordpress@localhost IDENTIFIED BY 'bench';"
                        "GRANT ALL ON wordpress.* TO wordpress@localhost;")
        if not made:
            sys.exit("wordpress: its database could not be made")
        who = "".join(f"{key} = {self.user}\n" for key in
                      ("user", "group", "listen.owner", "listen.group")) if self.user else ""
        with open(self.at("fpm.conf"), "w", encoding="utf-8") as f:
            f.write(FPM.format(work=self.work, who=who))
        self.fpm = self.run(newest("/usr/sbin/php-fpm*"), "-y", self.at("fpm.conf"), "-F")
        who = f"user {self.user};" if self.user else ""
        with open(self.at("nginx.conf"), "w", encoding="utf-8") as f:
            f.write(NGINX.format(work=self.work, port=self.port, who=who))
        wait_for("php-fpm", lambda: os.path.exists(self.at("fpm.sock")), self.at("fpm.log"))
        self.nginx = self.run("nginx", "-c", self.at("nginx.conf"))

    def sql(self, text):
        command = ["mariadb", "--no-defaults", f"--socket={self.at('run/db.sock')}", "-u", "root",
                   "-e", text]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    def php(self, what, posts):
        done = subprocess.run(
            ["php", os.path.join(HERE, "wordpress_posts.php"), self.at("site"), what, str(posts)],
            check=False, capture_output=True, text=True,
            env=dict(os.environ, WORDPRESS_HOST=f"127.0.0.1:{self.port}"))
        if done.returncode != 0:
            sys.exit(f"wordpress: {what}: {done.stdout}{done.stderr}")
        return done.stdout.strip()

    def fill(self, posts):
        self.php("install", 0)
        said = self.php("fill", posts)
        self.path, self.theme, self.version = said.splitlines()[-1].split()
        wait_for("the first page", self.answers, self.at("nginx.log"))

    def answers(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{self.path}") as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError):
            return False

    def end(self):
        for child in reversed(self.children):
            child.terminate()
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
