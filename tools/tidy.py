#!/usr/bin/env python3
"""tidy.py - the house rules of ARCHITECTURE.md and STYLE.md, checked on the text of the tree.

Run as a test by bin/test; Python's standard library only, so that it runs on a bare machine.
Prints `file:line: rule: remedy` for each finding and leaves with 1 when there is one.
It reads text and guesses where a compiler would know: a rule that cannot be told from text
with confidence does not belong here. Each rule is proved by a planted violation in tidy_test.py.
"""
import argparse
import json
import os
import re
import subprocess
import sys
from collections import namedtuple

import tidy_gallery
from tidy_text import blanked, functions, line_of, literals

Finding = namedtuple("Finding", "path line rule remedy")

FILE_LINES_AIM, FILE_LINES_MOST = 400, 600
LINE_COLUMNS_MOST = 100
FUNCTION_LINES_MOST = 70

CODE = (".h", ".cc")
MEASURED = CODE + (".js", ".mjs", ".ts", ".css", ".py", ".sh", ".sql", ".cmake")
BINARY = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".woff2", ".pdf", ".xlsx", ".zip",
          ".gz", ".der")
# Files whose bytes are the point: rosters as Excel writes them, fuzzers' seeds.
BYTES_AS_FOUND = ("tests/data/", "tests/fuzz/seeds/", "src/features/members/demo/")
# Written by a test as the database tells it: not ours to shorten.
GENERATED = ("docs/schema.sqlite.sql", "docs/schema.postgres.sql")
SKIPPED_FOLDERS = {".git", "node_modules", "var", "__pycache__"}

# Which rooms a room may include (ARCHITECTURE.md, invariant 1).
MAY_INCLUDE = {
    "base": {"base"},
    "db": {"base", "db"},
    "core": {"base", "db", "core"},
    "web": {"base", "core", "web"},
    "features": {"base", "db", "core", "web", "features"},
    "cli": {"base", "db", "core", "web", "features", "cli"},
    "main": {"base", "db", "core", "web", "features", "cli"},
}
# Where a library's headers may appear (invariant 3). A library that is not listed has no room yet.
LIBRARY_ROOMS = [
    (r"boost/", ("src/web/server",)),
    (r"libpq-fe\.h", ("src/db/postgres",)),
    (r"sqlite3(ext)?\.h", ("src/db/sqlite", "src/core/search")),
    (r"curl/", ("src/core/",)),
    (r"openssl/", ("src/db/", "src/core/", "src/web/", "tests/support/")),
    (r"unicode/", ("src/base/", "src/core/")),
    (r"sodium\.h", ("src/base/", "src/db/", "src/core/", "src/web/")),
    (r"spdlog/", ("src/base/",)),
    (r"nlohmann/", ("src/base/",)),
    (r"toml\+\+/|toml\+\+\.h", ("src/core/",)),
    (r"fido(/\w+)?\.h|zip\.h|pugixml\.hpp|xlsxwriter\.h|magic\.h|cmark-gfm.*\.h|(qrencode|png)\.h|"
     r"liboath/.*|vips/vips\.h|libxml/.*", ("src/core/",)),
    (r"brotli/|zlib\.h", ("src/web/", "src/core/")),
    (r"CLI/", ("src/cli/", "src/main.cc")),
    (r"gtest/|gmock/", ("tests/",)),  # and every *_test.cc
]
# The C library and POSIX: no room needed.
SYSTEM = re.compile(
    r"^(\w+|c\w+|(sys|netinet|arpa|net|linux|asm|bits)/[\w./]+|"
    r"(unistd|fcntl|signal|poll|pwd|grp|dirent|netdb|spawn|pthread|sched|termios|time|dlfcn|"
    r"errno|stdint|stddef|stdio|stdlib|string|strings|limits|math|syslog|getopt|glob|ftw|wait|"
    r"semaphore|langinfo|locale|iconv|elf|link|execinfo|malloc|endian|byteswap|ucontext)\.h)$")

