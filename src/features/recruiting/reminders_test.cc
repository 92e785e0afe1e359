// reminders_test.cc - the mail that tells somebody of the office which prospects are due: who gets
// it, when, how often, and what it must not say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/audit/audit.h"
#include "core/mail/mail.h"
#include "features/accounts/accounts.h"
#include "features/recruiting/recruiting.h"
#include "features/recruiting/service.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::recruiting {
namespace {

namespace cast = test::cast;
using testing::HasSubstr;
using testing::Not;

const std::string kPaper = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

class Reminders : public testing::Test {
 protected:
  void SetUp() override {
    pledge(cast::secretariat);
    pledge(cast::manager);
  }
  static std::string pledges_of(const test::Person& who) {
    return "/office/accounts/" + who.id.text + "/pledges";
  }
  void pledge(const test::Person& who) {
    s_.as(cast::manager)
        .upload(pledges_of(who),
                {{"given_on_era", "reiwa"}, {"given_on_year", "6"}, {"given_on_month", "10"},
                 {"given_on_day", "1"}},
                {{"file", "誓約書.pdf", kPaper}})
        .leads_to(pledges_of(who))
        .audited("accounts.pledge.filed");
  }
  void withdraw_pledge(const test::Person& who) {
    const std::string before = pledges_of(who) + "/";
    const std::string page = s_.as(cast::manager).get(pledges_of(who)).status(200).body();
    const auto at = page.find(before);
    ASSERT_NE(at, std::string::npos);
    s_.as(cast::manager)
        .post(before + page.substr(at + before.size(), 36) + "/withdrawal",
              {{"withdrawn_reason", "契約の変更"}})
        .leads_to(pledges_of(who))
        .audited("accounts.pledge.withdrawn");
  }
  ProspectId due_on(const std::string& name, const std::string& day,
                    const test::Person& owner = cast::secretariat) {
    NewProspect in;
    in.typed = {{"name", name},
                {"source", "event"},
                {"contact_name", "架空 花子"},
                {"contact_email", "hanako@kakuu.example.jp"},
                {"contact_telephone", "096-000-4321"},
                {"note", "社長は朝が苦手"},
                {"owner_id", owner.id.text},
                {"next_action", name + "に案内を送る"},
                {"next_action_on", day}};
    const auto id = create_prospect(s_.context_of(cast::secretariat), in);
    EXPECT_TRUE(id.has_value()) << (id ? "" : id.error().says);
    return id.value_or({});
  }
  // As the clock does it.
  void run_job() {
    for (const jobs::Job& job : scheduled_jobs()) {
      if (job.name != "recruiting.owners.reminded") continue;
      EXPECT_GT(job.schedule.hour, 0);
      const auto done = job.run(s_.system_context("定時処理"));
      EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
      ++runs_;
    }
    ASSERT_GT(runs_, 0) << "there is no such job";
  }
  std::vector<mail::Mail> letters_to(const test::Person& who) {
    return s_.db().read([&](db::Reader& reader) {
      return mail::list_mails(reader, {.state = {}, .to_address = who.login, .after = "",
                                       .most = 50});
    });
  }
  std::size_t told() {
    return s_.db().read([](db::Reader& reader) {
      audit::Filter filter;
      filter.action_prefix = "recruiting.owner.reminded";
      return audit::list_entries(reader, filter).size();
    });
  }

