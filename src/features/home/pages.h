// pages.h - request -> gather -> page. No SQL, no rules of its own: what is shown was contributed
// by the features and is asked by permission.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::home::pages {

web::Response show_office(web::Request& request);
web::Response show_prefecture(web::Request& request);
web::Response show_members(web::Request& request);
web::Response show_today(web::Request& request);
web::Response show_scheduled_work(web::Request& request);
web::Response show_search(web::Request& request);

}  // namespace musubi::home::pages
