// service.h - signing in and looking after one's own account: called by this feature's pages only.
// What other parts may call is in accounts.h.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/audit/audit.h"
#include "core/mail/mail.h"
#include "core/outbox/outbox.h"
#include "core/sessions/sessions.h"
#include "features/accounts/accounts.h"
#include "core/keys/locksmith.h"
#include "features/accounts/store.h"

namespace musubi::files {
class Parcel;
}

namespace musubi::accounts {

struct SignIn {
  std::string login, password, return_to;
};
Result<Entered> sign_in(const Context& ctx, Locksmith& smith, const SignIn& input,
                        const Browser& browser);
Result<Entered> give_code(const Context& ctx, Locksmith& smith, const std::string& step_token,
                          const std::string& code, const Browser& browser);
// What the enrolment page shows; not_found when the step has expired or is not an enrolment.
struct Enrolment {
  std::string login, secret, address;
};
Result<Enrolment> load_enrolment(const Context& ctx, const Locksmith& smith,
                                 const std::string& step_token);
Result<Entered> enrol(const Context& ctx, Locksmith& smith, const std::string& step_token,
                      const std::string& code, const Browser& browser);
// The device signed in with this login before: it is not held up by what others try.
bool is_known_device(const Context& ctx, const std::string& typed_login, const Browser& browser);
bool has_step(const Context& ctx, const std::string& step_token);

struct NewPassword {
  std::string password, password_again;
};
Result<Account> load_invitation(const Context& ctx, const std::string& token);
Result<Entered> accept_invitation(const Context& ctx, Locksmith& smith, const std::string& token,
                                  const NewPassword& input, const Browser& browser);
Result<void> load_first_administrator_link(const Context& ctx, const std::string& token);
struct FirstAdministrator {
  std::string login, name;
  NewPassword password;
};
Result<Entered> create_first_administrator(const Context& ctx, Locksmith& smith,
                                           const std::string& token,
                                           const FirstAdministrator& input,
                                           const Browser& browser);

// One's own account. REQUIRES: a person acts (the routes say signed_in).
Result<void> change_own_name(const Context& ctx, const std::string& name);
struct PasswordChange {
  std::string current_password;
  NewPassword password;
};
Result<void> change_own_password(const Context& ctx, Locksmith& smith, const PasswordChange& input,
                                 const std::string& session_id);
Result<void> end_other_sessions(const Context& ctx, const std::string& kept_session_id);
// The step token of a new enrolment; the password is asked again.
Result<std::string> begin_own_enrolment(const Context& ctx, Locksmith& smith,
                                        const std::string& current_password);

// The office's view of the audit and the outbox; each asks must() first.
// Who must not see personal data gets entries whose personal fields are masked, here and in the
// export: `words` says which fields those are. For them words are not searched in values either.
Result<audit::Found> list_audit(const Context& ctx, const web::Words& words,
                                             audit::Filter filter);
// The finished CSV on the disk, written row by row; the stated purpose goes into the audit. More
// than `most` rows are Fault::too_large, never a cut: a spreadsheet opens 1,048,576 of them.
inline constexpr std::int64_t kExportRowsMost = 1'000'000;
Result<std::shared_ptr<const files::Parcel>> export_audit(const Context& ctx,
                                                          const web::Words& words,
                                                          audit::Filter filter,
                                                          const std::string& purpose,
                                                          std::int64_t most = kExportRowsMost);
Result<std::vector<outbox::Letter>> list_outbox(const Context& ctx, const std::string& state,
                                                const std::string& before_id, int most);
Result<void> retry_outbox(const Context& ctx, const std::string& id);

// Mail that the product wrote. Without its body, which read_mail() alone gives, and audits.
struct MailPage {
  std::vector<mail::Mail> rows;
  std::int64_t undelivered = 0, failed = 0;
};
Result<MailPage> list_mails(const Context& ctx, const mail::Filter& filter);
Result<mail::Mail> load_visible_mail(const Context& ctx, const mail::MailId& id);
Result<mail::Mail> read_mail(const Context& ctx, const mail::MailId& id);
Result<void> send_mail_again(const Context& ctx, const mail::MailId& id);

// Shared by the services of this feature.
inline constexpr std::string_view kByOffice = "office";  // Account::suspended_by
inline constexpr std::string_view kByAdministrator = "administrator";
inline constexpr std::string_view kByOrganisation = "organisation";
inline constexpr std::string_view kByMerge = "merge";  // with an organisation that is merged now
std::string normal_login(std::string_view typed);  // "" when it cannot be a mail address
inline constexpr std::string_view kLinkIssued = "accounts.link.issued";  // outbox: send the letter
inline constexpr std::int64_t kInvitationMs = 14LL * 24 * 3'600'000;  // .d: 14 days
Result<OneTimeLink> issue_link(db::Tx& tx, const Context& ctx, const Account& account,
                               const std::string& public_origin, bool is_reset);
// What an organisation's administrator asks for: an address that has an account already is taken
// in like any other, and waits. REQUIRES: the caller has asked its own permission, and knows that
// it is nobody of the same organisation.
Result<OneTimeLink> invite_colleague_in(db::Tx& tx, const Context& ctx, const NewAccount& input,
                                        const std::string& public_origin);
// Stops it, its links and its sessions, and says so in the audit. `by`: kBy...
Result<void> stop_account(db::Tx& tx, const Context& ctx, const Account& account,
                          std::string_view by, const std::string& reason);
// Takes along what other features told by tell_other_way().
Result<void> forget_other_ways(db::Tx& tx, const AccountId& account);
// Asked after a change, inside the same transaction.
Result<void> must_leave_a_manager(db::Tx& tx);
std::vector<FieldError> password_errors(const NewPassword& input, std::string_view login,
                                        std::string_view name);
// After the password was found right or newly set: the next step, in this transaction.
Result<Entered> enter(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                      const store::Secrets& secrets, const Browser& browser,
                      const std::string& return_to);
inline constexpr std::string_view kSignInStep = "sign_in";  // purposes of the half-way link
inline constexpr std::string_view kPledgeStep = "pledge";
Result<std::string> insert_step(db::Tx& tx, const Context& ctx, const AccountId& account,
                                const std::string& sealed, const std::string& return_to,
                                std::string_view purpose = kSignInStep);

}  // namespace musubi::accounts
