// csrf.h - private to the gate and handle(): which CSRF token a request's pages carry.
// Called once per request, before the handler; never logs a token.
#pragma once

#include <string>

#include "web/app.h"

namespace musubi::web {

// `session_token` is empty for visitors, who get a signed double-submit cookie instead.
void prepare_csrf(App& app, Request& request, const std::string& session_token);
std::string csrf_cookie_line(const Request& request);

}  // namespace musubi::web
