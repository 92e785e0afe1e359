// store_factors.h - passkeys, their challenges and recovery codes in SQL. No rules, no permissions.
// Called by the services of this feature only; challenges and codes come hashed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "core/keys/webauthn.h"
#include "db/db.h"

namespace musubi::accounts {

struct PasskeyNoun;
using PasskeyId = Id<PasskeyNoun>;

struct Passkey {
  PasskeyId id;
  AccountId account;
  std::string credential_id;  // base64url
  keys::webauthn::PublicKey key;
  std::int64_t sign_count = 0;
  std::string name;
  Instant created;
  std::optional<Instant> last_used;
};

}  // namespace musubi::accounts

namespace musubi::accounts::store {

Result<void> insert_passkey(db::Tx& tx, const Passkey& passkey);
std::vector<Passkey> list_passkeys(db::Reader& reader, const AccountId& account);
std::int64_t count_passkeys(db::Reader& reader, const AccountId& account);
std::optional<Passkey> find_passkey(db::Reader& reader, const PasskeyId& id);
std::optional<Passkey> find_passkey_by_credential(db::Reader& reader, std::string_view credential);
// 0 when the counter went backwards meanwhile (both zero: the authenticator keeps none).
Result<std::int64_t> update_passkey_used(db::Tx& tx, const PasskeyId& id, std::int64_t sign_count,
                                         Instant now);
Result<void> delete_passkey(db::Tx& tx, const PasskeyId& id);
Result<void> delete_passkeys_of(db::Tx& tx, const AccountId& account);

// account "" = whoever answers it.
Result<void> insert_challenge(db::Tx& tx, std::string_view hash, const AccountId& account,
                              std::string_view purpose, Instant expires);
// 1 when it was there, good until after `now`, for this account and purpose; it is gone now.
Result<std::int64_t> delete_challenge(db::Tx& tx, std::string_view hash, const AccountId& account,
                                      std::string_view purpose, Instant now);
Result<void> delete_expired_challenges(db::Tx& tx, Instant before);

Result<void> insert_recovery_code(db::Tx& tx, const AccountId& account, std::string_view hash,
                                  Instant now);
Result<void> delete_recovery_codes(db::Tx& tx, const AccountId& account);
// 1 when it was there and not used before.
Result<std::int64_t> update_recovery_code_used(db::Tx& tx, const AccountId& account,
                                               std::string_view hash, Instant now);
std::int64_t count_recovery_codes(db::Reader& reader, const AccountId& account);  // not used yet

}  // namespace musubi::accounts::store
