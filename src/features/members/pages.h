// pages.h - request -> input struct -> service -> page or redirect. No SQL, no rules.
// One handler per route row of routes.cc.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::members::pages {

web::Response show_list(web::Request& request);
web::Response show_organisation(web::Request& request);
web::Response show_history(web::Request& request);
web::Response show_new_organisation(web::Request& request);
web::Response create_organisation(web::Request& request);
web::Response show_edit_organisation(web::Request& request);
web::Response update_organisation(web::Request& request);
web::Response show_state(web::Request& request);
web::Response create_state(web::Request& request);
web::Response show_event(web::Request& request);
web::Response update_event(web::Request& request);
web::Response show_changes(web::Request& request);

web::Response show_new_person(web::Request& request);
web::Response create_person(web::Request& request);
web::Response show_person(web::Request& request);
web::Response update_person(web::Request& request);
web::Response create_retirement(web::Request& request);

web::Response show_new_export(web::Request& request);
web::Response create_export(web::Request& request);
web::Response show_exports(web::Request& request);

web::Response create_view(web::Request& request);
web::Response delete_view(web::Request& request);

}  // namespace musubi::members::pages
