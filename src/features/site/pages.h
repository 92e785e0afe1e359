// pages.h - handlers of the open pages. Each is the same for everyone and may be cached.
// The same for everyone: must never show anything that depends on who is looking.
#pragma once

#include "features/site/site.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::site {

web::Response show_home(web::Request& req);
web::Response show_about(web::Request& req);
web::Response show_help(web::Request& req);
web::Response show_privacy(web::Request& req);
web::Response show_security(web::Request& req);
web::Response show_site_policy(web::Request& req);
web::Response show_social_media(web::Request& req);

}  // namespace musubi::site
