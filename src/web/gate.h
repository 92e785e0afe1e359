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

// csrf_token as it stands in a page: masked anew each time, so that a compressed page does not give
// it away piece by piece (BREACH). Requests may carry it masked or bare.
std::string mask_csrf_token(std::string_view token);
bool csrf_token_matches(std::string_view sent, std::string_view token);

// The answer when the request may not pass; nullopt and a filled-in Request when it may.
// admit(): limits, route, session, permission (all that can be judged before the body is read).
// check_csrf(): for POST, after the body has been read.
std::optional<Response> admit(App& app, Request& request);
std::optional<Response> check_csrf(App& app, Request& request);
// Whether a refusal may offer to send the form once more (ErrorNotice::offer_resend): a POST of
// fields that a person typed. SECURITY: never for a form that another site made.
bool may_offer_resend(const App& app, const Request& request);
// What handle() does before the body of a large upload is read: number, target, admit(), and the
// same error boundary. A request that passes is not judged twice.
std::optional<Response> judge_head(App& app, Request& request);

// SECURITY: every response carries these, also those that are made without handle().
void add_security_headers(const Request& request, Response& response);
std::string new_request_number();

}  // namespace musubi::web
