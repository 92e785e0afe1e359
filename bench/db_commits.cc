// db_commits.cc - durable small writes per second: group commit through Db::write against SQLite's
// own one-commit-each, alternating in one run, and PostgreSQL when MUSUBI_TEST_PG names a server.
// Prints a Markdown table: medians of kRounds, with the lowest and highest round.
// usage: bench_db_commits [folder]   the folder's disk is what is measured (default: .)
#include <libpq-fe.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "db/db.h"

namespace {

using namespace musubi;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 5;
constexpr double kTimesAimed = 3;  // group commit against one at a time
constexpr auto kRoundTime = std::chrono::milliseconds(1000);
constexpr int kClients[] = {1, 8, 64};
const char* const kMakeText = "CREATE TABLE small (id BIGINT PRIMARY KEY, words TEXT NOT NULL)";
const char* const kInsertText = "INSERT INTO small (id, words) VALUES ($1, $2)";
constexpr db::Query kMake{"bench.make",
                          "CREATE TABLE small (id BIGINT PRIMARY KEY, words TEXT NOT NULL)"};
constexpr db::Query kInsert{"bench.insert", "INSERT INTO small (id, words) VALUES ($1, $2)"};
const std::string kWords(200, 'x');

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "db_commits: %s\n", why.c_str());
  std::exit(1);
}

std::atomic<std::int64_t> next_id{1};

// Acknowledged writes per second of `clients` threads that each wait for their own answer.
double through_db(db::Db& database, int clients) {
  std::atomic<std::int64_t> done{0};
  const auto end = Clock::now() + kRoundTime;
  std::vector<std::thread> threads;
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&] {
      while (Clock::now() < end) {
        const std::int64_t id = next_id++;
        const auto kept = database.write([&](db::Tx& tx) -> Result<void> {
          TRY(tx.run(kInsert, id, kWords));
          return {};
        });
        if (!kept) stop("a write failed: " + kept.error().detail);
        ++done;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  return static_cast<double>(done) / std::chrono::duration<double>(kRoundTime).count();
}

// The yardstick: SQLite alone, one thread, a prepared statement, one COMMIT for each row.
class RawSqlite {
 public:
  explicit RawSqlite(const std::string& path) {
    if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) stop("cannot open " + path);
    run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
    run(kMakeText);
    sqlite3_prepare_v2(handle_, "BEGIN IMMEDIATE", -1, &begin_, nullptr);
    sqlite3_prepare_v2(handle_, kInsertText, -1, &insert_, nullptr);
    sqlite3_prepare_v2(handle_, "COMMIT", -1, &commit_, nullptr);
  }
  ~RawSqlite() {
    for (sqlite3_stmt* statement : {begin_, insert_, commit_}) sqlite3_finalize(statement);
    sqlite3_close(handle_);
  }
  double measure() {
    std::int64_t done = 0;
    const auto end = Clock::now() + kRoundTime;
    while (Clock::now() < end) {
      sqlite3_bind_int64(insert_, 1, next_id++);
      sqlite3_bind_text(insert_, 2, kWords.data(), static_cast<int>(kWords.size()), SQLITE_STATIC);
      for (sqlite3_stmt* statement : {begin_, insert_, commit_}) {
        if (sqlite3_step(statement) != SQLITE_DONE) stop(sqlite3_errmsg(handle_));
        sqlite3_reset(statement);
      }
      ++done;
    }
    return static_cast<double>(done) / std::chrono::duration<double>(kRoundTime).count();
  }

 private:
  void run(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
      stop(sqlite3_errmsg(handle_));
    }
  }
  sqlite3* handle_ = nullptr;
  sqlite3_stmt* begin_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  sqlite3_stmt* commit_ = nullptr;
};

std::unique_ptr<db::Db> open_empty(const db::Options& options) {
  auto opened = db::Db::open(options);
  if (!opened) stop(opened.error().detail);
  const auto made = (*opened)->write([](db::Tx& tx) -> Result<void> {
    TRY(tx.run(kMake));
    return {};
  });
  if (!made) stop(made.error().detail);
  return std::move(*opened);
}

void on_server(const std::string& server, const std::string& sql) {
  PGconn* connection = PQconnectdb(server.c_str());
  PGresult* result = PQexec(connection, sql.c_str());
  const bool good = PQresultStatus(result) == PGRES_COMMAND_OK;
  const std::string words = PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
  if (!good) stop(words);
}

struct Line {
  std::string name;
  std::vector<double> rates;
  double median() {
    std::sort(rates.begin(), rates.end());
    return rates[rates.size() / 2];
  }
};

void print(std::vector<Line>& lines) {
  const double yardstick = lines.front().median();
  std::printf("| durable small writes | per second, median (lowest-highest of %d) |"
              " of SQLite's own | aim | met |\n"
              "|---|---:|---:|---|---|\n", kRounds);
  for (Line& line : lines) {
    const double median = line.median();
    const double times = median / yardstick;
    const bool aims = line.name.find("on SQLite, ") != std::string::npos &&
                      line.name.find(", 1 clients") == std::string::npos;
    std::printf("| %s | %.0f (%.0f-%.0f) | %.2f | %s | %s |\n", line.name.c_str(), median,
                line.rates.front(), line.rates.back(), times, aims ? "≥ 3" : "",
                !aims ? "" : times >= kTimesAimed ? "yes" : "no");
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::string folder = std::string(argc > 1 ? argv[1] : ".") + "/db-commits-XXXXXX";
  if (!mkdtemp(folder.data())) stop("cannot make a folder there");
  const char* server = std::getenv("MUSUBI_TEST_PG");
  const std::string name = "musubi_bench_" + std::to_string(getpid());

  std::vector<Line> lines{{"SQLite itself, one commit each, 1 thread", {}}};
  for (const int n : kClients) {
    lines.push_back({"Db::write on SQLite, " + std::to_string(n) + " clients", {}});
  }
  {
    db::Options sqlite;
    sqlite.path = folder + "/group.db";
    db::Options postgres;
    postgres.kind = db::Kind::postgres;
    postgres.readers = 16;
    std::unique_ptr<db::Db> second;
    if (server && *server) {
      on_server(server, "CREATE DATABASE " + name);
      postgres.connection = std::string(server) + " dbname=" + name;
      second = open_empty(postgres);
      for (const int n : kClients) {
        lines.push_back({"Db::write on PostgreSQL, " + std::to_string(n) + " clients", {}});
      }
    }
    RawSqlite raw(folder + "/raw.db");
    const auto first = open_empty(sqlite);
    for (int round = 0; round < kRounds; ++round) {
      std::size_t line = 0;
      lines[line++].rates.push_back(raw.measure());
      for (const int n : kClients) lines[line++].rates.push_back(through_db(*first, n));
      if (!second) continue;
      for (const int n : kClients) lines[line++].rates.push_back(through_db(*second, n));
    }
  }
  if (server && *server) on_server(server, "DROP DATABASE " + name + " WITH (FORCE)");
  std::filesystem::remove_all(folder);
  print(lines);
  if (!server || !*server) std::printf("\nPostgreSQL not measured: MUSUBI_TEST_PG is not set.\n");
  return 0;
}
