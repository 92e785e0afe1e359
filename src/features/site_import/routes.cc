// routes.cc - method, path, permission, handler of the import; its menu entry, its part of the
// history, and where old addresses lead. A row is the whole story of an address.
#include <memory>

#include "features/site_import/pages.h"
#include "features/site_import/service.h"
#include "features/site_import/site_import.h"
#include "features/site_import/views.h"
#include "features/site_import/words.h"
#include "web/app.h"

namespace musubi::site_import {
namespace {

constexpr std::uint64_t kUploadBytesMost = 1'000'000'000;  // the pictures of a site in one ZIP
constexpr int kNavOrder = 940;

std::optional<web::Movement> describe_import(const web::Request& request,
                                             const audit::Entry& entry) {
  if (entry.noun != "site_import") return std::nullopt;
  return web::Movement{request.app->words.action(entry.action), "",
                       views::path_of(SiteImportId{entry.subject_id})};
}

}  // namespace

void add_routes(web::App& app) {
  using namespace pages;  // NOLINT: a route table reads as rows
  web::Router& r = app.router;
  r.get("/office/site-imports", may::see_imports, show_imports);
  r.post("/office/site-imports", may::run_imports, create_import, kUploadBytesMost);
  r.get("/office/site-imports/new", may::run_imports, show_new_import);
  r.get("/office/site-imports/:id", may::see_imports, show_import);
  // The handler owns the news: they end with the routes, before the streams that they feed.
  auto news = std::make_shared<ImportNews>(app);
  r.get("/office/site-imports/:id/events", may::see_imports,
        [news](web::Request& request) { return show_events(request, *news); });
  r.post("/office/site-imports/:id/choices", may::run_imports, update_choices);
  r.post("/office/site-imports/:id/commit", may::run_imports, create_commit);
  r.get("/office/site-imports/:id/losses", may::see_imports, show_losses);
  r.get("/office/site-imports/:id/media", may::see_imports, show_media);
  r.get("/office/site-imports/:id/items", may::see_imports, show_items);
  r.get("/office/site-imports/:id/undo", may::run_imports, show_undo);
  r.post("/office/site-imports/:id/undo", may::run_imports, create_undo);
  r.post("/office/site-imports/:id/removal", may::run_imports, pages::delete_import);

  app.nav.push_back({.area = web::Area::office, .group = "設定と管理",
                     .label = "WordPressからの移行", .path = views::kPath, .icon = "upload",
                     .permission = may::see_imports, .order = kNavOrder, .waiting = {}});
  app.home.movements.push_back({.permission = may::see_imports, .prefix = "site_import.",
                                .describe = describe_import});
  app.find_moved = [](const web::Request& request) {
    const Context ctx = request.context();
    return ctx.db.read([&](db::Reader& reader) {
      return find_moved(reader, request.target, ctx.today());
    });
  };
  add_words(app.words);
}

void add_handlers(outbox::Handlers& handlers) { handlers[std::string(kOrdered)] = run_step; }

retention::Kinds retention_kinds() {
  retention::Kind kind;
  kind.name = "site_import.authors";
  kind.noun = "site_import";
  kind.label = "移行した記事を書いた人の名前";
  kind.data = "前のサイトで表示していた名前";
  kind.purpose = "移行の記録";
  kind.starts = "取り込んだ日";
  kind.term = {.evidence = true};
  kind.basis = "仕様書9(7)（R-9.7）";
  kind.way = retention::Way::kept;
  kind.place = "データベース";
  kind.seen_with = may::see_imports;
  return {kind};
}

}  // namespace musubi::site_import
