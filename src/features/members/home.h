// home.h - what members contributes to the homes and to the search: figures, what waits, words for
// the audit, a member's own organisation. Called once by routes.cc; internal to the feature.
#pragma once

#include "web/app.h"

namespace musubi::members {

void add_home(web::App& app);
void add_report_home(web::App& app);  // home_reports.cc; called by add_home
void add_loan_home(web::App& app);    // home_loans.cc; called by add_home

}  // namespace musubi::members
