// pages.h - handlers of the desk: request to input to service to page. No rule lives here.
// Called by routes.cc; must never open a transaction.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::inquiries::pages {

// The asker (pages_asker.cc)
web::Response show_contact(web::Request& request);
web::Response create_contact(web::Request& request);
web::Response show_answers(web::Request& request);  // pages_answers.cc
web::Response show_status(web::Request& request);
web::Response create_reply(web::Request& request);
// Members (pages_asker.cc)
web::Response show_own_inquiries(web::Request& request);
web::Response show_own_form(web::Request& request);
web::Response create_own_inquiry(web::Request& request);
web::Response show_own_inquiry(web::Request& request);
web::Response create_own_reply(web::Request& request);

// The office (pages_list.cc)
web::Response show_inquiries(web::Request& request);
web::Response show_call_form(web::Request& request);
web::Response create_call(web::Request& request);
web::Response show_months(web::Request& request);
web::Response show_months_csv(web::Request& request);
// One inquiry (pages_desk.cc)
web::Response show_inquiry(web::Request& request);
web::Response show_file(web::Request& request);
web::Response create_answer(web::Request& request);
web::Response create_note(web::Request& request);
web::Response update_assignment(web::Request& request);
web::Response update_follow_up(web::Request& request);
web::Response update_sorting(web::Request& request);
web::Response create_closure(web::Request& request);
web::Response create_reopening(web::Request& request);
web::Response create_release(web::Request& request);
web::Response create_discard(web::Request& request);
web::Response create_merge(web::Request& request);
web::Response create_merge_undoing(web::Request& request);
web::Response create_prospect_link(web::Request& request);
web::Response create_application_link(web::Request& request);
web::Response create_faq(web::Request& request);
web::Response create_news(web::Request& request);
// Ready-made texts and rules (pages_rules.cc)
web::Response show_texts(web::Request& request);
web::Response show_new_text(web::Request& request);
web::Response create_text(web::Request& request);
web::Response show_text(web::Request& request);
web::Response update_text(web::Request& request);
web::Response show_rules(web::Request& request);
web::Response update_rules(web::Request& request);

}  // namespace musubi::inquiries::pages
