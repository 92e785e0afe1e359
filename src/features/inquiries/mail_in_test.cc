// mail_in_test.cc - mail in, by real servers: a question over IMAP becomes an inquiry whose receipt
// goes out by SMTP, the answer to it comes back into the thread. And what must never happen: a
// program answered, a mail taken twice, a stranger's words in a thread, a loop without end.
#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>

#include "core/mail/inbox.h"
#include "support/dovecot.h"
#include "support/inquiries.h"
#include "support/smtp_process.h"

namespace musubi::inquiries {
namespace {

namespace mail_fs = std::filesystem;
using testing::HasSubstr;

class MailIn : public InquiryCase {
 protected:
  MailIn() {
    std::string made = (mail_fs::temp_directory_path() / "musubi-inquiry-XXXXXX").string();
    CHECK(mkdtemp(made.data()) != nullptr);
    folder_ = made;
    mail_fs::permissions(folder_, mail_fs::perms::owner_all | mail_fs::perms::others_exec);
  }
  ~MailIn() override {
    mail::configure_inbox(std::nullopt);
    mail_fs::remove_all(folder_);
  }

  static std::string letter(const std::string& head, const std::string& body = "会費はかかりますか。",
                            const std::string& from = kAsker) {
    return "From: =?UTF-8?B?5p6256m6IOiKseWtkA==?= <" + from + ">\r\n" + head +
           "Content-Type: text/plain; charset=utf-8\r\n\r\n" + body + "\r\n";
  }
  Result<void> take(const std::string& message) {
    return take_mail(s_.system_context("定時処理"), message);
  }
  std::int64_t inquiries() { return count("SELECT count(*) FROM inquiries"); }
  std::int64_t messages() { return count("SELECT count(*) FROM inquiry_messages"); }
  // Taken in as a new inquiry; its id.
  std::string begun(const std::string& id = "<first@ask.example.jp>") {
    EXPECT_TRUE(take(letter("Subject: =?UTF-8?B?5Lya6LK7?=\r\nMessage-ID: " + id + "\r\n")));
    return newest().id;
  }

