// db_test.cc - what a transaction promises, on either database: DB=sqlite|postgres.
// Killed programs and full disks are in crash_test.cc, values in values_test.cc.
#include "db/db.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <thread>

#include "db/notify.h"
#include "support/temp_db.h"

namespace musubi::db {
namespace {

using ::testing::ElementsAre;
using test::TempDb;

constexpr Query kMakeItems{"test.make_items",
                           "CREATE TABLE items (id TEXT PRIMARY KEY, n BIGINT, words TEXT)"};
constexpr Query kMakeParts{
    "test.make_parts",
    "CREATE TABLE parts (id TEXT PRIMARY KEY, item_id TEXT NOT NULL REFERENCES items (id))"};
constexpr Query kInsert{"test.insert", "INSERT INTO items (id, n, words) VALUES ($1, $2, $3)"};
constexpr Query kInsertPart{"test.insert_part", "INSERT INTO parts (id, item_id) VALUES ($1, $2)"};
constexpr Query kFind{"test.find", "SELECT id, n, words FROM items WHERE id = $1"};
constexpr Query kCount{"test.count", "SELECT COUNT(*) FROM items"};
constexpr Query kNumbers{
    "test.numbers",
    "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < $1) SELECT i FROM s",
    "SELECT i FROM generate_series(1, $1::bigint) AS s(i)"};

class DbTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(temp.db().write([](Tx& tx) -> Result<void> {
      TRY(tx.run(kMakeItems));
      TRY(tx.run(kMakeParts));
      return {};
    }));
  }
  Result<void> insert(const std::string& id, std::int64_t n = 0, const std::string& words = "") {
    return temp.db().write([&](Tx& tx) -> Result<void> {
      TRY(tx.run(kInsert, id, n, words));
      return {};
    });
  }
  std::int64_t count() {
    return temp.db().read([](Reader& r) { return r.first(kCount)->integer(0); });
  }
  TempDb temp{TempDb::Schema::empty};
};

TEST_F(DbTest, CommitsWhatSucceedsAndReturnsItsValue) {
  const Result<std::string> made = temp.db().write([](Tx& tx) -> Result<std::string> {
    const std::int64_t changed = TRY(tx.run(kInsert, "a", 7, "七"));
    EXPECT_EQ(changed, 1);
    return std::string("made");
  });
  ASSERT_TRUE(made);
  EXPECT_EQ(*made, "made");
  temp.reopen();
  const auto row = temp.db().read([](Reader& r) { return r.first(kFind, "a"); });
  ASSERT_TRUE(row);
  EXPECT_EQ(row->integer(1), 7);
  EXPECT_EQ(row->text(2), "七");
}

TEST_F(DbTest, RollsBackAFailedResult) {
  const Result<void> refused = temp.db().write([](Tx& tx) -> Result<void> {
    TRY(tx.run(kInsert, "a", 1, ""));
    return fail(Fault::forbidden, "できません");
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::forbidden);
  EXPECT_EQ(count(), 0);
}

TEST_F(DbTest, RollsBackAndRethrowsAnException) {
  const auto throws = [&] {
    (void)temp.db().write([](Tx& tx) -> Result<void> {
      TRY(tx.run(kInsert, "a", 1, ""));
      throw std::runtime_error("midway");
    });
  };
  EXPECT_THROW(throws(), std::runtime_error);
  EXPECT_EQ(count(), 0);
  EXPECT_TRUE(insert("b"));  // and the writer goes on
}

TEST_F(DbTest, UniqueAndForeignKeyViolationsAreConflicts) {
  ASSERT_TRUE(insert("a"));
  const auto twice = insert("a");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().fault, Fault::conflict);
  const auto orphan = temp.db().write([](Tx& tx) -> Result<void> {
    TRY(tx.run(kInsertPart, "p", "nobody"));
    return {};
  });
  ASSERT_FALSE(orphan);
  EXPECT_EQ(orphan.error().fault, Fault::conflict);
  EXPECT_EQ(count(), 1);
}

