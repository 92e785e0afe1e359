// bounces_test.cc - what comes back, by real servers: a mailing through SMTP, its bounce read over
// IMAP, the address left out of the next mailing. And what must not happen: a letter that anybody
// could write stops nobody's mail.
#include <gmock/gmock.h>

#include "features/mailings/service_bounces.h"
#include "support/dovecot.h"
#include "support/mailings.h"
#include "support/smtp_process.h"

namespace musubi::mailings {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Bounces : public MailingCase {
 protected:
  Bounces() {
    std::string made = (fs::temp_directory_path() / "musubi-bounce-XXXXXX").string();
    CHECK(mkdtemp(made.data()) != nullptr);
    folder_ = made;
    fs::permissions(folder_, fs::perms::owner_all | fs::perms::others_exec);
  }
  ~Bounces() override {
    mail::configure_inbox(std::nullopt);
    fs::remove_all(folder_);
  }

  static std::string dsn(const std::string& message_id, const std::string& address,
                         const std::string& status) {
    return "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.jp\r\n"
           "Subject: Undelivered Mail Returned to Sender\r\nContent-Type: multipart/report; "
           "report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
           "sorry\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
           "Reporting-MTA: dns; mx.example.jp\r\n\r\nFinal-Recipient: rfc822; " + address +
           "\r\nAction: failed\r\nStatus: " + status + "\r\nDiagnostic-Code: smtp; said " + status +
           "\r\n\r\n--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: " + message_id +
           "\r\n\r\n--x--\r\n";
  }
  // A mail that was sent: its row says so without a server.
  mail::Mail sent_mail(const std::string& address) {
    auto id = s_.db().write([&](db::Tx& tx) {
      mail::Letter letter;
      letter.to_address = address;
      letter.text = {"件名", "本文"};
      return mail::enqueue(as(cast::secretariat), tx, letter);
    });
    EXPECT_TRUE(id.has_value());
    EXPECT_TRUE(s_.db().write([&](db::Tx& tx) {
      return tx.run({"test.sent", "UPDATE mails SET state = 'sent', sent_at = $2 WHERE id = $1"},
                    id->text, s_.now().ms);
    }));
    return *s_.db().read([&](db::Reader& r) { return mail::find_mail(r, *id); });
  }
  Result<void> note(const std::string& message) {
    return note_bounce(s_.system_context("戻りメール"), message,
                       "1:" + std::to_string(++noted_));
  }
  bool suppressed(const std::string& address) {
    return s_.db().read([&](db::Reader& r) {
      return store::find_active_suppression(r, address).has_value();
    });
  }
  mail::State state_of(const mail::Mail& mail) {
    return s_.db().read([&](db::Reader& r) { return mail::find_mail(r, mail.id)->state; });
  }

