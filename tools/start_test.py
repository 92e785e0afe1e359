#!/usr/bin/env python3
"""start_test.py - bin/start as a newcomer types it: what it explains, what it refuses, a start with
the demo and its table of accounts, and a start without. Run by bin/test.

Refusals come before anything is installed or built, and the checkout's own bin/start says them. The
starts run a copy of it in a folder of their own, around the program that bin/test built: no data
folder of the checkout is ever touched.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unicodedata
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
START = ROOT / "bin" / "start"
SECONDS_MOST = 60
DEMO_SECONDS_MOST = 240  # ten where nothing else runs
HINT = "使い方は bin/start --help でご覧いただけます。"


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return str(asked.getsockname()[1])


def start(*arguments, script=START):
    done = subprocess.run([str(script), *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=SECONDS_MOST, check=False)
    return done.returncode, done.stdout, done.stderr


class Failed(Exception):
    pass


def must(holds, why):
    if not holds:
        raise Failed(why)


def refused(sentence, *arguments, script=START):
    """Code 2, the sentence and the hint on standard error, nothing on standard output."""
    code, out, err = start(*arguments, script=script)
    said = f"{arguments}: code {code}\n{out}{err}"
    must(code == 2, said)
    must(out == "" and sentence in err and err.rstrip().endswith(HINT), said)


def explains_itself(_):
    for option in ("--help", "-h"):
        code, out, err = start(option)
        must(code == 0 and err == "", f"{option}: code {code}, {err}")
        for part in ("使い方: bin/start", "--port", "--data", "--empty", "--help", "終了コード",
                     "http://127.0.0.1:8080"):
            must(part in out, f"{option} does not name {part}")


def refuses_an_option_that_is_unknown(_):
    refused("「--prot」という指定はありません。", "--prot", "8081")
    refused("「demo」という指定はありません。", "demo")


def refuses_an_option_without_its_value(_):
    refused("--port のあとに値を書いてください。", "--port")
    refused("--data のあとに値を書いてください。", "--data", "")
    refused("--data のあとにフォルダの名前を書いてください。", "--data=")


def refuses_a_port_that_is_none(_):
    for port in ("0", "65536", "99999", "123456", "-1", "80a", "http", "08080"):
        refused("--port には 1 から 65535 までの数字を書いてください（指定された値: " + port,
                f"--port={port}")
        refused("--port には 1 から 65535 までの数字を書いてください（指定された値: " + port,
                "--port", port)


def refuses_a_port_in_use(_):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused(f"ポート {port} はほかのプログラムが使っています。--port で別の番号を指定してください。",
                "--port", port)


def refuses_a_data_folder_that_is_a_file(folder):
    file = folder / "roster.csv"
    file.write_text("会員", encoding="utf-8")
    refused(f"--data の「{file}」はフォルダではありません。", "--data", str(file))
    must(file.read_text(encoding="utf-8") == "会員", "the file was changed")


def refuses_an_empty_start_on_demo_data(folder):
    (folder / "demo").mkdir()
    (folder / "demo" / "accounts.json").write_text("[]", encoding="utf-8")
    refused(f"「{folder}」にはデモが入っています。--empty には --data で別のフォルダを指定してください。",
            "--empty", "--data", str(folder))


def copy_around_the_program(folder):
    """A checkout that is built: bin/start itself, and nothing left for it to install or make."""
    program = os.environ.get("MUSUBI_BIN", "")
    must(os.access(program, os.X_OK), "MUSUBI_BIN names no program: bin/test sets it")
    for name in ("bin", "tools", "src", "cmake", "build/release"):
        (folder / name).mkdir(parents=True)
    for name in ("CMakeLists.txt", "tools/embed.py"):
        (folder / name).touch()
    for name in ("install", "prepare"):
        script = folder / "tools" / name
        script.write_text("#!/bin/sh\n", encoding="utf-8")
        script.chmod(0o755)
    shutil.copy(START, folder / "bin" / "start")
    shutil.copy(ROOT / "tools" / "demo_table.py", folder / "tools")
    (folder / "bin" / "musubi").symlink_to(os.path.realpath(program))
    made = folder / "build" / "release" / ".made"
    made.touch()
    later = time.time() + 1
    os.utime(made, (later, later))
    return folder / "bin" / "start"


def text_of(path):
    return path.read_text(encoding="utf-8", errors="replace")


def started(script, folder, sentence, data, meanwhile=lambda: None, options=("--empty",),
            seconds=SECONDS_MOST):
    """Starts, waits for the sentence, looks at the page, stops it; what it printed."""
    port, out, err = free_port(), folder / "out.txt", folder / "err.txt"
    with open(out, "wb") as to_out, open(err, "wb") as to_err:
        child = subprocess.Popen([str(script), *options, "--port", port, "--data", str(data)],
                                 stdin=subprocess.DEVNULL, stdout=to_out, stderr=to_err)
    try:
        until = time.monotonic() + seconds
        while sentence not in text_of(out):
            must(child.poll() is None, f"it ended with {child.returncode}:\n{text_of(err)}")
            must(time.monotonic() < until, f"it never said 「{sentence}」:\n{text_of(out)}")
            time.sleep(0.05)
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"http://127.0.0.1:{port}/", timeout=10) as page:
            must(page.status == 200, f"the home page answered {page.status}")
        meanwhile()
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            code = child.wait(SECONDS_MOST)
        except subprocess.TimeoutExpired:
            child.kill()
            raise
    must(code == 0, f"stopped, it left with {code}:\n{text_of(err)}")
    must(f"http://127.0.0.1:{port} で動いています" in text_of(out), text_of(out))
    return text_of(out)


def starts_empty_with_a_link_that_it_makes_anew(folder):
    script, data = copy_around_the_program(folder), folder / "data"
    for _ in range(2):  # nobody has used the link: the second start gives one again
        said = started(script, folder, "一度だけ使えます", data)
        must("最初の管理者を作るリンクです" in said and "デモのアカウント" not in said, said)
    must(not (data / "demo").exists(), "the demo was loaded")


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def shows_the_accounts(said, accounts):
    """The table has one row for each account of the file, in its order, and its columns line up."""
    rows = said[said.index("デモのアカウント"):].splitlines()[3:3 + len(accounts)]
    must(len(accounts) == 11 and len(rows) == 11, said)
    roles, begins = set(), set()
    for row, account in zip(rows, accounts):
        role, *rest = re.split(r" {2,}", row.strip())
        must(rest == [account["login"], account["password"], account.get("totp_secret") or "―"],
             f"{account['role']}: {row}")
        must(not role.isascii(), f"「{role}」 is no name of a role for people")
        roles.add(role)
        begins.add(width(row[:row.index(account["login"])]))
    must(len(roles) == 11 and len(begins) == 1, said)


def starts_with_the_demo_once(folder):
    script, data = copy_around_the_program(folder), folder / "data"
    making = folder / "data.making"  # of a start that a power cut ended
    (making / "keys").mkdir(parents=True)
    (making / "keys" / "unfinished").touch()
    (making / "musubi.sqlite").write_bytes(b"half a database")

    def demo():
        return started(script, folder, "デモのアカウント", data, options=(),
                       seconds=DEMO_SECONDS_MOST)

    said = demo()
    must("デモを読み込んでいます" in said and "一度だけ使えます" not in said, said)
    must(not making.exists() and not (data / "keys" / "unfinished").exists(),
         "what was left unfinished is still there")
    must(not (folder / "data.making.log").exists(), "the demo's log was left behind")
    list_of_accounts, database = data / "demo" / "accounts.json", data / "musubi.sqlite"
    kept, made = list_of_accounts.read_bytes(), database.stat().st_ino
    shows_the_accounts(said, json.loads(kept))
    must(data.stat().st_mode & 0o007 == 0, "the data folder is open to everyone")
    said = demo()
    must("デモを読み込んでいます" not in said, said)
    must(list_of_accounts.read_bytes() == kept and database.stat().st_ino == made,
         "the demo was made anew")
    shows_the_accounts(said, json.loads(kept))


def says_what_is_wrong_in_the_settings(folder):
    script, data = copy_around_the_program(folder), folder / "data"
    data.mkdir()
    (data / "musubi.toml").write_text("[server]\nprot = 1\n", encoding="utf-8")
    code, out, err = start("--empty", "--port", free_port(), "--data", str(data), script=script)
    must(code == 3 and "prot" in err, f"code {code}\n{out}{err}")
    must(not (data / "musubi.sqlite").exists(), "it made a database all the same")


def leaves_a_folder_that_is_served_to_who_serves_it(folder):
    script, data = copy_around_the_program(folder), folder / "data"

    def another():
        code, out, err = start("--empty", "--port", free_port(), "--data", str(data),
                               script=script)
        must(code == 4 and "動作中の Musubi が使っています" in err, f"code {code}\n{out}{err}")

    started(script, folder, "一度だけ使えます", data, another)


def refuses_keys_without_their_database(folder):
    script, data = copy_around_the_program(folder), folder / "data"
    (data / "keys").mkdir(parents=True)
    refused(f"「{data}」には鍵（keys）がありますが、データベースがありません。",
            "--port", free_port(), "--data", str(data), script=script)
    must(not (data / "musubi.sqlite").exists(), "it made a database beside somebody's keys")


CASES = [explains_itself, refuses_an_option_that_is_unknown, refuses_an_option_without_its_value,
         refuses_a_port_that_is_none, refuses_a_port_in_use, refuses_a_data_folder_that_is_a_file,
         refuses_an_empty_start_on_demo_data, starts_empty_with_a_link_that_it_makes_anew,
         starts_with_the_demo_once,
         says_what_is_wrong_in_the_settings, leaves_a_folder_that_is_served_to_who_serves_it,
         refuses_keys_without_their_database]


def main():
    passed = failed = 0
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            try:
                case(pathlib.Path(folder).resolve())
                passed += 1
            except (Failed, OSError, subprocess.TimeoutExpired) as why:
                failed += 1
                print(f"{case.__name__}: {why}")
    print(f"start_test: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
