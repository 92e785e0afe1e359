// error_page.h - what a person sees when a page cannot be shown: what happened, what to do next,
// and the request number to give to the office. Never says why in technical words, and needs
// neither the database nor a menu: it must work when those do not.
#pragma once

#include "web/error_page.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::web::kit {

// For App::error_page. Bare on purpose; whoever took a wrong turn is offered their own home.
Html error_page(const Request& request, const ErrorNotice& notice);

}  // namespace musubi::web::kit
