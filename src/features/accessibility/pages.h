// pages.h - the handlers of 方針, 試験 and 改善課題: form to input, service, page, redirect or file.
// Called by routes.cc; hold no rules.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::accessibility::pages {

// ---- trials (pages_trials.cc) ----
web::Response show_hub(web::Request& request);
web::Response show_new_trial(web::Request& request);
web::Response create_trial(web::Request& request);
web::Response show_trial(web::Request& request);
web::Response update_trial(web::Request& request);
web::Response show_trial_page(web::Request& request);
web::Response show_scope(web::Request& request);
web::Response show_preview(web::Request& request);
web::Response create_publication(web::Request& request);
web::Response show_discard(web::Request& request);
web::Response create_discard(web::Request& request);

// ---- the sheet (pages_sheet.cc) ----
web::Response show_page_list(web::Request& request);  // JSON for the checker
web::Response create_check(web::Request& request);
web::Response show_verdict(web::Request& request);
web::Response update_verdict(web::Request& request);
web::Response show_evidence(web::Request& request);

// ---- 方針 (pages_policy.cc) ----
web::Response show_policy_desk(web::Request& request);
web::Response update_policy(web::Request& request);
web::Response create_policy_publication(web::Request& request);

// ---- 改善課題 (pages_issues.cc) ----
web::Response show_issues(web::Request& request);
web::Response show_new_issue(web::Request& request);
web::Response create_issue(web::Request& request);
web::Response show_issue(web::Request& request);
web::Response update_issue(web::Request& request);

// ---- anyone (pages_public.cc) ----
web::Response show_open_policy(web::Request& request);
web::Response show_open_edition(web::Request& request);
web::Response show_open_results(web::Request& request);
web::Response show_open_result(web::Request& request);
web::Response show_result_pdf(web::Request& request);

// ---- shared ----
// The desk of a trial with what was refused on it. For pages_trials.cc and pages_sheet.cc.
web::Response show_trial_again(web::Request& request, const Error& error);
// ISO day of a date field, "" when empty; adds what is wrong with it.
std::string day_in(const web::Fields& form, const char* name, const char* label,
                   std::vector<FieldError>& errors);
std::int64_t number_in(const std::string& text);  // 0 when it is none

}  // namespace musubi::accessibility::pages
