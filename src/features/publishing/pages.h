// pages.h - request -> input struct -> service -> page or redirect. No SQL, no rules.
// One handler per route row of routes.cc.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::publishing::pages {

// pages_office.cc
web::Response show_list(web::Request& request);
web::Response show_calendar(web::Request& request);
web::Response show_new_content(web::Request& request);
web::Response create_content(web::Request& request);
web::Response show_content(web::Request& request);
web::Response show_edit(web::Request& request);
web::Response update_draft(web::Request& request);
web::Response show_preview(web::Request& request);
web::Response show_version(web::Request& request);
web::Response create_restoration(web::Request& request);
web::Response show_deletion(web::Request& request);
web::Response delete_content(web::Request& request);

// pages_steps.cc
web::Response update_settings(web::Request& request);
web::Response update_plan(web::Request& request);
web::Response create_sending(web::Request& request);
web::Response create_confirmation(web::Request& request);
web::Response create_return(web::Request& request);
web::Response create_approval(web::Request& request);
web::Response create_approval_return(web::Request& request);
web::Response create_publication(web::Request& request);
web::Response create_schedule_cancellation(web::Request& request);
web::Response create_ending(web::Request& request);
web::Response create_prefecture_request(web::Request& request);
web::Response create_company_request(web::Request& request);
web::Response create_consent(web::Request& request);
web::Response create_secret_preview(web::Request& request);
web::Response end_secret_preview(web::Request& request);
// The page of one article with a form that came back: what pages_steps.cc shows.
web::Response show_detail(web::Request& request, const std::string& form, const Error* error,
                          const std::string& preview_link = {});

// pages_public.cc
web::Response show_news(web::Request& request);
web::Response show_cases(web::Request& request);
web::Response show_public_item(web::Request& request);
web::Response show_secret_preview(web::Request& request);
web::Response show_asked(web::Request& request);
web::Response create_answer(web::Request& request);

}  // namespace musubi::publishing::pages
