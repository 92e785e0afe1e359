#!/usr/bin/env python3
"""demo_table.py - prints the demo accounts (var/demo/accounts.json) as a table, one per role.

Called by bin/start. Widths count East Asian characters as two, as terminals do. Prints no more than
what the file says; these accounts exist in the demo only.
"""
import json
import sys
import unicodedata

LABELS = {"visitor": "一般閲覧者", "applicant": "入会希望者", "member_staff": "会員担当者",
          "member_admin": "会員管理者", "secretariat": "事務局",
          "secretariat_manager": "事務局管理者", "prefecture": "県担当者", "adviser": "アドバイザー",
          "respondent": "調査回答者", "next_operator": "次期運営者", "auditor": "監査者"}


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        accounts = json.load(f)
    rows = [("役割", "ログイン", "パスワード", "認証アプリの鍵（TOTP）")]
    for a in accounts:
        rows.append((LABELS.get(a["role"], a["role"]), a["login"], a["password"],
                     a.get("totp_secret") or "―"))
    widths = [max(width(row[i]) for row in rows) for i in range(4)]
    print("デモのアカウント")
    for number, row in enumerate(rows):
        print("  " + "  ".join(c + " " * (w - width(c)) for c, w in zip(row, widths)).rstrip())
        if number == 0:
            print("  " + "  ".join("-" * w for w in widths))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
