// temp_db.cc - makes, copies and drops the databases of tests. Each process migrates its own
// template, so that test programs may run side by side.
#include "support/temp_db.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "core/search/search.h"
#include "db/migrate.h"
#include "support/postgres_pool.h"

namespace musubi::test {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void stop(const std::string& why) { throw std::runtime_error("TempDb: " + why); }

std::string make_folder() {
  std::string pattern = (fs::temp_directory_path() / "musubi-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) stop("no temporary folder");
  return pattern;
}

// The migrated original; lives as long as the process that made it.
struct Template {
  db::Options options;
  std::string folder, database;
  std::unique_ptr<PostgresPool> pool;  // PostgreSQL: copies
  pid_t owner = getpid();

  Template() {
    options.kind = chosen_kind();
    if (options.kind == db::Kind::sqlite) {
      folder = make_folder();
      options.path = folder + "/template.db";
    } else {
      database = new_database_name();
      on_server("CREATE DATABASE " + database + " TEMPLATE template0 ENCODING 'UTF8'");
      options.connection = connection_to(database);
    }
    const auto applied = db::migrate(options, db::embedded_migrations());
    if (!applied) {
      clean();
      stop("migrations: " + applied.error().detail);
    }
    if (!database.empty()) pool = std::make_unique<PostgresPool>(database);
  }
  ~Template() {
    if (getpid() != owner) {  // a forked child must leave it to its parent
      static_cast<void>(pool.release());
      return;
    }
    pool.reset();
    clean();
  }
  void clean() const {
    std::error_code ignored;
    if (!folder.empty()) fs::remove_all(folder, ignored);
    if (!database.empty()) drop_database(database);
  }
};

Template& migrated_template() {
  static Template original;
  return original;
}

}  // namespace

db::Kind chosen_kind() {
  const char* words = std::getenv("DB");
  const std::string kind = words && *words ? words : "sqlite";
  if (kind == "sqlite") return db::Kind::sqlite;
  if (kind == "postgres") return db::Kind::postgres;
  stop("DB must be sqlite or postgres, not " + kind);
}

TempDb::TempDb(Schema schema) {
  search::install();  // the migrations make an FTS5 table
  options_.kind = chosen_kind();
  if (options_.kind == db::Kind::sqlite) {
    folder_ = make_folder();
    options_.path = folder_ + "/musubi.db";
    if (schema == Schema::migrated) fs::copy_file(migrated_template().options.path, options_.path);
  } else {
    pooled_ = schema == Schema::migrated;
    if (pooled_) {
      database_ = migrated_template().pool->take();
    } else {
      database_ = new_database_name();
      on_server("CREATE DATABASE " + database_ + " TEMPLATE template0 ENCODING 'UTF8'");
    }
    options_.connection = connection_to(database_);
  }
  reopen();
}

TempDb::~TempDb() {
  db_.reset();
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
  if (pooled_) {
    migrated_template().pool->give_back(database_);
  } else if (!database_.empty()) {
    drop_database(database_);
  }
}

void TempDb::reopen() {
  db_.reset();
  auto opened = db::Db::open(options_);
  if (!opened) stop("open: " + opened.error().detail);
  db_ = std::move(*opened);
}

}  // namespace musubi::test