TEST_F(DbTest, AfterAConflictTheTransactionIsOver) {
  ASSERT_TRUE(insert("a"));
  const auto ignored_conflict = temp.db().write([](Tx& tx) -> Result<void> {
    TRY(tx.run(kInsert, "b", 0, ""));
    EXPECT_FALSE(tx.run(kInsert, "a", 0, ""));
    return {};
  });
  ASSERT_FALSE(ignored_conflict);
  EXPECT_EQ(ignored_conflict.error().fault, Fault::conflict);
  const auto goes_on = [&] {
    (void)temp.db().write([](Tx& tx) -> Result<void> {
      EXPECT_FALSE(tx.run(kInsert, "a", 0, ""));
      TRY(tx.run(kInsert, "c", 0, ""));
      return {};
    });
  };
  EXPECT_THROW(goes_on(), BrokenPromise);
  EXPECT_EQ(count(), 1);
}

TEST_F(DbTest, AnAttemptThatFailsTakesBackOnlyItself) {
  std::vector<std::string> effects;
  const auto done = temp.db().write([&](Tx& tx) -> Result<void> {
    TRY(tx.run(kInsert, "a", 0, ""));
    const auto clash = tx.attempt([&]() -> Result<void> {
      tx.after_commit([&] { effects.push_back("undone"); });
      TRY(tx.run(kInsert, "b", 0, ""));
      TRY(tx.run(kInsert, "a", 0, ""));
      return {};
    });
    EXPECT_FALSE(clash);
    EXPECT_TRUE(tx.attempt([&]() -> Result<void> {
      tx.after_commit([&] { effects.push_back("kept"); });
      TRY(tx.run(kInsert, "c", 0, ""));
      return {};
    }));
    return {};
  });
  ASSERT_TRUE(done);
  EXPECT_EQ(count(), 2);
  EXPECT_THAT(effects, ElementsAre("kept"));
}

TEST_F(DbTest, HooksRunInOrderAndOnlyWhenTheyShould) {
  std::vector<std::string> order;
  ASSERT_TRUE(temp.db().write([&](Tx& tx) -> Result<void> {
    order.clear();
    tx.after_commit([&] {
      order.push_back("after 1");
      EXPECT_TRUE(insert("from after_commit"));
    });
    tx.before_commit([&](Tx& last) -> Result<void> {
      order.push_back("before 1");
      last.before_commit([&](Tx&) -> Result<void> {
        order.push_back("before 3");
        return {};
      });
      TRY(last.run(kInsert, "sealed", 0, ""));
      return {};
    });
    tx.before_commit([&](Tx&) -> Result<void> {
      order.push_back("before 2");
      return {};
    });
    tx.after_commit([&] { order.push_back("after 2"); });
    order.push_back("body");
    return {};
  }));
  EXPECT_THAT(order, ElementsAre("body", "before 1", "before 2", "before 3", "after 1", "after 2"));
  EXPECT_EQ(count(), 2);

  order.clear();
  EXPECT_FALSE(temp.db().write([&](Tx& tx) -> Result<void> {
    tx.after_commit([&] { order.push_back("never"); });
    tx.before_commit([&](Tx&) -> Result<void> { return fail(Fault::conflict, "鎖が切れています"); });
    TRY(tx.run(kInsert, "gone", 0, ""));
    return {};
  }));
  EXPECT_TRUE(order.empty());
  EXPECT_EQ(count(), 2);
}

TEST_F(DbTest, AReadIsOneSnapshotAlsoWhenSomebodyWritesMeanwhile) {
  ASSERT_TRUE(insert("a"));
  temp.db().read([&](Reader& r) {
    EXPECT_EQ(r.first(kCount)->integer(0), 1);
    std::thread([&] { EXPECT_TRUE(insert("b")); }).join();
    EXPECT_TRUE(insert("c"));  // a write inside a read is fine
    EXPECT_EQ(r.first(kCount)->integer(0), 1);
    temp.db().read([&](Reader& again) { EXPECT_EQ(again.first(kCount)->integer(0), 1); });
  });
  EXPECT_EQ(count(), 3);
}

