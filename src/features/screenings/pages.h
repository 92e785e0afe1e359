// pages.h - the handlers of screenings: form to input, service, page or redirect.
// Called by routes.cc; hold no rules.
#pragma once

#include "features/screenings/screenings.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::screenings::pages {

web::Response show_list(web::Request& request, const Locksmith& smith);
web::Response create(web::Request& request, const Locksmith& smith);
web::Response show_file(web::Request& request, const Locksmith& smith);
web::Response create_officer(web::Request& request, const Locksmith& smith);
web::Response delete_officer(web::Request& request, const Locksmith& smith);
web::Response create_search(web::Request& request, const Locksmith& smith);
web::Response show_evidence(web::Request& request, const Locksmith& smith);
web::Response create_lookup(web::Request& request, const Locksmith& smith);
web::Response create_result(web::Request& request, const Locksmith& smith);
web::Response create_second_reading(web::Request& request, const Locksmith& smith);
web::Response create_inquiry(web::Request& request, const Locksmith& smith);
web::Response create_answer(web::Request& request, const Locksmith& smith);
web::Response create_round(web::Request& request, const Locksmith& smith);

}  // namespace musubi::screenings::pages