  std::string folder_;
  int noted_ = 0;
};

TEST_F(Bounces, ComeBackOverImapAndLeaveTheAddressOutOfTheNextMailing) {
  test::SmtpProcess smtp(folder_ + "/smtp");
  ASSERT_TRUE(smtp.start()) << "run npm ci";
  test::Dovecot imap(folder_ + "/imap");
  ASSERT_EQ(imap.start(), "");
  mail::configure(smtp.settings());
  mail::configure_inbox(imap.inbox());
  enrol("みどり情報", {{"青井 一", "gone@midori.example.jp"}, {"青井 二", "here@midori.example.jp"}});
  const MailingId first = sent("news");
  const auto accepted = smtp.accepted();
  ASSERT_EQ(accepted.size(), 2U);
  for (const Json& one : accepted) {
    ASSERT_EQ(one["to"].size(), 1U) << "one mail per recipient";
    if (one["to"][0] != "gone@midori.example.jp") continue;
    const std::string raw = one["raw"];
    const auto at = raw.find("Message-ID: ") + 12;
    imap.deliver(dsn(raw.substr(at, raw.find("\r\n", at) - at), "gone@midori.example.jp", "5.1.1"));
    EXPECT_THAT(raw, HasSubstr("Subject: =?UTF-8?B?"));
  }
  const Context job = s_.system_context("定時処理");
  for (int i = 0; i < 2; ++i) {
    auto read = read_bounces(job);
    ASSERT_TRUE(read.has_value()) << read.error().says << read.error().detail;
  }
  EXPECT_EQ(count("SELECT count(*) FROM mail_bounces"), 1);
  EXPECT_EQ(page(first).delivered(mail::State::returned), 1);
  EXPECT_TRUE(suppressed("gone@midori.example.jp"));
  const MailingId next = draft("business");
  prepare(next);
  EXPECT_EQ(page(next).ready, 1);
  EXPECT_EQ(left_out(next, "suppressed"), 1);
  s_.as(cast::secretariat).get("/office").status(200).contains("新しく戻ったメール");
  s_.as(cast::secretariat).get("/office/mail-bounces").status(200)
      .contains("gone@midori.example.jp").contains("5.1.1");
  s_.as(cast::auditor).get("/office/mail-bounces").status(200).lacks("gone@midori.example.jp");
}

TEST_F(Bounces, OfASmallMailboxAreReadInOrderAndOnlyOnce) {
  test::Dovecot imap(folder_ + "/imap");
  ASSERT_EQ(imap.start(), "");
  mail::configure_inbox(imap.inbox());
  const auto mail = sent_mail("full@midori.example.jp");
  for (int i = 0; i < 2; ++i) imap.deliver(dsn(mail.message_id, "full@midori.example.jp", "5.2.2"));
  imap.deliver("Subject: hello\r\n\r\n" + std::string(600'000, 'x') + "\r\n");  // cut, not refused
  ASSERT_TRUE(read_bounces(s_.system_context()));
  EXPECT_EQ(count("SELECT count(*) FROM mail_bounces"), 2);
  EXPECT_FALSE(suppressed("full@midori.example.jp"));
  imap.deliver(dsn(mail.message_id, "full@midori.example.jp", "4.2.2"));
  ASSERT_TRUE(read_bounces(s_.system_context()));
  EXPECT_TRUE(suppressed("full@midori.example.jp")) << "the third within thirty days";
  imap.stop();
  auto away = read_bounces(s_.system_context());
  ASSERT_FALSE(away.has_value());
  EXPECT_EQ(away.error().fault, Fault::unavailable);
}

TEST_F(Bounces, OneForGoodIsEnoughAndItsMailSaysThatItReturned) {
  const auto mail = sent_mail("gone@midori.example.jp");
  ASSERT_TRUE(note(dsn(mail.message_id, "gone@midori.example.jp", "5.1.1")));
  EXPECT_TRUE(suppressed("gone@midori.example.jp"));
  EXPECT_EQ(state_of(mail), mail::State::returned);
}

TEST_F(Bounces, ThatAnybodyCouldWriteStopNobodysMail) {
  const auto mail = sent_mail("mine@midori.example.jp");
  ASSERT_TRUE(note(dsn("<forged@example.jp>", "victim@yama.example.jp", "5.1.1")));
  ASSERT_TRUE(note(dsn("", "victim@yama.example.jp", "5.1.1")));
  EXPECT_FALSE(suppressed("victim@yama.example.jp"));
  // A true Message-ID stops the address of that mail, never another one.
  ASSERT_TRUE(note(dsn(mail.message_id, "victim@yama.example.jp", "5.1.1")));
  EXPECT_FALSE(suppressed("victim@yama.example.jp"));
  EXPECT_TRUE(suppressed("mine@midori.example.jp"));
}

TEST_F(Bounces, LiftedByAPersonGoesOutAgain) {
  const auto mail = sent_mail("back@midori.example.jp");
  ASSERT_TRUE(note(dsn(mail.message_id, "back@midori.example.jp", "5.1.1")));
  const auto rows = list_suppressions(as(cast::secretariat), "active", "", 5);
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ(lift_suppression(as(cast::prefecture), rows->front().id, "直った").error().fault,
            Fault::forbidden);
  ASSERT_TRUE(lift_suppression(as(cast::secretariat), rows->front().id, "本人に電話した"));
  EXPECT_FALSE(suppressed("back@midori.example.jp"));
}

TEST_F(Bounces, WhoHasNotBeenReachedForNinetyDaysIsListed) {
  const OrganisationId lately = enrol("みどり情報", {{"青井 一", "a@midori.example.jp"}});
  const OrganisationId long_ago = enrol("やま工業", {{"黒木 一", "k@yama.example.jp"}});
  const OrganisationId never = enrol("うみ商店", {{"白石 一", ""}});
  sent_mail("k@yama.example.jp");
  s_.advance_minutes(91 * 24 * 60);
  sent_mail("a@midori.example.jp");
  ASSERT_TRUE(compute_reach(s_.system_context()));
  const auto found = list_unreached(as(cast::prefecture), "", 10);
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->rows.size(), 2U);
  EXPECT_EQ(found->rows[0].organisation, never.text);
  EXPECT_EQ(found->rows[1].organisation, long_ago.text);
  const auto first = list_unreached(as(cast::prefecture), "", 1);
  EXPECT_EQ(first->rows.size(), 1U);
  const auto second = list_unreached(as(cast::prefecture), first->next, 1);
  ASSERT_EQ(second->rows.size(), 1U);
  EXPECT_EQ(second->rows[0].organisation, long_ago.text);
  s_.as(cast::secretariat).get("/office/mail-reach").status(200).contains("うみ商店")
      .lacks("みどり情報");
  s_.as(cast::secretariat).get("/office/mail-reach/" + lately.text).status(200)
      .contains("みどり情報");
}

// By any mail, a mailing or not.
TEST_F(Bounces, WhoInAnOrganisationHasBeenReachedIsToldByPerson) {
  const OrganisationId id = enrol("みどり情報", {{"青井 一", "a@midori.example.jp", true},
                                                 {"赤井 二", "b@midori.example.jp"},
                                                 {"黄井 三", ""}});
  sent_mail("b@midori.example.jp");
  s_.advance_minutes(91 * 24 * 60);
  sent_mail("A@midori.example.jp");
  const auto found = load_organisation_mail(as(cast::secretariat), id);
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->people.size(), 3U);
  EXPECT_EQ(found->people[0].name, "青井 一");
  EXPECT_EQ(found->people[0].last, s_.now());
  EXPECT_TRUE(found->people[0].lately);
  EXPECT_EQ(found->people[1].address, "b@midori.example.jp");
  EXPECT_TRUE(found->people[1].last.has_value());
  EXPECT_FALSE(found->people[1].lately);
  EXPECT_EQ(found->people[2].address, "");
  EXPECT_FALSE(found->people[2].lately);
  const std::string path = "/office/mail-reach/" + id.text;
  s_.as(cast::secretariat).get(path).status(200).contains("1人（担当者 3人のうち）")
      .contains("青井 一").contains("b@midori.example.jp").contains("届いていません");
  // What came back has reached nobody.
  const mail::Mail again = sent_mail("b@midori.example.jp");
  s_.as(cast::secretariat).get(path).contains("2人（担当者 3人のうち）");
  ASSERT_TRUE(s_.db().write([&](db::Tx& tx) { return mail::mark_returned(tx, again.id, "gone"); }));
  s_.as(cast::secretariat).get(path).contains("1人（担当者 3人のうち）");
  s_.as(cast::prefecture).get(path).status(200).lacks("青井 一").lacks("b@midori.example.jp")
      .contains("1人（担当者 3人のうち）");
}

}  // namespace
}  // namespace musubi::mailings
