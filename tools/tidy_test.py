#!/usr/bin/env python3
"""tidy_test.py - proves each rule of tidy.py: a clean tree is silent, a planted violation is found.

Run by bin/test beside tidy itself. Each case is (rule expected, path, content); the case fails when
the rule stays silent or names another file. A rule without a case here fails too.
"""
import os
import re
import sys
import tempfile

import tidy

HEAD = "// {0} - a file for the test.\n// It never does anything.\n"
BADGE = ("enum class Look { quiet, loud };\nstruct Line {\n  int number;\n};\nstruct Badge {\n"
         "  Look look = Look::quiet;\n  std::vector<Line> lines = {};\n};\n"
         "Html badge(const Badge& badge, bool big = false);\n")
CLEAN = {
    "src/base/a.h": HEAD.format("a.h") + "#include <string>\n#include <nlohmann/json.hpp>\n",
    "src/db/db.h": HEAD.format("db.h") + '#include "base/a.h"\n',
    "src/db/postgres/pg.cc": HEAD.format("pg.cc") + "#include <libpq-fe.h>\n",
    "src/core/audit/audit.cc": HEAD.format("audit.cc") + '#include "db/db.h"\n'
                               'const char* k = "SELECT 1";\n',
    "src/core/audit/README.md": "audit\n",
    "src/web/kit/p.cc": HEAD.format("p.cc") + 'auto p = Html::raw("<p>");\n',
    "src/web/kit/badge.h": HEAD.format("badge.h") + BADGE,
    "src/web/kit/gallery.cc": HEAD.format("gallery.cc") + "auto b = badge({.look = Look::loud, "
                              ".lines = {{1}, {.number = 2}}}, true);\n",
    "src/web/server/s.cc": HEAD.format("s.cc") + "#include <boost/asio.hpp>\n",
    "src/features/events/events.h": HEAD.format("events.h"),
    "src/features/events/store.cc": HEAD.format("store.cc") + 'auto k = "SELECT id FROM events";\n',
    "src/features/events/service.cc": HEAD.format("service.cc")
                                      + '#include "features/members/members.h"\n',
    "src/features/events/service_test.cc": HEAD.format("service_test.cc")
                                           + '#include <gtest/gtest.h>\nTEST(A, b) {}\n',
    "src/features/events/README.md": "[up](../members/README.md)\n",
    "src/features/events/migrations/202404010301_events.all.sql": "CREATE TABLE e (a TEXT);\n",
    "src/features/members/members.h": HEAD.format("members.h"),
    "src/features/members/README.md": "members\n",
    "src/features/allowed.txt": "# one line a pair\nevents members\n",
    "package.json": '{"dependencies": {"a": "1.2.3"}}\n',
    "README.md": "# One\n```\nbin/start\n```\n| a |\n",
    "README.ja.md": "# 一\n```\nbin/start\n```\n| あ |\n",
}
LONG = "\n".join(f"  x += {i};" for i in range(75))
CASES = [
    ("include-direction", "src/base/b.h", '#include "db/db.h"\n'),
    ("include-direction", "src/db/b.cc", '#include "core/audit/audit.h"\n'),
    ("include-direction", "src/core/audit/b.cc", '#include "web/html.h"\n'),
    ("include-direction", "src/web/b.cc", '#include "db/db.h"\n'),
    ("include-direction", "src/web/c.cc", '#include "features/events/events.h"\n'),
    ("include-direction", "src/web/d.cc", '#include "tools/x.h"\n'),
    ("include-direction", "src/web/e.cc", '#include "support/cast.h"\n'),
    ("room", "src/utils/b.h", ""),
    ("feature-pairs", "src/features/members/b.cc", '#include "features/events/events.h"\n'),
    ("feature-pairs", "src/features/events/b.cc", '#include "features/members/store.h"\n'),
    ("feature-pairs", "src/features/events/b.cc", '#include "features/members/a/a.h"\n'),
    ("feature-pairs", "src/cli/b.cc", '#include "features/members/a/b.h"\n'),
    ("feature-pairs", "src/features/allowed.txt", "events members\nmembers events\n"),
    ("feature-pairs", "src/features/allowed.txt", "events members\nmembers site\nsite events\n"),
    ("feature-pairs", "src/features/allowed.txt", "events members site\n"),
    ("third-party-room", "src/core/audit/b.cc", "#include <boost/url.hpp>\n"),
    ("third-party-room", "src/features/events/b.cc", "#include <sqlite3.h>\n"),
    ("third-party-room", "src/web/b.cc", "#include <curl/curl.h>\n"),
    ("third-party-room", "src/db/b.cc", "#include <libpq-fe.h>\n"),
    ("third-party-room", "src/base/b.cc", "#include <gtest/gtest.h>\n"),
    ("third-party-room", "src/base/b.cc", "#include <fmt/format.h>\n"),
    ("sql-place", "src/features/events/service.cc", 'auto q = "DELETE FROM events";\n'),
    ("sql-place", "src/features/events/pages.cc", 'auto q = R"(\n  SELECT id\n)";\n'),
    ("sql-place", "src/web/b.cc", 'auto q = "UPDATE events "\n  "SET a = 1";\n'),
    ("raw-html", "src/features/events/views.cc", 'auto h = web::Html::raw("<b>");\n'),
    ("limit-words", "src/features/events/service.cc", 'auto s = "題は40文字までで入力してください";\n'),
    ("number-words", "src/features/events/service.cc", 'auto s = "文は1000文字以内で入力してください";\n'),
    ("number-words", "src/features/events/views.cc", 'auto s = "一覧は"\n  "12000件までです";\n'),
    ("page-transaction", "src/features/events/pages.cc", "auto r = ctx.db.write(f);\n"),
    ("page-transaction", "src/features/events/pages_a.cc", "void f(db::Tx& tx);\n"),
    ("store-decides", "src/features/events/store.cc", "void f() { TRY(must(actor, may)); }\n"),
    ("file-size", "src/web/b.cc", "int x;\n" * 601),
    ("line-length", "src/web/b.cc", "// " + "あ" * 98 + "\n"),
    ("function-size", "src/web/b.cc", "namespace a {\nint f(int x) {\n" + LONG + "\n}\n}\n"),
    ("function-size", "src/web/c.cc", "struct A {\n  int f() {\n" + LONG + "\n  }\n};\n"),
    ("opening-comment", "src/web/b.cc", None),
    ("migration-name", "src/features/events/migrations/first.sql", "SELECT 1;\n"),
    ("migration-pair", "src/features/events/migrations/202404010302_b.sqlite.sql", "SELECT 1;\n"),
    ("migration-stamp", "src/features/members/migrations/202404010301_m.all.sql", "SELECT 1;\n"),
    ("portable-columns", "src/features/members/migrations/202404010309_m.all.sql",
     "CREATE TABLE m (a BOOLEAN);\n"),
    ("unbuilt-test", "src/cli/b_test.cc", "TEST(A, b) {}\n"),
    ("unbuilt-test", "src/web/b_test.cc", "int x;\n"),
    ("unread-key", "src/core/config/keys.cc", "MEMBER(tls, Tls::oldest_version);\n"),
    ("unfinished", "src/web/b.cc", "// TO" "DO later\n"),
    ("unfinished", "docs/a.md", "This part is a stu" "b.\n"),
    ("machine-name", "src/web/b.cc", 'auto p = "/wo' 'rk/x";\n'),
    ("machine-name", "package-lock.json", '{\n"resolved": "x"\n}\n'),
    ("encoding", "docs/a.md", b"\x93\xfa\x96{\n"),
    ("encoding", "docs/a.md", b"a\r\n"),
    ("encoding", "docs/a.md", b"no end"),
    ("encoding", "docs/a.md", b"\xef\xbb\xbfa\n"),
    ("encoding", "src/web/b.cc", "int x; \n"),
    ("readme", "src/core/mail/mail.h", ""),
    ("pinned-version", "package.json", '{"dependencies": {"a": "^1.2.3"}}\n'),
    ("dead-link", "docs/a.md", "[x](nowhere.md)\n"),
    ("readmes-in-step", "README.ja.md", "# 一\n"),
    ("gallery-state", "src/web/kit/b.h", "enum class Mood { calm, cross };\n"),
    ("gallery-state", "src/web/kit/b.h", "struct B {\n  int n = 0;\n};\nHtml b(const B& b);\n"),
    ("gallery-state", "src/web/kit/b.h", "Html b(int n, bool big = false);\n"),
    ("gallery-state", "src/web/kit/badge.h", BADGE.replace("number;", "number;\n  int other;")),
]
# What looks like a violation and is none.
INNOCENT = [
    ("src/web/b.cc", '// "SELECT in a comment" Html::raw\nint x = 1\'000;\n'),
    ("src/web/b.cc", 'auto says = "SELECTED";\n'),
    ("src/web/b.cc", 'auto status_501 = "Not Implem' 'ented";\n'),
    ("src/features/events/store.cc", "auto f = cannot(x); auto g = a.can(x);\n"),
    ("src/web/b.cc", "namespace a {\nint f() { return 1; }\n" + LONG.replace("x +=", "int x =")
     + "\n}\n"),
    ("src/web/b.cc", "int table[] = {\n" + LONG.replace(";", ",").replace("x +=", "") + "\n};\n"),
    ("src/features/events/b_test.cc", '#include "support/cast.h"\n#include <gmock/gmock.h>\n'
     'TEST(A, b) { run("SELECT 1"); }\n'),
    ("src/cli/b.cc", '#include "features/members/a/a.h"\n'),
    ("tests/data/roster.csv", b"\x93\xfa\x96{\r\n"),
]


