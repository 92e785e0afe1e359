// seed_members.cc - makes more fictional organisations in a database, through the same service as a
// person would, so that history, audit and search index are as large as they would be.
//   bench_seed_members DATABASE FIRST LAST   (numbers; bench/pages.py and bench/mailing.sh run it)
// DATABASE: an SQLite file or a connection string of PostgreSQL.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "base/log.h"
#include "core/actor/actor.h"
#include "core/search/search.h"
#include "database.h"
#include "db/db.h"
#include "features/members/service.h"

using namespace musubi;  // NOLINT: a program

namespace {

constexpr int kAtOnce = 64;         // so that group commits carry many
constexpr int kAtOncePostgres = 4;  // more would only take turns at the end of the audit
constexpr const char* kIndustries[] = {"A", "D", "E", "G", "H", "I", "K", "L", "M", "P", "R"};
constexpr const char* kPlaces[] = {"431001", "432025", "432032", "432041", "432059", "432067"};
constexpr const char* kHeads[] = {"青葉", "水鏡", "稲穂", "白波", "若竹", "星見", "霧島田", "花筏"};
constexpr const char* kTails[] = {"工業", "製作所", "商店", "情報サービス", "建設", "運輸", "食品", "測量"};

members::NewOrganisation organisation(int i) {
  const std::string number = std::to_string(10'000'000 + i).substr(1);
  const std::string telephone = number.substr(0, 3) + "-" + number.substr(3);
  members::NewOrganisation made;
  made.typed = {{"name", std::string("株式会社") + kHeads[i % 8] + kTails[i / 8 % 8] + number},
                {"category", "company"},
                {"industry", kIndustries[i % std::size(kIndustries)]},
                {"municipality_code", kPlaces[i % std::size(kPlaces)]},
                {"employees", std::to_string(1 + i % 400)},
                {"address", "架空町" + number + "番地"},
                {"telephone", "096-" + telephone},
                {"uses_platform", i % 3 == 0 ? "1" : "0"}};
  made.contact = {{"name", "担当 " + number},
                  {"email", "m" + number + "@m" + number + ".example.jp"},
                  {"is_administrator", "1"}};
  made.joined_on = "202" + std::to_string(1 + i % 3) + "-06-1" + std::to_string(i % 10);
  made.reason = "測定のため";
  return made;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  log::configure(log::Level::warning, log::Format::text);
  search::install();
  auto database = db::Db::open(bench::database_named(argv[1]));
  if (!database) return 1;
  const int last = std::atoi(argv[3]);
  std::atomic<int> next{std::atoi(argv[2])}, failed{0};
  std::vector<std::thread> threads;
  const int at_once = (*database)->kind() == db::Kind::sqlite ? kAtOnce : kAtOncePostgres;
  for (int t = 0; t < at_once; ++t) {
    threads.emplace_back([&] {
      for (int i = next++; i <= last; i = next++) {
        const Context ctx{Actor::system("bench"), **database, now_from_system_clock(), "", ""};
        auto made = members::create_organisation(ctx, organisation(i));
        if (made) continue;
        if (failed++ == 0) std::fprintf(stderr, "%s\n", made.error().says.c_str());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  return failed == 0 ? 0 : 1;
}
