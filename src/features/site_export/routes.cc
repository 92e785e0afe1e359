// routes.cc - the address of the copies, their job, their menu entry, and their words. The handlers
// are short enough to stand here: no rules, no SQL.
#include <memory>

#include "features/site_export/service.h"
#include "features/site_export/site_export.h"
#include "features/site_export/views.h"
#include "features/site_export/words.h"
#include "web/app.h"

namespace musubi::site_export {
namespace {

constexpr int kNavOrder = 950;

web::Response show_copies(web::Request& request) {
  auto rows = list_copies(request.context());
  if (!rows) return web::problem(request, rows.error());
  return web::html(views::list(request, {std::move(*rows), {}}));
}

web::Response create_copy(web::Request& request, CopyDesk& desk) {
  const Context ctx = request.context();
  const auto begun = begin_copy(ctx);
  // Pressed twice: the first one is on its way.
  if (!begun && begun.error().fault == Fault::conflict) return web::see_other(views::kPath);
  if (!begun) return web::problem(request, begun.error());
  const auto queued = desk.run(ctx, *begun);
  if (!queued) return web::problem(request, queued.error());
  return web::see_other(views::kPath);
}

web::Response show_events(CopyDesk& desk) {
  desk.begin_news();
  web::Response response;
  response.sse_topic = std::string(CopyDesk::kTopic);
  return response;
}

web::Response show_file(web::Request& request) {
  const auto file = open_copy(request.context(), SiteCopyId{request.param("id")});
  if (!file) return web::problem(request, file.error());
  return web::download_file(file->path, "application/zip", file->filename);
}

}  // namespace

void add_words(web::Words& words) {
  words.actions.insert_or_assign("site_export.copy.ordered", "公開サイトの写しを作り始めました");
  words.actions.insert_or_assign("site_export.copy.made", "公開サイトの写しを作りました");
  words.actions.insert_or_assign("site_export.copy.removed", "公開サイトの古い写しを片づけました");
  words.nouns.insert_or_assign("site_export", "公開サイトの写し");
  const std::vector<std::pair<const char*, const char*>> fields{{"pages", "ページの数"},
                                                                {"files", "ファイルの数"},
                                                                {"bytes", "大きさ"},
                                                                {"redirects", "前のアドレスの数"}};
  for (const auto& [code, told] : fields) {
    words.fields.insert_or_assign(std::string("site_export.") + code, told);
  }
}

void add_routes(web::App& app) {
  web::Router& r = app.router;
  // It asks the routes, so it ends before them.
  auto owned = std::make_shared<CopyDesk>(app);
  app.works.push_back(owned);
  CopyDesk* desk = owned.get();
  r.get("/office/site-copies", may::make_copies, show_copies);
  r.post("/office/site-copies", may::make_copies,
         [desk](web::Request& request) { return create_copy(request, *desk); });
  r.get("/office/site-copies/events", may::make_copies,
        [desk](web::Request&) { return show_events(*desk); });
  r.get("/office/site-copies/:id/file", may::make_copies, show_file);
  app.nav.push_back({.area = web::Area::office, .group = "設定と管理", .label = "サイトの写し",
                     .path = views::kPath, .icon = "download", .permission = may::make_copies,
                     .order = kNavOrder, .waiting = {}});
  add_words(app.words);
}

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job job;
  job.name = "site_export.copies.removed";
  job.label = "公開サイトの古い写しを片づける";
  job.schedule = jobs::Schedule::daily_at(3, 40);
  job.run = remove_old_copies;
  return {job};
}

}  // namespace musubi::site_export
