// mail_test.cc - a queued mail reaches a real SMTP server as it was written, refusals are told
// apart, and nothing that a person types becomes a header.
#include "core/mail/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <thread>
#include <utility>

#include "base/json.h"
#include "core/mail/inside.h"
#include "support/cast.h"
#include "support/smtp_server.h"
#include "support/temp_db.h"

namespace musubi::mail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(Compose, FillsEveryPlaceholderOnce) {
  const Text text = compose("件名: {{name}} 様へ\n\n{{name}} 様\n\nリンク {{link}}\n",
                            {{"name", "荒木 里奈"}, {"link", "https://example.jp/{{x}}"}});
  EXPECT_EQ(text.subject, "荒木 里奈 様へ");
  EXPECT_EQ(text.body, "荒木 里奈 様\n\nリンク https://example.jp/{{x}}\n");
}

TEST(Compose, RefusesWhatWouldReachARecipientBroken) {
  EXPECT_THROW(compose("件名: {{a}}\n\nx", {}), BrokenPromise);
  EXPECT_THROW(compose("件名: a\n\nx", {{"b", "1"}}), BrokenPromise);
  EXPECT_THROW(compose("題だけ", {}), BrokenPromise);
  EXPECT_THROW(compose("件名: {{a\n\nx", {{"a", "1"}}), BrokenPromise);
  EXPECT_EQ(compose("件名: {{a}}\n\nx", {{"a", "b\r\nBcc: c@example.jp"}}).subject,
            "b  Bcc: c@example.jp");
}

TEST(Headers, AreEncodedAndFolded) {
  EXPECT_EQ(encoded_word("Report"), "Report");
  EXPECT_EQ(encoded_word("入会"), "=?UTF-8?B?5YWl5Lya?=");
  const std::string longer = encoded_word("くまもとＤＸ推進コンソーシアム事務局からの大切なお知らせ");
  EXPECT_THAT(longer, HasSubstr("?=\r\n =?UTF-8?B?"));
  EXPECT_EQ(encoded_word("a=?b"), "=?UTF-8?B?YT0/Yg==?=");
  EXPECT_EQ(encoded_parameter("filename", "報告.pdf"),
            "filename*=UTF-8''%E5%A0%B1%E5%91%8A.pdf");
  EXPECT_THAT(encoded_parameter("filename", "とても長い名前のファイルです.pdf"),
              HasSubstr(";\r\n filename*1*="));
}

TEST(Headers, AddressesThatAreNone) {
  for (const char* good : {"a@b.jp", "first.last+tag@example.co.jp"}) EXPECT_TRUE(is_address(good));
  for (const char* bad : {"", "a", "a@", "@b", "a@b@c", "a b@c.jp", "a@b.jp\r\nBcc: x@y.jp",
                          "a@b.jp,c@d.jp", "<a@b.jp>", "a@.jp", "a@b..jp", "あ@b.jp"}) {
    EXPECT_FALSE(is_address(bad)) << bad;
  }
}

class MailTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "musubi-mail-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    server_.emplace(folder_);
    files::configure({folder_ + "/files", "", 1000});
    add_handlers(handlers_);
  }
  void TearDown() override {
    configure(std::nullopt);
    server_.reset();
    fs::remove_all(folder_);
  }
  // Starts a real SMTP server and points the settings at it.
  void start(Security security) {
    ASSERT_EQ(server_->start(security), "");
    smtp_ = server_->settings();
    configure(smtp_);
  }
  Context context() {
    return {test::cast::secretariat.actor(), temp_.db(), now_from_system_clock(), "request", "",
            {}};
  }
  Result<MailId> queue(const Letter& letter) {
    return temp_.db().write([&](db::Tx& tx) { return enqueue(context(), tx, letter); });
  }
  Result<void> deliver(const MailId& id, int attempt = 1) {
    return handlers_.at("core.mail.queued")(
        context(), {"m", "core.mail.queued", {{"id", id.text}}, attempt});
  }
  Mail mail(const MailId& id) {
    return *temp_.db().read([&](db::Reader& reader) { return find_mail(reader, id); });
  }
  Json received(int number) { return server_->received(number); }
  static Letter letter_to(std::string address) {
    Letter letter;
    letter.to_address = std::move(address);
    letter.to_name = "荒木 里奈";
    letter.text = {"入会のご案内", "荒木様\n\nようこそ。\n.\n点だけの行も届きます。"};
    return letter;
  }
  test::TempDb temp_;
  std::string folder_;
  std::optional<test::SmtpServer> server_;
  Smtp smtp_;
  outbox::Handlers handlers_;
};

