// pages_address.h - the handlers of a new mail address and of a forgotten password.
// Included by routes.cc only; a page holds no rule and no SQL.
#pragma once

#include "core/keys/locksmith.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::accounts::pages {

web::Response show_own_address(web::Request& request);
web::Response update_own_address(web::Request& request, keys::Locksmith& smith);
web::Response delete_own_address_change(web::Request& request);
web::Response show_address_proof(web::Request& request);
web::Response create_address_proof(web::Request& request);
web::Response show_reset_request(web::Request& request);
web::Response create_reset_request(web::Request& request);
web::Response show_password_reset(web::Request& request);
web::Response update_forgotten_password(web::Request& request, keys::Locksmith& smith);

}  // namespace musubi::accounts::pages
