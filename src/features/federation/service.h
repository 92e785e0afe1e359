// service.h - what people do with an identity of another service: link it, sign in with it, take it
// off. Called by the pages of this feature only.
//   begin_* -> the browser goes to the provider -> come_back -> linked, or as after a password
#pragma once

#include <optional>
#include <string>

#include "core/oidc/oidc.h"
#include "features/accounts/accounts.h"
#include "features/federation/company.h"
#include "features/federation/store.h"

namespace musubi::federation {

inline constexpr int kBegunMinutes = 10;
inline constexpr std::string_view kReturnPath = "/sign-in/elsewhere/return";

// origin: server.public_origin. browser_token: the cookie, "" = none yet.
struct Browsing {
  std::string origin, browser_token;
};
struct Leaving {
  std::string address;        // of the provider
  std::string browser_token;  // for the cookie, kBegunMinutes
};
Result<Leaving> begin_sign_in(const Context& ctx, const Browsing& browsing,
                              const std::string& return_to);
// The password is asked again (FieldError current_password).
Result<Leaving> begin_link(const Context& ctx, keys::Locksmith& smith, const Browsing& browsing,
                           const std::string& current_password);

// The query of the provider's answer.
struct CameBack {
  std::string state, code, error, issuer;
};
struct Arrived {
  bool linked = false;        // else:
  accounts::Entered entered;  // a sign-in
};
// A way is good for one return, in the browser that set out on it.
Result<Arrived> come_back(const Context& ctx, const keys::Locksmith& smith,
                          const Browsing& browsing, const CameBack& came,
                          const accounts::Browser& browser);

struct OwnIdentity {
  oidc::Shown service;
  std::optional<Identity> identity;
  Registered registered;
};
// Fault::not_found when no provider is configured.
Result<OwnIdentity> load_own_identity(const Context& ctx);
Result<void> unlink(const Context& ctx);
Result<void> clear_expired(const Context& ctx);

}  // namespace musubi::federation
