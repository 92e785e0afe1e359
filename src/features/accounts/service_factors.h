// service_factors.h - passkeys and recovery codes: called by this feature's pages only.
//   offer_*: a challenge for the browser, kept five minutes, good for one answer
//   answer:  what the browser's authenticator gave; verified by core/keys/webauthn
// A passkey is asked for with user verification always, so it stands for both factors.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/keys/webauthn.h"
#include "features/accounts/service.h"
#include "features/accounts/store_factors.h"

namespace musubi::accounts {

using keys::webauthn::Site;
inline constexpr int kPasskeysMost = 20;
inline constexpr int kRecoveryCodes = 10;
inline constexpr int kRecoveryCodesFew = 2;  // warned at this number and below

// What the browser is asked with. known: credential ids that need not be made again.
struct PasskeyOffer {
  std::string challenge;  // base64url
  AccountId account;      // at a registration
  std::string login, name;
  std::vector<std::string> known;
};
// As the form carries it: base64url each, and the name that the person gave.
struct PasskeyAnswer {
  std::string client_data, attestation;                             // registration
  std::string credential, authenticator_data, signature, user_handle;  // sign-in
  std::string name;
};

// One's own: the password is asked again, as before anything that opens the account.
Result<PasskeyOffer> offer_own_passkey(const Context& ctx, Locksmith& smith,
                                       const std::string& current_password);
Result<void> add_own_passkey(const Context& ctx, const Site& site, const PasskeyAnswer& answer);
std::vector<Passkey> list_own_passkeys(const Context& ctx);
Result<Passkey> load_own_passkey(const Context& ctx, const PasskeyId& id);
// Fault::conflict for the last second factor of a role that demands one.
Result<void> remove_own_passkey(const Context& ctx, const PasskeyId& id);

// In the place of an authenticator at the first sign-in.
Result<PasskeyOffer> offer_enrolment_passkey(const Context& ctx, const std::string& step_token);
Result<Entered> enrol_passkey(const Context& ctx, const Site& site, const std::string& step_token,
                              const PasskeyAnswer& answer, const Browser& browser);

Result<PasskeyOffer> offer_sign_in(const Context& ctx);
Result<Entered> sign_in_with_passkey(const Context& ctx, const Site& site,
                                     const PasskeyAnswer& answer, const std::string& return_to,
                                     const Browser& browser);

// What the page after the password may ask for.
struct SecondStep {
  bool has_totp = false, has_passkey = false, has_recovery_codes = false;
  std::string return_to;
};
Result<SecondStep> load_second_step(const Context& ctx, const std::string& step_token);

// Shown once, as people type them: ABCD-EFGH-JKMN-PQRS. The former codes stop working.
Result<std::vector<std::string>> make_recovery_codes(const Context& ctx);
int count_own_recovery_codes(const Context& ctx);
Result<Entered> give_recovery_code(const Context& ctx, const std::string& step_token,
                                   const std::string& code, const Browser& browser);

}  // namespace musubi::accounts
