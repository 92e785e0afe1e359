// pages.h - the handlers of retention: form to input, service, page or redirect.
// Called by routes.cc; hold no rules.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::retention::pages {

web::Response show_kinds(web::Request& request);
web::Response show_kind(web::Request& request);
web::Response create_proposal(web::Request& request);
web::Response show_destructions(web::Request& request);
web::Response show_destruction(web::Request& request);
web::Response create_decision(web::Request& request);
web::Response create_withdrawal(web::Request& request);
web::Response show_certificate(web::Request& request);
web::Response create_certificate(web::Request& request);

web::Response show_holds(web::Request& request);
web::Response show_new_hold(web::Request& request);
web::Response create_hold(web::Request& request);
web::Response show_hold(web::Request& request);
web::Response create_release(web::Request& request);
web::Response show_evidence(web::Request& request);
web::Response create_check(web::Request& request);

}  // namespace musubi::retention::pages
