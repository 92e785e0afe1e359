// postgres_pool.cc - see postgres_pool.h. Foreign keys and the triggers that keep the audit trail
// from being changed are switched off while a copy is emptied (session_replication_role).
#include "support/postgres_pool.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace musubi::test {
namespace {

constexpr int kLentMost = 50;  // dead rows of earlier tests slow a copy down
constexpr const char* kSchema =
    "SELECT (SELECT string_agg(relname || '' || relkind::text, ' ' ORDER BY relname)"
    "          FROM pg_class"
    "         WHERE relnamespace = 'public'::regnamespace)"
    "    || (SELECT count(*) FROM pg_attribute WHERE attnum > 0)"
    "    || ' '"
    "    || (SELECT string_agg(tgname || '' || tgenabled::text, ' ' ORDER BY tgname, tgrelid)"
    "                 FROM pg_trigger WHERE NOT tgisinternal)";

[[noreturn]] void stop(const std::string& why) { throw std::runtime_error("TempDb: " + why); }

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

class Connection {
 public:
  explicit Connection(const std::string& words) : own_(PQconnectdb(words.c_str()), &PQfinish) {}

  Result run(const std::string& sql) {
    Result result(PQexec(own_.get(), sql.c_str()), &PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN &&
        status != PGRES_COPY_OUT) {
      stop(sql + ": " + PQerrorMessage(own_.get()));
    }
    return result;
  }
  std::vector<std::string> column(const std::string& sql) {
    const Result result = run(sql);
    std::vector<std::string> out;
    for (int i = 0; i < PQntuples(result.get()); ++i) {
      out.emplace_back(PQgetvalue(result.get(), i, 0));
    }
    return out;
  }
  std::string copy_out(const std::string& table) {
    const Result result = run("COPY \"" + table + "\" TO STDOUT");
    std::string text;
    char* piece = nullptr;
    for (int size = 0; (size = PQgetCopyData(own_.get(), &piece, 0)) > 0; PQfreemem(piece)) {
      text.append(piece, static_cast<std::size_t>(size));
    }
    end_of_copy();
    return text;
  }
  void copy_in(const std::string& table, const std::string& text) {
    const Result result = run("COPY \"" + table + "\" FROM STDIN");
    PQputCopyData(own_.get(), text.data(), static_cast<int>(text.size()));
    PQputCopyEnd(own_.get(), nullptr);
    end_of_copy();
  }

 private:
  void end_of_copy() {
    while (PGresult* last = PQgetResult(own_.get())) {
      const bool good = PQresultStatus(last) == PGRES_COMMAND_OK;
      PQclear(last);
      if (!good) stop(std::string("COPY: ") + PQerrorMessage(own_.get()));
    }
  }
  std::unique_ptr<PGconn, decltype(&PQfinish)> own_;
};

std::string server() {
  const char* words = std::getenv("MUSUBI_TEST_PG");
  if (!words || !*words) {
    stop("DB=postgres needs MUSUBI_TEST_PG, a connection string of a PostgreSQL server where "
         "databases may be created");
  }
  return words;
}

}  // namespace

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

void on_server(const std::string& sql) { Connection(server()).run(sql); }

void drop_database(const std::string& database) noexcept {
  try {
    on_server("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
  }
}

std::string new_database_name() {
  static std::atomic<int> next{0};
  return "musubi_test_" + std::to_string(getpid()) + "_" + std::to_string(next++);
}

PostgresPool::PostgresPool(std::string original) : original_(std::move(original)) {
  Connection connection(connection_to(original_));
  schema_ = connection.column(kSchema).at(0);
  tables_ = connection.column(
      "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace");
  for (const std::string& table : tables_) {
    std::string text = connection.copy_out(table);
    if (!text.empty()) contents_[table] = std::move(text);
  }
}

PostgresPool::~PostgresPool() {
  for (const std::string& database : free_) drop_database(database);
}

std::string PostgresPool::take() {
  std::string database;
  if (free_.empty()) {
    database = new_database_name();
    on_server("CREATE DATABASE " + database + " TEMPLATE " + original_);
  } else {
    database = std::move(free_.back());
    free_.pop_back();
  }
  ++lent_[database];
  return database;
}

bool PostgresPool::made_new(const std::string& database) {
  Connection connection(connection_to(database));
  connection.run(
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
      " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  if (connection.column(kSchema).at(0) != schema_) return false;
  std::string empty = "SET session_replication_role = replica; BEGIN;";
  for (const std::string& table : tables_) empty += "DELETE FROM \"" + table + "\";";
  connection.run(empty);
  for (const auto& [table, text] : contents_) connection.copy_in(table, text);
  connection.run("COMMIT");
  return true;
}

void PostgresPool::give_back(const std::string& database) noexcept {
  try {
    if (lent_[database] < kLentMost && made_new(database)) {
      free_.push_back(database);
      return;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
  }
  lent_.erase(database);
  drop_database(database);
}

}  // namespace musubi::test
