// pages.h - the handlers behind routes.cc: request -> input -> service -> page or redirect.
// Included by routes.cc only; a page holds no rule and no SQL.
#pragma once

#include "core/keys/locksmith.h"
#include "web/request.h"
#include "web/response.h"
#include "web/words.h"

namespace musubi::accounts {
void add_home(web::App& app);      // home.cc: what waits, for the office home
void add_words(web::Words& words);  // words.cc: what records are called
}

namespace musubi::accounts::pages {

using keys::Locksmith;
using web::Request;
using web::Response;

Response show_sign_in(Request& request);
Response create_session(Request& request, Locksmith& smith);
Response show_code(Request& request);
Response create_session_by_code(Request& request, Locksmith& smith);
Response show_enrolment(Request& request, Locksmith& smith);
Response create_enrolment(Request& request, Locksmith& smith);
Response delete_session(Request& request);
Response show_invitation(Request& request);
Response update_invitation(Request& request, Locksmith& smith);
Response show_first_administrator(Request& request);
Response create_first_administrator(Request& request, Locksmith& smith);

Response show_own_account(Request& request);
Response update_own_name(Request& request);
Response update_own_password(Request& request, Locksmith& smith);
Response create_own_enrolment(Request& request, Locksmith& smith);
Response show_own_sessions(Request& request);
Response delete_own_session(Request& request);
Response delete_other_sessions(Request& request);
Response create_extension(Request& request);

Response show_accounts(Request& request);
Response show_new_account(Request& request);
Response create_account(Request& request);
Response show_account(Request& request);
Response update_roles(Request& request);
Response create_suspension(Request& request);
Response create_resumption(Request& request);
Response create_reset(Request& request);

Response show_permissions(Request& request);
Response show_audit(Request& request);
Response create_audit_export(Request& request);
Response show_mails(Request& request);
Response show_mail(Request& request);
Response create_mail_reading(Request& request);
Response create_mail_sending(Request& request);
Response show_outbox(Request& request);
Response create_retry(Request& request);

}  // namespace musubi::accounts::pages
