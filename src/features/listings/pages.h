// pages.h - handlers of 掲載依頼: request to input to service to page. No rule lives here.
// Called by routes.cc; must never open a transaction.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::listings::pages {

// The asker (pages_asker.cc)
web::Response show_form(web::Request& request);
web::Response create_listing(web::Request& request);
web::Response show_status(web::Request& request);
web::Response show_correction(web::Request& request);
web::Response create_correction(web::Request& request);
web::Response show_withdrawal(web::Request& request);
web::Response create_withdrawal(web::Request& request);
// Members (pages_members.cc)
web::Response show_own_listings(web::Request& request);
web::Response show_own_form(web::Request& request);
web::Response create_own_listing(web::Request& request);
web::Response show_own_listing(web::Request& request);
web::Response show_own_correction(web::Request& request);
web::Response create_own_correction(web::Request& request);
web::Response show_own_withdrawal(web::Request& request);
web::Response create_own_withdrawal(web::Request& request);
// The office (pages_office.cc)
web::Response show_queue(web::Request& request);
web::Response show_entry(web::Request& request);
web::Response create_entry(web::Request& request);
web::Response show_listing(web::Request& request);
web::Response create_taking(web::Request& request);
web::Response create_question(web::Request& request);
web::Response create_decline(web::Request& request);
web::Response create_release(web::Request& request);
web::Response create_discard(web::Request& request);
web::Response create_settlement(web::Request& request);
web::Response show_months(web::Request& request);
web::Response show_months_csv(web::Request& request);

}  // namespace musubi::listings::pages
