// routes.cc - the addresses of front, its menu entry, its words for the audit, and what the open
// site asks it. Rows only.
#include "features/front/front.h"
#include "features/front/pages.h"
#include "features/front/views.h"
#include "features/front/ways.h"
#include "web/app.h"

namespace musubi::front {
namespace {

void add_words(web::Words& words) {
  words.actions.insert_or_assign("front.menu.changed", "公開サイトのメニューを変えました");
  words.actions.insert_or_assign("front.sections.changed", "トップページの並びを変えました");
  words.actions.insert_or_assign("front.banners.changed", "お知らせ枠を変えました");
  words.nouns.insert_or_assign("front", "サイトの構成");
  words.fields.insert_or_assign("front.menu", "メニュー");
  words.fields.insert_or_assign("front.sections", "トップページの並び");
  words.fields.insert_or_assign("front.banners", "お知らせ枠");
}

IsOpen open_now(const web::Request& request) {
  return open_pages(request, publishing::Reach::now);
}

// The open site asks on every page: what it is told stands in the reader's own request.
void tell_home(web::Home& home) {
  home.open_menu = [](const web::Request& request) {
    std::vector<web::OpenLink> out;
    for (MenuEntry& one : shown_menu(request.context(), open_now(request))) {
      out.push_back({std::move(one.label), std::move(one.path)});
    }
    return out;
  };
  home.open_places = [](const web::Request& request) {
    std::vector<web::OpenPlace> out;
    for (SectionPlace& one : placed_sections(request.context(), open_now(request))) {
      out.push_back({std::move(one.name), std::move(one.heading), one.most, one.shown,
                     std::move(one.entries)});
    }
    return out;
  };
  home.open_banners = [](const web::Request& request) {
    return views::banners(shown_banners(request.context(), open_now(request)));
  };
}

}  // namespace

void add_routes(web::App& app) {
  using namespace pages;  // NOLINT: a route table reads as rows
  web::Router& r = app.router;
  r.get("/office/front", may::see_front, show_front);
  r.get("/office/front/menu", may::change_front, show_menu);
  r.post("/office/front/menu", may::change_front, update_menu);
  r.get("/office/front/sections", may::change_front, show_sections);
  r.post("/office/front/sections", may::change_front, update_sections);
  r.get("/office/front/banners", may::change_front, show_banners);
  r.post("/office/front/banners", may::change_front, update_banners);
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "公開サイト", .label = "サイトの構成",
                       .path = views::kFront, .icon = "list", .permission = may::see_front,
                       .order = 403, .waiting = {}});
  }
  add_words(app.words);
  tell_home(app.home);
}

}  // namespace musubi::front
