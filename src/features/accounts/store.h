// store.h - every SQL statement of accounts: rows to structs and back. No rules, no permissions.
// Called by the services of this feature only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/accounts/accounts.h"

namespace musubi::accounts::store {

// What signing in needs and nothing else may see.
struct Secrets {
  Account account;
  std::string password_hash, totp_secret;  // totp_secret is sealed
};

std::optional<Account> find_account(db::Reader& reader, std::string_view id);
// Never one that waits for its address.
std::optional<Account> find_account_by_login(db::Reader& reader, std::string_view login);
// The column `login` is the address; of one that waits for it, the address, a space and the id.
std::string address_of_key(const std::string& key);
std::optional<Secrets> find_secrets(db::Reader& reader, std::string_view id);
std::optional<Secrets> find_secrets_by_login(db::Reader& reader, std::string_view login);
std::vector<Account> list_accounts(db::Reader& reader, const ListFilter& filter);
// By id, greater than `after`: for rebuilding the search index.
std::vector<Account> list_accounts_after(db::Reader& reader, std::string_view after, int most);
// Invited while another account had their address; `login` is the address.
std::vector<Account> list_waiting_for(db::Reader& reader, std::string_view login, int most);
std::vector<Account> list_of_organisation(db::Reader& reader, const OrganisationId& organisation);
// People with the role who can sign in or have been invited, at most `most`.
std::int64_t count_active_with_role(db::Reader& reader, Role role);

Result<void> insert_account(db::Tx& tx, const Account& account, const std::string& password_hash,
                            const std::string& totp_secret, Instant now);
Result<void> replace_roles(db::Tx& tx, std::string_view id, Roles roles);
Result<void> update_organisation(db::Tx& tx, std::string_view id, const OrganisationId& to,
                                 Instant now);
Result<void> update_state(db::Tx& tx, std::string_view id, State state, Instant now);
// by: office, administrator, organisation, merge. update_state() forgets it.
Result<void> update_suspended(db::Tx& tx, std::string_view id, std::string_view by, Instant now);
Result<void> update_name(db::Tx& tx, std::string_view id, std::string_view name, Instant now);
// "" stores NULL: nobody can sign in with it.
Result<void> update_password(db::Tx& tx, std::string_view id, std::string_view hash, Instant now);
Result<void> update_totp(db::Tx& tx, std::string_view id, std::string_view sealed, Instant now);
// False when this step, or a later one, was used already.
Result<bool> update_totp_step(db::Tx& tx, std::string_view id, std::int64_t step);
Result<void> update_signed_in(db::Tx& tx, std::string_view id, Instant now);
Result<void> update_failed(db::Tx& tx, std::string_view id);

struct Link {
  std::string token_hash, account_id, purpose, sealed, return_to;
  int failures = 0;
  Instant created, expires;
};
Result<void> insert_link(db::Tx& tx, const Link& link);
std::optional<Link> find_link(db::Reader& reader, std::string_view token_hash,
                              std::string_view purpose);
Result<std::int64_t> update_link_failed(db::Tx& tx, std::string_view token_hash);
Result<void> update_link_sealed(db::Tx& tx, std::string_view token_hash, std::string_view sealed);
// How many: 0 means that somebody used it first.
Result<std::int64_t> delete_link(db::Tx& tx, std::string_view token_hash);
Result<void> delete_links_of(db::Tx& tx, std::string_view account_id);
Result<void> delete_links_for(db::Tx& tx, std::string_view purpose);
Result<void> delete_expired(db::Tx& tx, Instant links_before, Instant attempts_before);

struct Attempt {
  int failures = 0;
  Instant blocked_until, last;
};
std::optional<Attempt> find_attempt(db::Reader& reader, std::string_view key_hash);
Result<void> put_attempt(db::Tx& tx, std::string_view key_hash, const Attempt& attempt);
Result<void> delete_attempt(db::Tx& tx, std::string_view key_hash);

Result<void> insert_device(db::Tx& tx, std::string_view token_hash, std::string_view account_id,
                           Instant now);
bool has_device(db::Reader& reader, std::string_view token_hash, std::string_view account_id);
Result<void> update_device_used(db::Tx& tx, std::string_view token_hash, Instant now);
Result<void> delete_devices_of(db::Tx& tx, std::string_view account_id);

}  // namespace musubi::accounts::store
