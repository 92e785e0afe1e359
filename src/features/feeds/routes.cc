// routes.cc - the addresses of feeds. Rows only; what they do is in pages.cc. Open to anyone, for
// they serve what publishing has made public; the last one is the office's.
#include "features/feeds/feeds.h"
#include "features/feeds/pages.h"
#include "features/feeds/permissions.h"

namespace musubi::feeds {

void add_routes(web::App& app) {
  using namespace pages;  // NOLINT: a route table reads as rows
  web::Router& r = app.router;
  for (const char* path : {"/news.atom", "/cases.atom", "/events.atom"}) {
    r.get(path, may::anyone, show_atom);
  }
  r.get("/events.ics", may::anyone, show_calendar);
  r.get("/events/:slug/event.ics", may::anyone, show_calendar_entry);
  r.get("/sitemap.xml", may::anyone, show_sitemap_index);
  r.get("/sitemaps/:file", may::anyone, show_sitemap);
  r.get("/robots.txt", may::anyone, show_robots);
  r.get("/opendata", may::anyone, show_open_data);
  r.get("/opendata/events/:year/:file", may::anyone, show_open_file);
  r.get("/office/opendata", may::see_open_data, show_lacking_events);
  for (const auto area : {web::Area::office, web::Area::prefecture}) {
    app.nav.push_back({.area = area, .group = "サイトの点検", .label = "オープンデータの確認",
                       .path = "/office/opendata", .icon = "check",
                       .permission = may::see_open_data, .order = 406, .waiting = {}});
  }
}

}  // namespace musubi::feeds
