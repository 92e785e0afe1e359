// pages.h - the handlers behind routes.cc: request -> input -> service -> page or redirect.
// Included by routes.cc only; a page holds no rule and no SQL.
#pragma once

#include "core/keys/locksmith.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::federation::pages {

using keys::Locksmith;
using web::Request;
using web::Response;

Response show_way_out(Request& request);
Response show_return(Request& request, Locksmith& smith);
Response show_own_identity(Request& request);
Response create_own_identity(Request& request, Locksmith& smith);
Response show_removal(Request& request);
Response delete_own_identity(Request& request);

}  // namespace musubi::federation::pages
