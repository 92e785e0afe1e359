// seed_applications.cc - fictional applications and audit entries in a database, through the same
// services as people would, so that the queue, the search index and the chain are as large as they
// would be.
//   bench_seed_applications DATABASE FIRST LAST FIRST_ENTRY LAST_ENTRY   (bench/joining.py runs it)
// DATABASE: an SQLite file or a connection string of PostgreSQL. Entries are of fifty people called
// bench-0 to bench-49, one every kEntryEveryMs from kFirstEntry on: behind all real ones, so that a
// period has what is older before it, as after years.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "base/log.h"
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "database.h"
#include "db/db.h"
#include "effects.h"
#include "features/applications/service.h"

using namespace musubi;  // NOLINT: a program

namespace {

constexpr int kAtOnce = 16;
constexpr std::int64_t kEntriesEach = 2'000;  // of one transaction
constexpr std::int64_t kEntryEveryMs = 15'000;
constexpr Date kFirstEntry{2030, 1, 1};  // bench/joining.py knows both
constexpr const char* kHeads[] = {"青葉", "水鏡", "稲穂", "白波", "若竹", "星見", "霧島田", "花筏"};
constexpr const char* kActions[] = {"members.organisation.updated", "accounts.session.begun",
                                    "members.registry.exported", "accounts.name.changed"};

applications::NewEntry entry(int i) {
  const std::string n = std::to_string(10'000'000 + i).substr(1);
  applications::NewEntry made;
  made.typed = {{"category", "company"},
                {"name", std::string("株式会社") + kHeads[i % 8] + "申込" + n},
                {"name_kana", "カブシキガイシャモウシコミ"},
                {"industry", "G"},
                {"employees", std::to_string(1 + i % 400)},
                {"postal_code", "8600001"},
                {"address", "熊本市中央区架空町" + n},
                {"telephone", "096-000-" + n.substr(3)},
                {"representative_title", "代表取締役"},
                {"representative_name", "代表 " + n},
                {"contact_name", "担当 " + n},
                {"contact_name_kana", "タントウ"},
                {"contact_email", "j" + n + "@j" + n + ".example.jp"}};
  made.intake_route = "paper";
  made.consents = {"rules", "privacy", "anti_social"};
  return made;
}

// Written one after the other: each hangs on the one before.
Result<void> write_entry(db::Tx& tx, db::Db& database, std::int64_t i) {
  const std::string who = std::to_string(i % 50), what = "bench-" + std::to_string(i % 100'000);
  const Actor actor{Actor::Kind::person, AccountId{"bench-" + who}, "測定 " + who, {}, {}};
  const Instant at{start_of_day_in_japan(kFirstEntry).ms + i * kEntryEveryMs};
  return audit::note(tx, {actor, database, at, "", ""}, kActions[i % std::size(kActions)],
                     {"organisation", what, what}, Json{{"name", "前"}}, Json{{"name", "後"}});
}

Result<void> write_entries(db::Db& database, std::int64_t first, std::int64_t last) {
  for (std::int64_t from = first; from <= last; from += kEntriesEach) {
    const std::int64_t until = std::min(last, from + kEntriesEach - 1);
    auto written = database.write([&](db::Tx& tx) -> Result<void> {
      for (std::int64_t i = from; i <= until; ++i) TRY(write_entry(tx, database, i));
      return {};
    });
    if (!written) return written;
  }
  return {};
}

void tell(const Error& error) {
  std::fprintf(stderr, "seed_applications: %s %s\n", error.says.c_str(), error.detail.c_str());
  for (const auto& one : error.fields) {
    std::fprintf(stderr, "  %s: %s\n", one.field.c_str(), one.says.c_str());
  }
}

// False when any was refused; the first refusal is told.
bool enter_all(db::Db& database, int first, int last) {
  std::atomic<int> next{first}, failed{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kAtOnce; ++t) {
    threads.emplace_back([&] {
      for (int i = next++; i <= last && failed == 0; i = next++) {
        const Context ctx{Actor::system("bench"), database, now_from_system_clock(), "", ""};
        auto made = applications::enter_application(ctx, entry(i));
        if (!made && failed++ == 0) tell(made.error());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  return failed == 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  log::configure(log::Level::warning, log::Format::text);
  search::install();
  auto database = db::Db::open(bench::database_named(argv[1]));
  if (!database) {
    tell(database.error());
    return 1;
  }
  if (!enter_all(**database, std::atoi(argv[2]), std::atoi(argv[3]))) return 1;
  bench::drop_effects(**database, {std::string(applications::kReceived)});
  auto written = write_entries(**database, std::atoll(argv[4]), std::atoll(argv[5]));
  if (!written) tell(written.error());
  return written ? 0 : 1;
}
