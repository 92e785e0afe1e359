// pages.h - the handlers of the library: form to input, service, page, redirect or file.
// Called by routes.cc; hold no rules.
#pragma once

#include "features/media/news.h"
#include "features/media/views.h"
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

// pages_choices.cc, for the editor of articles
web::Response show_choices(web::Request& request);
web::Response show_choice(web::Request& request);

// pages_captions.cc
web::Response update_captions(web::Request& request);
// The page of one item, as load_item() gives it; shared with pages_captions.cc.
Result<views::DetailPage> detail_of(const web::Request& request);

}  // namespace musubi::media::pages
