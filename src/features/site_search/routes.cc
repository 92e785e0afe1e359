// routes.cc - method, path, permission, handler; the menu entries and what waits. A row is the
// whole story of an address.
#include "features/site_search/pages.h"
#include "features/site_search/permissions.h"
#include "features/site_search/site_search.h"
#include "features/site_search/store.h"
#include "features/site_search/views.h"
#include "features/site_search/words.h"
#include "web/app.h"

namespace musubi::site_search {
namespace {

constexpr int kNavOrder = 620;

void add_rows(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/search", may::anyone, show_search);
  r.get("/search/suggestions", may::anyone, show_suggestions);
  r.get("/office/site-search", may::see_site_search, show_overview);
  r.post("/office/site-search/files/:id/reading", may::keep_site_search, create_reading);
  r.get("/office/site-search/synonyms", may::see_site_search, show_synonyms);
  r.post("/office/site-search/synonyms", may::keep_site_search, create_synonym_group);
  r.get("/office/site-search/synonyms/new", may::keep_site_search, show_new_synonym);
  r.get("/office/site-search/synonyms/:id", may::keep_site_search, show_synonym);
  r.post("/office/site-search/synonyms/:id", may::keep_site_search, update_synonym_group);
  r.get("/office/site-search/synonyms/:id/deletion", may::keep_site_search,
        show_synonym_deletion);
  r.post("/office/site-search/synonyms/:id/deletion", may::keep_site_search,
         create_synonym_deletion);
}

std::optional<web::kit::Waiting> waiting_unreadable_files(const web::Request& request) {
  const auto count = request.context().db.read(
      [](db::Reader& reader) { return store::count_files_in(reader, "unreadable"); });
  if (count == 0) return std::nullopt;
  return web::kit::Waiting{.count = static_cast<int>(count),
                           .label = "中の言葉を読めなかった資料",
                           .path = std::string(views::kOfficePath) + "?state=unreadable",
                           .text = "サイト内検索で、題名だけでしか見つかりません。理由を見て、登録し直してください",
                           .tone = web::kit::Tone::warning};
}

std::optional<web::Movement> describe_synonym(const web::Request& request,
                                              const audit::Entry& entry) {
  if (entry.noun != "site_search_synonym") return std::nullopt;
  const auto found = request.context().db.read([&](db::Reader& reader) {
    return store::find_synonym(reader, SynonymId{entry.subject_id});
  });
  if (!found) return std::nullopt;
  return web::Movement{request.app->words.action(entry.action), views::words_line(found->words),
                       std::string(views::kSynonymsPath)};
}

}  // namespace

void add_routes(web::App& app) {
  add_rows(app.router);
  add_words(app.words);
  app.home.waiting.push_back({.permission = may::keep_site_search, .order = 62,
                              .find = waiting_unreadable_files});
  app.home.movements.push_back({.permission = may::see_site_search, .prefix = "site_search.",
                                .describe = describe_synonym});
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "サイトの点検", .label = "サイト内検索",
                       .path = views::kOfficePath, .icon = "search",
                       .permission = may::see_site_search, .order = kNavOrder, .waiting = {}});
  }
}

}  // namespace musubi::site_search
