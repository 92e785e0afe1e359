// kill_schedule_test.cc - the power fails around the set minute: while articles are published by
// the clock, and for longer than their time. Promise: the real server, started again, publishes
// what is due once each, holds nobody back for longer than a minute, ends what should have ended
// and tells the managers of what came more than a minute late. On the database that DB= names.
#include <gtest/gtest.h>

#include <chrono>
#include <functional>

#include "features/publishing/service.h"
#include "support/cast.h"
#include "support/killed_server.h"

namespace musubi {
namespace {

using publishing::ContentId;

constexpr int kBooked = 150;
constexpr int kShownMsMost = 60'000;
constexpr std::int64_t kMinuteMs = 60'000;

constexpr db::Query kPublicItems{"test.public_items",
                                 "SELECT count(*) FROM content_items WHERE is_public = 1"};
// Items with more or fewer than one step into the public.
constexpr db::Query kNotOnce{"test.not_once",
                             "SELECT count(*) FROM content_items i WHERE (SELECT count(*) FROM"
                             " content_moves m WHERE m.item_id = i.id AND m.to_state ="
                             " 'published') <> 1"};
constexpr db::Query kNotAuditedOnce{
    "test.not_audited_once",
    "SELECT count(*) FROM content_items i WHERE (SELECT count(*) FROM audit_entries a WHERE"
    " a.subject_id = i.id AND a.action = 'publishing.content.published') <> 1"};
constexpr db::Query kAlarms{"test.alarms", "SELECT count(*) FROM outbox_messages WHERE topic ="
                                           " 'publishing.content.late'"};
constexpr db::Query kClockLease{"test.clock_lease", "SELECT lease_until FROM job_states WHERE"
                                                    " name = 'publishing.schedule.run'"};
// The test does not wait for the minute that the lease has left.
constexpr db::Query kClockFree{"test.clock_free", "UPDATE job_states SET lease_until = 0 WHERE"
                                                  " name = 'publishing.schedule.run'"};

class KillSchedule : public test::KilledServer {
 protected:
  Context by(const test::Person& who, Instant at) {
    return {who.actor(), temp_.db(), at, "test", "192.0.2.1", {}};
  }
  publishing::Content item(const Context& ctx, const ContentId& id) {
    auto page = publishing::load_visible_content(ctx, id);
    EXPECT_TRUE(page.has_value()) << (page ? "" : page.error().says);
    return page ? page->content : publishing::Content{};
  }
  // Written at `then`, confirmed, and published or booked as its plan says.
  ContentId planned(const std::string& slug, Instant then, Instant publish_at,
                    Instant expire_at = {}) {
    const Context office = by(test::cast::secretariat, then);
    const Context manager = by(test::cast::manager, then);
    auto made = publishing::create_content(office, {"news", "予約の記事 " + slug, slug, ""});
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    const ContentId id = made.value_or(ContentId{});
    const auto page = publishing::load_visible_content(office, id);
    EXPECT_TRUE(page.has_value());
    if (!page) return id;
    EXPECT_TRUE(publishing::save_draft(
        office, {id, page->draft.token,
                 {{"title", "予約の記事 " + slug}, {"lead", "予約した記事の要約です。"},
                  {"body", "# 本文\n\n決まった時刻に公開します。"}, {"language", "ja"},
                  {"category", "notice"}}}));
    EXPECT_TRUE(publishing::change_plan(office, {id, item(office, id).version, publish_at,
                                                 expire_at}));
    EXPECT_TRUE(publishing::send_content(office, {id, item(office, id).version}));
    EXPECT_TRUE(publishing::confirm_content(manager, {id, item(office, id).version}));
    const auto done = publishing::publish_content(manager, {id, item(office, id).version},
                                                  publish_at);
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
    return id;
  }
  std::int64_t number(const db::Query& query) {
    return temp_.db().read([&](db::Reader& reader) {
      const auto row = reader.first(query);
      return row ? row->integer(0) : -1;
    });
  }
  // How many the list says it has, as a visitor reads it: 「150件あります」.
  std::int64_t listed() {
    test::HttpClient http(port_);
    const std::string body = http.get("/news").body;
    const std::size_t end = body.find("件あります");
    if (end == std::string::npos) return -1;
    std::size_t from = end;
    while (from > 0 && body[from - 1] >= '0' && body[from - 1] <= '9') --from;
    return from == end ? -1 : std::stoll(body.substr(from, end - from));
  }
  bool comes(const std::function<bool()>& so, int every_ms = 2) {
    using Steady = std::chrono::steady_clock;
    const auto end = Steady::now() + std::chrono::milliseconds(kShownMsMost);
    while (Steady::now() < end) {
      if (so()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(every_ms));
    }
    return false;
  }
  int status_of(const std::string& path) {
    test::HttpClient http(port_);
    return http.get(path).status;
  }
};

TEST_F(KillSchedule, WhatWasLeftIsPublishedOnceAndAMinuteIsTheLongestWait) {
  temp_.reopen();
  const Instant now = now_from_system_clock();
  const Instant then{now.ms - 10 * kMinuteMs}, due{now.ms - 5 * kMinuteMs};
  for (int i = 0; i < kBooked; ++i) planned("booked-" + std::to_string(i), then, due);
  ASSERT_FALSE(HasFailure());
  temp_.close();
  start_server();
  if (HasFatalFailure()) return;
  ASSERT_TRUE(comes([&] { return listed() > 0; })) << said("err");
  kill_server();

  temp_.reopen();
  ASSERT_LT(number(kPublicItems), kBooked) << "the kill came after the work: nothing was shown";
  EXPECT_LE(number(kClockLease), now_from_system_clock().ms + kMinuteMs);
  EXPECT_GT(number(kClockLease), 0) << "it was killed while it had the clock";
  EXPECT_TRUE(temp_.db().write([](db::Tx& tx) { return tx.run(kClockFree); }));
  temp_.close();

  start_server();
  if (HasFatalFailure()) return;
  EXPECT_TRUE(comes([&] { return listed() == kBooked; }, 50)) << listed() << said("err");
  kill_server();
  temp_.reopen();
  EXPECT_EQ(number(kPublicItems), kBooked);
  EXPECT_EQ(number(kNotOnce), 0);
  EXPECT_EQ(number(kNotAuditedOnce), 0);
  EXPECT_EQ(number(kAlarms), kBooked) << "each came five minutes late";
}

TEST_F(KillSchedule, AfterDowntimeAllIsCaughtUpAndOnlyWhatIsLateIsTold) {
  temp_.reopen();
  const Instant now = now_from_system_clock();
  const Instant then{now.ms - 30 * kMinuteMs};
  planned("long-ago", then, {now.ms - 20 * kMinuteMs});
  planned("to-end", then, {}, {now.ms - 20 * kMinuteMs});
  planned("in-an-hour", then, {now.ms + 60 * kMinuteMs});
  ASSERT_EQ(number(kPublicItems), 1) << "what is to end is public from the beginning";
  // The last of all, so that it is less than a minute late when the server is up.
  planned("just-now", then, {now_from_system_clock().ms - 1'000});
  ASSERT_FALSE(HasFailure());
  temp_.close();
  start_server();
  if (HasFatalFailure()) return;
  EXPECT_TRUE(comes([&] { return status_of("/news/just-now") == 200; }, 50)) << said("err");
  EXPECT_TRUE(comes([&] { return status_of("/news/to-end") == 404; }, 50)) << said("err");
  EXPECT_EQ(status_of("/news/long-ago"), 200);
  EXPECT_EQ(status_of("/news/in-an-hour"), 404);
  kill(server_, SIGTERM);
  waitpid(server_, nullptr, 0);
  server_ = -1;
  temp_.reopen();
  EXPECT_EQ(number(kAlarms), 2) << "one published late, one ended late";
}

}  // namespace
}  // namespace musubi
