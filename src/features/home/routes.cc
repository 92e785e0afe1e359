// routes.cc - the homes and the search, their menu entries, and where signing in leads.
// Nothing else: a row is the whole story of an address.
#include "features/home/home.h"
#include "features/home/pages.h"
#include "features/home/permissions.h"
#include "features/home/site_state.h"
#include "web/app.h"

namespace musubi::home {

std::string home_path_for(Roles held) {
  if (held.shares(roles::office)) return "/office";
  if (held.has(Role::prefecture)) return "/prefecture";
  if (held.shares(roles::members)) return "/members";
  return "/today";
}

void add_routes(web::App& app) {
  using namespace pages;  // NOLINT: a route table reads as rows
  web::Router& r = app.router;
  r.get("/office", may::see_office_home, show_office);
  r.get("/prefecture", may::see_prefecture_home, show_prefecture);
  r.get("/members", may::see_members_home, show_members);
  r.get("/today", may::signed_in, show_today);
  r.get("/office/scheduled-work", may::see_office_home, show_scheduled_work);
  r.get("/office/search", may::search_everything, show_search);

  const auto menu = [&app](web::Area area, std::string label, std::string path,
                           const Permission& permission) {
    app.nav.push_back({.area = area, .group = "", .label = std::move(label),
                       .path = std::move(path), .icon = "home", .permission = permission,
                       .order = 0, .waiting = {}});
  };
  menu(web::Area::office, "きょうの仕事", "/office", may::see_office_home);
  menu(web::Area::prefecture, "県の画面", "/prefecture", may::see_prefecture_home);
  menu(web::Area::members, "会員ホーム", "/members", may::see_members_home);

  app.home.path_for = home_path_for;
  app.home.facts.push_back({.permission = may::see_office_home, .order = 0, .list = site_facts});
}

}  // namespace musubi::home
