// postgres_db.cc - Db over PostgreSQL: snapshots for reads, serialisable transactions for writes.
// A write that loses a race (40001, 40P01) runs again; the third time it runs alone:
//   shared advisory lock   most writes, side by side
//   exclusive lock         a write that lost twice; it waits for the others and loses to none
// Even alone it can be told to try again: while some transaction of the server runs for long, in
// whichever database, PostgreSQL sums up what was committed meanwhile, and cannot tell our own
// finished writes from rivals. That passes with the long one, so it tries for as long as a person
// would wait.
// So services may load, decide and change as if nobody else were writing, as on SQLite.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <random>
#include <set>
#include <thread>

#include "db/internal.h"
#include "db/postgres/connection.h"
#include "db/postgres/listener.h"
#include "db/postgres/pool.h"

namespace musubi::db {
namespace {

using postgres::Answer;
using postgres::Connection;
using postgres::Pool;
using postgres::TryAgain;

constexpr std::chrono::seconds kTriesFor{20};
constexpr std::chrono::milliseconds kPauseMost{200};
constexpr int kSideBySideTries = 2;
// Any number of our own: advisory locks are per database.
constexpr const char* kTurnLock = "7205759403792794";
constexpr Query kNotify{"db.notify", "", "SELECT pg_notify($1, $2)"};

struct Counters {
  std::atomic<std::uint64_t> reads{0}, writes{0}, commits{0}, rollbacks{0}, slow{0};
};

std::vector<Row> rows_of(const Answer& answer) {
  std::vector<Row> rows;
  const int count = PQntuples(answer.get());
  rows.reserve(static_cast<std::size_t>(count));
  for (int row = 0; row < count; ++row) rows.push_back(Connection::read_row(answer.get(), row));
  return rows;
}

class SnapshotReader final : public Reader {
 public:
  SnapshotReader(Connection& connection, const Options& options, Counters& counters)
      : connection_(connection), options_(options), counters_(counters) {}
  Kind kind() const override { return Kind::postgres; }
  void stream(const Query& query, const std::vector<Value>& args,
              const std::function<bool(const Row&)>& each) override {
    CHECK(storable(args));
    const Timed timed(query.name, options_.slow_query_ms, [&] { ++counters_.slow; });
    connection_.stream(query.postgres, args, each);
  }
  std::vector<Row> select(const Query& query, const std::vector<Value>& args) override {
    CHECK(storable(args));
    const Timed timed(query.name, options_.slow_query_ms, [&] { ++counters_.slow; });
    return rows_of(connection_.execute(query.postgres, args));
  }

 private:
  Connection& connection_;
  const Options& options_;
  Counters& counters_;
};

class PostgresTx final : public Tx {
 public:
  PostgresTx(Connection& connection, const Options& options, Counters& counters)
      : connection_(connection), options_(options), counters_(counters) {}

  Kind kind() const override { return Kind::postgres; }

  void stream(const Query& query, const std::vector<Value>& args,
              const std::function<bool(const Row&)>& each) override {
    guarded(query, args, [&] { connection_.stream(query.postgres, args, each); });
  }
  std::vector<Row> select(const Query& query, const std::vector<Value>& args) override {
    std::vector<Row> rows;
    guarded(query, args, [&] { rows = rows_of(connection_.execute(query.postgres, args)); });
    return rows;
  }
  Result<std::int64_t> change(const Query& query, const std::vector<Value>& args) override {
    CHECK(spoilt_.empty());  // a statement after a conflict: see Tx::change
    if (!storable(args)) return unstorable_failure();
    std::int64_t changed = 0;
    try {
      guarded(query, args, [&] {
        const Answer answer = connection_.execute(query.postgres, args);
        changed = std::atoll(PQcmdTuples(answer.get()));
      });
    } catch (const Clash& clash) {
      return conflict_failure(clash.what());
    }
    return changed;
  }

  Result<void> attempt(const std::function<Result<void>()>& f) override {
    CHECK(spoilt_.empty());
    connection_.run("SAVEPOINT attempt");
    const Depth deeper(attempts_);
    const std::size_t hooks = last_.size();
    const std::size_t effects = after_.size();
    const auto undo = [&] {
      last_.resize(hooks);
      after_.resize(effects);
      spoilt_.clear();
      connection_.run("ROLLBACK TO attempt; RELEASE attempt");
    };
    try {
      Result<void> outcome = f();
      if (outcome && !spoilt_.empty()) outcome = conflict_failure(spoilt_);
      if (outcome) {
        connection_.run("RELEASE attempt");
      } else {
        undo();
      }
      return outcome;
    } catch (const Clash& clash) {
      undo();
      return conflict_failure(clash.what());
    } catch (const TryAgain&) {
      throw;
    } catch (const Unavailable&) {
      throw;
    } catch (...) {
      undo();
      throw;
    }
  }

