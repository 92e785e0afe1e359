// seed_applications.cc - fictional applications and audit entries in a database, through the same
// services as people would, so that the queue, the search index and the chain are as large as they
// would be.
//   bench_seed_applications DATABASE_FILE FIRST LAST AUDIT_ENTRIES    (bench/joining.py runs it)
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
#include "db/db.h"
#include "features/applications/service.h"

using namespace musubi;  // NOLINT: a program

namespace {

constexpr int kAtOnce = 16;
constexpr std::int64_t kEntriesEach = 2'000;  // of one transaction
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
                {"representative_name", "代表 " + n},
                {"contact_name", "担当 " + n},
                {"contact_name_kana", "タントウ"},
                {"contact_email", "j" + n + "@j" + n + ".example.jp"}};
  made.intake_route = "paper";
  made.consents = {"rules", "privacy", "anti_social"};
  return made;
}

// Written one after the other: each hangs on the one before.
bool write_entries(db::Db& database, std::int64_t count) {
  const Context ctx{Actor::system("bench"), database, now_from_system_clock(), "", ""};
  for (std::int64_t done = 0; done < count; done += kEntriesEach) {
    const std::int64_t these = std::min(kEntriesEach, count - done);
    auto written = database.write([&](db::Tx& tx) -> Result<void> {
      for (std::int64_t i = 0; i < these; ++i) {
        const std::string subject = "bench-" + std::to_string((done + i) % 100'000);
        TRY(audit::note(tx, ctx, kActions[(done + i) % std::size(kActions)],
                        {"organisation", subject, subject}, Json{{"name", "前"}},
                        Json{{"name", "後"}}));
      }
      return {};
    });
    if (!written) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  log::configure(log::Level::warning, log::Format::text);
  search::install();
  auto database = db::Db::open({.kind = db::Kind::sqlite, .path = argv[1]});
  if (!database) return 1;
  const int last = std::atoi(argv[3]);
  std::atomic<int> next{std::atoi(argv[2])}, failed{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kAtOnce; ++t) {
    threads.emplace_back([&] {
      for (int i = next++; i <= last; i = next++) {
        const Context ctx{Actor::system("bench"), **database, now_from_system_clock(), "", ""};
        auto made = applications::enter_application(ctx, entry(i));
        if (made) continue;
        if (failed++ == 0) std::fprintf(stderr, "%s\n", made.error().says.c_str());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  if (!write_entries(**database, std::atoll(argv[4]))) return 1;
  return failed == 0 ? 0 : 1;
}