  std::string folder_;
};

TEST_F(MailIn, AQuestionComesByImapAndItsAnswerComesBackIntoTheThread) {
  test::SmtpProcess smtp(folder_ + "/smtp");
  ASSERT_TRUE(smtp.start()) << "run npm ci";
  test::Dovecot imap(folder_ + "/imap");
  ASSERT_EQ(imap.start(), "");
  mail::configure(smtp.settings());
  mail::configure_inbox(imap.inbox());
  ASSERT_TRUE(save_rules(as(cast::manager), {"2", "toi@example.jp"}));
  imap.deliver(
      "From: =?ISO-2022-JP?B?GyRCMk02dRsoQg==?= <hanako@ask.example.jp>\r\n"
      "Subject: =?ISO-2022-JP?B?GyRCMnFIcSRLJEQkJCRGGyhC?=\r\n"
      "Message-ID: <one@ask.example.jp>\r\n"
      "Content-Type: text/plain; charset=ISO-2022-JP\r\n\r\n"
      "\x1B$B2qHq$O$+$+$j$^$9$+\x1B(B\r\n");
  const Context job = s_.system_context("定時処理");
  for (int i = 0; i < 2; ++i) {
    const auto read = read_mailbox(job);
    ASSERT_TRUE(read.has_value()) << read.error().says << read.error().detail;
  }
  ASSERT_EQ(inquiries(), 1);
  const std::string id = newest().id;
  EXPECT_EQ(inquiry(id).subject, "会費について");
  EXPECT_EQ(page(id).thread.messages.at(0).body, "会費はかかりますか");
  outbox::Handlers handlers;
  add_handlers(handlers);
  mail::add_handlers(handlers);
  while (s_.deliver(handlers) > 0) {
  }
  std::string receipt;
  for (const Json& one : smtp.accepted()) {
    if (one["to"][0] == kAsker) receipt = one["raw"];
  }
  ASSERT_THAT(receipt, HasSubstr("Auto-Submitted: auto-generated"));
  const auto reply_at = receipt.find("toi+");
  ASSERT_NE(reply_at, std::string::npos) << "an address of this thread alone";
  const std::string reply_to =
      receipt.substr(reply_at, receipt.find("@example.jp", reply_at) + 11 - reply_at);
  imap.deliver(letter("To: " + reply_to + "\r\nMessage-ID: <two@ask.example.jp>\r\n",
                      "もう一つ教えてください。"));
  imap.deliver(letter("Subject: x\r\nMessage-ID: <three@ask.example.jp>\r\n"
                      "Auto-Submitted: auto-replied\r\n", "休みです"));
  ASSERT_TRUE(read_mailbox(job));
  EXPECT_EQ(inquiries(), 1);
  EXPECT_EQ(page(id).thread.messages.size(), 2U);
  imap.stop();
  const auto away = read_mailbox(job);
  ASSERT_FALSE(away.has_value());
  EXPECT_EQ(away.error().fault, Fault::unavailable);
}

TEST_F(MailIn, AMailIsTakenOnceWhateverTheMailboxSays) {
  begun();
  ASSERT_TRUE(take(letter("Subject: =?UTF-8?B?5Lya6LK7?=\r\n"
                          "Message-ID: <first@ask.example.jp>\r\n")));
  EXPECT_EQ(inquiries(), 1);
  EXPECT_EQ(messages(), 1);
  const std::string without = letter("Subject: no id\r\n", "番号のないメールです");
  ASSERT_TRUE(take(without));
  ASSERT_TRUE(take(without));
  EXPECT_EQ(inquiries(), 2);
}

TEST_F(MailIn, AnAnswerIsThreadedByTheMessageThatItAnswers) {
  const std::string id = begun();
  Answer input;
  input.id = id;
  ASSERT_TRUE(answer(as(cast::secretariat), input, OutgoingText("かかりません。"), ""));
  const std::string ours = page(id).thread.messages.at(1).message_id;
  ASSERT_FALSE(ours.empty());
  ASSERT_TRUE(take(letter("Message-ID: <b@ask.example.jp>\r\nIn-Reply-To: " + ours + "\r\n",
                          "分かりました。")));
  EXPECT_EQ(inquiries(), 1);
  EXPECT_EQ(inquiry(id).state, "open");
  ASSERT_TRUE(take(letter("Message-ID: <c@ask.example.jp>\r\nReferences: <nobodys@x.example.jp> " +
                              ours + "\r\n", "追伸です。")));
  EXPECT_EQ(page(id).thread.messages.size(), 4U);
}

TEST_F(MailIn, WhatAnswersNothingOfOursOpensANewInquiry) {
  const std::string id = begun();
  ASSERT_TRUE(take(letter("Subject: Re: R6-=?UTF-8?B?5ZWP?=-0001\r\n"
                          "Message-ID: <d@evil.example.jp>\r\nIn-Reply-To: <guess@example.jp>\r\n"
                          "To: toi+000000000000000000000000@example.jp\r\n",
                          "番号だけを知っている人です", "evil@evil.example.jp")));
  EXPECT_EQ(inquiries(), 2);
  EXPECT_EQ(page(id).thread.messages.size(), 1U);
}

TEST_F(MailIn, ProgramsGetNoAnswerAndOpenNothing) {
  const std::string id = begun();
  const auto before = letters().size();
  for (const char* head :
       {"Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "Return-Path: <>\r\n",
        "List-Id: <news.example.jp>\r\n"}) {
    ASSERT_TRUE(take(letter(head, "自動のメールです")));
  }
  ASSERT_TRUE(take(letter("", "x", "mailer-daemon@mx.example.jp")));
  EXPECT_EQ(inquiries(), 1);
  EXPECT_EQ(letters().size(), before);
  // In its thread it is worth knowing: among colleagues, a few times, without opening it again.
  for (int i = 0; i < 9; ++i) {
    ASSERT_TRUE(take(letter("Auto-Submitted: auto-replied\r\nMessage-ID: <auto" +
                                std::to_string(i) + "@ask.example.jp>\r\n"
                                "In-Reply-To: <first@ask.example.jp>\r\n", "休暇中です")));
  }
  EXPECT_EQ(page(id).notes.size(), 5U);
  EXPECT_EQ(page(id).thread.messages.size(), 1U);
}

// Two programs that answer each other without saying that they are programs.
TEST_F(MailIn, ALoopEndsByItself) {
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(take(letter("Subject: =?UTF-8?B?6Ieq5YuV?=\r\nMessage-ID: <l" +
                                std::to_string(i) + "@loop.example.jp>\r\n",
                            "受け取りました" + std::to_string(i), "loop@loop.example.jp")));
  }
  EXPECT_LE(letters("loop@loop.example.jp").size(), static_cast<std::size_t>(kLettersADay));
}

TEST_F(MailIn, OurOwnLettersAreNotTakenIn) {
  ASSERT_TRUE(save_rules(as(cast::manager), {"2", "toi@example.jp"}));
  ASSERT_TRUE(take(letter("", "x", "toi@example.jp")));
  ASSERT_TRUE(take(letter("", "x", "toi+0123456789abcdef01234567@example.jp")));
  begun();
  const auto ours = letters().front();
  ASSERT_TRUE(take(letter("Message-ID: " + ours.message_id + "\r\n", "戻ってきた控え")));
  EXPECT_EQ(inquiries(), 1);
}

TEST_F(MailIn, HostileMailsAreShownAsTextOrLeftOut) {
  const std::string rows[] = {
      letter("Subject: =?UTF-8?B?YQ0KQmNjOiB2aWN0aW1AZXhhbXBsZS5qcA==?=\r\n"),
      letter("Subject: <script>alert(1)</script>\r\n", "<img src=x onerror=alert(1)>"),
      "From: x@hostile.example.jp\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n"
      "--a\r\nContent-Disposition: attachment; filename=\"../../etc/passwd\"\r\n\r\n"
      "MZ\x90\r\n--a--",
      "From: y@hostile.example.jp\r\nContent-Type: text/plain; charset=ISO-2022-JP\r\n\r\n"
      "\x1B$B\xFF",
      "From: z@hostile.example.jp\r\nSubject: =?utf-8?B?////?=\r\n\r\n" + std::string(90'000, 'x')};
  for (const std::string& row : rows) {
    const auto taken = take(row);
    ASSERT_TRUE(taken.has_value()) << taken.error().says;
    const std::string id = newest().id;
    s_.as(cast::secretariat).get(desk(id)).status(200).lacks("<script>alert").lacks("<img src=x");
  }
  EXPECT_EQ(inquiries(), 5);
  for (const auto& mail : letters()) {
    EXPECT_EQ(mail.subject.find_first_of("\r\n"), std::string::npos);
  }
}

}  // namespace
}  // namespace musubi::inquiries
