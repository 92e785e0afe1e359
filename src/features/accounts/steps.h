// steps.h - the half-way step between password and session, shared by the services that end it:
// code, recovery code, enrolment, passkey. Inside this feature only.
//   insert_step -> find_step -> (refuse_code ...) -> delete the link, let_in
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/accounts/pledges.h"
#include "features/accounts/service.h"
#include "features/accounts/store_factors.h"
#include "features/accounts/throttle.h"

namespace musubi::accounts {

inline constexpr std::string_view kStepGone =
    "時間がたったため、いったん終了しました。もう一度はじめからログインしてください";

struct Step {
  store::Link link;
  store::Secrets secrets;
};
// Live, not failed too often, and of an account that may sign in.
std::optional<Step> find_step(db::Reader& reader, const std::string& token, Instant now,
                              std::string_view purpose = kSignInStep);
// Which counters a wrong code moves; a known device is judged by itself.
std::vector<throttle::Key> code_keys(db::Reader& reader, const Step& step, const Browser& browser);
// Counts, audits, and says `wrong` at the field.
Result<void> refuse_code(const Context& ctx, const Step& step,
                         const std::vector<throttle::Key>& keys, std::string_view why,
                         FieldError wrong);
// The same rows are written whether the login exists or not.
Result<void> note_refusal(db::Tx& tx, const Context& ctx, const std::optional<Account>& account,
                          std::string_view why);
// SECURITY: the one place where a session begins; a pledge that is missing stands before it.
// REQUIRES: every factor was right, in this or an earlier transaction, and what proved it is used
// up.
Result<Entered> let_in(db::Tx& tx, const Context& ctx, const Account& account, bool second_factor,
                       const Browser& browser, const std::string& return_to);
Context acting_as(const Context& ctx, const Account& account);

}  // namespace musubi::accounts
