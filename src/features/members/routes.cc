// routes.cc - method, path, permission, handler; and the menu entries.
// Nothing else: a row is the whole story of an address.
#include "core/access/scope.h"
#include "features/members/home.h"
#include "features/members/members.h"
#include "features/members/pages.h"
#include "features/members/routes_parts.h"
#include "web/app.h"

namespace musubi::members {

void add_routes(web::App& app) {
  using namespace pages;  // NOLINT: a route table reads as rows
  web::Router& r = app.router;
  access::declare_permission(may::see_personal_data);
  access::declare_permission(may::see_own_organisation);
  r.get("/office/members", may::see_registry, show_list);
  r.post("/office/members", may::edit_registry, pages::create_organisation);
  r.get("/office/members/new", may::edit_registry, show_new_organisation);
  r.get("/office/members/:id", may::see_registry, show_organisation);
  r.post("/office/members/:id", may::edit_registry, pages::update_organisation);
  r.get("/office/members/:id/edit", may::edit_registry, show_edit_organisation);
  r.get("/office/members/:id/history", may::see_registry, show_history);
  r.get("/office/members/:id/changes", may::see_registry, show_changes);
  r.get("/office/members/:id/events/:event", may::edit_registry, show_event);
  r.post("/office/members/:id/events/:event", may::edit_registry, update_event);
  r.get("/office/members/:id/state", may::edit_registry, show_state);
  r.post("/office/members/:id/state", may::edit_registry, create_state);
  r.post("/office/members/:id/people", may::edit_registry, create_person);
  r.get("/office/members/:id/people/new", may::edit_registry, show_new_person);
  r.get("/office/members/:id/people/:person", may::edit_registry, show_person);
  r.post("/office/members/:id/people/:person", may::edit_registry, update_person);
  r.post("/office/members/:id/people/:person/retirement", may::edit_registry, create_retirement);
  r.get("/office/member-exports", may::see_exports, show_exports);
  r.post("/office/member-exports", may::export_registry, create_export);
  r.get("/office/member-exports/new", may::export_registry, show_new_export);
  r.post("/office/member-views", may::see_registry, create_view);
  r.post("/office/member-views/:id/removal", may::see_registry, pages::delete_view);

  add_merge_routes(app);
  add_report_routes(app);
  add_import_routes(app);

  app.nav.push_back({.area = web::Area::office, .group = "会員", .label = "会員名簿",
                     .path = "/office/members", .icon = "people",
                     .permission = may::see_registry, .order = 200, .waiting = {}});
  add_words(app.words);
  add_home(app);
}

}  // namespace musubi::members
