// jobs_test.cc - a due period runs exactly once, in one process, also after downtime; long work
// can be left and looked at again.
#include "core/jobs/jobs.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "support/temp_db.h"

namespace musubi::jobs {
namespace {

constexpr std::int64_t kHour = 3'600'000;

Instant at(int month, int day, int hour, int minute) {
  return Instant{start_of_day_in_japan(Date{2024, month, day}).ms + hour * kHour + minute * 60'000};
}

struct Jobs : testing::Test {
  test::TempDb temp;
  Instant now = at(10, 28, 9, 30);
  int runs = 0;
  bool failing = false;

  Scheduler scheduler(Schedule schedule) {
    Job job;
    job.name = "test.job";
    job.label = "試す";
    job.schedule = schedule;
    job.run = [this](const Context&) -> Result<void> {
      ++runs;
      if (failing) return fail(Fault::unavailable, "できません");
      return {};
    };
    return Scheduler(temp.db(), {job}, [this] { return now; });
  }
};

TEST(JobsSchedule, DailyPeriodsBeginAtTheTimeInJapan) {
  const Schedule daily = Schedule::daily_at(3, 15);
  EXPECT_EQ(daily.period_at(at(10, 28, 9, 30)), at(10, 28, 3, 15));
  EXPECT_EQ(daily.period_at(at(10, 28, 3, 15)), at(10, 28, 3, 15));
  EXPECT_EQ(daily.period_at(at(10, 28, 3, 14)), at(10, 27, 3, 15));
  EXPECT_EQ(Schedule::every_minutes(10).period_at(at(10, 28, 9, 39)), at(10, 28, 9, 30));
}

TEST_F(Jobs, WorkOfTheDemoIsDoneOnItsDayByTheRealClock) {
  const Date story{2024, 10, 28};
  now = at(12, 24, 9, 30);
  std::vector<Date> days;
  std::vector<Instant> moments;
  Job job{"test.job", "試す", Schedule::daily_at(3, 0), [&](const Context& ctx) -> Result<void> {
            days.push_back(ctx.today());
            moments.push_back(ctx.now);
            return {};
          }};
  const auto clock = [this] { return now; };
  EXPECT_EQ(Scheduler(temp.db(), {job}, clock, story).run_due(), 1);
  EXPECT_EQ(Scheduler(temp.db(), {job}, clock, story).run_due(), 0);
  now = at(12, 25, 9, 30);
  EXPECT_EQ(Scheduler(temp.db(), {job}, clock).run_due(), 1);
  EXPECT_EQ(days, (std::vector<Date>{story, {2024, 12, 25}}));
  EXPECT_EQ(moments, (std::vector<Instant>{at(12, 24, 9, 30), at(12, 25, 9, 30)}));
}

TEST_F(Jobs, APeriodRunsOnce) {
  auto s = scheduler(Schedule::every_minutes(10));
  EXPECT_EQ(s.run_due(), 1);
  EXPECT_EQ(s.run_due(), 0);
  now.ms += 9 * 60'000;
  EXPECT_EQ(s.run_due(), 0);
  now.ms += 60'000;
  EXPECT_EQ(s.run_due(), 1);
  EXPECT_EQ(runs, 2);
}

TEST_F(Jobs, AfterThreeDaysOfDowntimeTheMissedPeriodRunsExactlyOnce) {
  scheduler(Schedule::daily_at(3, 0)).run_due();
  now.ms += 3 * 24 * kHour;
  auto restarted = scheduler(Schedule::daily_at(3, 0));
  EXPECT_EQ(restarted.run_due(), 1);
  EXPECT_EQ(restarted.run_due(), 0);
  EXPECT_EQ(runs, 2);
}

TEST_F(Jobs, AFailedJobIsTriedAgainInItsPeriodAndSaysWhy) {
  failing = true;
  auto s = scheduler(Schedule::daily_at(3, 0));
  EXPECT_EQ(s.run_due(), 1);
  EXPECT_EQ(s.run_due(), 0);  // not at once
  const auto states = temp.db().read([](db::Reader& r) { return list_states(r); });
  ASSERT_EQ(states.size(), 1U);
  EXPECT_EQ(states[0].last_error, "できません");
  EXPECT_EQ(states[0].failures, 1);
  EXPECT_EQ(states[0].label, "試す");
  EXPECT_EQ(states[0].succeeded.ms, 0);
  EXPECT_EQ(states[0].next, at(10, 28, 9, 35));  // tried again in five minutes
  failing = false;
  now.ms += 5 * 60'000;
  EXPECT_EQ(s.run_due(), 1);
  const auto after = temp.db().read([](db::Reader& r) { return list_states(r); })[0];
  EXPECT_EQ(after.failures, 0);
  EXPECT_EQ(after.succeeded, now);
  EXPECT_EQ(after.next, at(10, 29, 3, 0));
}

// What takes over from a process that ends in the midst of its work.
TEST_F(Jobs, AKilledProcessKeepsItsJobForTheLeaseOfTheJobAndNoLonger) {
  struct Killed {};
  for (const int minutes : {60, 1}) {
    Job job{"test.lease" + std::to_string(minutes), "試す", Schedule::every_minutes(1),
            [](const Context&) -> Result<void> { throw Killed{}; }, minutes};
    EXPECT_THROW(Scheduler(temp.db(), {job}, [this] { return now; }).run_due(), Killed);
    job.run = [this](const Context&) -> Result<void> {
      ++runs;
      return {};
    };
    Scheduler other(temp.db(), {job}, [this] { return now; });
    now.ms += minutes * 60'000 - 1;
    EXPECT_EQ(other.run_due(), 0) << minutes;
    now.ms += 1;
    EXPECT_EQ(other.run_due(), 1) << minutes;
  }
  EXPECT_EQ(runs, 2);
}

TEST_F(Jobs, WhatFailsEveryMinuteIsTriedAgainInAMinute) {
  Job job{"test.minute", "試す", Schedule::every_minutes(1),
          [this](const Context&) -> Result<void> {
            ++runs;
            return fail(Fault::unavailable, "できません");
          },
          1};
  Scheduler s(temp.db(), {job}, [this] { return now; });
  EXPECT_EQ(s.run_due(), 1);
  EXPECT_EQ(s.run_due(), 0);
  now.ms += 60'000;
  EXPECT_EQ(s.run_due(), 1);
  EXPECT_EQ(runs, 2);
}

// Every second scheduler has connections of its own, as another process on the database has.
TEST_F(Jobs, OfManyProcessesOneRunsThePeriod) {
  auto other = db::Db::open(temp.options());
  ASSERT_TRUE(other);
  std::atomic<int> ran{0};
  Job job{"test.job", "試す", Schedule::daily_at(3, 0), [&](const Context&) -> Result<void> {
            ++ran;
            return {};
          }};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      Scheduler(t % 2 == 0 ? temp.db() : **other, {job}, [&] { return now; }).run_due();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ran.load(), 1);
}

TEST_F(Jobs, ProgressIsSeenByItsOwnerOnly) {
  const Actor owner{Actor::Kind::person, AccountId{"a"}, "試験 一郎", {Role::secretariat}, {}};
  const Context ctx{owner, temp.db(), now, "r", ""};
  auto progress = Progress::begin(ctx, "test", 503);
  ASSERT_TRUE(progress);
  progress->at(120, 503, "503行のうち120行を確認しました");
  auto row = load_visible_progress(ctx, progress->id());
  ASSERT_TRUE(row);
  EXPECT_EQ(row->done, 120);
  EXPECT_EQ(row->state, "running");
  Context other = ctx;
  other.actor.account = AccountId{"b"};
  EXPECT_EQ(load_visible_progress(other, progress->id()).error().fault, Fault::not_found);
  ASSERT_TRUE(progress->finish("/office/members"));
  row = load_visible_progress(ctx, progress->id());
  EXPECT_EQ(row->state, "done");
  EXPECT_EQ(row->done, 503);
  EXPECT_EQ(row->outcome, "/office/members");
}

TEST(JobsWorkers, RunWhatTheyAreGivenAndRefuseMoreThanTheyCanHold) {
  std::atomic<int> ran{0};
  std::atomic<bool> go{false};
  {
    Workers workers(1, 2);
    const auto work = [&] {
      while (!go) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      ++ran;
    };
    int accepted = 0;
    for (int i = 0; i < 10; ++i) {
      if (workers.run(work)) ++accepted;
    }
    EXPECT_GE(accepted, 2);
    EXPECT_LE(accepted, 3);  // one at work, two waiting
    go = true;
  }
  EXPECT_GE(ran.load(), 2);
}

}  // namespace
}  // namespace musubi::jobs