TEST_F(MailTest, ArrivesAsItWasWritten) {
  start(Security::none);
  Letter letter = letter_to("rina@example.jp");
  letter.reply_to = "soudan@example.jp";
  letter.list_unsubscribe = "https://example.jp/unsubscribe/abc";
  const auto id = queue(letter);
  ASSERT_TRUE(id);
  ASSERT_TRUE(deliver(*id));
  const Json got = received(1);
  EXPECT_EQ(got["from"], "jimukyoku@example.jp");
  EXPECT_THAT(got["to"].get<std::vector<std::string>>(), ElementsAre("rina@example.jp"));
  const std::string raw = got["raw"];
  EXPECT_THAT(raw, HasSubstr("Subject: =?UTF-8?B?"));
  EXPECT_THAT(raw, HasSubstr("Message-ID: <" + id->text + "@example.jp>"));
  EXPECT_THAT(raw, HasSubstr("Reply-To: <soudan@example.jp>"));
  EXPECT_THAT(raw, HasSubstr("List-Unsubscribe: <https://example.jp/unsubscribe/abc>"));
  EXPECT_THAT(raw, HasSubstr("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
  EXPECT_EQ(mail(*id).state, State::sent);
  EXPECT_TRUE(mail(*id).sent);
  ASSERT_TRUE(deliver(*id));  // at least once: a repeat sends nothing
  EXPECT_TRUE(received(2).is_null());
}

TEST_F(MailTest, StartTlsWithAuthentication) {
  start(Security::starttls);
  const auto id = queue(letter_to("rina@example.jp"));
  ASSERT_TRUE(id);
  ASSERT_TRUE(deliver(*id)) << mail(*id).last_error;
  EXPECT_EQ(received(1)["user"], "tester");
  EXPECT_EQ(received(1)["secure"], true);
  EXPECT_TRUE(check_connection());
}

TEST_F(MailTest, AWrongPasswordOrCertificateKeepsTheMail) {
  start(Security::starttls);
  const auto id = queue(letter_to("rina@example.jp"));
  ASSERT_TRUE(id);
  Smtp wrong = smtp_;
  wrong.password = "wrong";
  configure(wrong);
  EXPECT_FALSE(deliver(*id));
  EXPECT_EQ(mail(*id).state, State::waiting);
  EXPECT_FALSE(check_connection());
  wrong = smtp_;
  wrong.ca_file = "";  // the system does not know the test's certificate
  configure(wrong);
  EXPECT_FALSE(deliver(*id));
  EXPECT_EQ(mail(*id).state, State::waiting);
  configure(smtp_);
  EXPECT_TRUE(deliver(*id));
  EXPECT_EQ(mail(*id).attempts, 3);
}

TEST_F(MailTest, StartTlsIsNeverSkipped) {
  start(Security::none);
  Smtp demanding = smtp_;
  demanding.security = Security::starttls;
  configure(demanding);
  const auto id = queue(letter_to("rina@example.jp"));
  EXPECT_FALSE(deliver(*id));
  EXPECT_TRUE(received(1).is_null());
}

TEST_F(MailTest, TemporaryRefusalIsTriedAgain) {
  start(Security::none);
  const auto id = queue(letter_to("busy-once@example.jp"));
  EXPECT_FALSE(deliver(*id));
  EXPECT_EQ(mail(*id).state, State::waiting);
  EXPECT_THAT(mail(*id).last_error, HasSubstr("451"));
  EXPECT_TRUE(deliver(*id, 2));
  EXPECT_EQ(mail(*id).state, State::sent);
}

TEST_F(MailTest, TheLastAttemptEndsAsFailed) {
  start(Security::none);
  const auto id = queue(letter_to("busy@example.jp"));
  EXPECT_FALSE(deliver(*id, outbox::kMostAttempts));
  EXPECT_EQ(mail(*id).state, State::failed);
}

TEST_F(MailTest, PermanentRefusalIsFinalUntilTheOfficeSendsAgain) {
  start(Security::none);
  const auto id = queue(letter_to("unknown@example.jp"));
  outbox::Dispatcher(temp_.db(), handlers_, now_from_system_clock).run_due();
  EXPECT_EQ(temp_.db().read([](db::Reader& r) { return outbox::count_letters(r, "done"); }),
            1);  // settled: the outbox need not try again
  EXPECT_EQ(mail(*id).state, State::failed);
  EXPECT_THAT(mail(*id).last_error, HasSubstr("550"));
  ASSERT_TRUE(temp_.db().write([&](db::Tx& tx) { return send_again(context(), tx, *id); }));
  EXPECT_EQ(mail(*id).state, State::waiting);
  EXPECT_FALSE(temp_.db().write([&](db::Tx& tx) { return send_again(context(), tx, *id); }));
}

TEST_F(MailTest, WithoutAServerMailIsKeptAndListed) {
  const auto first = queue(letter_to("a@example.jp"));
  const auto second = queue(letter_to("b@example.jp"));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(state_label(mail(*first).state), "未配信");
  temp_.db().read([&](db::Reader& reader) {
    EXPECT_EQ(count_mails(reader, State::undelivered), 2);
    Filter filter;
    filter.state = State::undelivered;
    filter.most = 1;
    const auto page = list_mails(reader, filter);
    ASSERT_EQ(page.size(), 1U);
    EXPECT_EQ(page[0].id, *second);
    filter.after = page[0].id.text;
    ASSERT_EQ(list_mails(reader, filter).size(), 1U);
    EXPECT_EQ(list_mails(reader, filter)[0].to_address, "a@example.jp");
    Filter to;
    to.to_address = "b@example.jp";
    EXPECT_EQ(list_mails(reader, to).size(), 1U);
    EXPECT_EQ(list_mails(reader, to)[0].body, letter_to("").text.body);
  });
}

TEST_F(MailTest, AnOutboxMessageThatComesBackQueuesNoSecondMail) {
  const Instant now = now_from_system_clock();
  const auto queue = [&](const std::string& request, const std::string& to) {
    const Context ctx{Actor::system("配信"), temp_.db(), now, request, "", {}};
    Letter letter;
    letter.to_address = to;
    letter.text = {"題", "本文"};
    auto id = temp_.db().write([&](db::Tx& tx) { return enqueue(ctx, tx, letter); });
    EXPECT_TRUE(id.has_value());
    return id ? id->text : std::string();
  };
  const std::string message = new_uuid(now);
  const std::string first = queue("outbox-" + message, "a@example.jp");
  EXPECT_TRUE(is_uuid(first));
  EXPECT_EQ(queue("outbox-" + message, "a@example.jp"), first);
  EXPECT_NE(queue("outbox-" + message, "b@example.jp"), first);
  EXPECT_NE(queue("outbox-" + new_uuid(now), "a@example.jp"), first);
  EXPECT_NE(queue("request", "a@example.jp"), queue("request", "a@example.jp"));
  const auto all = temp_.db().read([](db::Reader& reader) { return list_mails(reader, {}); });
  EXPECT_EQ(all.size(), 5U);
}

TEST_F(MailTest, HeaderInjectionIsRefusedEverywhere) {
  const char* evil = "a\r\nBcc: victim@example.jp";
  Letter by_address = letter_to(evil), by_name = letter_to("a@example.jp");
  Letter by_subject = by_name, by_reply = by_name, by_link = by_name;
  by_name.to_name = evil;
  by_subject.text.subject = evil;
  by_reply.reply_to = evil;
  by_link.list_unsubscribe = std::string("https://x/\r\nBcc: a@b.jp");
  for (const Letter& letter : {by_address, by_name, by_subject, by_reply, by_link}) {
    const auto id = queue(letter);
    ASSERT_FALSE(id);
    EXPECT_EQ(id.error().fault, Fault::invalid);
  }
}

TEST_F(MailTest, AttachmentsKeepTheirNamesAndBytes) {
  start(Security::none);
  constexpr files::Purpose kPurpose{"test.attachment", "添付", 1000, "text/plain", may::signed_in};
  const auto staged = files::stage_bytes("添付の中身", "会員報告書 第3号.txt", kPurpose);
  ASSERT_TRUE(staged);
  const auto file = temp_.db().write(
      [&](db::Tx& tx) { return files::take(context(), tx, *staged, kPurpose); });
  ASSERT_TRUE(file);
  Letter letter = letter_to("rina@example.jp");
  letter.attachments = {file->id};
  const auto id = queue(letter);
  ASSERT_TRUE(deliver(*id));
  const std::string raw = received(1)["raw"];
  EXPECT_THAT(raw, HasSubstr("Content-Type: multipart/mixed; boundary="));
  EXPECT_THAT(raw, HasSubstr("filename*0*=UTF-8''%E4%BC%9A%E5%93%A1"));
  EXPECT_THAT(raw, HasSubstr("5re75LuY44Gu5Lit6Lqr"));  // base64 of the bytes
  files::configure({folder_ + "/files", "/nonexistent.sock", 1000});
  const auto held = queue(letter);
  EXPECT_FALSE(deliver(*held));  // never sent before it was scanned
}

Letter letter_with_link(Instant until) {
  Letter letter;
  letter.to_address = "rina@example.jp";
  letter.to_name = "試験 里奈";
  letter.text = {"再設定", "次のリンクを開いてください。\nhttps://m.test/invitation/secret\n以上"};
  letter.one_time_link = "https://m.test/invitation/secret";
  letter.link_until = until;
  return letter;
}

TEST_F(MailTest, AOneTimeLinkIsNotKeptOnceItWasSent) {
  start(Security::none);
  const auto id = queue(letter_with_link(Instant{context().now.ms + 60'000}));
  ASSERT_TRUE(id);
  EXPECT_THAT(mail(*id).body, HasSubstr("secret"));
  ASSERT_TRUE(deliver(*id));
  EXPECT_EQ(mail(*id).state, State::sent);
  EXPECT_THAT(mail(*id).body, testing::Not(HasSubstr("secret")));
  EXPECT_THAT(mail(*id).body, HasSubstr("以上"));
  EXPECT_TRUE(mail(*id).link_hidden);
}

TEST_F(MailTest, AnUndeliveredLinkIsKeptUntilItIsOverAndIsThenNotSentAgain) {
  const auto living = queue(letter_with_link(Instant{context().now.ms + 600'000}));
  const auto over = queue(letter_with_link(Instant{context().now.ms - 1}));
  ASSERT_TRUE(living && over);
  const auto hidden = hide_ended_links(context());
  ASSERT_TRUE(hidden);
  EXPECT_EQ(*hidden, 1);
  EXPECT_THAT(mail(*living).body, HasSubstr("secret"));
  EXPECT_THAT(mail(*over).body, testing::Not(HasSubstr("secret")));
  start(Security::none);
  const auto again = [&](const MailId& id) {
    return temp_.db().write([&](db::Tx& tx) { return send_again(context(), tx, id); });
  };
  EXPECT_TRUE(again(*living));
  EXPECT_EQ(again(*over).error().fault, Fault::conflict);
}

TEST_F(MailTest, AMailLaidAsideIsSentOnceWhenItIsSentAgain) {
  configure(Smtp{"localhost", 9, Security::none, "", "", "jimukyoku@example.jp", "", "", 500});
  const auto id = queue(letter_to("rina@example.jp"));
  ASSERT_TRUE(id);
  Instant now = context().now;
  outbox::Dispatcher dispatcher(temp_.db(), handlers_, [&] { return now; });
  for (int i = 0; i < outbox::kMostAttempts; ++i, now.ms += 2 * 3'600'000) dispatcher.run_due();
  EXPECT_EQ(mail(*id).state, State::failed);
  const auto count = [&](std::string_view state) {
    return temp_.db().read(
        [&](db::Reader& reader) { return outbox::count_letters(reader, state); });
  };
  EXPECT_EQ(count("dead"), 1);
  start(Security::none);
  ASSERT_TRUE(temp_.db().write([&](db::Tx& tx) { return send_again(context(), tx, *id); }));
  EXPECT_FALSE(temp_.db().write([&](db::Tx& tx) { return send_again(context(), tx, *id); }));
  EXPECT_EQ(count("dead"), 0);  // the one laid aside goes, not a second one beside it
  EXPECT_EQ(count("waiting"), 1);
  dispatcher.run_due();
  EXPECT_EQ(mail(*id).state, State::sent);
  EXPECT_FALSE(received(1).is_null());
  EXPECT_TRUE(received(2).is_null());
}

// One silent server must cost neither the other work nor every mail its attempts.
TEST_F(MailTest, ASilentServerDelaysNothingElseAndTheMailsRestTogether) {
  std::optional<test::SilentServer> silent(std::in_place);
  configure(silent->settings(60'000));  // no mail comes to an end by itself while this test looks
  std::vector<MailId> ids;
  for (int i = 0; i < 12; ++i) {
    ids.push_back(*queue(letter_to("member" + std::to_string(i) + "@example.jp")));
  }
  std::atomic<bool> printed{false};
  handlers_["test.report.wanted"] = [&](const Context&, const outbox::Message&) -> Result<void> {
    printed = true;
    return {};
  };
  ASSERT_TRUE(temp_.db().write([&](db::Tx& tx) {
    return outbox::later(tx, context().now, "test.report.wanted", Json::object());
  }));
  const auto ended_attempts = [&] {
    int sum = 0;
    for (const MailId& id : ids) sum += mail(id).attempts;
    return sum;
  };
  const auto comes_true = [](const std::function<bool()>& holds) {
    for (int i = 0; i < 4'000 && !holds(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return holds();
  };
  // The dispatcher's clock stands still: what rests now rests on.
  outbox::Dispatcher dispatcher(temp_.db(), handlers_, [now = context().now] { return now; });
  dispatcher.start();
  EXPECT_TRUE(comes_true([&] { return printed.load(); }));
  EXPECT_EQ(ended_attempts(), 0);  // the other work waited for no mail
  silent.reset();                  // the mail that hangs on the server fails
  EXPECT_TRUE(comes_true([&] { return ended_attempts() > 0; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(500));  // room for the others to go too
  dispatcher.stop();
  EXPECT_EQ(ended_attempts(), 1);  // they wait with it, none the worse
  start(Security::none);   // and leave when the server is back
  Instant later = context().now;
  later.ms += 60'000;
  outbox::Dispatcher again(temp_.db(), handlers_, [&] { return later; });
  EXPECT_EQ(again.run_due(), 12);
  for (const MailId& id : ids) EXPECT_EQ(mail(id).state, State::sent);
}

}  // namespace
}  // namespace musubi::mail
