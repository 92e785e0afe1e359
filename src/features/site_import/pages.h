// pages.h - the handlers of the import's pages: form to input, service, page or redirect.
// Called by routes.cc; hold no rules.
#pragma once

#include "features/site_import/news.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::site_import::pages {

web::Response show_imports(web::Request& request);
web::Response show_new_import(web::Request& request);
web::Response create_import(web::Request& request);
web::Response show_import(web::Request& request);
web::Response show_events(web::Request& request, ImportNews& news);
web::Response update_choices(web::Request& request);
web::Response create_commit(web::Request& request);
web::Response show_losses(web::Request& request);
web::Response show_media(web::Request& request);
web::Response show_items(web::Request& request);
web::Response show_undo(web::Request& request);
web::Response create_undo(web::Request& request);
web::Response delete_import(web::Request& request);

}  // namespace musubi::site_import::pages
