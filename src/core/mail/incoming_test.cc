// incoming_test.cc - mails as people's programs send them, and as nobody should: charsets of Japan,
// encoded words cut in two, nested parts, broken encodings, headers that want to be more than one.
#include "core/mail/incoming.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace musubi::mail {
namespace {

// 「会費はかかりますか」 in ISO-2022-JP.
constexpr const char* kJis =
    "\x1B$B2qHq$O$+$+$j$^$9$+\x1B(B";

std::string plain(const std::string& head, const std::string& body) {
  return "From: =?UTF-8?B?5p6256m6IOiKseWtkA==?= <Hanako@Ask.example.jp>\r\n" + head +
         "\r\n" + body;
}

TEST(Incoming, ReadsWhatJapaneseProgramsSend) {
  const Incoming jis = read_incoming(
      plain("Subject: =?ISO-2022-JP?B?GyRCMnFIcSRLJEQkJCRGGyhC?=\r\n"
            "Content-Type: text/plain; charset=ISO-2022-JP\r\n"
            "Content-Transfer-Encoding: 7bit\r\n", std::string(kJis) + "\r\n"));
  EXPECT_EQ(jis.from_address, "hanako@ask.example.jp");
  EXPECT_EQ(jis.from_name, "架空 花子");
  EXPECT_EQ(jis.subject, "会費について");
  EXPECT_EQ(jis.text, "会費はかかりますか");
  const Incoming sjis = read_incoming(
      plain("Content-Type: text/plain; charset=\"Shift_JIS\"\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n", "=89=EF=94=EF\r\n"));
  EXPECT_EQ(sjis.text, "会費");
  const Incoming utf8 = read_incoming(
      plain("Subject: =?utf-8?Q?=E4=BC=9A=E8=B2=BB?= =?utf-8?Q?=E3=81=AE?= Re\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n", "5Lya6LK7\r\n"));
  EXPECT_EQ(utf8.subject, "会費の Re");
  EXPECT_EQ(utf8.text, "会費");
}

// A character whose bytes stand in two encoded words.
TEST(Incoming, JoinsEncodedWordsBeforeItReadsThem) {
  EXPECT_EQ(decoded_header("=?UTF-8?B?5Lya6A==?= =?UTF-8?B?srs=?="), "会費");
  EXPECT_EQ(decoded_header("Re: =?UTF-8?B?5Lya?="), "Re: 会");
  EXPECT_EQ(decoded_header("=?UTF-8*ja?B?5Lya?="), "会");
  EXPECT_EQ(decoded_header("=?UTF-8?B?5Lya"), "=?UTF-8?B?5Lya");  // never ends
}

TEST(Incoming, TakesWordsFromTheFirstTextAndFilesFromTheRest) {
  const Incoming mail = read_incoming(
      plain("Subject: x\r\nContent-Type: multipart/mixed; boundary=a\r\n",
            "--a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
            "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n本文です\r\n"
            "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>html</p>\r\n--b--\r\n"
            "--a\r\nContent-Type: application/pdf; name=\"x.pdf\"\r\n"
            "Content-Disposition: attachment; filename*=UTF-8''%E8%B3%87%E6%96%99.pdf\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n--a--\r\n"));
  EXPECT_EQ(mail.text, "本文です");
  ASSERT_EQ(mail.files.size(), 1U);
  EXPECT_EQ(mail.files[0].filename, "資料.pdf");
  EXPECT_EQ(mail.files[0].bytes, "%PDF-1.4\n");
}

TEST(Incoming, ShowsTheWordsOfHtmlAndNoneOfItsCode) {
  const Incoming mail = read_incoming(
      plain("Content-Type: text/html; charset=utf-8\r\n",
            "<head><title>t</title></head><style>p{}</style><script>steal()</script>"
            "<header>はじめに</header><p>会費は<br>&lt;いくら&gt;</p>"));
  EXPECT_EQ(mail.text, "はじめに\n会費は\n<いくら>");
  EXPECT_EQ(mail.text.find("steal"), std::string::npos);
}

TEST(Incoming, KnowsWhatAProgramWrote) {
  for (const char* head :
       {"Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "List-Id: <a.example.jp>\r\n",
        "Return-Path: <>\r\n", "X-Autoreply: yes\r\n",
        "Content-Type: multipart/report; boundary=x\r\n"}) {
    EXPECT_TRUE(read_incoming(plain(head, "x")).automatic) << head;
  }
  EXPECT_TRUE(read_incoming("From: MAILER-DAEMON@mx.example.jp\r\n\r\nx").automatic);
  EXPECT_FALSE(read_incoming(plain("Auto-Submitted: no\r\n", "x")).automatic);
}

TEST(Incoming, WhatStandsInOneLineStaysThere) {
  const Incoming mail = read_incoming(
      plain("Subject: =?UTF-8?B?YQ0KQmNjOiB2aWN0aW1AZXhhbXBsZS5qcA==?=\r\n"
            "Message-ID: <a b@x>\r\nIn-Reply-To: <one@x> <two@x>\r\n"
            "References: <three@x\r\n", "x"));
  EXPECT_EQ(mail.subject.find_first_of("\r\n"), std::string::npos);
  EXPECT_EQ(mail.subject, "a  Bcc: victim@example.jp");
  EXPECT_EQ(mail.message_id, "");
  EXPECT_EQ(mail.references, (std::vector<std::string>{"<one@x>", "<two@x>"}));
}

TEST(Incoming, NothingBreaksIt) {
  std::string nested;
  for (int i = 0; i < 60; ++i) {
    const std::string mark = "m" + std::to_string(i);
    nested += "Content-Type: multipart/mixed; boundary=" + mark + "\r\n\r\n--" + mark + "\r\n";
  }
  std::string many = "Content-Type: multipart/mixed; boundary=a\r\n\r\n";
  for (int i = 0; i < 5'000; ++i) many += "--a\r\nContent-Disposition: attachment\r\n\r\nx\r\n";
  const std::string rows[] = {
      "", "\r\n", "From:", "From: <>", "From: a@b@c", ":::\r\n\r\n", nested, many,
      "Subject: =?../../etc/passwd?B?eA==?=\r\n\r\nx",
      "Subject: =?utf-8,swaplfnl?Q?x?=\r\n\r\nx",
      "Content-Type: text/plain; charset=utf-16\r\n\r\n\xFF",
      "Content-Type: text/plain; charset=nosuch\r\n\r\n\xE4\xBC",
      "Content-Transfer-Encoding: base64\r\n\r\n====\xFF\xFF",
      "Content-Type: text/html\r\n\r\n<script>" + std::string(100'000, '<'),
      std::string("Subject: a\0b\r\n\r\nc\0d", 19),
      "To: " + std::string(20'000, ',') + "\r\n\r\nx"};
  for (const std::string& row : rows) {
    const Incoming mail = read_incoming(row);
    EXPECT_TRUE(is_valid_utf8(mail.subject) && is_valid_utf8(mail.text)) << row.substr(0, 40);
    EXPECT_EQ(mail.text.find('\0'), std::string::npos);
    EXPECT_LE(mail.files.size(), kAttachedMost);
    EXPECT_LE(count_characters(mail.text), kWordsMost);
  }
}

}  // namespace
}  // namespace musubi::mail
