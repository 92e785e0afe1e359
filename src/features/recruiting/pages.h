// pages.h - request -> input struct -> service -> page or redirect. No SQL, no rules.
// One handler per route row of routes.cc.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::recruiting::pages {

// pages_prospects.cc
web::Response show_list(web::Request& request);
web::Response show_board(web::Request& request);
web::Response show_prospect(web::Request& request);
web::Response show_new_prospect(web::Request& request);
web::Response create_prospect(web::Request& request);
web::Response show_edit_prospect(web::Request& request);
web::Response update_prospect(web::Request& request);
web::Response show_stage(web::Request& request);
web::Response update_stage(web::Request& request);
web::Response create_member_link(web::Request& request);

// pages_contacts.cc
web::Response show_new_contact(web::Request& request);
web::Response create_contact(web::Request& request);
web::Response show_contact(web::Request& request);
web::Response update_contact(web::Request& request);

// pages_new_members.cc
web::Response show_new_members(web::Request& request);
web::Response show_plan(web::Request& request);
web::Response update_plan(web::Request& request);

// pages_campaigns.cc
web::Response show_campaigns(web::Request& request);
web::Response show_campaign(web::Request& request);
web::Response show_leaflet(web::Request& request);
web::Response show_qr(web::Request& request);      // SVG
web::Response show_qr_png(web::Request& request);
web::Response show_new_campaign(web::Request& request);
web::Response create_campaign(web::Request& request);
web::Response show_edit_campaign(web::Request& request);
web::Response update_campaign(web::Request& request);
web::Response open_link(web::Request& request);

// pages_links.cc
web::Response show_matches(web::Request& request);
web::Response create_application_link(web::Request& request);
web::Response delete_application_link(web::Request& request);
web::Response create_dismissal(web::Request& request);
web::Response show_chain(web::Request& request);

// pages_lists.cc
web::Response show_list_imports(web::Request& request);
web::Response show_new_list_import(web::Request& request);
web::Response create_list_import(web::Request& request);
web::Response show_list_import(web::Request& request);
web::Response create_commitment(web::Request& request);
web::Response create_undo(web::Request& request);
web::Response show_new_export(web::Request& request);
web::Response create_export(web::Request& request);
web::Response show_exports(web::Request& request);

}  // namespace musubi::recruiting::pages