SQL_START = re.compile(
    r"^\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+[a-z_]+\s+SET\s|DELETE\s+FROM\s|"
    r"CREATE\s+(UNIQUE\s+)?(TABLE|INDEX|VIEW|VIRTUAL)\s|ALTER\s+TABLE\s|DROP\s+TABLE\s|"
    r"WITH\s+(RECURSIVE\s+)?[a-z_]+(\s*\([^)]*\))?\s+AS\s|PRAGMA\s)")
# The page kit, and the type itself.
RAW_HTML_ALLOWED = ("src/web/kit/", "src/web/html.h", "src/web/html.cc")

# Spelt in two pieces so that this file does not find itself.
UNFINISHED = re.compile(r"\b(" + "TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b|"
                        r"(?i:\bstu" + r"b(s|bed)?\b|(?<!\")\bnot (yet )?implem" + r"ented\b|"
                        r"\bunimplem" + r"ented\b|\blorem ip" + r"sum\b)")
MACHINE = re.compile(r"(?<![\w.])/(wo" + r"rk|ho" + r"me/[a-z]+|ro" + r"ot)/[\w.]|"
                     r"\.\./sha" + r"red\b|"
                     r"\b(registry|snapshot|mirror|artifact\w*|pkg)\.\w{3,}\.(org|dev|com)\b")


class Tree:
    """The files of a checkout, read once."""

    def __init__(self, root):
        self.root = root
        self.paths = sorted(self._list())
        self._bytes = {}

    def _list(self):
        if os.path.exists(os.path.join(self.root, ".git")):
            # What is ignored is no part of the tree; what is new and not yet added is.
            out = subprocess.run(["git", "-C", self.root, "ls-files", "-co", "--exclude-standard",
                                  "-z"], check=True, capture_output=True).stdout
            found = {p for p in out.decode().split("\0") if p}
            return [p for p in found if os.path.isfile(os.path.join(self.root, p))]
        found = []
        for folder, names, files in os.walk(self.root):
            names[:] = [n for n in names if n not in SKIPPED_FOLDERS and not n.startswith("build")]
            found += [os.path.relpath(os.path.join(folder, f), self.root) for f in files]
        return found

    def bytes(self, path):
        if path not in self._bytes:
            with open(os.path.join(self.root, path), "rb") as f:
                self._bytes[path] = f.read()
        return self._bytes[path]

    def text(self, path):
        return self.bytes(path).decode("utf-8", "replace")

    def lines(self, path):
        return self.text(path).split("\n")

    def code(self):
        return [p for p in self.paths if p.endswith(CODE)]

    def source(self):
        return [p for p in self.code() if p.startswith("src/")]


def is_binary(path):
    return path.endswith(BINARY) or path.startswith(BYTES_AS_FOUND)


def is_test(path):
    return path.startswith("tests/") or path.endswith("_test.cc") or path.startswith("bench/")


INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


def room_of(path):
    parts = path.split("/")
    if path == "src/main.cc":
        return "main"
    return parts[1] if parts[0] == "src" and len(parts) > 2 else None


def feature_of(path):
    parts = path.split("/")
    return parts[2] if parts[:2] == ["src", "features"] and len(parts) > 3 else None


# ---- rules: each takes a Tree and yields Findings -------------------------------------------

def include_direction(tree):
    pairs = allowed_pairs(tree)
    for path in tree.source():
        room = room_of(path)
        if room is None or room not in MAY_INCLUDE:
            yield Finding(path, 1, "room", "sources live in src/<room>/, rooms are "
                          + " ".join(sorted(MAY_INCLUDE)))
            continue
        for match in INCLUDE.finditer(blanked(tree.text(path), strings=False)):
            line, target = line_of(tree.text(path), match.start()), match.group(2)
            if match.group(1) == "<":
                continue
            top = target.split("/")[0]
            if top in ("tests", "tools", "bench"):
                yield Finding(path, line, "include-direction",
                              f"the program never includes {top}/; move what both need into src/")
            elif top == "support" and not is_test(path):
                yield Finding(path, line, "include-direction", "only tests include tests/support")
            elif top in MAY_INCLUDE and top not in MAY_INCLUDE[room]:
                yield Finding(path, line, "include-direction",
                              f"{room} must not include {top}: main > features > web > core > db"
                              " > base (web takes what it needs of db through core)")
            elif top == "features":
                yield from feature_include(path, line, target, pairs)


