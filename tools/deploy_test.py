#!/usr/bin/env python3
"""deploy_test.py - the files of deploy/ as their own programs read them: systemd its units, nginx
and Caddy their fronts. Run by bin/test; a program that is missing is a failure.

Each file must pass, and must not pass with one word of it spelt wrong: a check that finds nothing
in a broken file checks nothing. Works on copies; only the place of the program, of the certificate
and the ports are others, since none of them need exist here.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

DEPLOY = pathlib.Path(__file__).resolve().parent.parent / "deploy"
UNITS = ("musubi.service", "musubi-doctor.service", "musubi-doctor.timer")
PATHS = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


class Failed(Exception):
    pass


def run(folder, *command):
    """(whether it was satisfied, what it said)"""
    env = dict(os.environ, PATH=PATHS, HOME=str(folder), LANG="C.UTF-8")
    done = subprocess.run(command, cwd=folder, env=env, text=True, errors="replace", timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode == 0, done.stdout


def units(folder, change):
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        text = change(text.replace("/opt/musubi/bin/musubi", "/bin/true"))
        (folder / name).write_text(text, encoding="utf-8")
    well, said = run(folder, "systemd-analyze", "verify", "--recursive-errors=no",
                     *(str(folder / name) for name in UNITS))
    return well and not any(name in said for name in UNITS), said


def nginx(folder, change):
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made, said = run(folder, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
                     "-days", "1", "-subj", "/CN=consortium.example.jp",
                     "-keyout", str(key), "-out", str(certificate))
    if not made:
        raise Failed(f"no certificate to test with:\n{said}")
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    site = re.sub(r"/etc/letsencrypt/\S+/fullchain\.pem", str(certificate), site)
    site = re.sub(r"/etc/letsencrypt/\S+/privkey\.pem", str(key), site)
    # nginx opens what it is to listen on even when it only tests: ports that anybody may open.
    for number, place in enumerate(re.findall(r"listen (\S*?(?:80|443))\b", site)):
        site = site.replace(f"listen {place}", f"listen 127.0.0.1:{28080 + number}", 1)
    (folder / "site.conf").write_text(change(site), encoding="utf-8")
    bodies = "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in (
        "client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {bodies} include {folder}/site.conf; }}\n", encoding="utf-8")
    return run(folder, "nginx", "-t", "-q", "-p", str(folder), "-c", str(folder / "nginx.conf"),
               "-e", str(folder / "error.log"))


def caddy(folder, change):
    site = folder / "Caddyfile"
    site.write_text(change((DEPLOY / "Caddyfile").read_text(encoding="utf-8")), encoding="utf-8")
    return run(folder, "caddy", "validate", "--adapter", "caddyfile", "--config", str(site))


# what reads it, a word of its file, the same word spelt wrong
CASES = [(units, "ProtectSystem=strict", "ProtectSystm=strict"),
         (units, "OnCalendar=*-*-* 06:30", "OnCalendar=*-*-* 36:30"),
         (nginx, "proxy_request_buffering", "proxy_request_bufering"),
         (caddy, "flush_interval", "flush_intervall")]


def main():
    passed = failed = 0
    for reader, right, wrong in CASES:
        for broken in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                try:
                    well, said = reader(pathlib.Path(folder).resolve(), lambda text: text.replace(
                        right, wrong) if broken else text)
                    if well == broken:
                        raise Failed(f"「{wrong}」 was not found" if broken else said)
                    passed += 1
                except (Failed, OSError, subprocess.TimeoutExpired) as why:
                    failed += 1
                    print(f"{reader.__name__}{' broken' if broken else ''}: {why}")
    print(f"deploy_test: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
