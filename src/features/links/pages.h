// pages.h - the handlers of the list of links: form to input, service, page or redirect.
// Called by routes.cc; hold no rules.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::links::pages {

web::Response show_links(web::Request& request);
web::Response create_check(web::Request& request);
web::Response update_external(web::Request& request);

}  // namespace musubi::links::pages
