// crash_test.cc - kill -9 and full disks: what was acknowledged is there, the rest is whole.
// A child writes as fast as it can and reports each acknowledged number through a pipe.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <random>
#include <set>
#include <thread>

#include "db/db.h"
#include "support/temp_db.h"

namespace musubi::db {
namespace {

using test::TempDb;

constexpr Query kMake{"test.make", "CREATE TABLE entries (id BIGINT PRIMARY KEY, twin BIGINT)"};
constexpr Query kInsert{"test.insert", "INSERT INTO entries (id, twin) VALUES ($1, $2)"};
constexpr Query kAll{"test.all", "SELECT id, twin FROM entries ORDER BY id"};
constexpr Query kBig{"test.big", "CREATE TABLE big (id BIGINT, words TEXT)"};
constexpr Query kInsertBig{"test.insert_big", "INSERT INTO big (id, words) VALUES ($1, $2)"};
constexpr Query kCountBig{"test.count_big", "SELECT COUNT(*) FROM big"};

constexpr int kRounds = 6;
constexpr int kThreads = 8;
constexpr std::int64_t kTwin = 1'000'000'000;

// Two rows per transaction: half a transaction would show.
Result<void> write_pair(Db& db, std::int64_t n) {
  return db.write([n](Tx& tx) -> Result<void> {
    TRY(tx.run(kInsert, n, n + kTwin));
    TRY(tx.run(kInsert, n + kTwin, n));
    return {};
  });
}

// In the child: never returns.
[[noreturn]] void write_until_killed(const Options& options, int out, std::int64_t first) {
  auto opened = Db::open(options);
  if (!opened) _exit(1);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (std::int64_t n = first + t;; n += kThreads) {
        if (!write_pair(**opened, n)) continue;
        if (::write(out, &n, sizeof n) != sizeof n) _exit(2);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  _exit(0);
}

TEST(Crash, KillNineLosesNothingAcknowledged) {
  TempDb temp(TempDb::Schema::empty);
  ASSERT_TRUE(temp.db().write([](Tx& tx) -> Result<void> {
    TRY(tx.run(kMake));
    return {};
  }));
  std::mt19937 dice(std::random_device{}());
  std::set<std::int64_t> acknowledged;
  for (int round = 0; round < kRounds; ++round) {
    temp.close();
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      close(ends[0]);
      write_until_killed(temp.options(), ends[1], round * 10'000'000LL);
    }
    close(ends[1]);
    std::int64_t n = 0;
    const std::size_t before = acknowledged.size();
    // Its time begins with its first write: on a busy machine it may take long to start.
    if (read(ends[0], &n, sizeof n) == sizeof n) acknowledged.insert(n);
    std::thread killer([&, after = 20 + static_cast<int>(dice() % 300)] {
      std::this_thread::sleep_for(std::chrono::milliseconds(after));
      kill(child, SIGKILL);
    });
    while (read(ends[0], &n, sizeof n) == sizeof n) acknowledged.insert(n);
    close(ends[0]);
    killer.join();
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    ASSERT_GT(acknowledged.size(), before) << "the child wrote nothing in this round";

    temp.reopen();
    ASSERT_TRUE(temp.db().integrity_check());
    std::set<std::int64_t> found;
    temp.db().read([&](Reader& reader) {
      reader.stream(kAll, {}, [&](const Row& row) {
        found.insert(row.integer(0));
        return true;
      });
    });
    for (const std::int64_t number : acknowledged) {
      ASSERT_TRUE(found.contains(number)) << "acknowledged, then lost: " << number;
    }
    for (const std::int64_t number : found) {
      const std::int64_t twin = number < kTwin ? number + kTwin : number - kTwin;
      ASSERT_TRUE(found.contains(twin)) << "half a transaction: " << number;
    }
  }
}

// In the child: files may not grow beyond `most` bytes, as on a full disk. 0 when all is well.
int fill_the_disk(const Options& options, rlim_t most) {
  signal(SIGXFSZ, SIG_IGN);
  auto opened = Db::open(options);
  if (!opened) return 1;
  const rlimit limit{most, RLIM_INFINITY};
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
  int kept = 0;
  int refused = 0;
  for (int i = 0; i < 400 && refused < 3; ++i) {
    const auto done = (*opened)->write([&](Tx& tx) -> Result<void> {
      TRY(tx.run(kInsertBig, i, std::string(20'000, 'x')));
      return {};
    });
    if (!done && done.error().fault != Fault::unavailable) return 3;
    ++(done ? kept : refused);
  }
  if (refused == 0) return 4;
  // Reading goes on, and shows exactly what was acknowledged.
  if ((*opened)->read([](Reader& r) { return r.first(kCountBig)->integer(0); }) != kept) return 5;
  // Once there is room again, writing goes on without a restart.
  const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
  if (setrlimit(RLIMIT_FSIZE, &none) != 0) return 6;
  const auto again = (*opened)->write([&](Tx& tx) -> Result<void> {
    TRY(tx.run(kInsertBig, -1, "room again"));
    return {};
  });
  if (!again) return 7;
  return (*opened)->integrity_check() ? 0 : 8;
}

// Always SQLite, whatever DB says: the disk of a PostgreSQL server is not ours to fill.
TEST(Crash, AFullDiskRefusesWritesAndKeepsWhatWasAcknowledged) {
  std::string folder = ::testing::TempDir() + "/full-disk-XXXXXX";
  ASSERT_TRUE(mkdtemp(folder.data()));
  Options options;
  options.path = folder + "/musubi.db";
  {
    auto opened = Db::open(options);
    ASSERT_TRUE(opened);
    ASSERT_TRUE((*opened)->write([](Tx& tx) -> Result<void> {
      TRY(tx.run(kBig));
      return {};
    }));
  }
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) _exit(fill_the_disk(options, 2'000'000));
  int status = -1;
  waitpid(child, &status, 0);
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

// A second program (a command, a backup) on the same database: both finish all they began.
TEST(Crash, TwoProgramsOnOneDatabaseBothFinish) {
  TempDb temp(TempDb::Schema::empty);
  ASSERT_TRUE(temp.db().write([](Tx& tx) -> Result<void> {
    TRY(tx.run(kMake));
    return {};
  }));
  auto other = Db::open(temp.options());
  ASSERT_TRUE(other);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      Db& db = t % 2 ? temp.db() : **other;
      for (std::int64_t i = 0; i < 50; ++i) EXPECT_TRUE(write_pair(db, t * 1000 + i));
    });
  }
  for (auto& thread : threads) thread.join();
  std::size_t rows = temp.db().read([](Reader& r) { return r.all(kAll).size(); });
  EXPECT_EQ(rows, 400U);
}

}  // namespace
}  // namespace musubi::db
