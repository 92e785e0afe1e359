// pages.h - request -> input -> service -> page or redirect. No SQL, no rules. One handler for each
// row of routes.cc.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::front::pages {

web::Response show_front(web::Request& request);
web::Response show_menu(web::Request& request);
web::Response update_menu(web::Request& request);
web::Response show_sections(web::Request& request);
web::Response update_sections(web::Request& request);
web::Response show_banners(web::Request& request);
web::Response update_banners(web::Request& request);

}  // namespace musubi::front::pages
