// outbox_test.cc - nothing is delivered before its commit, nothing committed is lost, and failures
// come back later and later until they are laid aside for a person.
#include "core/outbox/outbox.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <set>
#include <thread>

#include "core/outbox/claims.h"
#include "support/temp_db.h"

namespace musubi::outbox {
namespace {

struct Outbox : testing::Test {
  test::TempDb temp;
  std::atomic<std::int64_t> clock{1'730'000'000'000};
  std::vector<Message> seen;
  bool failing = false;

  Instant now() { return Instant{clock.load()}; }
  void pass(std::int64_t ms) { clock += ms; }
  void send(const std::string& name, Instant not_before = {}) {
    ASSERT_TRUE(temp.db().write([&](db::Tx& tx) {
      return later(tx, now(), "test.letter.sent", Json{{"name", name}}, not_before);
    }));
  }
  Handlers handlers() {
    return {{"test.letter.sent", [this](const Context&, const Message& m) -> Result<void> {
               seen.push_back(m);
               if (failing) return fail(Fault::unavailable, "届け先が応えません");
               return {};
             }}};
  }
  Dispatcher dispatcher() {
    return Dispatcher(temp.db(), handlers(), [this] { return now(); });
  }
  std::size_t in_state(std::string_view state) {
    return temp.db().read([&](db::Reader& r) { return list_letters(r, state, 100); }).size();
  }
};

TEST_F(Outbox, DeliversOnceAfterTheCommit) {
  send("a");
  auto d = dispatcher();
  EXPECT_EQ(d.run_due(), 1);
  EXPECT_EQ(d.run_due(), 0);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].body["name"], "a");
  EXPECT_EQ(in_state("done"), 1U);
}

TEST_F(Outbox, InADemoAHandlerWorksOnItsDayByTheRealClock) {
  const Date story{2023, 4, 1};
  std::vector<Date> days;
  std::vector<Instant> moments;
  const Handlers looking{{"test.letter.sent", [&](const Context& ctx, const Message&) {
                            days.push_back(ctx.today());
                            moments.push_back(ctx.now);
                            return Result<void>();
                          }}};
  send("a");
  Dispatcher demo(temp.db(), looking, [this] { return now(); }, story);
  EXPECT_EQ(demo.run_due(), 1);
  send("b");
  Dispatcher real(temp.db(), looking, [this] { return now(); });
  EXPECT_EQ(real.run_due(), 1);
  EXPECT_EQ(days, (std::vector<Date>{story, date_in_japan(now())}));
  EXPECT_EQ(moments, (std::vector<Instant>{now(), now()}));
}

TEST_F(Outbox, WhatWasDeliveredIsNotKept) {
  send("a link that opens something");
  auto d = dispatcher();
  EXPECT_EQ(d.run_due(), 1);
  const auto body = [&] {
    return temp.db().read([](db::Reader& r) {
      return r.first(db::Query{"test.body", "SELECT body FROM outbox_messages"})->text(0);
    });
  };
  EXPECT_EQ(body(), "{}");
  EXPECT_EQ(*delete_done(temp.db(), now()), 0);
  pass(1);
  EXPECT_EQ(*delete_done(temp.db(), now()), 1);
  EXPECT_EQ(in_state("done"), 0U);
}

TEST_F(Outbox, NothingIsSentFromARolledBackTransaction) {
  auto failed = temp.db().write([&](db::Tx& tx) -> Result<void> {
    TRY(later(tx, now(), "test.letter.sent", Json{{"name", "a"}}));
    return fail(Fault::conflict, "やめる");
  });
  EXPECT_FALSE(failed);
  EXPECT_EQ(dispatcher().run_due(), 0);
}