def plant(root, path, content):
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    if content is None:
        content = "int x;\n"
    elif isinstance(content, str) and path.endswith((".h", ".cc")) and not content.startswith(HEAD):
        content = HEAD.format(os.path.basename(path)) + content
    with open(full, "wb") as f:
        f.write(content if isinstance(content, bytes) else content.encode())


def findings_of(path=None, content=None):
    with tempfile.TemporaryDirectory() as root:
        for name, text in CLEAN.items():
            plant(root, name, text.encode())
        if path:
            plant(root, path, content)
        return tidy.check(root)


def main():
    passed, failed = 0, 0

    def expect(truth, says):
        nonlocal passed, failed
        passed, failed = passed + bool(truth), failed + (not truth)
        if not truth:
            print(f"tidy_test: {says}")
    clean = findings_of()
    expect(not clean, f"a clean tree is not silent: {clean}")
    for rule, path, content in CASES:
        found = findings_of(path, content)
        place = os.path.dirname(path) if rule == "readme" else path
        expect(any(f.rule == rule and f.path == place for f in found),
               f"{rule} missed in {path}: {content!r:.60} (found {found})")
    for path, content in INNOCENT:
        found = findings_of(path, content)
        expect(not found, f"innocent {path} accused: {found}")
    with open(tidy.__file__, encoding="utf-8") as f:
        rules = set(re.findall(r'Finding\([^"]*?"([a-z-]+)"', f.read()))
    untested = rules - {rule for rule, _, _ in CASES}
    expect(not untested, f"rules without a case: {sorted(untested)}")
    print(f"tidy_test: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
