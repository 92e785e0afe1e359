// service_address.h - a new mail address, proved at the old and at the new one; and the password
// that somebody forgot, set anew by a mailed link. Called by this feature's pages and handlers.
// SECURITY: no answer and no timing tells whether an address belongs to an account.
#pragma once

#include <optional>
#include <string>

#include "features/accounts/service.h"

namespace musubi::accounts {

inline constexpr std::string_view kAddressAsked = "accounts.address.asked";    // outbox topics
inline constexpr std::string_view kAddressChanged = "accounts.address.changed";
inline constexpr std::string_view kResetAsked = "accounts.reset.asked";
inline constexpr std::int64_t kAddressMs = 24LL * 3'600'000;
inline constexpr std::int64_t kResetMs = 3'600'000;

struct AddressChange {
  std::string id, new_login;
  AccountId account;
  bool old_proved = false, new_proved = false;
  Instant expires;
};

struct NewAddress {
  std::string login, current_password;
};
// The password is asked again; two letters go out.
Result<void> ask_new_address(const Context& ctx, Locksmith& smith, const NewAddress& input,
                             const std::string& public_origin);
std::optional<AddressChange> find_own_address_change(const Context& ctx);
Result<void> cancel_address_change(const Context& ctx);

// Whoever holds the link. is_new: it came to the new address.
struct AddressProof {
  AddressChange change;
  std::string name;
  bool is_new = false;
};
Result<AddressProof> load_address_proof(const Context& ctx, const std::string& token);
// True when both are proved now and the address has changed.
Result<bool> prove_address(const Context& ctx, const std::string& token);

// Forgotten: always answers the same; a letter goes to whoever can sign in with that address.
Result<void> ask_reset(const Context& ctx, const std::string& login,
                       const std::string& public_origin);
Result<Account> load_reset(const Context& ctx, const std::string& token);
// A new password; the second factor stays and is asked for next.
Result<Entered> reset_own_password(const Context& ctx, Locksmith& smith, const std::string& token,
                                   const NewPassword& input, const Browser& browser);

void add_address_handlers(outbox::Handlers& handlers);

namespace store {
Result<void> replace_address_change(db::Tx& tx, const AddressChange& change,
                                    std::string_view old_hash, std::string_view new_hash,
                                    Instant now);
std::optional<AddressChange> find_address_change(db::Reader& reader, const AccountId& account);
struct FoundProof {
  AddressChange change;
  bool is_new = false;
};
std::optional<FoundProof> find_address_proof(db::Reader& reader, std::string_view token_hash);
Result<void> update_address_proved(db::Tx& tx, const std::string& id, bool is_new, Instant now);
Result<std::int64_t> delete_address_change(db::Tx& tx, const AccountId& account);
Result<void> delete_expired_address_changes(db::Tx& tx, Instant before);
Result<void> update_login(db::Tx& tx, const AccountId& account, std::string_view login,
                          Instant now);
Result<void> delete_links_of_purpose(db::Tx& tx, const AccountId& account,
                                     std::string_view purpose);
}  // namespace store

}  // namespace musubi::accounts
