// pages.h - handlers of counting: the screens, the report, the planned stops, the open page and the
// beacon of links. Request to service to page; no rules here.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::analytics::pages {

web::Response show_counting(web::Request& request);
web::Response show_counting_csv(web::Request& request);
web::Response show_imports(web::Request& request);
web::Response create_queries(web::Request& request);
web::Response create_probes(web::Request& request);

web::Response show_reports(web::Request& request);
web::Response create_report(web::Request& request);
web::Response show_report(web::Request& request);
web::Response show_report_file(web::Request& request);
web::Response create_report_files(web::Request& request);
web::Response update_remark(web::Request& request);
web::Response create_submission(web::Request& request);
web::Response create_discard(web::Request& request);
web::Response create_receipt(web::Request& request);
web::Response create_report_comment(web::Request& request);

web::Response show_stops(web::Request& request);
web::Response create_stop(web::Request& request);
web::Response create_calling_off(web::Request& request);

web::Response show_method(web::Request& request);
web::Response note_outbound(web::Request& request);

}  // namespace musubi::analytics::pages
