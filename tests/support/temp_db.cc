// temp_db.cc - makes, copies and drops the databases of tests. Each process migrates its own
// template, so that test programs may run side by side.
#include "support/temp_db.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <stdexcept>

#include "core/search/search.h"
#include "db/migrate.h"

namespace musubi::test {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void stop(const std::string& why) { throw std::runtime_error("TempDb: " + why); }

std::string unique_name() {
  static std::atomic<int> next{0};
  return "musubi_test_" + std::to_string(getpid()) + "_" + std::to_string(next++);
}

std::string make_folder() {
  std::string pattern = (fs::temp_directory_path() / "musubi-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) stop("no temporary folder");
  return pattern;
}

std::string server() {
  const char* server = std::getenv("MUSUBI_TEST_PG");
  if (!server || !*server) {
    stop("DB=postgres needs MUSUBI_TEST_PG, a connection string of a PostgreSQL server where "
         "databases may be created");
  }
  return server;
}

// The server's connection string with another database name, in keyword form.
std::string connection_to(const std::string& database) {
  char* problem = nullptr;
  PQconninfoOption* options = PQconninfoParse(server().c_str(), &problem);
  if (!options) stop(std::string("MUSUBI_TEST_PG: ") + (problem ? problem : "cannot be read"));
  std::string joined;
  for (PQconninfoOption* option = options; option->keyword; ++option) {
    if (!option->val || std::string_view(option->keyword) == "dbname") continue;
    std::string quoted;
    for (const char* at = option->val; *at; ++at) {
      if (*at == '\'' || *at == '\\') quoted += '\\';
      quoted += *at;
    }
    joined += std::string(option->keyword) + "='" + quoted + "' ";
  }
  PQconninfoFree(options);
  return joined + "dbname='" + database + "'";
}

// One connection for all of a process: to connect costs more than most tests.
void on_server(const std::string& sql) {
  static std::mutex mutex;
  static PGconn* connection = nullptr;
  static pid_t owner = 0;
  const std::scoped_lock lock(mutex);
  if (owner != getpid()) {  // a forked child must not speak on its parent's
    connection = PQconnectdb(server().c_str());
    owner = getpid();
  } else if (PQstatus(connection) != CONNECTION_OK) {
    PQreset(connection);
  }
  PGresult* result = PQexec(connection, sql.c_str());
  const bool good = PQresultStatus(result) == PGRES_COMMAND_OK;
  const std::string words = PQerrorMessage(connection);
  PQclear(result);
  if (!good) stop(sql + ": " + words);
}

// FILE_COPY: copying the files of some hundred small tables takes a fifth of the time of logging
// their pages.
void copy_database(const std::string& name, const std::string& original) {
  on_server("CREATE DATABASE " + name + " TEMPLATE " + original + " STRATEGY FILE_COPY");
}

void drop(const std::string& database) noexcept {
  try {
    on_server("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
  }
}

// The migrated original; lives as long as the process that made it.
struct Template {
  db::Options options;
  std::string folder, database;
  pid_t owner = getpid();

  Template() {
    options.kind = chosen_kind();
    if (options.kind == db::Kind::sqlite) {
      folder = make_folder();
      options.path = folder + "/template.db";
    } else {
      database = unique_name();
      on_server("CREATE DATABASE " + database + " TEMPLATE template0 ENCODING 'UTF8'");
      options.connection = connection_to(database);
    }
    const auto applied = db::migrate(options, db::embedded_migrations());
    if (!applied) {
      clean();
      stop("migrations: " + applied.error().detail);
    }
  }
  ~Template() {
    if (getpid() == owner) clean();  // a forked child must leave it to its parent
  }
  void clean() const {
    std::error_code ignored;
    if (!folder.empty()) fs::remove_all(folder, ignored);
    if (!database.empty()) drop(database);
  }
};

const Template& migrated_template() {
  static const Template original;
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
  } else if (schema == Schema::linguistic) {
    database_ = unique_name();
    on_server("CREATE DATABASE " + database_ +
              " TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en'");
    options_.connection = connection_to(database_);
    return;
  } else {
    database_ = unique_name();
    const std::string original =
        schema == Schema::migrated ? migrated_template().database : "template0";
    copy_database(database_, original);
    options_.connection = connection_to(database_);
  }
  reopen();
}

TempDb::~TempDb() {
  db_.reset();
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
  if (!database_.empty()) drop(database_);
}

void TempDb::reopen() {
  db_.reset();
  auto opened = db::Db::open(options_);
  if (!opened) stop("open: " + opened.error().detail);
  db_ = std::move(*opened);
}

}  // namespace musubi::test
