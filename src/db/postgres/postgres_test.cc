// postgres_test.cc - what only a server can do to us: dropped connections, lost races.
// Registered only when DB=postgres, so that nothing is counted that did not run.
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "db/db.h"
#include "db/migrate.h"
#include "db/notify.h"
#include "support/temp_db.h"

namespace musubi::db {
namespace {

using test::TempDb;

constexpr Query kMake{"test.make", "CREATE TABLE entries (id BIGINT PRIMARY KEY, n BIGINT)"};
constexpr Query kInsert{"test.insert", "INSERT INTO entries (id, n) VALUES ($1, $2)"};
constexpr Query kOne{"test.one", "SELECT 1"};
constexpr Query kSum{"test.sum", "SELECT COALESCE(SUM(n), 0) FROM entries"};
constexpr Query kCutOthers{"test.cut_others", "",
                           "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                           " WHERE datname = current_database() AND pid <> pg_backend_pid()"};
constexpr Query kCutMe{"test.cut_me", "", "SELECT pg_terminate_backend(pg_backend_pid())"};

class PostgresTest : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    ASSERT_TRUE(temp.db().write([](Tx& tx) -> Result<void> {
      TRY(tx.run(kMake));
      return {};
    }));
  }
  Result<void> insert(std::int64_t id) {
    return temp.db().write([&](Tx& tx) -> Result<void> {
      TRY(tx.run(kInsert, id, 1));
      return {};
    });
  }
  // As in a restart or a failover.
  void cut_everybody() {
    auto other = Db::open(temp.options());
    ASSERT_TRUE(other);
    (*other)->read([](Reader& r) { r.first(kCutOthers); });
  }
  TempDb temp{TempDb::Schema::empty};
};

TEST_P(PostgresTest, BrokenConnectionsAreReplaced) {
  temp.db().read([](Reader& r) { r.first(kOne); });
  ASSERT_TRUE(insert(1));
  cut_everybody();
  EXPECT_EQ(temp.db().read([](Reader& r) { return r.first(kOne)->integer(0); }), 1);
  EXPECT_TRUE(insert(2));
}

TEST_P(PostgresTest, AWriteCutMidwayFailsWholeAndTheNextSucceeds) {
  const auto cut = temp.db().write([](Tx& tx) -> Result<void> {
    TRY(tx.run(kInsert, 5, 5));
    tx.first(kCutMe);
    return {};
  });
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().fault, Fault::unavailable);
  EXPECT_TRUE(insert(5));
  EXPECT_THROW(temp.db().read([](Reader& r) { r.first(kCutMe); }), Unavailable);
  EXPECT_EQ(temp.db().read([](Reader& r) { return r.first(kOne)->integer(0); }), 1);
}

TEST_P(PostgresTest, AListenerReconnectsAndSaysThatItMissedSomething) {
  std::mutex mutex;
  std::condition_variable heard;
  bool missed = false;
  std::string payload;
  const Listener listener(temp.db(), {"live"}, [&](const Notice& notice) {
    const std::lock_guard lock(mutex);
    (notice.missed ? void(missed = true) : void(payload = notice.payload));
    heard.notify_all();
  });
  cut_everybody();
  {
    std::unique_lock lock(mutex);
    ASSERT_TRUE(heard.wait_for(lock, std::chrono::seconds(10), [&] { return missed; }));
  }
  ASSERT_TRUE(temp.db().write([](Tx& tx) -> Result<void> {
    notify(tx, "live", "back");
    return {};
  }));
  std::unique_lock lock(mutex);
  EXPECT_TRUE(heard.wait_for(lock, std::chrono::seconds(10), [&] { return payload == "back"; }));
}

// Two writes that each read what the other changes: side by side both would pass their check.
TEST_P(PostgresTest, ARuleOverManyRowsHoldsUnderContention) {
  constexpr int kMost = 10;
  std::vector<std::thread> threads;
  std::atomic<int> refused{0};
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 5; ++i) {
        const auto done = temp.db().write([&](Tx& tx) -> Result<void> {
          if (tx.first(kSum)->integer(0) >= kMost) return fail(Fault::invalid, "満員です");
          TRY(tx.run(kInsert, t * 100 + i, 1));
          return {};
        });
        if (!done && done.error().fault == Fault::invalid) ++refused;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(temp.db().read([](Reader& r) { return r.first(kSum)->integer(0); }), kMost);
  EXPECT_EQ(refused, 40 - kMost);
}

// Lists page by text: "id < '~'" finds nothing where signs sort before letters.
TEST_P(PostgresTest, ADatabaseThatSortsByALanguageIsRefusedWithTheRemedy) {
  const TempDb linguistic(TempDb::Schema::linguistic);
  const auto migrated = migrate(linguistic.options(), embedded_migrations());
  ASSERT_FALSE(migrated);
  EXPECT_EQ(migrated.error().fault, Fault::conflict);
  EXPECT_NE(migrated.error().says.find("createdb -T template0 -E UTF8 --locale=C.UTF-8"),
            std::string::npos);
  const auto opened = Db::open(linguistic.options());  // what doctor does
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().says, migrated.error().says);
}

std::vector<Kind> when_chosen() {
  if (test::chosen_kind() == Kind::postgres) return {Kind::postgres};
  return {};
}
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PostgresTest);
INSTANTIATE_TEST_SUITE_P(Server, PostgresTest, ::testing::ValuesIn(when_chosen()),
                         [](const auto&) { return std::string("postgres"); });

}  // namespace
}  // namespace musubi::db
