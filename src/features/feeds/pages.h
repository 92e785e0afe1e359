// pages.h - request -> service -> bytes that a machine reads, and the page that explains them. No
// SQL, no rules. One handler per route row of routes.cc.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::feeds::pages {

web::Response show_atom(web::Request& request);  // /news.atom /cases.atom /events.atom
web::Response show_calendar(web::Request& request);
web::Response show_calendar_entry(web::Request& request);
web::Response show_sitemap_index(web::Request& request);
web::Response show_sitemap(web::Request& request);
web::Response show_robots(web::Request& request);
web::Response show_open_data(web::Request& request);
web::Response show_open_file(web::Request& request);
web::Response show_lacking_events(web::Request& request);

}  // namespace musubi::feeds::pages
