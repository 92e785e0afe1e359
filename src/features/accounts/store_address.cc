// store_address.cc - changes of address in SQL, see service_address.h. Tokens come hashed.
// Called by the services only; must never decide.
#include "features/accounts/service_address.h"

namespace musubi::accounts::store {
namespace {

#define CHANGE_COLUMNS                                                                   \
  "SELECT id, account_id, new_login, old_proved_at, new_proved_at, expires_at,"          \
  " new_token_hash FROM address_changes"

constexpr db::Query kInsert{
    "accounts.insert_address_change",
    "INSERT INTO address_changes (id, account_id, new_login, old_token_hash, new_token_hash,"
    " created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Query kFind{"accounts.find_address_change", CHANGE_COLUMNS " WHERE account_id = $1"};
constexpr db::Query kFindByOld{"accounts.find_address_change_by_old",
                               CHANGE_COLUMNS " WHERE old_token_hash = $1"};
constexpr db::Query kFindByNew{"accounts.find_address_change_by_new",
                               CHANGE_COLUMNS " WHERE new_token_hash = $1"};
constexpr db::Query kOldProved{"accounts.update_old_address_proved",
                               "UPDATE address_changes SET old_proved_at = $2 WHERE id = $1"};
constexpr db::Query kNewProved{"accounts.update_new_address_proved",
                               "UPDATE address_changes SET new_proved_at = $2 WHERE id = $1"};
constexpr db::Query kDelete{"accounts.delete_address_change",
                            "DELETE FROM address_changes WHERE account_id = $1"};
constexpr db::Query kExpired{"accounts.delete_expired_address_changes",
                             "DELETE FROM address_changes WHERE expires_at < $1"};
constexpr db::Query kLogin{
    "accounts.update_login",
    "UPDATE accounts SET login = $2, version = version + 1, updated_at = $3 WHERE id = $1"};
constexpr db::Query kLinks{"accounts.delete_links_of_purpose",
                           "DELETE FROM account_links WHERE account_id = $1 AND purpose = $2"};

AddressChange read(const db::Row& row) {
  AddressChange c;
  c.id = row.text(0);
  c.account = AccountId{row.text(1)};
  c.new_login = row.text(2);
  c.old_proved = !row.is_null(3);
  c.new_proved = !row.is_null(4);
  c.expires = Instant{row.integer(5)};
  return c;
}

}  // namespace

Result<void> replace_address_change(db::Tx& tx, const AddressChange& change,
                                    std::string_view old_hash, std::string_view new_hash,
                                    Instant now) {
  TRY(tx.run(kDelete, change.account.text));
  TRY(tx.run(kInsert, change.id, change.account.text, change.new_login, old_hash, new_hash,
             now.ms, change.expires.ms));
  return {};
}

std::optional<AddressChange> find_address_change(db::Reader& reader, const AccountId& account) {
  auto row = reader.first(kFind, account.text);
  if (!row) return std::nullopt;
  return read(*row);
}

std::optional<FoundProof> find_address_proof(db::Reader& reader, std::string_view token_hash) {
  if (auto row = reader.first(kFindByNew, token_hash)) return FoundProof{read(*row), true};
  if (auto row = reader.first(kFindByOld, token_hash)) return FoundProof{read(*row), false};
  return std::nullopt;
}

Result<void> update_address_proved(db::Tx& tx, const std::string& id, bool is_new, Instant now) {
  TRY(tx.run(is_new ? kNewProved : kOldProved, id, now.ms));
  return {};
}

Result<std::int64_t> delete_address_change(db::Tx& tx, const AccountId& account) {
  return tx.run(kDelete, account.text);
}

Result<void> delete_expired_address_changes(db::Tx& tx, Instant before) {
  TRY(tx.run(kExpired, before.ms));
  return {};
}

Result<void> update_login(db::Tx& tx, const AccountId& account, std::string_view login,
                          Instant now) {
  TRY(tx.run(kLogin, account.text, login, now.ms));
  return {};
}

Result<void> delete_links_of_purpose(db::Tx& tx, const AccountId& account,
                                     std::string_view purpose) {
  TRY(tx.run(kLinks, account.text, purpose));
  return {};
}

}  // namespace musubi::accounts::store
