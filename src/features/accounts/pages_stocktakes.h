// pages_stocktakes.h - the handlers of the quarterly stock-take of accounts.
// Included by routes.cc only; a page holds no rule and no SQL.
#pragma once

#include "web/request.h"
#include "web/response.h"

namespace musubi::accounts::pages {

web::Response show_stocktakes(web::Request& request);
web::Response create_stocktake(web::Request& request);
web::Response show_stocktake(web::Request& request);
web::Response update_stocktake_rows(web::Request& request);
web::Response update_stocktake_rest(web::Request& request);
web::Response create_stocktake_signature(web::Request& request);

}  // namespace musubi::accounts::pages
