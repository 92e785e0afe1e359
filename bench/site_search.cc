// site_search.cc - the search of the public site over many articles: makes them in a database as
// publishing and the index have them, then times what visitors ask. Prints rows of the table.
//   bench_site_search DATABASE NAME MADE SIZE   (bench/site_search.sh runs it)
// DATABASE: an SQLite file or a connection string of PostgreSQL, migrated. NAME: for the table.
// MADE: how many articles are there already; SIZE: how many there shall be.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "base/log.h"
#include "core/actor/actor.h"
#include "core/search/search.h"
#include "database.h"
#include "features/publishing/publishing.h"
#include "features/site_search/documents.h"
#include "features/site_search/service.h"
#include "features/site_search/store.h"

using namespace musubi;  // NOLINT: a program

namespace {

constexpr int kOfATransaction = 500;
constexpr int kRuns = 40;
constexpr double kAimMs = 50;
constexpr const char* kTypes[] = {"news", "dx_case", "event", "material", "faq"};
constexpr const char* kIndustries[] = {"A", "D", "E", "G", "H", "I", "K", "L", "M", "P", "R"};
constexpr const char* kSubjects[] = {"補助金", "サーバー", "図面", "在庫", "日報", "請求書", "農業",
                                     "観光", "物流", "人材", "センサー", "データ", "会員", "県南",
                                     "クラウド", "セミナー", "介護", "建設", "水産", "教育"};
constexpr const char* kActs[] = {"を見直した", "の申込みを受け付けます", "を小さく試した", "の手引き",
                                 "の探しものを減らした", "について話し合う会", "の二重入力をやめた"};
constexpr const char* kSentences[] = {
    "現場の担当者が、紙に書いていたことを端末に入力するようにしました。",
    "はじめの一週間は、いまの時間を測ることだけに使いました。",
    "うまくいかなかったことも、次の人のために書き残しています。",
    "申込みは、このページの下にあるフォームから受け付けます。",
    "費用は月に数千円で、今ある機械をそのまま使っています。",
    "県内の企業と大学が一緒に、三か月かけて確かめました。"};

constexpr db::Query kInsertItem{
    "bench.insert_content",
    "INSERT INTO content_items (id, type, path, state, title, owner_id, owner_name, review_on,"
    " number, sent_by, is_public, public_number, public_title, public_lead, published_at,"
    " changed_at, publish_at, expire_at, version, created_at, updated_at)"
    " VALUES ($1, $2, $3, 'published', $4, '', '', '', 1, '', 1, 1, $4, $5, $6, $6, 0, 0, 1, $6,"
    " $6)"};
constexpr db::Query kInsertText{
    "bench.insert_content_version",
    "INSERT INTO content_versions (item_id, number, title, lead, body, language, fields, note,"
    " saved_by, saved_by_name, saved_at) VALUES ($1, 1, $2, $3, $4, 'ja', $5, '', '', '', $6)"};

// The same articles in every run.
class Writer {
 public:
  Result<void> write(db::Tx& tx, int i) {
    const std::string number = std::to_string(1'000'000 + i).substr(1);
    const std::string type = kTypes[dice_() % std::size(kTypes)];
    const std::string title = one(kSubjects) + "と" + one(kSubjects) + one(kActs) + number;
    std::string body = "# はじめに\n\n";
    for (int paragraph = 0; paragraph < 8; ++paragraph) {
      for (int sentence = 0; sentence < 5; ++sentence) body += one(kSentences);
      body += one(kSubjects) + "と" + one(kSubjects) + "の話です。\n\n";
    }
    const Instant at{1'600'000'000'000 + static_cast<std::int64_t>(i) * 60'000};
    const std::string id = new_uuid(at);
    const std::string fields = R"({"industry":")" + one(kIndustries) + R"(","theme":"業務効率化"})";
    TRY(tx.run(kInsertItem, id, type, "/bench/" + number, title, "測定のための記事です。", at.ms));
    TRY(tx.run(kInsertText, id, title, "測定のための記事です。", body, fields, at.ms));
    const auto item = publishing::find_public_item_by_id(tx, id);
    if (!item) return fail(Fault::unavailable, "記事を作れませんでした。もう一度お試しください");
    const search::Document document = site_search::page_document(*item);
    TRY(search::put(tx, document));
    if (i % 10 == 0) {
      TRY(site_search::store::insert_words(tx, site_search::words_of_document(document), at));
    }
    return {};
  }

 private:
  template <std::size_t n>
  std::string one(const char* const (&of)[n]) {
    return of[dice_() % n];
  }
  std::mt19937 dice_{20240401};
};

Result<void> seed(db::Db& database, int made, int size) {
  Writer writer;
  for (int from = made; from < size; from += kOfATransaction) {
    const Writer begun = writer;  // a transaction may run twice
    auto done = database.write([&](db::Tx& tx) -> Result<void> {
      writer = begun;
      for (int i = from; i < std::min(size, from + kOfATransaction); ++i) {
        TRY(writer.write(tx, i));
      }
      return {};
    });
    if (!done) return done;
  }
  return {};
}

struct Question {
  const char* what;
  const char* words;
  std::vector<std::pair<std::string, std::string>> facets = {};
};

template <class Ask>
std::vector<double> timed(const Ask& ask) {
  std::vector<double> out;
  for (int run = 0; run < kRuns; ++run) {
    const auto began = std::chrono::steady_clock::now();
    ask();
    out.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() -
                                                            began)
                      .count());
  }
  std::sort(out.begin(), out.end());
  return out;
}

void print_row(const char* name, int size, const char* what, int found,
               const std::vector<double>& times) {
  const double slowest = times.back();
  std::printf("| search of the site, %d articles, %s: %s (%d found) | %.1f ms in the middle, "
              "%.1f ms at most | < 50 ms | %s |\n",
              size, name, what, found, times[times.size() / 2], slowest,
              slowest < kAimMs ? "yes" : "no");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  log::configure(log::Level::warning, log::Format::text);
  search::install();
  auto database = db::Db::open(bench::database_named(argv[1]));
  if (!database) return 1;
  const int size = std::atoi(argv[4]);
  if (auto seeded = seed(**database, std::atoi(argv[3]), size); !seeded) {
    std::fprintf(stderr, "%s\n", seeded.error().says.c_str());
    return 1;
  }
  const Context ctx{Actor::anonymous(), **database, now_from_system_clock(), "", ""};
  const Question questions[] = {{"a word of many", "補助金"},
                                {"one character of all", "の"},
                                {"a kana word in half width", "ｻｰﾊﾞｰ"},
                                {"a long sentence of all", "うまくいかなかったことも"},
                                {"three words", "補助金 図面 県南"},
                                {"one article", "000123"},
                                {"a word of many in one industry", "補助金", {{"industry", "E"}}},
                                {"mistyped", "サーパー"},
                                {"nothing", "養殖真珠"}};
  for (const Question& question : questions) {
    site_search::Asked asked;
    asked.words = question.words;
    asked.facets = question.facets;
    int found = 0;
    const auto times = timed([&] { found = site_search::find_pages(ctx, asked).count; });
    print_row(argv[2], size, question.what, found, times);
  }
  int offered = 0;
  const auto times =
      timed([&] { offered = static_cast<int>(site_search::suggest(ctx, "サー").size()); });
  print_row(argv[2], size, "suggestions while typing", offered, times);
  return 0;
}
