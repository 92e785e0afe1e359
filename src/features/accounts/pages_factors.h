// pages_factors.h - handlers of passkeys, recovery codes and pledges, and what pages of signing in
// share.
// Included by routes.cc and the pages of this feature; a page holds no rule and no SQL.
#pragma once

#include "features/accounts/pages.h"
#include "features/accounts/service_factors.h"

namespace musubi::accounts::pages {

Response create_own_passkey_offer(Request& request, Locksmith& smith);
Response create_own_passkey(Request& request);
Response show_passkey_removal(Request& request);
Response delete_own_passkey(Request& request);
Response create_enrolment_passkey_offer(Request& request);
Response create_enrolment_passkey(Request& request, Locksmith& smith);
Response create_passkey_offer(Request& request);
Response create_session_by_passkey(Request& request);

Response show_recovery_codes(Request& request);
Response create_recovery_codes(Request& request);
Response show_recovery(Request& request);
Response create_session_by_recovery_code(Request& request);

Response show_pledge_step(Request& request);
Response create_pledge(Request& request);
Response show_pledges(Request& request);
Response create_paper_pledge(Request& request);
Response create_pledge_withdrawal(Request& request);
Response show_pledge_paper(Request& request);

// Cookies and the way on after a step of signing in.
Response enter(const Request& request, const Entered& entered);
Response start_again();
Browser browser_of(const Request& request);
std::string step_of(const Request& request);  // the half-way cookie
// [limits] sign_in_per_minute is used up: the page with words, and Retry-After.
std::optional<Response> too_many(const Request& request,
                                 const std::function<web::Html(const Error&)>& page);
Response refused(web::Html page, const Error& error);

}  // namespace musubi::accounts::pages
