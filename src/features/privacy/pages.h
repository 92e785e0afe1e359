// pages.h - the handlers of privacy: form to input, service, page or redirect.
// Called by routes.cc; hold no rules.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::privacy::pages {

// the person
web::Response show_guidance(web::Request& request);
web::Response show_form(web::Request& request);
web::Response create_form(web::Request& request);
web::Response show_sent(web::Request& request);
web::Response show_proof(web::Request& request);
web::Response create_proof(web::Request& request);
web::Response show_status(web::Request& request);
web::Response show_status_csv(web::Request& request);
web::Response show_status_json(web::Request& request);
web::Response create_own_withdrawal(web::Request& request);
web::Response show_own_data(web::Request& request);
web::Response create_own_request(web::Request& request);
web::Response show_own_request(web::Request& request);
web::Response show_own_csv(web::Request& request);
web::Response show_own_json(web::Request& request);

// the office
web::Response show_requests(web::Request& request);
web::Response show_paper_form(web::Request& request);
web::Response create_paper_request(web::Request& request);
web::Response show_request(web::Request& request);
web::Response create_identity(web::Request& request);
web::Response create_package(web::Request& request);
web::Response create_exclusion(web::Request& request);
web::Response create_extension(web::Request& request);
web::Response create_forwarding(web::Request& request);
web::Response create_withdrawal(web::Request& request);
web::Response create_answer(web::Request& request);

web::Response show_register(web::Request& request);
web::Response show_note(web::Request& request);
web::Response update_note(web::Request& request);
web::Response create_version(web::Request& request);
web::Response show_version(web::Request& request);

}  // namespace musubi::privacy::pages
