// kill_mailing_test.cc - kill -9 while a mailing is prepared and while it goes out, against a real
// SMTP server. Promise: it goes on by itself when the program is started again, nobody gets it
// twice, and whoever may not have got it is named (「確認できず」), at most one for each kill. On the
// database that DB= names.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "features/mailings/service.h"
#include "features/members/members.h"
#include "support/killed_server_with_mail.h"

namespace musubi {
namespace {

using mailings::MailingId;

constexpr int kPeople = 1'100;  // three steps of the preparation, eleven of the sending
constexpr int kKills = 5;
constexpr int kSecondsMost = 180;

constexpr db::Query kState{"test.mailing_state", "SELECT state FROM mailings"};
constexpr db::Query kFrozen{"test.frozen", "SELECT count(*) FROM mailing_recipients"};
constexpr db::Query kOpen{"test.open", "SELECT count(*) FROM outbox_messages"
                                       " WHERE state IN ('waiting', 'running')"};
constexpr db::Query kMails{"test.mails", "SELECT count(*) FROM mails WHERE state = $1"};
constexpr db::Query kAddresses{"test.addresses", "SELECT count(DISTINCT to_address) FROM mails"};
constexpr db::Query kUncertain{"test.uncertain",
                               "SELECT to_address FROM mails WHERE state = 'uncertain'"};
// What a killed process held comes back after some minutes; the test does not wait for them.
constexpr db::Query kLease{"test.lease",
                           "UPDATE outbox_messages SET due_at = 1 WHERE state = 'running'"};

Actor person(const char* id, const char* name) {
  return {Actor::Kind::person, AccountId{id}, name, Roles{Role::secretariat_manager}, {}};
}

class KillMailing : public test::KilledServerWithMail {
 protected:
  Context as(const Actor& who) {
    return {who, temp_.db(), now_from_system_clock(), "test", "192.0.2.1", {}};
  }
  std::int64_t number(const db::Query& query) {
    return temp_.db().read([&](db::Reader& r) { return r.first(query)->integer(0); });
  }
  std::int64_t mails(const char* state) {
    return temp_.db().read([&](db::Reader& r) { return r.first(kMails, state)->integer(0); });
  }
  std::string state() {
    return temp_.db().read([&](db::Reader& r) { return r.first(kState)->text(0); });
  }

  void enrol_people() {
    const Context office = as(person("writer", "書く 人"));
    auto made = temp_.db().write([&](db::Tx& tx) -> Result<void> {
      for (int i = 1; i <= kPeople; ++i) {
        const std::string n = std::to_string(i);
        members::NewMember input;
        input.organisation.name = "試験工業" + n;
        input.organisation.category = "company";
        members::Person one;
        one.name = "試験 " + n;
        one.email = "p" + n + "@m" + n + ".example.jp";
        input.people = {one};
        input.joined_on = "2024-05-10";
        TRY(members::enrol_member(tx, office, input));
      }
      return {};
    });
    ASSERT_TRUE(made.has_value()) << made.error().says;
  }
  MailingId written() {
    const Context office = as(person("writer", "書く 人"));
    mailings::SegmentInput segment;
    segment.name = "全員";
    const auto whom = mailings::create_segment(office, segment);
    EXPECT_TRUE(whom.has_value());
    const auto id = mailings::create_mailing(
        office, {"news", "お知らせ", "{{お名前}} 様", whom->text, 0, ""});
    EXPECT_TRUE(id.has_value());
    EXPECT_TRUE(mailings::prepare_mailing(office, *id));
    return *id;
  }
  void confirmed(const MailingId& id) {
    const Context office = as(person("writer", "書く 人"));
    const auto version = [&] {
      return mailings::load_visible_mailing(office, id)->mailing.version;
    };
    ASSERT_TRUE(mailings::submit_mailing(office, id, {{}, {}, version()}));
    ASSERT_TRUE(mailings::confirm_mailing(as(person("second", "別の 人")), id, version()));
  }

  // Killed again and again at some moment, then let through. What was open is looked at between.
  void killed_until_nothing_waits() {
    std::mt19937 dice(std::random_device{}());
    for (int round = 0; round < kKills; ++round) {
      start_server();
      if (HasFatalFailure()) return;
      std::this_thread::sleep_for(
          std::chrono::milliseconds(200 * round + static_cast<int>(dice() % 700)));
      kill_server();
      temp_.reopen();
      EXPECT_TRUE(temp_.db().write([](db::Tx& tx) { return tx.run(kLease); }));
      temp_.close();
    }
    start_server();
    for (int i = 0; i < kSecondsMost * 4; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
      temp_.reopen();
      const bool through = number(kOpen) == 0;
      temp_.close();
      if (through) return;
    }
    ADD_FAILURE() << "still not through: " << said("err");
  }
};

TEST_F(KillMailing, GoesOnByItselfAndReachesNobodyTwice) {
  temp_.reopen();
  enrol_people();
  const MailingId id = written();
  temp_.close();
  killed_until_nothing_waits();
  kill_server();
  temp_.reopen();
  ASSERT_EQ(state(), "prepared");
  ASSERT_EQ(number(kFrozen), kPeople) << "each person once, none lost";
  confirmed(id);
  if (HasFailure()) return;
  temp_.close();
  killed_until_nothing_waits();
  kill_server();
  temp_.reopen();
  EXPECT_EQ(state(), "sent");
  EXPECT_EQ(number(kAddresses), kPeople);
  EXPECT_LE(mails("uncertain"), kKills);
  EXPECT_EQ(mails("sent") + mails("uncertain"), kPeople);
  std::map<std::string, int> got;
  for (const Json& one : smtp_->accepted()) ++got[one["to"][0].get<std::string>()];
  for (const auto& [address, times] : got) EXPECT_EQ(times, 1) << address;
  const auto unsure = temp_.db().read([](db::Reader& r) { return r.all(kUncertain); });
  for (const auto& row : unsure) got.emplace(row.text(0), 1);
  EXPECT_EQ(static_cast<int>(got.size()), kPeople) << "somebody was lost in silence";
}

}  // namespace
}  // namespace musubi
