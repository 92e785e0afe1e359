// pages.h - the handlers of incidents: form to input, service, page or redirect.
// Called by routes.cc; hold no rules.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::incidents::pages {

web::Response show_incidents(web::Request& request);
web::Response show_opening(web::Request& request);
web::Response create_incident(web::Request& request);
web::Response show_incident(web::Request& request);
web::Response update_answers(web::Request& request);
web::Response show_items(web::Request& request);
web::Response update_items(web::Request& request);
web::Response create_step(web::Request& request);
web::Response create_remark(web::Request& request);
web::Response create_closure(web::Request& request);
web::Response show_report(web::Request& request);
web::Response show_report_pdf(web::Request& request);

}  // namespace musubi::incidents::pages