  void before_commit(std::function<Result<void>(Tx&)> last) override {
    last_.push_back(std::move(last));
  }
  void after_commit(std::function<void()> then) override { after_.push_back(std::move(then)); }
  void notify(std::string_view channel, std::string_view payload) override {
    // The server says the same once anyway; what an attempt says may be undone.
    if (attempts_ > 0 || said_.emplace(channel, payload).second) first(kNotify, channel, payload);
  }

  Result<void> run_last_hooks() {
    for (std::size_t i = 0; i < last_.size(); ++i) {
      const auto hook = last_[i];
      TRY(hook(*this));
    }
    if (!spoilt_.empty()) return conflict_failure(spoilt_);
    return {};
  }
  std::vector<std::function<void()>>& effects() { return after_; }
  // A unique key was taken, outside of any attempt: what it was, else "".
  const std::string& spoilt() const { return spoilt_; }

 private:
  template <class F>
  void guarded(const Query& query, const std::vector<Value>& args, F&& statement) {
    CHECK(spoilt_.empty());
    CHECK(storable(args));
    const Timed timed(query.name, options_.slow_query_ms, [&] { ++counters_.slow; });
    try {
      statement();
    } catch (const Clash& clash) {
      spoilt_ = clash.what();
      throw;
    }
  }

  Connection& connection_;
  const Options& options_;
  Counters& counters_;
  std::string spoilt_;
  int attempts_ = 0;  // that it is inside of
  std::set<std::pair<std::string, std::string>> said_;
  std::vector<std::function<Result<void>(Tx&)>> last_;
  std::vector<std::function<void()>> after_;
};

class PostgresDb final : public Db {
 public:
  explicit PostgresDb(const Options& options)
      : options_(options),
        readers_(options_.connection, options_.readers),
        writers_(options_.connection, options_.readers) {}

  // A wrong address, or a database of the wrong kind, shows at the start, not at the first page.
  Result<void> probe() {
    Pool::Lease connection(readers_);
    return postgres::must_compare_bytes(*connection);
  }

  Kind kind() const override { return Kind::postgres; }
  Stats stats() const override {
    return {counters_.reads, counters_.writes, counters_.commits, counters_.rollbacks,
            counters_.slow};
  }
  std::string describe() override {
    Pool::Lease connection(readers_);
    const auto rows = rows_of(connection->run(
        "SELECT current_setting('server_version'), pg_database_size(current_database())"));
    return "PostgreSQL " + rows.front().text(0) + ", " + megabytes(rows.front().integer(1));
  }
  // The server checks its pages itself; what can go wrong quietly is an index or a constraint
  // that was left unfinished.
  Result<void> integrity_check() override {
    try {
      Pool::Lease connection(readers_);
      const auto rows = rows_of(connection->run(
          "SELECT (SELECT count(*) FROM pg_index WHERE NOT indisvalid) +"
          " (SELECT count(*) FROM pg_constraint WHERE NOT convalidated)"));
      if (rows.front().integer(0) == 0) return {};
      return fail(Fault::unavailable,
                  "データベースに無効な索引または制約があります。運用手順書に従って修復してください。",
                  "invalid indexes or constraints: " + rows.front().text(0));
    } catch (const Unavailable& error) {
      return unavailable_failure(error.what());
    }
  }
  Result<void> backup_to(const std::string&) override {
    return fail(Fault::unavailable,
                "PostgreSQL のバックアップには pg_dump または WAL アーカイブを使用してください。");
  }
  std::unique_ptr<Subscription> listen(std::vector<std::string> channels,
                                       std::function<void(const Notice&)> each) override {
    return postgres::listen_on(options_.connection, std::move(channels), std::move(each));
  }

