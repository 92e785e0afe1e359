// pages.h - the handlers of the yearly confirmation: form to input, service, page or redirect.
// Called by routes.cc; hold no rules.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::confirmations::pages {

web::Response show_rounds(web::Request& request);
web::Response show_new_round(web::Request& request);
web::Response create_round(web::Request& request);
web::Response show_round(web::Request& request);
web::Response create_closure(web::Request& request);
web::Response show_target(web::Request& request);
web::Response update_target(web::Request& request);

web::Response show_asked(web::Request& request);
web::Response create_confirmation(web::Request& request);
web::Response show_change(web::Request& request);
web::Response create_change(web::Request& request);
web::Response show_own(web::Request& request);
web::Response update_own(web::Request& request);

}  // namespace musubi::confirmations::pages
