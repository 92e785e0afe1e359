// spam_test.cc - what is set aside and what is not, row by row: a question of a person must come
// through, whatever it looks like; what is sent by the thousand must not.
#include "features/inquiries/spam.h"

#include <gtest/gtest.h>

namespace musubi::inquiries {
namespace {

Signals form(const std::string& subject, const std::string& body, std::int64_t ms = 60'000) {
  Signals s;
  s.by_form = true;
  s.filled_in_ms = ms;
  s.name = "架空 花子";
  s.email = "hanako@ask.example.jp";
  s.subject = subject;
  s.body = body;
  return s;
}

Signals mail(const std::string& subject, const std::string& body) {
  Signals s = form(subject, body);
  s.by_form = false;
  return s;
}

TEST(Spam, PeoplesQuestionsComeThrough) {
  const Signals rows[] = {
      form("会費について", "会費はかかりますか。"),
      form("?", "あ"),
      form("資料", "https://example.jp/a と https://example.jp/b を見ました。ほかにありますか。"),
      form("Question", "Is the seminar held in English? See https://example.jp/event"),
      form("急いでいます", "すぐ答えてください。", 3'000),
      form("副業の人も入会できますか", "副業で会社を手伝っています。入会できますか。"),
      mail("Re: 講座", "参加します。"),
      mail("", "本文だけです"),
      form("時計の狂った端末から", "送れますか", -1),
  };
  for (const Signals& s : rows) {
    const SpamVerdict verdict = judge_spam(s);
    EXPECT_FALSE(verdict.is_set_aside()) << s.subject << " " << verdict.score;
  }
}

TEST(Spam, WhatIsSentByTheThousandIsSetAside) {
  Signals trap = form("会費について", "会費はかかりますか。");
  trap.trap_filled = true;
  Signals mass = form("ご提案", "お世話になります。");
  mass.same_words = 3;
  Signals many = form("こんにちは", "また送ります", 500);
  many.sent_today = 9;
  const Signals rows[] = {
      trap, mass, many,
      form("ＳＥＯ対策", "被リンクをご用意します。https://a.example.test https://b.example.test"),
      form("Best CASINO", "visit http://a.example.test now", 1'000),
      mail("Guest post", "We offer backlink packages http://x.example.test"),
      form("hello", "[url=http://a.example.test]x[/url] http://b.example.test"),
      form("ご案内", "カジノと副業のご紹介です"),
  };
  for (const Signals& s : rows) {
    const SpamVerdict verdict = judge_spam(s);
    EXPECT_TRUE(verdict.is_set_aside()) << s.subject << " " << verdict.score;
    EXPECT_FALSE(verdict.reasons.empty());
  }
}

TEST(Spam, HostileBytesAreJudgedAndNothingElse) {
  for (const std::string& body :
       {std::string(100'000, 'h'), std::string("\xE3\x81", 2), std::string("http://", 7),
        std::string("\xFF\xFE\x00x", 4)}) {
    EXPECT_GE(judge_spam(form("x", body)).score, 0);
  }
}

}  // namespace
}  // namespace musubi::inquiries