def feature_include(path, line, target, pairs):
    own, parts = feature_of(path), target.split("/")
    other = parts[1] if len(parts) > 2 else None
    if other is None or own == other:
        return
    # The commands may also use the public header of a feature's part: members/roster/roster.h.
    part = parts[2] if own is None and len(parts) == 4 and parts[3] == parts[2] + ".h" else None
    if part is None and parts[2:] != [other + ".h"]:
        yield Finding(path, line, "feature-pairs",
                      f"include only features/{other}/{other}.h of another feature")
    elif own is not None and (own, other) not in pairs:
        yield Finding(path, line, "feature-pairs",
                      f"add `{own} {other}` to src/features/allowed.txt, if a reviewer agrees")


def allowed_pairs(tree):
    path, pairs = "src/features/allowed.txt", {}
    if path in tree.paths:
        for number, line in enumerate(tree.lines(path), 1):
            words = line.split("#")[0].split()
            if len(words) == 2:
                pairs[(words[0], words[1])] = number
    return pairs


def feature_pairs(tree):
    path = "src/features/allowed.txt"
    pairs = allowed_pairs(tree)
    if path in tree.paths:
        for number, line in enumerate(tree.lines(path), 1):
            if len(line.split("#")[0].split()) not in (0, 2):
                yield Finding(path, number, "feature-pairs", "a line is `feature other-feature`")
    uses = {}
    for one, other in pairs:
        uses.setdefault(one, []).append(other)

    def reaches(start, goal, seen):
        return any(n == goal or (n not in seen and reaches(n, goal, seen | {n}))
                   for n in uses.get(start, []))
    for (one, other), number in pairs.items():
        if reaches(other, one, {other}) or one == other:
            yield Finding(path, number, "feature-pairs",
                          f"{one} and {other} use each other: break the circle by an outbox topic")


def third_party_rooms(tree):
    for path in tree.source():
        for match in INCLUDE.finditer(blanked(tree.text(path), strings=False)):
            if match.group(1) != "<":
                continue
            target, line = match.group(2), line_of(tree.text(path), match.start())
            known = [rooms for shape, rooms in LIBRARY_ROOMS if re.match(f"(?:{shape})", target)]
            if known:
                at_home = path.startswith(known[0])
                if re.match("g(test|mock)/", target):
                    at_home = is_test(path)
                if not at_home:
                    yield Finding(path, line, "third-party-room",
                                  f"<{target}> belongs to {', '.join(known[0])}: use what that "
                                  "room offers")
            elif not SYSTEM.match(target):
                yield Finding(path, line, "third-party-room",
                              f"<{target}> has no room: name one in tools/tidy.py (LIBRARY_ROOMS)")


def sql_place(tree):
    for path in tree.source():
        name = os.path.basename(path)
        if path.startswith(("src/db/", "src/core/")) or is_test(path):
            continue
        if path.startswith("src/features/") and re.match(r"store\w*\.cc$", name):
            continue
        text = tree.text(path)
        for offset, content in literals(text):
            if SQL_START.match(content):
                yield Finding(path, line_of(text, offset), "sql-place",
                              "SQL lives in store*.cc, core/*/ and migrations/: move the statement")


def raw_html(tree):
    for path in tree.source():
        if path.startswith(RAW_HTML_ALLOWED) or path.endswith("_test.cc"):
            continue
        text = blanked(tree.text(path))
        for match in re.finditer(r"\bHtml::raw\b", text):
            yield Finding(path, line_of(text, match.start()), "raw-html",
                          "only web/kit makes raw markup: write or use a kit component")


# 「1000文字までで」: the limit of a field is worded in one way everywhere, and a number of four
# digits before what it counts has its comma.
LIMIT_WORDED = re.compile(r"文字まで")
UNPARTED = re.compile(r"(?<![\d.,/:-])[1-9]\d{3,}(?=文字|件|行|個|団体|人|名|社|円|回|枚|語|日|ページ|"
                      r"バイト|KB|MB)")


