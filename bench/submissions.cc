// submissions.cc - applications sent per second, durable, by 1, 8 and 64 clients at once: drafts
// are filled in beforehand, and each client waits for its own receipt number. On SQLite, and on
// PostgreSQL when MUSUBI_TEST_PG names a server. Prints Markdown rows as bin/bench wants them.
// usage: bench_submissions [folder] [drafts of a round]   the folder's disk is what is measured
#include <libpq-fe.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/log.h"
#include "core/files/files.h"
#include "core/search/search.h"
#include "db/db.h"
#include "db/migrate.h"
#include "features/applications/consents.h"
#include "features/applications/form.h"
#include "features/applications/service.h"

namespace {

using namespace musubi;
using Clock = std::chrono::steady_clock;

constexpr int kClients[] = {1, 8, 64};
constexpr double kP99MsAimed = 1'000;  // a person who pressed the last button waits

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "submissions: %s\n", why.c_str());
  std::_Exit(1);  // other threads are in the middle of it
}

Context applicant(db::Db& database) {
  return {Actor::anonymous(), database, now_from_system_clock(), "", "192.0.2.10", {}};
}

applications::Typed typed(int i) {
  const std::string n = std::to_string(i);
  applications::Typed out{{"category", "company"},
                          {"name", "株式会社申込" + n},
                          {"name_kana", "カブシキガイシャモウシコミ"},
                          {"industry", "G"},
                          {"employees", "12"},
                          {"postal_code", "8600001"},
                          {"address", "熊本市中央区架空町" + n},
                          {"telephone", "096-000-1234"},
                          {"representative_title", "代表取締役"},
                          {"representative_name", "代表 " + n},
                          {"contact_name", "担当 " + n},
                          {"contact_name_kana", "タントウ"},
                          {"contact_email", "b" + n + "@b" + n + ".example.jp"}};
  for (const auto& text : applications::consent_texts()) out.emplace_back(text.field, text.version);
  return out;
}

std::vector<std::string> drafts(db::Db& database, int first, int count) {
  std::vector<std::string> tokens(static_cast<std::size_t>(count));
  std::atomic<int> next{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&] {
      for (int i = next++; i < count; i = next++) {
        const std::string n = std::to_string(first + i);
        auto draft = applications::start_draft(applicant(database),
                                               {"b" + n + "@b" + n + ".example.jp", "", ""});
        if (!draft) stop(draft.error().says);
        for (const auto& step : applications::steps()) {
          if (step.fields.empty()) continue;
          auto kept = applications::save_step(applicant(database), draft->token,
                                              std::string(step.slug), typed(first + i));
          if (!kept) {
            const auto& fields = kept.error().fields;
            stop(std::string(step.slug) + ": " + kept.error().says +
                 (fields.empty() ? "" : " " + fields.front().field + " " + fields.front().says));
          }
        }
        tokens[static_cast<std::size_t>(i)] = draft->token;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  return tokens;
}

void measure(db::Db& database, const char* name, int clients, int first, int count) {
  const auto tokens = drafts(database, first, count);
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::vector<double> waits;
  const auto start = Clock::now();
  std::vector<std::thread> threads;
  for (int c = 0; c < clients; ++c) {
    threads.emplace_back([&] {
      for (std::size_t i = next++; i < tokens.size(); i = next++) {
        const auto before = Clock::now();
        auto sent = applications::submit_draft(applicant(database), tokens[i]);
        if (!sent) stop(sent.error().says);
        const std::chrono::duration<double, std::milli> waited = Clock::now() - before;
        const std::lock_guard lock(mutex);
        waits.push_back(waited.count());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const std::chrono::duration<double> all = Clock::now() - start;
  std::sort(waits.begin(), waits.end());
  const double p99 = waits[waits.size() * 99 / 100];
  std::printf("| applications sent, durable, %s, %d clients | %.0f a second, %.1f ms median,"
              " %.1f ms p99 | p99 < %.0f ms | %s |\n",
              name, clients, count / all.count(), waits[waits.size() / 2], p99, kP99MsAimed,
              p99 < kP99MsAimed ? "yes" : "no");
  std::fflush(stdout);
}

void measure_all(const db::Options& options, const char* name, int count) {
  if (auto done = db::migrate(options, db::embedded_migrations()); !done) {
    stop(done.error().says + " " + done.error().detail);
  }
  auto database = db::Db::open(options);
  if (!database) stop(database.error().says + " " + database.error().detail);
  int first = 1;
  for (const int clients : kClients) {
    measure(**database, name, clients, first, count);
    first += count;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string parent = argc > 1 ? argv[1] : ".";
  const int count = argc > 2 ? std::atoi(argv[2]) : 500;
  log::configure(log::Level::error, log::Format::text);
  search::install();
  const std::string folder = parent + "/submissions-" + std::to_string(getpid());
  std::filesystem::create_directories(folder);
  files::configure({folder + "/files", "", 1000});
  measure_all({.kind = db::Kind::sqlite, .path = folder + "/bench.sqlite"}, "SQLite", count);
  if (const char* server = std::getenv("MUSUBI_TEST_PG"); server != nullptr) {
    PGconn* admin = PQconnectdb(server);
    const std::string name = "submissions_" + std::to_string(getpid());
    PQclear(PQexec(admin, ("CREATE DATABASE " + name).c_str()));
    measure_all({.kind = db::Kind::postgres,
                 .connection = std::string(server) + " dbname=" + name}, "PostgreSQL", count);
    PQclear(PQexec(admin, ("DROP DATABASE " + name).c_str()));
    PQfinish(admin);
  }
  std::filesystem::remove_all(folder);
  return 0;
}
