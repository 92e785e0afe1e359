// gate.h - what stands between the socket and every handler: limits, session, permission, CSRF.
// handle() calls it; accounts uses the cookie functions. Must never let a request pass because a
// check could not be made.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "web/app.h"

namespace musubi::web {

// __Host-session over TLS (bound to this host, path / and Secure by the browser), else session.
std::string_view session_cookie_name(bool secure);
void set_session_cookie(Response& response, const Request& request, std::string_view value);
void clear_session_cookie(Response& response, const Request& request);

// A signed token for a visitor without a session: goes into the cookie and into the form.
std::string new_anonymous_csrf_token(const App& app);
std::string_view csrf_cookie_name(bool secure);

// The answer when the request may not pass; nullopt and a filled-in Request when it may.
// admit(): limits, route, session, permission (all that can be judged before the body is read).
// check_csrf(): for POST, after the body has been read.
std::optional<Response> admit(App& app, Request& request);
std::optional<Response> check_csrf(App& app, Request& request);

}  // namespace musubi::web
