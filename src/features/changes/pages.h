// pages.h - the handlers of changes: form to input, service, page or redirect.
// Called by routes.cc; hold no rules.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::changes::pages {

web::Response show_own(web::Request& request);
web::Response show_contact(web::Request& request);
web::Response update_contact(web::Request& request);
web::Response show_new_person(web::Request& request);
web::Response create_person(web::Request& request);
web::Response show_person(web::Request& request);
web::Response update_person(web::Request& request);
web::Response create_retirement(web::Request& request);

web::Response show_own_requests(web::Request& request);
web::Response show_kinds(web::Request& request);
web::Response show_new_request(web::Request& request);
web::Response create_request(web::Request& request);
web::Response show_own_request(web::Request& request);
web::Response show_edit_request(web::Request& request);
web::Response update_request(web::Request& request);
web::Response show_check(web::Request& request);
web::Response create_sending(web::Request& request);
web::Response create_withdrawal(web::Request& request);
web::Response show_attachment(web::Request& request);

web::Response show_queue(web::Request& request);
web::Response show_request(web::Request& request);
web::Response create_confirmation(web::Request& request);
web::Response create_question(web::Request& request);
web::Response create_refusal(web::Request& request);

}  // namespace musubi::changes::pages
