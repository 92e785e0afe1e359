// schedule_test.cc - the clock of the public site: published to the minute, caught up after
// downtime, late told to the managers also while it still fails, ended in time, and never twice.
#include <gtest/gtest.h>

#include <stdexcept>

#include "core/audit/audit.h"
#include "core/mail/mail.h"
#include "features/publishing/publishing.h"
#include "features/publishing/service_approvals.h"
#include "features/publishing/service_public.h"
#include "features/publishing/service_schedule.h"
#include "support/publishing.h"

namespace musubi::publishing {
namespace {

namespace cast = test::cast;

class Schedule : public PublishingCase {
 protected:
  Instant in_minutes(int minutes) { return Instant{s_.now().ms + minutes * 60'000LL}; }
  // Approved, and booked so many minutes from now.
  ContentId booked(const std::string& slug, int minutes, int until = 0) {
    const ContentId id = written("news", slug, "予約した記事 " + slug);
    EXPECT_TRUE(change_plan(office(), {id, now(id).version, in_minutes(minutes),
                                       until == 0 ? Instant{} : in_minutes(until)}));
    EXPECT_TRUE(send_content(office(), step(id)));
    EXPECT_TRUE(confirm_content(manager(), step(id)));
    const auto state = publish_content(manager(), step(id), now(id).publish_at);
    EXPECT_TRUE(state.has_value()) << (state ? "" : state.error().says);
    EXPECT_EQ(now(id).state, State::scheduled);
    return id;
  }
  int run() {
    jobs::Scheduler scheduler(s_.db(), scheduled_jobs(), [this] { return s_.now(); });
    return scheduler.run_due();
  }
  std::size_t alarms() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    mail::add_handlers(handlers);
    s_.deliver(handlers);
    std::size_t out = 0;
    for (const auto& letter :
         s_.db().read([](db::Reader& reader) { return mail::list_mails(reader, {}); })) {
      if (letter.subject.find("公開予定") != std::string::npos) ++out;
    }
    return out;
  }
};

TEST_F(Schedule, PublishesAtTheMinuteAndNotBefore) {
  const ContentId id = booked("a", 30);
  run();
  s_.advance_minutes(29);
  run();
  EXPECT_FALSE(load_public_item(nobody(), "/news/a").has_value());
  s_.advance_minutes(1);
  run();
  EXPECT_TRUE(load_public_item(nobody(), "/news/a").has_value());
  EXPECT_EQ(now(id).published_at, s_.now());
  EXPECT_EQ(page(id).moves.front().late_ms, 0);
  EXPECT_EQ(alarms(), 0U);
}

TEST_F(Schedule, AfterDowntimeAllIsCaughtUpAndTheManagersAreTold) {
  const ContentId early = booked("a", 30);
  const ContentId later = booked("b", 60);
  s_.advance_minutes(3 * 24 * 60);  // nobody ran
  EXPECT_EQ(count_late(office()), 2);
  run();
  EXPECT_EQ(now(early).state, State::published);
  EXPECT_EQ(now(later).state, State::published);
  EXPECT_EQ(page(early).moves.front().late_ms, (3 * 24 * 60 - 30) * 60'000LL);
  EXPECT_EQ(count_late(office()), 0);
  EXPECT_EQ(alarms(), 2U);  // there is one manager in the cast
  s_.advance_minutes(1);
  run();
  EXPECT_EQ(alarms(), 2U);  // nothing is done twice
}

TEST_F(Schedule, AMinuteLateIsNoAlarmAndMoreIsOne) {
  booked("a", 30);
  s_.advance_minutes(31);
  EXPECT_EQ(count_late(office()), 0);
  run();
  EXPECT_EQ(alarms(), 0U);
  booked("b", 30);
  s_.advance_minutes(31);
  s_.advance_seconds(1);
  EXPECT_EQ(count_late(office()), 1);
  run();
  EXPECT_EQ(alarms(), 1U);
}

// The watcher of the search fails in the same transaction: a failure that is not of the article.
TEST_F(Schedule, WhatKeepsFailingIsToldOnceWhileItIsLateAndKeepsNothingElseBack) {
  const ContentId id = booked("a", 30);
  const ContentId ending = booked("b", 10, 30);
  const auto tick = [this](int minutes) {
    s_.advance_minutes(minutes);
    return run_schedule(s_.system_context("定時処理")).has_value();
  };
  EXPECT_TRUE(tick(10));
  ASSERT_TRUE(now(ending).is_public);
  configure_watcher([&](db::Tx&, const Context&, const std::string& watched, const PublicItem*,
                        const std::vector<std::string>&) -> Result<void> {
    if (watched != id.text) return {};
    return fail(Fault::unavailable, "いまは書き込めません。しばらくしてからお試しください");
  });
  EXPECT_FALSE(tick(20));
  EXPECT_EQ(now(ending).state, State::ended);
  EXPECT_FALSE(tick(1));
  EXPECT_EQ(alarms(), 0U);  // a minute is in time
  EXPECT_FALSE(tick(1));
  EXPECT_EQ(alarms(), 1U);
  EXPECT_EQ(now(id).state, State::scheduled);
  EXPECT_EQ(page(id).moves.front().late_ms, 2 * 60'000);
  EXPECT_NE(page(id).moves.front().reason.find("まだ公開できていません"), std::string::npos);
  EXPECT_EQ(s_.db().read([this](db::Reader& reader) { return count_late(reader, s_.now()); }), 1);
  EXPECT_FALSE(tick(1));
  EXPECT_EQ(alarms(), 1U);  // told once
  configure_watcher({});
  EXPECT_TRUE(tick(1));
  EXPECT_EQ(now(id).state, State::published);
  EXPECT_EQ(alarms(), 2U);  // that it is over, and how late it came
}

TEST_F(Schedule, WhatThrowsIsSurvivedAsWhatFails) {
  const ContentId broken = booked("a", 30);
  const ContentId next = booked("b", 31);
  configure_watcher([&](db::Tx&, const Context&, const std::string& watched, const PublicItem*,
                        const std::vector<std::string>&) -> Result<void> {
    if (watched == broken.text) throw std::runtime_error("the index is broken");
    return {};
  });
  s_.advance_minutes(32);
  EXPECT_FALSE(run_schedule(s_.system_context("定時処理")).has_value());
  EXPECT_EQ(now(broken).state, State::scheduled);
  EXPECT_EQ(now(next).state, State::published);
  EXPECT_EQ(page(broken).moves.front().late_ms, 2 * 60'000);  // told, as a failure is
  EXPECT_NE(page(broken).moves.front().reason.find("まだ公開できていません"), std::string::npos);
  configure_watcher({});
  EXPECT_TRUE(run_schedule(s_.system_context("定時処理")).has_value());
  EXPECT_EQ(now(broken).state, State::published);
}

// Booked weeks ahead: the letter is news all the same. Done before it went out, it is none.
TEST_F(Schedule, TheNewsOfADelayGoesOutWhileItLasts) {
  const ContentId first = booked("a", 20 * 24 * 60);
  const auto refuse = [](db::Tx&, const Context&, const std::string&, const PublicItem*,
                         const std::vector<std::string>&) -> Result<void> {
    return fail(Fault::unavailable, "いまは書き込めません。しばらくしてからお試しください");
  };
  const auto tick = [this](int minutes) {
    s_.advance_minutes(minutes);
    return run_schedule(s_.system_context("定時処理")).has_value();
  };
  configure_watcher(refuse);
  EXPECT_FALSE(tick(20 * 24 * 60 + 2));
  EXPECT_EQ(alarms(), 1U);
  configure_watcher({});
  EXPECT_TRUE(tick(1));
  EXPECT_EQ(now(first).state, State::published);
  EXPECT_EQ(alarms(), 2U);
  booked("b", 30);
  configure_watcher(refuse);
  EXPECT_FALSE(tick(32));
  configure_watcher({});
  EXPECT_TRUE(tick(1));
  EXPECT_EQ(alarms(), 3U);  // that it came late, no more that it has not come
}

TEST_F(Schedule, EndsByItself) {
  const ContentId id = booked("a", 30, 90);
  s_.advance_minutes(30);
  run();
  s_.advance_minutes(59);
  run();
  EXPECT_TRUE(now(id).is_public);
  s_.advance_minutes(1);
  run();
  EXPECT_EQ(now(id).state, State::ended);
  EXPECT_FALSE(load_public_item(nobody(), "/news/a").has_value());
}

TEST_F(Schedule, WhatIsCancelledIsNotPublished) {
  const ContentId id = booked("a", 30);
  ASSERT_TRUE(cancel_schedule(manager(), step(id)));
  s_.advance_minutes(30);
  run();
  EXPECT_EQ(now(id).state, State::approved);
}

TEST_F(Schedule, ABookedTextCannotBeChangedUnseen) {
  const ContentId id = booked("a", 30);
  EXPECT_EQ(save_draft(office(), edit(id, {{"body", "こっそり直す"}})).error().fault,
            Fault::conflict);
  EXPECT_NE(page(id).draft.article.body, "こっそり直す");
}

TEST_F(Schedule, WhatMayNotBePublishedByThenIsHeldAndTold) {
  const ContentId id = booked("a", 30);
  const ContentId other = written("news", "b", "予約した記事 a");  // the same title
  walk_to_public(other);
  s_.advance_minutes(30);
  run();
  EXPECT_EQ(now(id).state, State::approved);
  EXPECT_FALSE(now(id).is_public);
  EXPECT_EQ(alarms(), 1U);
}

TEST_F(Schedule, TheButtonDoesWhatItSays) {
  const ContentId id = written("news", "a", "題名のある記事");
  EXPECT_EQ(publish_words(now(id), s_.now()), "いますぐ公開する");
  const Instant plan = in_minutes(24 * 60 - 30);  // 29 October 9:00
  ASSERT_TRUE(change_plan(office(), {id, now(id).version, plan, {}}));
  EXPECT_EQ(publish_words(now(id), s_.now()), "10月29日 9:00に公開する");
  ASSERT_TRUE(send_content(office(), step(id)));
  ASSERT_TRUE(confirm_content(manager(), step(id)));
  EXPECT_EQ(publish_content(manager(), step(id), {}).error().fault, Fault::conflict);
  EXPECT_EQ(*publish_content(manager(), step(id), plan), State::scheduled);
  EXPECT_EQ(change_plan(office(), {id, now(id).version, in_minutes(5), {}}).error().fault,
            Fault::conflict);
}

TEST_F(Schedule, PlansLieAhead) {
  const ContentId id = written("news", "a", "題名のある記事");
  EXPECT_EQ(change_plan(office(), {id, 1, s_.now(), {}}).error().fields.front().field,
            "publish_on");
  EXPECT_EQ(change_plan(office(), {id, 1, in_minutes(60), in_minutes(60)})
                .error().fields.front().field,
            "expire_on");
}

TEST_F(Schedule, TheMonthShowsWhatWasAndWhatComes) {
  published_case("zumen", "図面を探す時間を測る", "E");
  EXPECT_FALSE(lacks_case_this_month(office()));
  booked("a", 30);
  const auto month = load_month(office(), {2024, 10, 15}, {2024, 4, 1}, {2025, 3, 31});
  ASSERT_TRUE(month.has_value());
  EXPECT_EQ(month->first, (Date{2024, 10, 1}));
  ASSERT_EQ(month->entries.size(), 2U);
  EXPECT_EQ(month->entries[0].what, "published");
  EXPECT_EQ(month->entries[1].what, "planned");
  EXPECT_EQ(month->months.size(), 12U);
  EXPECT_EQ(month->months[6].published, 1);
  EXPECT_EQ(month->cases, 1);
  EXPECT_EQ(month->wanted, 6);
  const auto duty = load_case_duty(office(), {2024, 4, 1}, {2025, 3, 31});
  EXPECT_EQ(duty->cases, month->cases);
  EXPECT_EQ(duty->wanted, month->wanted);
  Context november = office();
  november.pretended_today = Date{2024, 11, 20};
  EXPECT_TRUE(lacks_case_this_month(november));
}

TEST_F(Schedule, TheDemosClockStandsOnItsDay) {
  Context ctx = office();
  ctx.now = Instant{start_of_day_in_japan({2026, 11, 30}).ms + 9 * 3'600'000LL};
  ctx.pretended_today = Date{2024, 10, 28};
  EXPECT_EQ(jst_date_time(clock_of(ctx)), "令和6年10月28日（月）9:00");
}

}  // namespace
}  // namespace musubi::publishing
