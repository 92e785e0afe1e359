// routes.cc - method, path, permission, handler; menu entries; the clocks on the homes. A row is
// the whole story of an address.
#include "features/incidents/incidents.h"
#include "features/incidents/pages.h"
#include "features/incidents/permissions.h"
#include "features/incidents/views.h"
#include "features/incidents/words.h"
#include "web/app.h"

namespace musubi::incidents {
namespace {

constexpr int kShown = 5;

void add_rows(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/privacy/incidents", may::see_incidents, show_incidents);
  r.post("/office/privacy/incidents", may::work_incidents, create_incident);
  r.get("/office/privacy/incidents/new", may::work_incidents, show_opening);
  r.get("/office/privacy/incidents/:id", may::see_incidents, show_incident);
  r.post("/office/privacy/incidents/:id/answers", may::work_incidents, update_answers);
  r.get("/office/privacy/incidents/:id/items", may::work_incidents, show_items);
  r.post("/office/privacy/incidents/:id/items", may::work_incidents, update_items);
  r.post("/office/privacy/incidents/:id/steps/:step", may::work_incidents, create_step);
  r.post("/office/privacy/incidents/:id/remarks", may::work_incidents, create_remark);
  r.post("/office/privacy/incidents/:id/closure", may::close_incidents, create_closure);
  r.get("/office/privacy/incidents/:id/reports/:kind", may::work_incidents, show_report);
  r.get("/office/privacy/incidents/:id/reports/:kind/pdf", may::work_incidents, show_report_pdf);
}

std::vector<IncidentPage> going_on(const web::Request& request) {
  const Context ctx = request.context();
  return ctx.db.read(
      [&](db::Reader& reader) { return list_going_on(reader, ctx.today(), kShown); });
}

int waiting_count(const web::Request& request) {
  if (!can(request.actor, may::work_incidents)) return 0;
  return static_cast<int>(request.context().db.read(store::count_open));
}

web::Html panel(const web::Request& request) { return views::panel_of(going_on(request)); }

std::vector<web::Deadline> deadlines(const web::Request& request, Date, Date until) {
  std::vector<web::Deadline> out;
  for (const IncidentPage& page : going_on(request)) {
    for (const DutyNow& now : page.duties) {
      if (!now.duty.needed || now.done || until < now.duty.due) continue;
      out.push_back({now.duty.due, "個人情報事故の" + now.duty.label, page.incident.title,
                     views::path_of(page.incident), false});
    }
  }
  return out;
}

}  // namespace

void add_routes(web::App& app) {
  add_rows(app.router);
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "個人情報と記録", .label = "事故への対応",
                       .path = views::kPath, .icon = "warning",
                       .permission = may::see_incidents, .order = 830,
                       .waiting = waiting_count});
  }
  app.home.panels.push_back({.area = web::Area::office, .permission = may::work_incidents,
                             .order = 1, .show = panel});
  app.home.deadlines.push_back({.permission = may::work_incidents, .list = deadlines});
  add_words(app.words);
}

retention::Kinds retention_kinds() {
  retention::Kind kind;
  kind.name = "incidents.records";
  kind.noun = "privacy_incident";
  kind.label = "個人情報事故と訓練の記録";
  kind.data = "対応した職員の氏名（本人の氏名は書かない）";
  kind.purpose = "事故への対応と報告の証明";
  kind.starts = "対応を終えた日";
  kind.term = {.evidence = true};
  kind.basis = "仕様書9(7)（R-9.7）";
  kind.way = retention::Way::kept;
  kind.place = "データベース";
  kind.seen_with = may::see_incidents;
  return {kind};
}

}  // namespace musubi::incidents
