// pages.h - the handlers of the search: request to input, service, page or redirect.
// Called by routes.cc; hold no rules.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::site_search::pages {

web::Response show_search(web::Request& request);       // to anyone, and counted
web::Response show_suggestions(web::Request& request);  // to anyone, JSON

web::Response show_overview(web::Request& request);
web::Response create_reading(web::Request& request);
web::Response show_synonyms(web::Request& request);
web::Response show_new_synonym(web::Request& request);
web::Response create_synonym_group(web::Request& request);
web::Response show_synonym(web::Request& request);
web::Response update_synonym_group(web::Request& request);
web::Response show_synonym_deletion(web::Request& request);
web::Response create_synonym_deletion(web::Request& request);

}  // namespace musubi::site_search::pages
