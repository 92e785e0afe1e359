// seed_members.cc - makes more fictional organisations in a database, recorded as a person's are,
// so that history, audit and search index are as large as they would be.
//   bench_seed_members DATABASE FIRST LAST   (numbers; bench/pages.py and bench/mailing.sh run it)
// DATABASE: an SQLite file or a connection string of PostgreSQL.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/log.h"
#include "core/actor/actor.h"
#include "core/search/search.h"
#include "database.h"
#include "db/db.h"
#include "effects.h"
#include "features/members/checks.h"
#include "features/members/record.h"
#include "features/members/service.h"

using namespace musubi;  // NOLINT: a program

namespace {

constexpr int kInOne = 500;  // so that commits cost nothing beside what is written
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

// One transaction of members [first, last], recorded as the registry's form records one.
Result<void> add(db::Db& database, int first, int last) {
  const Context ctx{Actor::system("bench"), database, now_from_system_clock(), "", ""};
  return database.write([&](db::Tx& tx) -> Result<void> {
    for (int i = first; i <= last; ++i) {
      const members::NewOrganisation typed = organisation(i);
      members::Organisation made = TRY(members::check_typed(typed.typed, {}));
      made.member_no = std::to_string(10'000'000 + i);
      made.joined_on = typed.joined_on;
      members::Person contact = TRY(members::check_person(typed.contact, {}, "contact_"));
      contact.is_primary = true;
      members::Cause cause;
      cause.reason = typed.reason;
      cause.effective_on = typed.joined_on;
      TRY(members::record_new_organisation(tx, ctx, made, {contact}, true, cause));
    }
    return {};
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  log::configure(log::Level::warning, log::Format::text);
  search::install();
  auto database = db::Db::open(bench::database_named(argv[1]));
  if (!database) return 1;
  const int last = std::atoi(argv[3]);
  for (int first = std::atoi(argv[2]); first <= last; first += kInOne) {
    auto done = add(**database, first, std::min(last, first + kInOne - 1));
    if (done) continue;
    std::fprintf(stderr, "%s\n", done.error().says.c_str());
    return 1;
  }
  bench::drop_effects(**database, {"members.organisation.created"});
  return 0;
}
