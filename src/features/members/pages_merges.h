// pages_merges.h - the pages of 名寄せ: request -> input -> service -> page. No SQL, no rules.
// One handler per row of routes_merges.cc.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::members::pages {

web::Response show_duplicates(web::Request& request);
web::Response create_duplicate_search(web::Request& request);
web::Response show_duplicate(web::Request& request);
web::Response create_dismissal(web::Request& request);
web::Response show_merge_start(web::Request& request);
web::Response show_merges(web::Request& request);
web::Response show_new_merge(web::Request& request);
web::Response create_merge(web::Request& request);
web::Response show_merge(web::Request& request);
web::Response show_merge_cancellation(web::Request& request);
web::Response create_merge_cancellation(web::Request& request);

}  // namespace musubi::members::pages
