// seed_content.cc - makes public ＤＸ事例 in a database for benchmarks: item, draft, frozen version,
// step, facets and links as publishing leaves them, in transactions of a thousand. Through the
// store, not through the services: five hundred thousand times six steps would take an afternoon,
// and what is measured is reading. Prints the address of the last one.
//   bench_seed_content DATABASE FIRST LAST   (numbers; bench/site.py and bench/site_growth.py)
// DATABASE: an SQLite file or a connection string of PostgreSQL.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/log.h"
#include "core/search/search.h"
#include "database.h"
#include "db/db.h"
#include "features/publishing/store.h"

using namespace musubi;              // NOLINT: a program
using namespace musubi::publishing;  // NOLINT

namespace {

constexpr int kAtOnce = 1'000;
constexpr const char* kIndustries[] = {"A", "D", "E", "G", "H", "I", "K", "L", "M", "P", "R"};
constexpr const char* kSizes[] = {"small", "medium", "large", "body"};
constexpr const char* kPlaces[] = {"431001", "432025", "432032", "432041", "432059", "432067"};
constexpr const char* kThemes[] = {"業務効率化", "データ活用", "販路の拡大", "人材育成"};
constexpr std::int64_t kEveryMs = 60'000;  // one a minute, so that the order is settled

std::string body_of(const std::string& number) {
  std::string out = "# きっかけ\n\n探しものの時間を、一週間だけ測りました（" + number + "）。\n\n";
  for (int i = 0; i < 6; ++i) {
    out += "紙の図面に番号を付け、写真を撮って一覧にしました。見つけるまでの時間が短くなり、"
           "空いた時間で見積りの返事を早くしました。いまは、三人で交代しながら一覧を直しています。\n\n";
  }
  return out + "# これから\n\n| 年度 | 探す時間 |\n|---|---|\n| 令和5年度 | 一日に二時間 |\n\n"
               "[入会の案内](/join)をご覧ください。\n";
}

struct Made {
  Content content;
  Article article;
};

Made case_number(int i, Instant first) {
  const std::string number = std::to_string(10'000'000 + i).substr(1);
  Made out;
  Content& c = out.content;
  c.created_at = c.updated_at = c.published_at = c.changed_at = {first.ms + i * kEveryMs};
  c.id = ContentId::make(c.created_at);
  c.type = "dx_case";
  c.path = "/cases/bench-" + number;
  c.state = State::published;
  c.title = c.public_title = "図面を探す時間を測ることから始めた町工場　" + number;
  c.public_lead = "図面に番号を付け、探す時間を八分の一にした町工場の記録です。";
  c.owner_name = "測定";
  c.number = c.public_number = c.version = 1;
  c.is_public = true;
  Article& a = out.article;
  a.title = c.title;
  a.lead = c.public_lead;
  a.body = body_of(number);
  const auto at = static_cast<std::size_t>(i);
  a.fields = {{"company", "株式会社測定" + number},
              {"industry", kIndustries[at % std::size(kIndustries)]},
              {"size", kSizes[at % std::size(kSizes)]},
              {"municipality_code", kPlaces[at % std::size(kPlaces)]},
              {"theme", kThemes[at % std::size(kThemes)]},
              {"problem", "図面を探す時間が、一日に二時間ありました。"},
              {"solution", "図面に番号を付けました。"},
              {"result", "一日に十五分になりました。"}};
  return out;
}

Result<void> put(db::Tx& tx, const Made& made) {
  const Content& c = made.content;
  TRY(store::insert_content(tx, c));
  TRY(store::insert_draft(tx, {c.id, made.article, "bench", {}, "測定", c.created_at}));
  TRY(store::insert_version(tx, {c.id, 1, made.article, "", {}, "測定", c.created_at}));
  Move move;
  move.id = new_uuid(c.created_at);
  move.item = c.id;
  move.number = 1;
  move.from_state = "approved";
  move.to_state = "published";
  move.moved_by_name = "測定";
  move.moved_at = c.created_at;
  TRY(store::insert_move(tx, move));
  std::vector<store::Facet> facets{{"", ""}};  // of every public item
  for (const char* name : {"industry", "size", "municipality_code", "theme"}) {
    facets.push_back({name, made.article.fields.at(name)});
  }
  TRY(store::replace_facets(tx, c, facets));
  return store::replace_links(tx, c.id, "public", {"/join"});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  log::configure(log::Level::warning, log::Format::text);
  search::install();
  auto database = db::Db::open(bench::database_named(argv[1]));
  if (!database) return 1;
  const int last = std::atoi(argv[3]);
  const Instant first = start_of_day_in_japan(Date{2023, 4, 1});
  for (int i = std::atoi(argv[2]); i <= last; i += kAtOnce) {
    const int end = std::min(last, i + kAtOnce - 1);
    auto done = (*database)->write([&](db::Tx& tx) -> Result<void> {
      for (int n = i; n <= end; ++n) TRY(put(tx, case_number(n, first)));
      return {};
    });
    if (done) continue;
    std::fprintf(stderr, "%s %s\n", done.error().says.c_str(), done.error().detail.c_str());
    return 1;
  }
  std::printf("%s\n", case_number(last, first).content.path.c_str());
  return 0;
}