def words_for_people(tree):
    for path in tree.source():
        if path.endswith("_test.cc"):
            continue
        text = tree.text(path)
        for offset, content in literals(text):
            if LIMIT_WORDED.search(content):
                yield Finding(path, line_of(text, offset), "limit-words",
                              "a limit is worded 「40文字以内で入力してください」")
            if UNPARTED.search(content):
                yield Finding(path, line_of(text, offset), "number-words",
                              "write 1,000: numbers for people carry a comma (thousands())")


def who_decides(tree):
    for path in tree.source():
        name, feature = os.path.basename(path), feature_of(path)
        if feature is None or is_test(path):
            continue
        text = blanked(tree.text(path))
        if re.match(r"(pages|routes|views)\w*\.(h|cc)$", name):
            for match in re.finditer(r"\bdb(\(\))?\s*(\.|->)\s*write\s*\(|\bdb::Tx\b", text):
                yield Finding(path, line_of(text, match.start()), "page-transaction",
                              "a page never opens a transaction: call a function of service.h")
        if re.match(r"store\w*\.(h|cc)$", name):
            for match in re.finditer(r"(?<![\w.>])(must|can)\s*\(", text):
                yield Finding(path, line_of(text, match.start()), "store-decides",
                              "a store never decides: ask for the permission in service.cc")


def sizes(tree):
    for path in tree.paths:
        if is_binary(path) or path in GENERATED or not path.endswith(MEASURED):
            continue
        lines = tree.lines(path)
        count = len(lines) - (1 if lines and lines[-1] == "" else 0)
        if count > FILE_LINES_MOST:
            yield Finding(path, FILE_LINES_MOST + 1, "file-size",
                          f"{count} lines, {FILE_LINES_MOST} at most: split by noun")
        for number, line in enumerate(lines, 1):
            if len(line) > LINE_COLUMNS_MOST:
                yield Finding(path, number, "line-length",
                              f"{len(line)} columns, {LINE_COLUMNS_MOST} at most: break the line")
        if path.endswith(CODE):
            yield from function_sizes(path, tree.text(path))


def function_sizes(path, text):
    for name, first, last in functions(text):
        if last - first + 1 > FUNCTION_LINES_MOST:
            yield Finding(path, first, "function-size",
                          f"{name} has {last - first + 1} lines, {FUNCTION_LINES_MOST} at most: "
                          "give a part its own name")


def opening_comment(tree):
    for path in tree.code():
        count = 0
        for line in tree.lines(path):
            if not line.startswith("//"):
                break
            count += 1
        if count < 2:
            yield Finding(path, 1, "opening-comment",
                          "open with 2-8 comment lines: what for, where in the flow, what never")
        elif not tree.lines(path)[0].startswith(f"// {os.path.basename(path)} - "):
            yield Finding(path, 1, "opening-comment",
                          f"the first line begins `// {os.path.basename(path)} - `")


MIGRATION = re.compile(r"^(20\d{10}_[a-z0-9_]+)\.(all|sqlite|postgres)\.sql$")
UNPORTABLE = re.compile(r"\b(INTEGER|INT|SMALLINT|VARCHAR|CHAR|BOOLEAN|TIMESTAMP|TIMESTAMPTZ|DATE|"
                        r"REAL|FLOAT|NUMERIC|SERIAL|BIGSERIAL|AUTOINCREMENT|JSONB?|BLOB|BYTEA)\b")