 protected:
  void run_read(const std::function<void(Reader&)>& f) override {
    if (Reader* open = Frame::innermost_reader(this)) return f(*open);
    ++counters_.reads;
    Pool::Lease connection(readers_);
    begin(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    SnapshotReader reader(*connection, options_, counters_);
    const Frame frame(this, reader, false);
    try {
      f(reader);
    } catch (...) {
      roll_back(*connection);
      throw;
    }
    roll_back(*connection);  // nothing was written
  }

  Result<void> run_write(const std::function<Result<void>(Tx&)>& f) override {
    CHECK(!Frame::writing(this));
    ++counters_.writes;
    const auto until = std::chrono::steady_clock::now() + kTriesFor;
    for (int tried = 0;; ++tried) {
      std::vector<std::function<void()>> effects;
      try {
        Result<void> outcome = write_once(f, tried >= kSideBySideTries, effects);
        if (outcome) run_after_commit(effects);
        return outcome;
      } catch (const TryAgain& lost) {
        // Three times at least, however long one of them took.
        if (tried >= kSideBySideTries && std::chrono::steady_clock::now() > until) {
          return unavailable_failure(lost.what());
        }
        pause(tried);
      } catch (const Clash& clash) {
        return conflict_failure(clash.what());
      } catch (const Unavailable& down) {
        return unavailable_failure(down.what());
      }
    }
  }

 private:
  // The first statement on an old connection finds out that the server was restarted.
  static void begin(Pool::Lease& connection, const std::string& how) {
    try {
      connection->run(how);
    } catch (const Unavailable&) {
      if (!connection->broken()) throw;
      connection.reconnect();
      connection->run(how);
    }
  }

  void roll_back(Connection& connection) noexcept {
    try {
      if (!connection.broken() && !connection.idle()) connection.run("ROLLBACK");
    } catch (const std::exception& error) {
      log::warning("db.rollback.failed", {{"why", error.what()}});  // the pool drops it
    }
  }

  static void pause(int tried) {
    thread_local std::minstd_rand dice{std::random_device{}()};
    const std::chrono::milliseconds most{2 << std::min(tried, 10)};
    std::uniform_int_distribution<long> up_to(0, std::min(most, kPauseMost).count());
    std::this_thread::sleep_for(std::chrono::milliseconds(up_to(dice)));
  }

  Result<void> write_once(const std::function<Result<void>(Tx&)>& f, bool alone,
                          std::vector<std::function<void()>>& effects) {
    Pool::Lease connection(writers_);
    const std::string lock = kTurnLock;
    if (alone) {
      // Before BEGIN, so that the snapshot is younger than the wait.
      begin(connection, "SELECT pg_advisory_lock(" + lock + ")");
      struct Unlock {
        Connection& on;
        const std::string& key;
        ~Unlock() {
          // A connection that cannot answer is dropped, and the lock with it.
          PQclear(PQexec(on.handle(), ("SELECT pg_advisory_unlock(" + key + ")").c_str()));
        }
      } const unlock{*connection, lock};
      connection->run("BEGIN ISOLATION LEVEL SERIALIZABLE");
      return work_and_commit(*connection, f, effects, alone);
    }
    begin(connection, "BEGIN ISOLATION LEVEL SERIALIZABLE;"
                      "SELECT pg_advisory_xact_lock_shared(" + lock + ")");
    return work_and_commit(*connection, f, effects, alone);
  }

  Result<void> work_and_commit(Connection& connection, const std::function<Result<void>(Tx&)>& f,
                               std::vector<std::function<void()>>& effects, bool alone) {
    PostgresTx tx(connection, options_, counters_);
    try {
      Result<void> outcome = work(tx, f);
      // Of two that chose the same next number, the index may stop the slower one before its
      // snapshot does: it lost a race like any other. Alone, a taken key is a conflict.
      if (!outcome && !alone && !tx.spoilt().empty()) throw TryAgain(tx.spoilt());
      if (!outcome) {
        ++counters_.rollbacks;
        roll_back(connection);
        return outcome;
      }
      const Answer committed = connection.run("COMMIT");
      // A transaction that had failed inside answers COMMIT with ROLLBACK and no error.
      CHECK(std::string_view(PQcmdStatus(committed.get())) == "COMMIT");
    } catch (const Clash& clash) {
      ++counters_.rollbacks;
      roll_back(connection);
      if (!alone) throw TryAgain(clash.what());
      throw;
    } catch (...) {
      ++counters_.rollbacks;
      roll_back(connection);
      throw;
    }
    ++counters_.commits;
    effects = std::move(tx.effects());
    return {};
  }

  Result<void> work(PostgresTx& tx, const std::function<Result<void>(Tx&)>& f) {
    const Frame frame(this, tx, true);
    TRY(f(tx));
    return tx.run_last_hooks();
  }

  const Options options_;
  Counters counters_;
  // Two pools, so that a write inside a read never waits for the reads that wait for it.
  Pool readers_;
  Pool writers_;
};

}  // namespace

Result<std::unique_ptr<Db>> open_postgres(const Options& options) {
  CHECK(options.readers > 0);
  try {
    auto opened = std::make_unique<PostgresDb>(options);
    TRY(opened->probe());
    return std::unique_ptr<Db>(std::move(opened));
  } catch (const Unavailable& error) {
    return fail(Fault::unavailable,
                "データベースに接続できませんでした。PostgreSQL の状態と接続設定を確認してください。",
                error.what());
  }
}

}  // namespace musubi::db
