// sqlite_db.cc - Db over one SQLite file: a pool of readers, each with its own snapshot, and the
// one writer thread (writer.h). WAL, so readers and the writer never wait for each other.
#include <sys/stat.h>

#include <condition_variable>
#include <mutex>

#include "db/internal.h"
#include "db/sqlite/connection.h"
#include "db/sqlite/fan_out.h"
#include "db/sqlite/writer.h"

namespace musubi::db {
namespace {

using sqlite::Connection;
using sqlite::Counters;
using sqlite::Role;

std::int64_t bytes_of(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? status.st_size : 0;
}

class SnapshotReader final : public Reader {
 public:
  SnapshotReader(Connection& connection, const Options& options, Counters& counters)
      : connection_(connection), options_(options), counters_(counters) {}
  Kind kind() const override { return Kind::sqlite; }
  void stream(const Query& query, const std::vector<Value>& args,
              const std::function<bool(const Row&)>& each) override {
    CHECK(storable(args));
    const Timed timed(query.name, options_.slow_query_ms, [&] { ++counters_.slow; });
    connection_.query(query.sqlite, args, each);
  }
  std::vector<Row> select(const Query& query, const std::vector<Value>& args) override {
    CHECK(storable(args));
    const Timed timed(query.name, options_.slow_query_ms, [&] { ++counters_.slow; });
    return connection_.select(query.sqlite, args);
  }

 private:
  Connection& connection_;
  const Options& options_;
  Counters& counters_;
};

class SqliteDb final : public Db {
 public:
  explicit SqliteDb(const Options& options)
      : options_(options),
        writer_(options_, this, counters_, [this](const Notice& n) { fan_out_.publish(n); }) {
    for (int i = 0; i < options_.readers; ++i) {
      idle_.push_back(std::make_unique<Connection>(options_.path, Role::reader));
    }
  }

  Kind kind() const override { return Kind::sqlite; }
  Stats stats() const override {
    return {counters_.reads, counters_.writes, counters_.commits, counters_.rollbacks,
            counters_.slow};
  }

  std::string describe() override {
    const auto size = bytes_of(options_.path) + bytes_of(options_.path + "-wal");
    return std::string("SQLite ") + sqlite3_libversion() + ", " + megabytes(size);
  }

  Result<void> integrity_check() override {
    try {
      Connection connection(options_.path, Role::reader);
      const auto rows = connection.select("PRAGMA integrity_check(1)", {});
      if (rows.empty() || rows.front().text(0) != "ok") {
        return damaged(rows.empty() ? "no answer" : rows.front().text(0));
      }
      const auto orphans = connection.select("PRAGMA foreign_key_check", {});
      if (!orphans.empty()) return damaged("foreign key broken in " + orphans.front().text(0));
      return {};
    } catch (const Unavailable& error) {
      return damaged(error.what());
    }
  }

  Result<void> backup_to(const std::string& path) override {
    try {
      Connection source(options_.path, Role::reader);
      sqlite3* copy = nullptr;
      int code = sqlite3_open_v2(path.c_str(), &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                 nullptr);
      if (code == SQLITE_OK) code = copy_all(source.handle(), copy);
      const std::string words = sqlite3_errmsg(copy);
      sqlite3_close_v2(copy);
      if (code == SQLITE_OK) return {};
      return backup_failed(words);
    } catch (const Unavailable& error) {
      return backup_failed(error.what());
    }
  }

  std::unique_ptr<Subscription> listen(std::vector<std::string> channels,
                                       std::function<void(const Notice&)> each) override {
    return fan_out_.listen(std::move(channels), std::move(each));
  }

 protected:
  void run_read(const std::function<void(Reader&)>& f) override {
    if (Reader* open = Frame::innermost_reader(this)) return f(*open);
    ++counters_.reads;
    const Lease lease(*this);
    SnapshotReader reader(*lease.connection, options_, counters_);
    const Frame frame(this, reader, false);
    if (lease.connection->control("BEGIN") != SQLITE_OK) {
      throw Unavailable("begin: " + lease.connection->last_words());
    }
    f(reader);
  }

  Result<void> run_write(const std::function<Result<void>(Tx&)>& f) override {
    CHECK(!Frame::writing(this));
    return writer_.run(f);
  }

 private:
  // A reader connection out of the pool; its snapshot ends with the lease.
  struct Lease {
    explicit Lease(SqliteDb& from) : db(from) {
      std::unique_lock lock(db.mutex_);
      db.returned_.wait(lock, [&] { return !db.idle_.empty(); });
      connection = std::move(db.idle_.back());
      db.idle_.pop_back();
    }
    ~Lease() {
      if (connection->in_transaction()) connection->control("ROLLBACK");
      {
        const std::lock_guard lock(db.mutex_);
        db.idle_.push_back(std::move(connection));
      }
      db.returned_.notify_one();
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    SqliteDb& db;
    std::unique_ptr<Connection> connection;
  };

  static Failure damaged(const std::string& detail) {
    return fail(Fault::unavailable,
                "データベースに破損が見つかりました。運用手順書に従い、バックアップから復元してください。",
                detail);
  }
  static Failure backup_failed(const std::string& detail) {
    return fail(Fault::unavailable,
                "バックアップを作成できませんでした。保存先の空き容量と権限を確認してください。",
                detail);
  }
  // In one step of all pages: the copy is one snapshot, and in WAL mode it stops no writer.
  static int copy_all(sqlite3* source, sqlite3* copy) {
    sqlite3_backup* backup = sqlite3_backup_init(copy, "main", source, "main");
    if (!backup) return sqlite3_errcode(copy);
    const int stepped = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    return stepped == SQLITE_DONE ? finished : stepped;
  }

  const Options options_;
  Counters counters_;
  sqlite::FanOut fan_out_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  sqlite::Writer writer_;  // last: its thread uses all of the above, so it is joined first
};

}  // namespace

Result<std::unique_ptr<Db>> open_sqlite(const Options& options) {
  CHECK(options.readers > 0 && !options.path.empty());
  try {
    return std::unique_ptr<Db>(std::make_unique<SqliteDb>(options));
  } catch (const Unavailable& error) {
    return fail(Fault::unavailable,
                "データベースを開けませんでした。データフォルダの場所と権限を確認してください。",
                error.what());
  }
}

}  // namespace musubi::db
