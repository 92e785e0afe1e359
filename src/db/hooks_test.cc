// hooks_test.cc - what a transaction keeps for itself: own() and notices that are said once. What a
// transaction promises otherwise is in db_test.cc.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <mutex>
#include <thread>

#include "db/notify.h"
#include "support/temp_db.h"

namespace musubi::db {
namespace {

struct Sum {
  int number = 0;
};

TEST(Hooks, ShareWhatIsTheTransactionsOwnAndNothingMore) {
  test::TempDb temp;
  std::vector<int> seen;
  for (int round = 0; round < 2; ++round) {
    ASSERT_TRUE(temp.db().write([&](Tx& tx) -> Result<void> {
      seen.clear();
      for (int i = 0; i < 3; ++i) {
        tx.before_commit([&](Tx& last) -> Result<void> {
          seen.push_back(++last.own<Sum>().number);
          return {};
        });
      }
      return {};
    }));
    EXPECT_THAT(seen, testing::ElementsAre(1, 2, 3));
  }
}

TEST(Hooks, TheSameIsSaidOnceAndWhatAnAttemptSaidIsUndoneWithIt) {
  test::TempDb temp;
  std::mutex mutex;
  std::vector<std::string> heard;
  const Listener listener(temp.db(), {"outbox"}, [&](const Notice& notice) {
    const std::lock_guard lock(mutex);
    if (!notice.missed) heard.push_back(notice.payload);
  });
  ASSERT_TRUE(temp.db().write([&](Tx& tx) -> Result<void> {
    for (int i = 0; i < 5; ++i) notify(tx, "outbox", "again");
    (void)tx.attempt([&]() -> Result<void> {
      notify(tx, "outbox", "tried");
      return fail(Fault::conflict, "やめます");
    });
    notify(tx, "outbox", "tried");
    return {};
  }));
  ASSERT_TRUE(temp.db().write([&](Tx& tx) -> Result<void> {
    notify(tx, "outbox", "last");
    return {};
  }));
  for (int i = 0; i < 200; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
    const std::lock_guard lock(mutex);
    if (!heard.empty() && heard.back() == "last") break;
  }
  const std::lock_guard lock(mutex);
  EXPECT_THAT(heard, testing::ElementsAre("again", "tried", "last"));
}

}  // namespace
}  // namespace musubi::db