def migrations(tree):
    seen, stamps = {}, {}
    for path in tree.paths:
        if "/migrations/" not in path or not path.startswith("src/"):
            continue
        match = MIGRATION.match(os.path.basename(path))
        if not match:
            yield Finding(path, 1, "migration-name",
                          "name it YYYYMMDDHHMM_what.all.sql, or a .sqlite.sql/.postgres.sql pair")
            continue
        name, kind = match.groups()
        seen.setdefault((os.path.dirname(path), name), set()).add(kind)
        stamps.setdefault(name[:12], set()).add((os.path.dirname(path), name))
        if kind == "all":
            for number, line in enumerate(tree.lines(path), 1):
                wrong = UNPORTABLE.search(re.sub(r"'[^']*'", "", line.split("--")[0]))
                if wrong:
                    yield Finding(path, number, "portable-columns",
                                  f"{wrong.group(1)}: columns are TEXT or BIGINT on both databases")
    for (folder, name), kinds in sorted(seen.items()):
        if kinds not in ({"all"}, {"sqlite", "postgres"}):
            kind = sorted(kinds)[0]
            yield Finding(f"{folder}/{name}.{kind}.sql", 1, "migration-pair",
                          "either one .all.sql or both .sqlite.sql and .postgres.sql")
    for stamp, owners in sorted(stamps.items()):
        if len(owners) > 1:
            folder, name = sorted(owners)[1]
            kind = sorted(seen[(folder, name)])[0]
            yield Finding(f"{folder}/{name}.{kind}.sql", 1, "migration-stamp",
                          f"{stamp} is taken: two migrations with one stamp have no order")


def tests_are_built(tree):
    built = re.compile(r"^(src/(base|db|core|web|features)/.*|tests/whole/[^/]*)_test\.cc$|"
                       r"^tests/whole/.*_test\.cc$")
    for path in tree.paths:
        if path.endswith("_test.cc") and not built.match(path):
            yield Finding(path, 1, "unbuilt-test",
                          "no program is built from it: put it in src/<room>/ or tests/whole/")
        if path.endswith("_test.cc") and not re.search(r"\b(TEST|TEST_F|TEST_P|TYPED_TEST)\s*\(",
                                                       blanked(tree.text(path))):
            yield Finding(path, 1, "unbuilt-test", "holds no test: write one or delete the file")


def config_keys(tree):
    """A key that nobody reads is a promise of the configuration file that nobody keeps."""
    keys = "src/core/config/keys.cc"
    readers = "".join(tree.text(p) for p in tree.paths if p.startswith("src/") and
                      p.endswith((".cc", ".h")) and not p.startswith("src/core/config/") and
                      not is_test(p))
    for number, line in enumerate(tree.lines(keys) if keys in tree.paths else [], 1):
        for member in re.findall(r"MEMBER\(\w+, \w+::(\w+)\)", line):
            if not re.search(r"\w\." + member + r"\b", readers):
                yield Finding(keys, number, "unread-key",
                              f"nothing outside core/config reads `{member}`: use it or drop it")


def unfinished(tree):
    for path in tree.paths:
        if is_binary(path) or path == "package-lock.json":
            continue
        for number, line in enumerate(tree.lines(path), 1):
            match = UNFINISHED.search(line)
            if match:
                yield Finding(path, number, "unfinished",
                              f"`{match.group(0)}`: finish it, or say in docs what is missing")


def machine_names(tree):
    for path in tree.paths:
        if is_binary(path):
            continue
        for number, line in enumerate(tree.lines(path), 1):
            match = MACHINE.search(line)
            if match:
                yield Finding(path, number, "machine-name",
                              f"`{match.group(0)}` is a place on one machine: name none")
            if path.endswith("package-lock.json") and '"resolved":' in line:
                yield Finding(path, number, "machine-name", "a lock file without `resolved` works "
                              "with every registry: npm install --omit-lockfile-registry-resolved")


def encoding(tree):
    for path in tree.paths:
        if is_binary(path):
            continue
        data = tree.bytes(path)
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as wrong:
            yield Finding(path, data.count(b"\n", 0, wrong.start) + 1, "encoding",
                          "not UTF-8: convert it, or keep byte-exact data in tests/data")
            continue
        if data.startswith(b"\xef\xbb\xbf"):
            yield Finding(path, 1, "encoding", "remove the byte order mark")
        if b"\r" in data:
            yield Finding(path, data.count(b"\n", 0, data.index(b"\r")) + 1, "encoding",
                          "line ends are LF")
        if data and not data.endswith(b"\n"):
            yield Finding(path, data.count(b"\n") + 1, "encoding", "end the last line")
        for number, line in enumerate(data.split(b"\n"), 1):
            if line.endswith((b" ", b"\t")) and not path.endswith(".md"):
                yield Finding(path, number, "encoding", "remove the blanks at the end of the line")


