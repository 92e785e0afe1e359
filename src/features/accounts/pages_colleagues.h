// pages_colleagues.h - the handlers of an organisation administrator's pages over its own accounts.
// Included by routes.cc only; a page holds no rule and no SQL.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::accounts::pages {

web::Response show_colleagues(web::Request& request);
web::Response show_new_colleague(web::Request& request);
web::Response create_colleague(web::Request& request);
web::Response show_colleague(web::Request& request);
web::Response create_colleague_reminder(web::Request& request);
web::Response update_colleague_role(web::Request& request);
web::Response create_colleague_suspension(web::Request& request);
web::Response create_colleague_resumption(web::Request& request);
web::Response show_handover(web::Request& request);
web::Response create_handover(web::Request& request);

}  // namespace musubi::accounts::pages