TEST_F(DbTest, AReadInsideAWriteSeesItAndAWriteInsideAWriteIsABrokenPromise) {
  ASSERT_TRUE(temp.db().write([&](Tx& tx) -> Result<void> {
    TRY(tx.run(kInsert, "a", 0, ""));
    EXPECT_EQ(count(), 1);
    return {};
  }));
  const auto nested = [&] {
    (void)temp.db().write([&](Tx&) -> Result<void> { return insert("b"); });
  };
  EXPECT_THROW(nested(), BrokenPromise);
  EXPECT_EQ(count(), 1);
}

TEST_F(DbTest, AReaderCannotWrite) {
  EXPECT_ANY_THROW(temp.db().read([](Reader& r) { r.all(kInsert, "a", 1, ""); }));
  EXPECT_EQ(count(), 0);
}

TEST_F(DbTest, SixtyFourThreadsLoseNothingAndFailuresStayTheirOwn) {
  constexpr int kThreads = 64, kEach = 25;
  std::atomic<int> kept{0}, refused{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const bool wanted = i % 5 != 4;
        const auto done = temp.db().write([&](Tx& tx) -> Result<void> {
          TRY(tx.run(kInsert, std::to_string(t) + "-" + std::to_string(i), i, "x"));
          if (!wanted) return fail(Fault::invalid, "いいえ");
          return {};
        });
        EXPECT_EQ(done.has_value(), wanted);
        ++(done ? kept : refused);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(refused, kThreads * kEach / 5);
  EXPECT_EQ(count(), kept);
  if (temp.options().kind == Kind::sqlite) {
    EXPECT_LT(temp.db().stats().commits, static_cast<std::uint64_t>(kept));  // they shared commits
  }
}

TEST_F(DbTest, LoadDecideChangeIsSafeUnderContention) {
  ASSERT_TRUE(insert("counter", 0));
  constexpr Query kSet{"test.set", "UPDATE items SET n = $2 WHERE id = $1"};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        EXPECT_TRUE(temp.db().write([&](Tx& tx) -> Result<void> {
          const std::int64_t n = tx.first(kFind, "counter")->integer(1);
          TRY(tx.run(kSet, "counter", n + 1));
          return {};
        }));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto row = temp.db().read([](Reader& r) { return r.first(kFind, "counter"); });
  EXPECT_EQ(row->integer(1), 160);
}

// On PostgreSQL the key's index may stop the slower writer before its snapshot does.
TEST_F(DbTest, TheNextNumberUnderAUniqueKeyIsNeverAConflictButATakenKeyIs) {
  constexpr Query kNext{"test.next", "SELECT 'k' || (COUNT(*) + 1) FROM items"};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        const auto made = temp.db().write([&](Tx& tx) -> Result<void> {
          const std::string id = tx.first(kNext)->text(0);
          TRY(tx.run(kInsert, id, 0, ""));
          return {};
        });
        EXPECT_TRUE(made || made.error().fault == Fault::unavailable) << made.error().detail;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_GT(count(), 8);
  const auto taken = insert("k1");
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().fault, Fault::conflict);
}

std::int64_t resident_kb() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t size = 0, resident = 0;
  statm >> size >> resident;
  return resident * sysconf(_SC_PAGESIZE) / 1024;
}

