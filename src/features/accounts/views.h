// views.h - what the pages of accounts look like: plain structs in, Html out, made of kit parts.
// Must never read the database or decide who may do what.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/accounts/service.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::accounts::views {

using web::Html;
using web::Request;
using MaybeError = std::optional<Error>;

Html sign_in(const Request& request, const std::string& login, const std::string& return_to,
             const MaybeError& error, const std::string& message);
Html code(const Request& request, const MaybeError& error);
Html enrolment(const Request& request, const Enrolment& enrolment, const MaybeError& error);
Html invitation(const Request& request, const Account& account, const MaybeError& error);
struct FirstForm {
  std::string login, name;
};
Html first_administrator(const Request& request, const FirstForm& typed, const MaybeError& error);

Html own_account(const Request& request, const Account& account, const MaybeError& error,
                 const std::string& message);
Html own_sessions(const Request& request, const std::vector<sessions::Session>& list,
                  const std::string& message);

struct AccountList {
  std::vector<Account> rows;
  ListFilter filter;
  std::string next_path;
};
Html accounts(const Request& request, const AccountList& list, const std::string& message);
struct InviteForm {
  std::string login, name, organisation;
  std::vector<std::string> roles;
};
Html invite(const Request& request, const InviteForm& typed, const MaybeError& error);
Html account(const Request& request, const Account& account, const MaybeError& error,
             const std::string& message);
// The only time that the link is shown.
Html link_made(const Request& request, const std::string& name, const OneTimeLink& link,
               const std::string& public_origin, bool mailed);

struct MatrixRow {
  Permission permission;
  std::vector<std::string> routes;  // GET /office/members
};
Html permissions(const Request& request, const std::vector<MatrixRow>& rows);

struct AuditList {
  std::vector<audit::Entry> rows;
  std::map<std::string, std::string> typed;  // the filter fields as typed
  std::string next_path;
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

// The area whose frame suits these roles.
web::Area area_of(const Actor& actor);
std::string roles_text(Roles roles);

}  // namespace musubi::accounts::views
