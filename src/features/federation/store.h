// store.h - identities and begun ways in SQL: rows to structs and back. No rules, no permissions.
// Called by the services of this feature only; states and browsers come hashed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "db/db.h"

namespace musubi::federation {

struct Identity {
  std::string issuer, subject;
  AccountId account;
  int account_type = 0;          // GビズID: 2 プライム, 3 メンバー; 0 = not told
  std::string corporate_number;  // as told last; "" = none
  Instant linked;
  std::optional<Instant> last_used;
};

struct Begun {
  std::string state_hash, browser_hash, issuer;
  AccountId account;  // who links; empty: a sign-in
  std::string return_to;
  Instant expires;
};

}  // namespace musubi::federation

namespace musubi::federation::store {

std::optional<Identity> find_identity(db::Reader& reader, std::string_view issuer,
                                      std::string_view subject);
std::optional<Identity> find_identity_of(db::Reader& reader, std::string_view issuer,
                                         const AccountId& account);
// Of every provider there ever was; a handful.
std::vector<Identity> list_identities_of(db::Reader& reader, const AccountId& account);
Result<void> insert_identity(db::Tx& tx, const Identity& identity);
// What was told this time, and when. 0: it is no longer this account's.
Result<std::int64_t> update_identity_used(db::Tx& tx, const Identity& identity, Instant now);
Result<std::int64_t> delete_identity(db::Tx& tx, std::string_view issuer,
                                     const AccountId& account);
Result<void> delete_identities_of(db::Tx& tx, const AccountId& account);

Result<void> insert_begun(db::Tx& tx, const Begun& begun);
std::optional<Begun> find_begun(db::Reader& reader, std::string_view state_hash,
                                std::string_view browser_hash);
// How many: 0 means that somebody came back by it first.
Result<std::int64_t> delete_begun(db::Tx& tx, std::string_view state_hash);
Result<void> delete_begun_of(db::Tx& tx, const AccountId& account);
Result<void> delete_expired_begun(db::Tx& tx, Instant before);

}  // namespace musubi::federation::store
