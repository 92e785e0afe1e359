// internal.h - what the two drivers share: nesting on a thread, refusals, the slow-query log.
// Included only by src/db/**. Holds no SQL and knows neither library.
#pragma once

#include <chrono>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "db/db.h"
#include "db/migrate.h"

namespace musubi::db {

// A unique or foreign-key violation met outside change(), e.g. in INSERT ... RETURNING.
class Clash : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

Failure conflict_failure(std::string detail);
Failure unavailable_failure(std::string detail);
Failure unstorable_failure();

// False for text that PostgreSQL cannot hold: a NUL byte or malformed UTF-8.
bool storable(std::string_view text);
bool storable(const std::vector<Value>& args);

// What the current thread is doing with which database: reads inside reads share a snapshot, and
// a write inside a write is caught. Frames live on the stack and form a list, newest first.
class Frame {
 public:
  Frame(const void* db, Reader& reader, bool writing);
  ~Frame();
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  static Reader* innermost_reader(const void* db);
  static bool writing(const void* db);

 private:
  const void* db_;
  Reader& reader_;
  bool writing_;
  Frame* outer_;
};

// Times one statement; a slow one is logged by name (never with its parameters: personal data).
template <class OnSlow>
class Timed {
 public:
  Timed(std::string_view name, int limit_ms, OnSlow on_slow)
      : name_(name), limit_ms_(limit_ms), on_slow_(on_slow) {}
  ~Timed() {
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start_);
    if (took.count() < limit_ms_) return;
    on_slow_();
    log::warning("db.query.slow",
                 {{"query", std::string(name_)}, {"took_ms", std::to_string(took.count())}});
  }
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

 private:
  std::string_view name_;
  int limit_ms_;
  OnSlow on_slow_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// How many attempts deep a transaction is, while this lives.
class Depth {
 public:
  explicit Depth(int& depth) : depth_(depth) { ++depth_; }
  ~Depth() { --depth_; }
  Depth(const Depth&) = delete;
  Depth& operator=(const Depth&) = delete;

 private:
  int& depth_;
};

// Runs what waited for the commit, on the caller's thread. One that throws breaks its contract:
// the commit stands, so it is logged, and the others still run.
void run_after_commit(std::vector<std::function<void()>>& hooks);

std::string megabytes(std::int64_t bytes);  // "12.4 MB"

// What is still to be applied, or why the start must stop. `applied`: name -> checksum.
Result<std::vector<const Migration*>> pending(const std::map<std::string, std::string>& applied,
                                              const std::vector<Migration>& migrations, Kind kind);
std::string checksum_of(const Migration& migration, Kind kind);
Failure migration_failure(const std::string& name, const std::string& detail);
Result<std::vector<std::string>> migrate_sqlite(const Options& options,
                                                const std::vector<Migration>& migrations,
                                                const MigrationProgress& progress);
Result<std::vector<std::string>> migrate_postgres(const Options& options,
                                                  const std::vector<Migration>& migrations,
                                                  const MigrationProgress& progress);

Result<std::unique_ptr<Db>> open_sqlite(const Options& options);
Result<std::unique_ptr<Db>> open_postgres(const Options& options);

}  // namespace musubi::db
