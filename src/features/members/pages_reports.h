// pages_reports.h - handlers of 会員報告書, one per row of routes_reports.cc.
// Request in, page or redirect out; rules live in service_reports.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::members {
class ReportFilesNews;
}

namespace musubi::members::pages {

web::Response show_reports(web::Request& request);
web::Response create_report(web::Request& request);
web::Response show_report(web::Request& request);
web::Response show_report_rows(web::Request& request);
web::Response show_report_file(web::Request& request);
web::Response show_report_events(web::Request& request, ReportFilesNews& news);
web::Response create_report_files(web::Request& request);
web::Response create_discard(web::Request& request);
web::Response update_remark(web::Request& request);
web::Response create_submission(web::Request& request);
web::Response create_receipt(web::Request& request);
web::Response create_report_comment(web::Request& request);

}  // namespace musubi::members::pages
