// routes.cc - method, path, permission, handler; menu entries; jobs. The asker's rows are open to
// anyone: what is shown there depends on a mailed link. A row is the whole story of an address.
#include "core/access/scope.h"
#include "features/listings/home.h"
#include "features/listings/letters.h"
#include "features/listings/listings.h"
#include "features/listings/pages.h"
#include "features/listings/service.h"
#include "features/listings/words.h"
#include "web/app.h"

namespace musubi::listings {
namespace {

void add_asker_rows(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/event-listings", may::anyone, show_form);
  r.post("/event-listings", may::anyone, create_listing);
  r.get("/event-listings/status/:token", may::anyone, show_status);
  r.get("/event-listings/status/:token/correction", may::anyone, show_correction);
  r.post("/event-listings/status/:token/correction", may::anyone, create_correction);
  r.get("/event-listings/status/:token/withdrawal", may::anyone, show_withdrawal);
  r.post("/event-listings/status/:token/withdrawal", may::anyone, create_withdrawal);
  r.get("/members/event-listings", may::ask_as_member, show_own_listings);
  r.post("/members/event-listings", may::ask_as_member, create_own_listing);
  r.get("/members/event-listings/new", may::ask_as_member, show_own_form);
  r.get("/members/event-listings/:id", may::ask_as_member, show_own_listing);
  r.get("/members/event-listings/:id/correction", may::ask_as_member, show_own_correction);
  r.post("/members/event-listings/:id/correction", may::ask_as_member, create_own_correction);
  r.get("/members/event-listings/:id/withdrawal", may::ask_as_member, show_own_withdrawal);
  r.post("/members/event-listings/:id/withdrawal", may::ask_as_member, create_own_withdrawal);
}

void add_office_rows(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/event-listings", may::see_listings, show_queue);
  r.post("/office/event-listings", may::work_listings, create_entry);
  r.get("/office/event-listings/new", may::work_listings, show_entry);
  r.get("/office/event-listings/months", may::see_months, show_months);
  r.get("/office/event-listings/months.csv", may::see_months, show_months_csv);
  r.get("/office/event-listings/:id", may::see_listings, show_listing);
  r.post("/office/event-listings/:id/taking", may::work_listings, create_taking);
  r.post("/office/event-listings/:id/question", may::work_listings, create_question);
  r.post("/office/event-listings/:id/decline", may::work_listings, create_decline);
  r.post("/office/event-listings/:id/release", may::work_listings, create_release);
  r.post("/office/event-listings/:id/discard", may::work_listings, create_discard);
  r.post("/office/event-listings/:id/settlement", may::work_listings, create_settlement);
}

int owed_listings(const web::Request& request) {
  if (!can(request.actor, may::work_listings)) return 0;
  return static_cast<int>(request.context().db.read([](db::Reader& reader) {
    return store::count_in_state(reader, "open") + store::count_in_state(reader, "drafted");
  }));
}

void add_menu_rows(web::App& app) {
  using web::Area;
  const auto add = [&](Area area, const char* group, const char* label, const char* path,
                       const char* icon, const Permission& permission, int order) {
    app.nav.push_back({.area = area, .group = group, .label = label, .path = path, .icon = icon,
                       .permission = permission, .order = order, .waiting = {}});
  };
  add(Area::members, "", "催しの掲載を頼む", "/members/event-listings", "calendar",
      may::ask_as_member, 76);
  add(Area::office, "公開サイト", "催しの掲載依頼", "/office/event-listings", "calendar",
      may::see_listings, 404);
  app.nav.back().waiting = owed_listings;
  for (const auto area : {Area::office, Area::prefecture}) {
    add(area, "報告と集計", "掲載依頼の件数", "/office/event-listings/months", "chart",
        may::see_months, 740);
  }
}

}  // namespace

void add_routes(web::App& app) {
  add_asker_rows(app.router);
  add_office_rows(app.router);
  add_menu_rows(app);
  add_home(app);
  inquiries::configure_listings(list_outcomes);
  add_words(app.words);
  access::declare_scope(may::ask_as_member.name, access::Scope::own_account);
}

void add_handlers(outbox::Handlers& handlers) { add_letter_handlers(handlers); }

std::vector<jobs::Job> scheduled_jobs() {
  return {{"listings.public.told", "公開した催しを、掲載を頼んだ人に知らせる",
           jobs::Schedule::every_minutes(5), tell_public},
          {"listings.late.told", "期限を過ぎた催しの掲載依頼を知らせる",
           jobs::Schedule::every_minutes(15), tell_late},
          {"listings.past.ended", "終わった催しの掲載依頼を終える",
           jobs::Schedule::daily_at(0, 10), end_past},
          {"listings.discarded.dropped", "迷惑と判断した掲載依頼を片づける",
           jobs::Schedule::daily_at(3, 50), drop_discarded},
          {"listings.links.cleared", "期限の切れた掲載依頼のリンクを片づける",
           jobs::Schedule::daily_at(3, 55), clear_links}};
}

}  // namespace musubi::listings