def readmes(tree):
    for parent in ("src/core", "src/features"):
        folders = {p.split("/")[2] for p in tree.paths
                   if p.startswith(parent + "/") and p.count("/") > 2}
        for folder in sorted(folders):
            readme = f"{parent}/{folder}/README.md"
            if readme not in tree.paths:
                yield Finding(f"{parent}/{folder}", 1, "readme",
                              "write README.md: what it owns, who may do what, invariants, nevers")


def pinned_versions(tree):
    for path in tree.paths:
        if os.path.basename(path) != "package.json":
            continue
        try:
            content = json.loads(tree.text(path))
        except ValueError:
            yield Finding(path, 1, "pinned-version", "not JSON")
            continue
        for group in ("dependencies", "devDependencies"):
            for name, version in content.get(group, {}).items():
                if not re.fullmatch(r"\d+\.\d+\.\d+(-[\w.]+)?", version):
                    number = next((i for i, line in enumerate(tree.lines(path), 1)
                                   if f'"{name}"' in line), 1)
                    yield Finding(path, number, "pinned-version", f"{name}: name one exact version")


def gallery_states(tree):
    for path, line, says in tidy_gallery.missing(tree):
        yield Finding(path, line, "gallery-state", says)


def documents(tree):
    """Links between our own pages lead somewhere; the two READMEs say the same."""
    for path in tree.paths:
        if not path.endswith(".md") or path.startswith(BYTES_AS_FOUND):
            continue
        text = re.sub(r"^```.*?^```", lambda m: re.sub(r"[^\n]", " ", m.group(0)), tree.text(path),
                      flags=re.M | re.S)
        for match in re.finditer(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", text):
            target = match.group(1)
            if re.match(r"[a-z]+:|/", target):
                continue
            full = os.path.normpath(os.path.join(tree.root, os.path.dirname(path), target))
            if not os.path.exists(full):
                yield Finding(path, line_of(text, match.start()), "dead-link",
                              f"{target} does not exist")
    if "README.md" in tree.paths and "README.ja.md" in tree.paths:
        def shape(path):
            text = tree.text(path)
            prose = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
            return (re.findall(r"^(#+) ", prose, flags=re.M),
                    re.findall(r"^```.*?^```", re.sub("  +#.*", "", text), flags=re.M | re.S),
                    len(re.findall(r"^\|", text, flags=re.M)))
        if shape("README.md") != shape("README.ja.md"):
            yield Finding("README.ja.md", 1, "readmes-in-step",
                          "headings, commands and table rows must match README.md")


RULES = [include_direction, feature_pairs, third_party_rooms, sql_place, raw_html,
         words_for_people, who_decides, sizes, opening_comment, migrations, tests_are_built,
         config_keys, unfinished, machine_names, encoding, readmes, pinned_versions, documents,
         gallery_states]


def check(root):
    tree = Tree(root)
    return [finding for rule in RULES for finding in rule(tree)]


def long_files(root):
    tree = Tree(root)
    for path in tree.paths:
        if path.endswith(MEASURED) and not is_binary(path):
            count = len(tree.lines(path)) - 1
            if FILE_LINES_AIM < count <= FILE_LINES_MOST:
                yield path, count


def main():
    parser = argparse.ArgumentParser(description="Check the house rules on the text of the tree.")
    parser.add_argument("--root", default=os.path.dirname(os.path.dirname(
        os.path.abspath(__file__))))
    parser.add_argument("--json", action="store_true", help="findings as a JSON list")
    options = parser.parse_args()
    findings = sorted(set(check(options.root)))
    if options.json:
        print(json.dumps([f._asdict() for f in findings], ensure_ascii=False))
    else:
        for f in findings:
            print(f"{f.path}:{f.line}: {f.rule}: {f.remedy}")
        for path, count in long_files(options.root):
            print(f"{path}:1: note: {count} lines, aim at {FILE_LINES_AIM}", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
