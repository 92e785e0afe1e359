// pages.h - request -> input struct -> service -> page or redirect. No SQL, no rules.
// One handler per route row of routes.cc.
#pragma once

#include <span>
#include <string_view>

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

// pages_writing.cc
web::Response create_writing(web::Request& request);
web::Response end_own_writing(web::Request& request);
web::Response show_link_targets(web::Request& request);

// pages_open_lists.cc: one list for each type that has one; events have pages of their own
struct OpenList {
  std::string_view type, path, title, lead;
  int most = 12;
  bool with_bodies = false;
};
std::span<const OpenList> open_lists();
web::Response show_open_list(web::Request& request);
web::Response show_site_map(web::Request& request);

// pages_events.cc
web::Response show_coming_events(web::Request& request);
web::Response show_event_month(web::Request& request);
web::Response show_event_year(web::Request& request);

// pages_public.cc
web::Response show_public_item(web::Request& request);
web::Response show_easy(web::Request& request);     // /…/easy
web::Response show_english(web::Request& request);  // /…/en
web::Response show_secret_preview(web::Request& request);
web::Response show_asked(web::Request& request);
web::Response create_answer(web::Request& request);

}  // namespace musubi::publishing::pages
