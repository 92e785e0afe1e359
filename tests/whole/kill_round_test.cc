// kill_round_test.cc - kill -9 while the server prepares a yearly confirmation of more members than
// one step takes, and while it reminds those who are silent. Nobody presses anything: the steps are
// the server's own. Promise: after every kill each step is whole or not there, with its links and
// letters; the round goes on by itself after the restart, asks and reminds every member once, and
// nobody who has answered. On the database that DB= names.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "features/confirmations/service.h"
#include "support/killed_steps.h"

namespace musubi {
namespace {

constexpr int kRoundMembers = 130;  // two steps, of preparing and of reminding
constexpr int kRoundAnswered = 3;   // before the reminder
constexpr int kRoundWaitMs = 60'000;
// Letters that have arrived at a kill: at once, and where the second step begins.
constexpr std::size_t kRoundCuts[] = {0, 97, 99};
static_assert(confirmations::kStep == 100, "as kRoundHalves says");

// Each counts what must not exist at any moment: a part of a step without the rest of it.
constexpr db::Query kRoundHalves[] = {
    {"step of preparing that is half done",
     "SELECT COUNT(*) FROM confirmation_rounds r WHERE r.state = 'preparing' AND (SELECT COUNT(*)"
     " FROM confirmation_targets t WHERE t.round_id = r.id) % 100 <> 0"},
    {"member who was asked beyond the mark of where the preparing stands",
     "SELECT COUNT(*) FROM confirmation_targets t JOIN confirmation_rounds r ON r.id = t.round_id"
     " WHERE r.state = 'preparing' AND t.organisation_id > r.prepared_to"},
    {"round that is open though some members were not asked",
     "SELECT COUNT(*) FROM confirmation_rounds r WHERE r.state = 'open' AND (SELECT COUNT(*)"
     " FROM confirmation_targets t WHERE t.round_id = r.id) <>"
     " (SELECT COUNT(*) FROM organisations)"},
    {"round that is open without its one audit entry, or the other way round",
     "SELECT COUNT(*) FROM confirmation_rounds r WHERE (r.state = 'open') <> ((SELECT COUNT(*)"
     " FROM audit_entries e WHERE e.subject_id = r.id"
     " AND e.action = 'confirmations.round.prepared') = 1)"},
    {"member without the letters of what was asked",
     "SELECT COUNT(*) FROM confirmation_targets t JOIN people p"
     " ON p.organisation_id = t.organisation_id WHERE (SELECT COUNT(*) FROM mails m"
     " WHERE m.to_address = p.email) <> (CASE WHEN t.reminded_for = '' THEN 1 ELSE 2 END)"},
    {"member without the links of their letters",
     "SELECT COUNT(*) FROM confirmation_targets t WHERE (SELECT COUNT(*)"
     " FROM confirmation_links l WHERE l.round_id = t.round_id"
     " AND l.organisation_id = t.organisation_id) <>"
     " (CASE WHEN t.reminded_for = '' THEN 1 ELSE 2 END)"},
    {"letter to somebody who is not asked",
     "SELECT COUNT(*) FROM mails m WHERE m.subject LIKE '%登録内容の確認のお願い%' AND NOT EXISTS"
     " (SELECT 1 FROM confirmation_targets t JOIN people p"
     " ON p.organisation_id = t.organisation_id WHERE p.email = m.to_address)"},
    {"kept sum that is not that of its rows",
     "SELECT COUNT(*) FROM confirmation_counts c WHERE c.number <> (SELECT COUNT(*)"
     " FROM confirmation_targets t WHERE t.round_id = c.round_id AND t.state = c.state"
     " AND t.has_mail = c.has_mail)"},
    {"member who is reminded though they had answered",
     "SELECT COUNT(*) FROM confirmation_targets WHERE state <> 'silent' AND reminded_for <> ''"},
    {"step of reminding that is half done",
     "SELECT COUNT(*) FROM confirmation_rounds r WHERE (SELECT COUNT(*)"
     " FROM confirmation_targets t WHERE t.round_id = r.id AND t.reminded_for <> '') % 100 <> 0"
     " AND EXISTS (SELECT 1 FROM confirmation_targets t WHERE t.round_id = r.id"
     " AND t.state = 'silent' AND t.reminded_for = '')"},
    {"reminder of more members than the audit tells of",
     "SELECT COUNT(*) FROM confirmation_rounds r WHERE (SELECT COUNT(*)"
     " FROM confirmation_targets t WHERE t.round_id = r.id AND t.reminded_for <> '') >"
     " 100 * (SELECT COUNT(*) FROM audit_entries e WHERE e.subject_id = r.id"
     " AND e.action = 'confirmations.round.reminded')"},
};
constexpr db::Query kRoundNotOpen{"round that is not prepared",
                                  "SELECT COUNT(*) FROM confirmation_rounds WHERE state <> 'open'"};
constexpr db::Query kRoundLeft[] = {
    {"silent member who was not reminded",
     "SELECT COUNT(*) FROM confirmation_targets WHERE state = 'silent' AND reminded_for = ''"},
    {"round that was reminded in more or fewer steps than two",
     "SELECT COUNT(*) FROM confirmation_rounds r WHERE (SELECT COUNT(*) FROM audit_entries e"
     " WHERE e.subject_id = r.id AND e.action = 'confirmations.round.reminded') <> 2"},
};
constexpr db::Query kRoundReminded{
    "test.round_reminded",
    "SELECT COUNT(*) FROM confirmation_targets WHERE reminded_for <> ''"};
constexpr db::Query kRoundDaysPass{"test.round_days_pass",
                                   "UPDATE confirmation_rounds SET due_on = $1"};
// The clock begins anew at the next start, also where a killed process had it.
constexpr db::Query kRoundClock{"test.round_clock",
                                "UPDATE job_states SET period_at = 0, lease_until = 0"
                                " WHERE name = 'confirmations.silent.reminded'"};

class KillRound : public test::KilledSteps {
 protected:
  void prepare() {
    halves_ = kRoundHalves;
    open_house();
    for (int i = 0; i < kRoundMembers; ++i) members_.push_back(enrolled(std::to_string(i)).id);
    const std::string due = iso(add_days(as(office_).today(), 30));
    const auto opened = confirmations::open_round(as(manager_), {due, {14}, "", ""});
    ASSERT_TRUE(opened.has_value()) << opened.error().says;
    round_ = *opened;
    temp_.close();
  }
  // The day of the reminder comes, and some have answered by then.
  void come_to_the_reminder() {
    for (int i = 0; i < kRoundAnswered; ++i) {
      ASSERT_TRUE(confirmations::record_call(as(manager_), round_,
                                             members_.at(static_cast<std::size_t>(i)),
                                             {"unchanged", "会長", ""}));
    }
    const std::string due = iso(add_days(as(office_).today(), 10));
    EXPECT_TRUE(temp_.db().write([&](db::Tx& tx) { return tx.run(kRoundDaysPass, due); }));
    free_clock();
    temp_.close();
  }
  void free_clock() {
    EXPECT_TRUE(temp_.db().write([](db::Tx& tx) { return tx.run(kRoundClock); }));
  }