TEST_F(Outbox, WaitsUntilItsTime) {
  send("a", Instant{now().ms + 60'000});
  EXPECT_EQ(dispatcher().run_due(), 0);
  pass(60'000);
  EXPECT_EQ(dispatcher().run_due(), 1);
}

TEST_F(Outbox, AFailureComesBackWithTheSameKeyAndLaterEachTime) {
  send("a");
  failing = true;
  auto d = dispatcher();
  EXPECT_EQ(d.run_due(), 1);
  EXPECT_EQ(d.run_due(), 0);  // not at once
  pass(13'000);
  EXPECT_EQ(d.run_due(), 1);
  failing = false;
  pass(25'000);
  EXPECT_EQ(d.run_due(), 1);
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[0].id, seen[2].id);
  EXPECT_EQ(seen[2].attempt, 3);
  EXPECT_EQ(in_state("done"), 1U);
}

TEST_F(Outbox, AfterTenFailuresItIsLaidAsideAndAPersonCanRetry) {
  send("a");
  failing = true;
  auto d = dispatcher();
  for (int i = 0; i < 20; ++i) {
    d.run_due();
    pass(2 * 3'600'000);
  }
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(kMostAttempts));
  ASSERT_EQ(in_state("dead"), 1U);
  const auto dead = temp.db().read([](db::Reader& r) { return list_letters(r, "dead", 9); });
  EXPECT_EQ(dead[0].last_error, "届け先が応えません");
  failing = false;
  const Context ctx{Actor::system("試験"), temp.db(), now(), "r", ""};
  const auto retry = [&] {
    return temp.db().write([&](db::Tx& tx) { return retry_letter(ctx, tx, dead[0].id); });
  };
  ASSERT_TRUE(retry());
  EXPECT_EQ(retry().error().fault, Fault::not_found);
  EXPECT_EQ(d.run_due(), 1);
  EXPECT_EQ(in_state("done"), 1U);
}

TEST_F(Outbox, OneMessageAboutOneThingWaitsHoweverOftenItIsAskedFor) {
  const auto ask = [&](const std::string& key) {
    return *temp.db().write([&](db::Tx& tx) {
      return later_once(tx, now(), "test.letter.sent", key, Json{{"name", key}});
    });
  };
  EXPECT_TRUE(ask("a"));
  EXPECT_FALSE(ask("a"));
  EXPECT_TRUE(ask("b"));
  EXPECT_EQ(in_state("waiting"), 2U);
  failing = true;
  for (int i = 0; i < 20; ++i) {
    dispatcher().run_due();
    pass(2 * 3'600'000);
  }
  EXPECT_EQ(in_state("dead"), 2U);
  failing = false;
  seen.clear();
  EXPECT_TRUE(ask("a"));  // the one laid aside waits again, no second one
  EXPECT_EQ(in_state("dead"), 1U);
  EXPECT_EQ(dispatcher().run_due(), 1);
  EXPECT_EQ(seen.at(0).attempt, 1);
  EXPECT_TRUE(ask("a"));  // what was done may be ordered anew
  EXPECT_EQ(dispatcher().run_due(), 1);
}

TEST_F(Outbox, TheForeignLaneRestsWhileItsServerIsSilent) {
  for (const char* key : {"a", "b", "c"}) {
    ASSERT_TRUE(temp.db().write([&](db::Tx& tx) {
      return later_once(tx, now(), "test.letter.sent", key, Json::object(), Lane::foreign);
    }));
  }
  send("of our own");
  failing = true;  // with Fault::unavailable
  auto d = dispatcher();
  EXPECT_EQ(d.run_due(), 2);  // our own, and one of the three
  EXPECT_EQ(seen.size(), 2U);
  pass(9'000);
  EXPECT_EQ(d.run_due(), 0);
  failing = false;
  pass(4'000);
  EXPECT_EQ(d.run_due(), 4);
  EXPECT_EQ(in_state("done"), 4U);
}

TEST_F(Outbox, NothingWaitsBehindSlowWork) {
  ASSERT_TRUE(temp.db().write([&](db::Tx& tx) {
    return later_once(tx, now(), "test.report.printed", "a", Json::object(), Lane::slow);
  }));
  std::promise<void> delivered, printed, finished;
  std::shared_future<void> of_delivery = delivered.get_future().share();
  std::shared_future<void> of_printing = printed.get_future().share();
  const auto half_a_minute = std::chrono::seconds(30);
  Handlers handlers{
      {"test.report.printed", [&](const Context&, const Message&) -> Result<void> {
         // Printed until the notice, ordered later, has been printed.
         EXPECT_EQ(of_printing.wait_for(half_a_minute), std::future_status::ready);
         finished.set_value();
         return {};
       }},
      {"test.notice.printed", [&](const Context&, const Message&) -> Result<void> {
         // And this one until the scan, ordered last, has gone through.
         EXPECT_EQ(of_delivery.wait_for(half_a_minute), std::future_status::ready);
         printed.set_value();
         return {};
       }},
      {"test.letter.sent", [&](const Context&, const Message&) -> Result<void> {
         delivered.set_value();
         return {};
       }}};
  Dispatcher d(temp.db(), handlers, [this] { return now(); });
  d.start();
  ASSERT_TRUE(temp.db().write([&](db::Tx& tx) {
    return later(tx, now(), "test.notice.printed", Json::object(), {}, Lane::printed);
  }));
  pass(1);  // the letter is due after the notice: in one lane it would stand behind it
  send("of somebody who waits");
  EXPECT_EQ(finished.get_future().wait_for(std::chrono::seconds(90)), std::future_status::ready);
  d.stop();
  EXPECT_EQ(in_state("done"), 3U);
}

TEST_F(Outbox, AMessageWithoutAHandlerIsKept) {
  ASSERT_TRUE(temp.db().write(
      [&](db::Tx& tx) { return later(tx, now(), "nobody.knows.this", Json::object()); }));
  EXPECT_EQ(dispatcher().run_due(), 1);
  EXPECT_EQ(in_state("waiting"), 1U);
}

TEST_F(Outbox, AHandlerThatThrowsDoesNotStopTheOthers) {
  send("a");
  send("b");
  int calls = 0;
  Handlers throwing{{"test.letter.sent", [&](const Context&, const Message& m) -> Result<void> {
                       ++calls;
                       if (m.body["name"] == "a") throw std::runtime_error("broken");
                       return {};
                     }}};
  Dispatcher d(temp.db(), throwing, [this] { return now(); });
  EXPECT_EQ(d.run_due(), 2);
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(in_state("done"), 1U);
  EXPECT_EQ(in_state("waiting"), 1U);
}

TEST_F(Outbox, TheMessagesOfAKilledProcessComeBackAfterTheLease) {
  send("a");
  auto taken = claim_due(temp.db(), now(), 10);  // and then the process dies
  ASSERT_TRUE(taken);
  ASSERT_EQ(taken->size(), 1U);
  EXPECT_EQ(dispatcher().run_due(), 0);
  pass(kLeaseMinutes * 60'000);
  EXPECT_EQ(dispatcher().run_due(), 1);
  EXPECT_EQ(seen[0].attempt, 2);
  // The first process was only slow: its late word must not undo the second's.
  ASSERT_TRUE(finish(temp.db(), taken->front(), fail(Fault::unavailable, "遅れて失敗"), now()));
  EXPECT_EQ(in_state("done"), 1U);
}

TEST_F(Outbox, AMessageThatKillsItsProcessIsBuried) {
  send("a");
  for (int i = 0; i < kMostAttempts; ++i) {
    ASSERT_EQ(claim_due(temp.db(), now(), 10)->size(), 1U);
    pass(kLeaseMinutes * 60'000);
  }
  EXPECT_EQ(claim_due(temp.db(), now(), 10)->size(), 0U);
  EXPECT_EQ(in_state("dead"), 1U);
}

// Every second dispatcher has connections of its own, as another process on the database has.
TEST_F(Outbox, ManyDispatchersShareTheWorkWithoutDoingItTwice) {
  auto other = db::Db::open(temp.options());
  ASSERT_TRUE(other);
  constexpr int kMessages = 60;
  for (int i = 0; i < kMessages; ++i) send(std::to_string(i));
  std::mutex mutex;
  std::multiset<std::string> delivered;
  const Handlers shared{{"test.letter.sent", [&](const Context&, const Message& m) -> Result<void> {
                           std::lock_guard lock(mutex);
                           delivered.insert(m.body["name"].get<std::string>());
                           return {};
                         }}};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      Dispatcher d(t % 2 == 0 ? temp.db() : **other, shared, [this] { return now(); });
      d.run_due();
    });
  }
  for (std::thread& thread : threads) thread.join();
  // Whoever lost a race left the rest to the others; nothing may be left and nothing doubled.
  Dispatcher(temp.db(), shared, [this] { return now(); }).run_due();
  EXPECT_EQ(delivered.size(), static_cast<std::size_t>(kMessages));
  EXPECT_EQ(std::set<std::string>(delivered.begin(), delivered.end()).size(),
            static_cast<std::size_t>(kMessages));
}

TEST_F(Outbox, WhatOneProcessCommitsAnotherDeliversAndOnlyOnce) {
  auto other = db::Db::open(temp.options());
  ASSERT_TRUE(other);
  send("a");
  auto here = dispatcher();
  Dispatcher there(**other, handlers(), [this] { return now(); });
  EXPECT_EQ(there.run_due(), 1);
  EXPECT_EQ(here.run_due(), 0);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(in_state("done"), 1U);
  // Claimed by one, it is not the other's, until the lease of a process that died is over.
  send("b");
  ASSERT_EQ(claim_due(**other, now(), 10, Lane::own)->size(), 1U);
  EXPECT_EQ(here.run_due(), 0);
  pass(kLeaseMinutes * 60'000LL + 1);
  EXPECT_EQ(here.run_due(), 1);
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[1].body["name"], "b");
}

TEST_F(Outbox, TheThreadIsWokenByACommit) {
  auto d = dispatcher();
  d.start();
  send("a");
  for (int i = 0; i < 200 && in_state("done") == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  d.stop();
  EXPECT_EQ(in_state("done"), 1U);
}

TEST(OutboxBackOff, DoublesUpToAnHourWithAtMostAFifthOfSpread) {
  for (int attempt = 1; attempt <= 12; ++attempt) {
    const std::int64_t base = std::min<std::int64_t>(10'000LL << (attempt - 1), 3'600'000);
    const std::int64_t wait = back_off_ms(attempt);
    EXPECT_GE(wait, base);
    EXPECT_LE(wait, base + base / 5);
  }
}

}  // namespace
}  // namespace musubi::outbox
