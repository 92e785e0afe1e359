// pages.h - the handlers of the library: form to input, service, page, redirect or file.
// Called by routes.cc; hold no rules.
#pragma once

#include "features/media/news.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::media::pages {

web::Response show_library(web::Request& request);
web::Response show_upload(web::Request& request);
web::Response create_items(web::Request& request);
web::Response show_item(web::Request& request);
web::Response update_item(web::Request& request);
web::Response show_events(web::Request& request, MediaNews& news);
web::Response create_conversion(web::Request& request);
web::Response show_deletion(web::Request& request);
web::Response create_deletion(web::Request& request);
web::Response show_preview(web::Request& request);
web::Response show_original(web::Request& request);
web::Response show_public(web::Request& request);  // to anyone

}  // namespace musubi::media::pages