TEST_F(DbTest, StreamsAMillionRowsInFlatMemory) {
  temp.db().read([&](Reader& r) {
    std::int64_t rows = 0, sum = 0, highest_kb = 0;
    const std::int64_t before_kb = resident_kb();
    r.stream(kNumbers, {to_value(1'000'000)}, [&](const Row& row) {
      sum += row.integer(0);
      if (++rows % 100'000 == 0) highest_kb = std::max(highest_kb, resident_kb());
      return true;
    });
    EXPECT_EQ(rows, 1'000'000);
    EXPECT_EQ(sum, 500'000'500'000);
    EXPECT_LT(highest_kb - before_kb, 16 * 1024);
  });
}

TEST_F(DbTest, AStreamStopsEarlyAndAllowsOtherStatementsInside) {
  ASSERT_TRUE(temp.db().write([&](Tx& tx) -> Result<void> {
    int rows = 0;
    tx.stream(kNumbers, {to_value(1'000'000)}, [&](const Row& row) {
      EXPECT_EQ(tx.first(kCount)->integer(0), rows);
      EXPECT_TRUE(tx.run(kInsert, row.text(0), 0, ""));
      tx.stream(kNumbers, {to_value(3)}, [](const Row&) { return true; });
      return ++rows < 10;
    });
    EXPECT_EQ(rows, 10);
    return {};
  }));
  EXPECT_EQ(count(), 10);
  EXPECT_THROW(temp.db().read([&](Reader& r) {
    r.stream(kNumbers, {to_value(10)}, [](const Row&) -> bool { throw std::runtime_error("no"); });
  }),
               std::runtime_error);
  EXPECT_EQ(count(), 10);
}

TEST_F(DbTest, ManyReadersThatWriteInsideDoNotWaitForEachOther) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&, t] {
      temp.db().read([&](Reader& r) {
        r.first(kCount);
        EXPECT_TRUE(insert("w" + std::to_string(t)));
        temp.db().read([](Reader& again) { again.first(kCount); });
      });
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count(), 16);
}

TEST_F(DbTest, ListenersHearOfACommitAndNotOfARollBack) {
  std::mutex mutex;
  std::condition_variable heard;
  std::vector<std::string> payloads;
  const Listener listener(temp.db(), {"outbox"}, [&](const Notice& notice) {
    const std::lock_guard lock(mutex);
    payloads.push_back(notice.payload);
    heard.notify_all();
  });
  const auto say = [&](const char* channel, const char* payload, bool keep) {
    (void)temp.db().write([&](Tx& tx) -> Result<void> {
      notify(tx, channel, payload);
      if (!keep) return fail(Fault::invalid, "いいえ");
      return {};
    });
  };
  say("outbox", "rolled back", false);
  say("other", "elsewhere", true);
  say("outbox", "便り", true);
  std::unique_lock lock(mutex);
  EXPECT_TRUE(heard.wait_for(lock, std::chrono::seconds(10), [&] { return !payloads.empty(); }));
  EXPECT_THAT(payloads, ElementsAre("便り"));
}

TEST_F(DbTest, DescribesChecksAndBacksUpItself) {
  ASSERT_TRUE(insert("a"));
  EXPECT_THAT(temp.db().describe(),
              ::testing::MatchesRegex("(SQLite|PostgreSQL) [0-9].*, [0-9.]+ MB"));
  EXPECT_TRUE(temp.db().integrity_check());
  const std::string path = ::testing::TempDir() + "/copy-" + std::to_string(getpid()) + ".db";
  const auto copied = temp.db().backup_to(path);
  if (temp.options().kind == Kind::postgres) {
    EXPECT_FALSE(copied);
    return;
  }
  ASSERT_TRUE(copied);
  Options options;
  options.path = path;
  {
    const auto copy = Db::open(options);
    ASSERT_TRUE(copy);
    EXPECT_EQ((*copy)->read([](Reader& r) { return r.first(kCount)->integer(0); }), 1);
  }
  for (const char* tail : {"", "-wal", "-shm"}) unlink((path + tail).c_str());
}

TEST(DbOpen, SaysWhatToDoWhenTheDatabaseIsNotThere) {
  Options sqlite;
  sqlite.path = "/nonexistent-folder/x.db";
  Options postgres;
  postgres.kind = Kind::postgres;
  postgres.connection = "host=127.0.0.1 port=1 password=hidden";
  for (const Options& options : {sqlite, postgres}) {
    const auto opened = Db::open(options);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().fault, Fault::unavailable);
    EXPECT_THAT(opened.error().says, ::testing::EndsWith("ください。"));
    EXPECT_THAT(opened.error().detail, ::testing::Not(::testing::HasSubstr("hidden")));
  }
}

}  // namespace
}  // namespace musubi::db