  std::size_t arrived() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder_ / "smtp"), {}));
  }
  void await_letters(std::size_t count) {
    using Steady = std::chrono::steady_clock;
    const auto end = Steady::now() + std::chrono::milliseconds(kRoundWaitMs);
    while (arrived() < count && Steady::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    ASSERT_GE(arrived(), count) << "the server does not go on: " << said("err");
  }
  // Killed at each of kRoundCuts, then let through; temp_ is open afterwards.
  void cut_and_settle() {
    const std::size_t before = arrived();
    std::int64_t waiting = 0;
    for (const std::size_t letters : kRoundCuts) {
      start_server();
      if (HasFatalFailure()) return;
      await_letters(before + letters);
      if (HasFatalFailure()) return;
      std::this_thread::sleep_for(std::chrono::microseconds(dice_() % 20'000));
      kill_server();
      look_between();
      temp_.reopen();
      waiting = std::max(waiting, number(test::kWaitingMessages));
      if (number(kRoundReminded) == 0) free_clock();
      temp_.close();
    }
    EXPECT_GT(waiting, 0) << "it was never killed in the middle";
    settle();
    kill_server();
    temp_.reopen();
    expect_none(halves_);
  }

  std::mt19937 dice_{std::random_device{}()};
  std::vector<OrganisationId> members_;
  confirmations::RoundId round_;
};

TEST_F(KillRound, EveryMemberIsAskedAndRemindedOnce) {
  prepare();
  if (HasFailure()) return;
  cut_and_settle();
  if (HasFailure()) return;
  ASSERT_EQ(number(kRoundNotOpen), 0) << kRoundNotOpen.name;
  EXPECT_EQ(mails_about("登録内容の確認のお願い"), kRoundMembers);
  come_to_the_reminder();
  if (HasFailure()) return;
  cut_and_settle();
  if (HasFatalFailure()) return;
  expect_none(kRoundLeft);
  EXPECT_EQ(mails_about("再度のご案内"), kRoundMembers - kRoundAnswered);
  EXPECT_EQ(mails_about("登録内容の確認のお願い"), 2 * kRoundMembers - kRoundAnswered);
  expect_each_letter_once(2 * static_cast<int>(std::size(kRoundCuts)));
  expect_sound_and_served("/office/confirmations");
}

}  // namespace
}  // namespace musubi
