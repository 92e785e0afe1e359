// counting_growth.cc - three years of counting, a hundred million views: how long the screens of a
// month and of a fiscal year take from the sums. Prints rows of the benchmark's table.
//   bench_counting_growth FOLDER
#include <chrono>
#include <cstdio>
#include <string>

#include "base/log.h"
#include "db/migrate.h"
#include "features/analytics/report_words.h"
#include "features/analytics/site_figures.h"
#include "features/analytics/store.h"

using namespace musubi;             // NOLINT: a program
using namespace musubi::analytics;  // NOLINT

namespace {

constexpr int kDays = 3 * 365;
constexpr int kNames = 120;           // pages, words, referrers ... of a day, each
constexpr std::int64_t kViews = 92'000;  // of a day: a hundred million in all
constexpr Date kFirst{2022, 4, 1};

Result<void> fill(db::Db& database) {
  for (int day = 0; day < kDays; ++day) {
    Sums sums;
    const std::string on = iso(add_days(kFirst, day));
    for (const std::string_view one : {measure::kPage, measure::kLanding, measure::kExit,
                                       measure::kWord, measure::kReferrer, measure::kMissing}) {
      for (int i = 0; i < kNames; ++i) {
        // A few names stay, most of a month are its own.
        const int name = i < 40 ? i : i + day / 30 * kNames;
        add_to(sums, one, on, "/name-" + std::to_string(name), kViews / kNames);
      }
    }
    for (const auto& total : total_names()) {
      add_to(sums, measure::kTotal, on, std::string(total.name), kViews);
    }
    for (int hour = 0; hour < 24; ++hour) {
      add_to(sums, measure::kHour, on, std::to_string(hour), kViews / 24);
    }
    auto done = database.write([&](db::Tx& tx) { return store::add_sums(tx, sums); });
    if (!done) return done;
  }
  return {};
}

void time_one(db::Db& database, const char* what, Date from, Date until, bool is_year) {
  const auto began = std::chrono::steady_clock::now();
  const SiteFigures figures = database.read([&](db::Reader& reader) {
    return compute_site(reader, from, until, is_year, now_from_system_clock());
  });
  const std::size_t parts = word_parts(figures).size();
  const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - began);
  std::printf("| counting of views: %s of 100 million views (%lld in it, %zu parts) | %lld ms "
              "| < 1 s | %s |\n",
              what, static_cast<long long>(figures.now.total("views")), parts,
              static_cast<long long>(spent.count()), spent.count() < 1000 ? "yes" : "no");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  log::configure(log::Level::warning, log::Format::text);
  const db::Options place{.kind = db::Kind::sqlite, .path = std::string(argv[1]) + "/growth.db"};
  if (auto migrated = db::migrate(place, db::embedded_migrations()); !migrated) return 1;
  auto database = db::Db::open(place);
  if (!database) return 1;
  if (auto filled = fill(**database); !filled) return 1;
  time_one(**database, "a month's screen", {2024, 7, 1}, {2024, 7, 31}, false);
  time_one(**database, "a fiscal year's screen", {2024, 4, 1}, {2025, 3, 31}, true);
  return 0;
}