  test::Scenario s_;
  int runs_ = 0;
};

TEST_F(Reminders, WhatIsDueTodayOrOverdueIsOneLetterWithLinks) {
  const ProspectId late = due_on("株式会社おくれ", "2024-10-28");
  s_.advance_minutes(24 * 60);
  const ProspectId today = due_on("合同会社きょう", "2024-10-29");
  due_on("有限会社あした", "2024-10-30");
  run_job();
  const auto letters = letters_to(cast::secretariat);
  ASSERT_EQ(letters.size(), 1U);
  const mail::Mail& letter = letters[0];
  EXPECT_THAT(letter.subject, HasSubstr("2件"));
  EXPECT_EQ(letter.to_name, cast::secretariat.name);
  for (const char* words : {"株式会社おくれ", "令和6年10月28日（1日過ぎています）",
                            "合同会社きょう", "令和6年10月29日（きょう）",
                            "/office/prospects?owner=me&due=1"}) {
    EXPECT_THAT(letter.body, HasSubstr(words));
  }
  for (const auto& id : {late, today}) {
    EXPECT_THAT(letter.body, HasSubstr("/office/prospects/" + id.text + "\n"));
  }
  EXPECT_LT(letter.body.find("おくれ"), letter.body.find("合同会社きょう"));
  EXPECT_EQ(told(), 1U);
  // Tomorrow's, and what is read after signing in: a mail passes through other people's machines.
  for (const char* words : {"有限会社あした", "案内を送る", "花子", "hanako@", "096-000-4321", "朝が苦手"}) {
    EXPECT_THAT(letter.body, Not(HasSubstr(words)));
  }
  EXPECT_TRUE(letters_to(cast::manager).empty());
}

TEST_F(Reminders, AClosedDaySendsNoneAndTheNextOpenDayDoes) {
  due_on("株式会社どよう", "2024-11-02");
  s_.advance_minutes(5 * 24 * 60);  // Saturday
  run_job();
  EXPECT_TRUE(letters_to(cast::secretariat).empty());
  s_.advance_minutes(3 * 24 * 60);  // Tuesday, after a Sunday and the Monday of a holiday
  run_job();
  EXPECT_EQ(letters_to(cast::secretariat).size(), 1U);
}

TEST_F(Reminders, EachIsToldOfTheirOwn) {
  due_on("株式会社じむ", "2024-10-28");
  due_on("株式会社かんり", "2024-10-28", cast::manager);
  run_job();
  ASSERT_EQ(letters_to(cast::secretariat).size(), 1U);
  ASSERT_EQ(letters_to(cast::manager).size(), 1U);
  EXPECT_THAT(letters_to(cast::secretariat)[0].body, Not(HasSubstr("株式会社かんり")));
  EXPECT_THAT(letters_to(cast::manager)[0].body, Not(HasSubstr("株式会社じむ")));
}

TEST_F(Reminders, NothingDueIsNoLetter) {
  due_on("有限会社あした", "2024-10-29");
  const ProspectId done = due_on("株式会社みおくり", "2024-10-28");
  const Context office = s_.context_of(cast::secretariat);
  const auto page = load_visible_prospect(office, done);
  ASSERT_TRUE(page.has_value());
  ASSERT_TRUE(move_prospect(office, {done, page->prospect.version, "lost",
                                     lost_reasons().front().first, "", ""}));
  run_job();
  EXPECT_TRUE(letters_to(cast::secretariat).empty());
  EXPECT_EQ(told(), 0U);
}

TEST_F(Reminders, ASecondRunOfTheDayWritesNoSecondLetter) {
  due_on("株式会社おくれ", "2024-10-28");
  run_job();
  s_.advance_minutes(60);
  due_on("株式会社あとから", "2024-10-28");
  run_job();
  EXPECT_EQ(letters_to(cast::secretariat).size(), 1U);
  EXPECT_EQ(told(), 1U);
  s_.advance_minutes(24 * 60);  // it is still there on the next day
  run_job();
  run_job();
  const auto letters = letters_to(cast::secretariat);
  ASSERT_EQ(letters.size(), 2U);
  EXPECT_THAT(letters[0].body, HasSubstr("株式会社あとから"));
}

TEST_F(Reminders, WhoIsSuspendedOrWorksElsewhereGetsNone) {
  due_on("株式会社じむ", "2024-10-28");
  due_on("株式会社かんり", "2024-10-28", cast::manager);
  ASSERT_TRUE(accounts::suspend_account(s_.system_context(), cast::secretariat.id, "長期の休み"));
  const auto works_as = [&](const std::string& role) {
    static constexpr db::Query kWorkAs{"test.work_as",
                                       "UPDATE account_roles SET role = $2 WHERE account_id = $1"};
    ASSERT_TRUE(s_.db().write([&](db::Tx& tx) -> Result<void> {
      TRY(tx.run(kWorkAs, cast::manager.id.text, role));
      return {};
    }));
  };
  works_as("adviser");
  run_job();
  EXPECT_TRUE(letters_to(cast::secretariat).empty());
  EXPECT_TRUE(letters_to(cast::manager).empty());
  EXPECT_EQ(told(), 0U);
  works_as("secretariat_manager");  // back at work: told on the same day
  run_job();
  EXPECT_TRUE(letters_to(cast::secretariat).empty());
  EXPECT_EQ(letters_to(cast::manager).size(), 1U);
}

TEST_F(Reminders, WhosePledgeWasWithdrawnGetsNoneUntilOneIsOnFileAgain) {
  due_on("株式会社じむ", "2024-10-28");
  due_on("株式会社かんり", "2024-10-28", cast::manager);
  withdraw_pledge(cast::secretariat);
  run_job();
  EXPECT_TRUE(letters_to(cast::secretariat).empty());
  EXPECT_EQ(letters_to(cast::manager).size(), 1U);
  EXPECT_EQ(told(), 1U);
  pledge(cast::secretariat);  // told on the same day
  run_job();
  EXPECT_EQ(letters_to(cast::secretariat).size(), 1U);
  EXPECT_EQ(letters_to(cast::manager).size(), 1U);
}

TEST_F(Reminders, ALongListIsCutAndSaysHowManyMore) {
  for (int i = 0; i < 33; ++i) {
    due_on("第" + std::to_string(i) + "かくう製作所", "2024-10-28");
    s_.advance_seconds(1);
  }
  run_job();
  const auto letters = letters_to(cast::secretariat);
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_THAT(letters[0].subject, HasSubstr("33件"));
  EXPECT_THAT(letters[0].body, HasSubstr("・ほか3件\n"));
}

}  // namespace
}  // namespace musubi::recruiting
