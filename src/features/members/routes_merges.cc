// routes_merges.cc - the addresses of 名寄せ and its menu entry.
// Nothing else: a row is the whole story of an address.
#include "features/members/pages_merges.h"
#include "features/members/permissions.h"
#include "features/members/routes_parts.h"
#include "features/members/service_merges.h"
#include "web/app.h"

namespace musubi::members {

void add_merge_routes(web::App& app) {
  using namespace pages;  // NOLINT: a route table reads as rows
  web::Router& r = app.router;
  r.get("/office/duplicates", may::merge_members, show_duplicates);
  r.get("/office/duplicates/:id", may::merge_members, show_duplicate);
  r.post("/office/duplicates/:id/dismissal", may::merge_members, create_dismissal);
  r.post("/office/duplicate-searches", may::merge_members, create_duplicate_search);
  r.get("/office/members/:id/merge", may::merge_members, show_merge_start);
  r.get("/office/merges", may::merge_members, show_merges);
  r.post("/office/merges", may::merge_members, create_merge);
  r.get("/office/merges/new", may::merge_members, show_new_merge);
  r.get("/office/merges/:id", may::merge_members, show_merge);
  r.get("/office/merges/:id/cancellation", may::merge_members, show_merge_cancellation);
  r.post("/office/merges/:id/cancellation", may::merge_members, create_merge_cancellation);

  app.nav.push_back({.area = web::Area::office, .group = "会員", .label = "名寄せ",
                     .path = "/office/duplicates", .icon = "merge",
                     .permission = may::merge_members, .order = 220,
                     .waiting = [](const web::Request& request) {
                       return static_cast<int>(request.db->read(count_waiting_proposals));
                     }});
}

}  // namespace musubi::members
