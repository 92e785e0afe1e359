// temp_db.h - a fresh, fully migrated database for one test, dropped at its end.
// DB=sqlite (default) or DB=postgres chooses the kind; PostgreSQL needs MUSUBI_TEST_PG, a libpq
// connection string of a server where databases may be created. When it is missing the test fails.
// All migrations run once per process into a template; each TempDb is a copy of it.
#pragma once

#include <memory>
#include <string>

#include "db/db.h"

namespace musubi::test {

db::Kind chosen_kind();  // what DB= says

class TempDb {
 public:
  // linguistic: an empty PostgreSQL database that sorts by a language, and is not opened.
  enum class Schema { migrated, empty, linguistic };
  explicit TempDb(Schema schema = Schema::migrated);
  ~TempDb();
  TempDb(const TempDb&) = delete;
  TempDb& operator=(const TempDb&) = delete;

  db::Db& db() { return *db_; }
  const db::Options& options() const { return options_; }
  void close() { db_.reset(); }  // to reopen by hand, or to let another process have it
  void reopen();

 private:
  db::Options options_;
  std::string folder_;    // SQLite
  std::string database_;  // PostgreSQL
  std::unique_ptr<db::Db> db_;
};

}  // namespace musubi::test
