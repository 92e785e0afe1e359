// pages.h - request -> input struct -> service -> page or redirect. No SQL, no rules.
// One handler per route row of routes.cc.
#pragma once

#include "features/applications/applications.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::applications::pages {

// pages_join.cc: the applicant's form
web::Response show_guidance(web::Request& request);
web::Response show_form(web::Request& request);
web::Response show_start(web::Request& request);
web::Response create_draft(web::Request& request);
web::Response show_step(web::Request& request);
web::Response update_step(web::Request& request);
web::Response create_file(web::Request& request);
web::Response delete_file(web::Request& request);
web::Response show_check(web::Request& request);
web::Response create_submission(web::Request& request);
web::Response show_receipt(web::Request& request);
web::Response create_pause(web::Request& request);
web::Response show_paused(web::Request& request);
web::Response show_discard(web::Request& request);
web::Response delete_draft(web::Request& request);
web::Response show_resume(web::Request& request);
web::Response update_resume(web::Request& request);

// pages_status.cc: after the receipt
web::Response show_status_request(web::Request& request);
web::Response create_status_request(web::Request& request);
web::Response show_status(web::Request& request);
web::Response create_verification(web::Request& request);
web::Response show_supplement(web::Request& request);
web::Response create_supplement_answer(web::Request& request, const Desk& desk);
web::Response show_withdrawal(web::Request& request);
web::Response create_withdrawal(web::Request& request, const Desk& desk);

// pages_office.cc
web::Response show_list(web::Request& request);
web::Response show_detail(web::Request& request, const Desk& desk);
web::Response show_new_entry(web::Request& request, const Desk& desk);
web::Response create_entry(web::Request& request, const Desk& desk);
web::Response update_assignment(web::Request& request, const Desk& desk);
web::Response create_consents(web::Request& request, const Desk& desk);
web::Response create_email_check(web::Request& request, const Desk& desk);
web::Response show_new_supplement(web::Request& request);
web::Response create_supplement(web::Request& request);
web::Response show_office_answer(web::Request& request);
web::Response create_office_answer(web::Request& request, const Desk& desk);
web::Response show_office_withdrawal(web::Request& request);
web::Response create_office_withdrawal(web::Request& request, const Desk& desk);
web::Response show_file(web::Request& request);

}  // namespace musubi::applications::pages
