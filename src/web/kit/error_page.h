// error_page.h - what a person sees when a page cannot be shown: what happened, what to do next,
// and the request number to give to the office. Never says why in technical words.
#pragma once

#include "base/result.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::web::kit {

// status: 400 401 403 404 405 413 422 429 500 503; others read as 500. `error.says` is shown when
// it is not empty; `error.detail` never. The hook of App (web/app.h) points here.
Html error_page(const Request& request, int status, const Error& error);

}  // namespace musubi::web::kit
