// views.h - what the pages of accounts look like: plain structs in, Html out, made of kit parts.
// Must never read the database or decide who may do what.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/accounts/service_factors.h"
#include "features/accounts/stocktakes.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::accounts::views {

using web::Html;
using web::Request;
using MaybeError = std::optional<Error>;

Html sign_in(const Request& request, const std::string& login, const std::string& return_to,
             const MaybeError& error, const std::string& message);
Html code(const Request& request, const SecondStep& step, const MaybeError& error);
Html recovery(const Request& request, const MaybeError& error);
Html enrolment(const Request& request, const Enrolment& enrolment, const MaybeError& error);
Html invitation(const Request& request, const Account& account, const MaybeError& error);
struct FirstForm {
  std::string login, name;
};
Html first_administrator(const Request& request, const FirstForm& typed, const MaybeError& error);

struct OwnAccount {
  Account account;
  std::vector<Passkey> passkeys;
  int recovery_codes = 0;  // not used yet
  std::vector<SharingSign> signs;
};
Html own_account(const Request& request, const OwnAccount& own, const MaybeError& error,
                 const std::string& message);
Html passkey_removal(const Request& request, const Passkey& passkey);
// codes: just made, shown this once; way_on: where to go on to, "" when opened by itself.
struct RecoveryCodes {
  std::vector<std::string> codes;
  int left = 0;
  std::string way_on, message;
};
Html recovery_codes(const Request& request, const RecoveryCodes& shown);
Html own_sessions(const Request& request, const std::vector<sessions::Session>& list,
                  const std::string& message);

struct AccountList {
  std::vector<Account> rows;
  ListFilter filter;
  bool dormant = false;  // only those who have not signed in for 180 days
  std::set<std::string> shared;  // ids of those with a sign of sharing
  std::string next_path;
};
Html accounts(const Request& request, const AccountList& list, const std::string& message);
struct InviteForm {
  std::string login, name, organisation;
  std::vector<std::string> roles;
  std::string reason;
};
Html invite(const Request& request, const InviteForm& typed, const MaybeError& error);
struct AccountPage {
  Account account;
  bool pledged = false;
  std::vector<SharingSign> signs;
};
Html account(const Request& request, const AccountPage& shown, const MaybeError& error,
             const std::string& message);
// The only time that the link is shown, and only where no mail can be sent.
Html link_made(const Request& request, const std::string& name, const OneTimeLink& link,
               const std::string& public_origin);

struct MatrixRow {
  Permission permission;
  std::vector<std::string> routes;  // GET /office/members
};
Html permissions(const Request& request, const std::vector<MatrixRow>& rows);

struct AuditList {
  std::vector<audit::Entry> rows;
  std::map<std::string, std::string> typed;  // the filter fields as typed
  std::string next_path;
  bool looked_far = false;  // a search that stopped for the number of entries, with more to look at
};
Html audit_list(const Request& request, const AuditList& list, const MaybeError& error);

struct MailList {
  MailPage page;
  std::string state, next_path;
};
Html mail_list(const Request& request, const MailList& list);
// The body is shown when there is one: the service has decided.
Html mail(const Request& request, const mail::Mail& mail, const std::string& message);

struct OutboxList {
  std::vector<outbox::Letter> rows;
  std::string state, next_path;
};
Html outbox_list(const Request& request, const OutboxList& list, const std::string& message);

// The parts of pages about passkeys; a sentence in their place where the address allows none.
Html passkey_sign_in(const Request& request, const std::string& return_to, bool primary);
Html passkey_registration(const Request& request, const std::string& action,
                          const std::string& offer_path, const Html& fields,
                          const std::string& without);
Html passkey_section(const Request& request, const OwnAccount& own);
Html recovery_section(const OwnAccount& own);

Html new_password_fields(const MaybeError& error);

// The area whose frame suits these roles.
web::Area area_of(const Actor& actor);
std::string roles_text(Roles roles);

}  // namespace musubi::accounts::views
