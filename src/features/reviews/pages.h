// pages.h - the handlers of reviews: form to input, service, page or redirect.
// Called by routes.cc; hold no rules.
#pragma once

#include "core/keys/locksmith.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::reviews::pages {

using keys::Locksmith;

web::Response show_criteria_list(web::Request& request);
web::Response create_criteria(web::Request& request);
web::Response show_criteria(web::Request& request);
web::Response update_criteria(web::Request& request);
web::Response create_sending(web::Request& request);
web::Response create_confirmation(web::Request& request);
web::Response create_criteria_comment(web::Request& request);

web::Response show_review(web::Request& request, const Locksmith& smith);
web::Response create_claim(web::Request& request, const Locksmith& smith);
web::Response show_criterion(web::Request& request, const Locksmith& smith);
web::Response update_criterion(web::Request& request, const Locksmith& smith);
web::Response show_evidence(web::Request& request);
web::Response create_inquiry(web::Request& request, const Locksmith& smith);
web::Response create_lookup(web::Request& request, const Locksmith& smith);
web::Response create_readiness(web::Request& request, const Locksmith& smith);

web::Response show_decision(web::Request& request, const Locksmith& smith);
web::Response create_approval(web::Request& request, const Locksmith& smith);
web::Response create_refusal(web::Request& request, const Locksmith& smith);
web::Response create_return(web::Request& request, const Locksmith& smith);
web::Response show_notice(web::Request& request);
web::Response create_notice(web::Request& request);

web::Response show_asked(web::Request& request);
web::Response create_answer(web::Request& request, const Locksmith& smith);

}  // namespace musubi::reviews::pages
