// store_factors.cc - see store_factors.h. Rows to structs and back.
// Called by the services only; must never decide.
#include "features/accounts/store_factors.h"

#include "base/base64url.h"

namespace musubi::accounts::store {
namespace {

#define PASSKEY_COLUMNS                                                                     \
  "SELECT id, account_id, credential_id, algorithm, public_key, sign_count, name, created_at," \
  " last_used_at FROM passkeys"

constexpr db::Query kInsert{
    "accounts.insert_passkey",
    "INSERT INTO passkeys (id, account_id, credential_id, algorithm, public_key, sign_count, name,"
    " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Query kList{"accounts.list_passkeys",
                          PASSKEY_COLUMNS " WHERE account_id = $1 ORDER BY id LIMIT 100"};
constexpr db::Query kCount{"accounts.count_passkeys",
                           "SELECT count(*) FROM passkeys WHERE account_id = $1"};
constexpr db::Query kFind{"accounts.find_passkey", PASSKEY_COLUMNS " WHERE id = $1"};
constexpr db::Query kFindByCredential{"accounts.find_passkey_by_credential",
                                      PASSKEY_COLUMNS " WHERE credential_id = $1"};
constexpr db::Query kUsed{
    "accounts.update_passkey_used",
    "UPDATE passkeys SET sign_count = $2, last_used_at = $3 WHERE id = $1"
    " AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0))"};
constexpr db::Query kDelete{"accounts.delete_passkey", "DELETE FROM passkeys WHERE id = $1"};
constexpr db::Query kDeleteOf{"accounts.delete_passkeys_of_account",
                              "DELETE FROM passkeys WHERE account_id = $1"};
constexpr db::Query kInsertChallenge{
    "accounts.insert_challenge",
    "INSERT INTO passkey_challenges (challenge_hash, account_id, purpose, expires_at)"
    " VALUES ($1, $2, $3, $4)"};
constexpr db::Query kTakeChallenge{
    "accounts.delete_challenge",
    "DELETE FROM passkey_challenges WHERE challenge_hash = $1 AND coalesce(account_id, '') = $2"
    " AND purpose = $3 AND expires_at > $4"};
constexpr db::Query kExpiredChallenges{"accounts.delete_expired_challenges",
                                       "DELETE FROM passkey_challenges WHERE expires_at < $1"};
constexpr db::Query kInsertCode{
    "accounts.insert_recovery_code",
    "INSERT INTO recovery_codes (account_id, code_hash, created_at) VALUES ($1, $2, $3)"};
constexpr db::Query kDeleteCodes{"accounts.delete_recovery_codes",
                                 "DELETE FROM recovery_codes WHERE account_id = $1"};
constexpr db::Query kUseCode{
    "accounts.update_recovery_code_used",
    "UPDATE recovery_codes SET used_at = $3 WHERE account_id = $1 AND code_hash = $2"
    " AND used_at IS NULL"};
constexpr db::Query kCountCodes{
    "accounts.count_recovery_codes",
    "SELECT count(*) FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL"};

Passkey read(const db::Row& row) {
  Passkey p;
  p.id = PasskeyId{row.text(0)};
  p.account = AccountId{row.text(1)};
  p.credential_id = row.text(2);
  p.key.algorithm = static_cast<keys::webauthn::Algorithm>(row.integer(3));
  p.key.bytes = from_base64url(row.text(4)).value_or("");
  p.sign_count = row.integer(5);
  p.name = row.text(6);
  p.created = Instant{row.integer(7)};
  if (auto at = row.integer_or_null(8)) p.last_used = Instant{*at};
  return p;
}

std::optional<Passkey> read_first(std::optional<db::Row> row) {
  if (!row) return std::nullopt;
  return read(*row);
}

Result<void> done(Result<std::int64_t> changed) {
  if (!changed) return fail(std::move(changed).error());
  return {};
}

}  // namespace

Result<void> insert_passkey(db::Tx& tx, const Passkey& p) {
  return done(tx.run(kInsert, p.id.text, p.account.text, p.credential_id,
                     static_cast<std::int64_t>(p.key.algorithm), base64url(p.key.bytes),
                     p.sign_count, p.name, p.created.ms));
}

std::vector<Passkey> list_passkeys(db::Reader& reader, const AccountId& account) {
  std::vector<Passkey> out;
  for (const db::Row& row : reader.all(kList, account.text)) out.push_back(read(row));
  return out;
}

std::int64_t count_passkeys(db::Reader& reader, const AccountId& account) {
  return reader.first(kCount, account.text)->integer(0);
}

std::optional<Passkey> find_passkey(db::Reader& reader, const PasskeyId& id) {
  return read_first(reader.first(kFind, id.text));
}

std::optional<Passkey> find_passkey_by_credential(db::Reader& reader,
                                                  std::string_view credential) {
  return read_first(reader.first(kFindByCredential, credential));
}

Result<std::int64_t> update_passkey_used(db::Tx& tx, const PasskeyId& id, std::int64_t sign_count,
                                         Instant now) {
  return tx.run(kUsed, id.text, sign_count, now.ms);
}

Result<void> delete_passkey(db::Tx& tx, const PasskeyId& id) {
  return done(tx.run(kDelete, id.text));
}

Result<void> delete_passkeys_of(db::Tx& tx, const AccountId& account) {
  return done(tx.run(kDeleteOf, account.text));
}

Result<void> insert_challenge(db::Tx& tx, std::string_view hash, const AccountId& account,
                              std::string_view purpose, Instant expires) {
  return done(tx.run(kInsertChallenge, hash,
                     account.empty() ? db::null() : db::to_value(account.text), purpose,
                     expires.ms));
}

Result<std::int64_t> delete_challenge(db::Tx& tx, std::string_view hash, const AccountId& account,
                                      std::string_view purpose, Instant now) {
  return tx.run(kTakeChallenge, hash, account.text, purpose, now.ms);
}

Result<void> delete_expired_challenges(db::Tx& tx, Instant before) {
  return done(tx.run(kExpiredChallenges, before.ms));
}

Result<void> insert_recovery_code(db::Tx& tx, const AccountId& account, std::string_view hash,
                                  Instant now) {
  return done(tx.run(kInsertCode, account.text, hash, now.ms));
}

Result<void> delete_recovery_codes(db::Tx& tx, const AccountId& account) {
  return done(tx.run(kDeleteCodes, account.text));
}

Result<std::int64_t> update_recovery_code_used(db::Tx& tx, const AccountId& account,
                                               std::string_view hash, Instant now) {
  return tx.run(kUseCode, account.text, hash, now.ms);
}

std::int64_t count_recovery_codes(db::Reader& reader, const AccountId& account) {
  return reader.first(kCountCodes, account.text)->integer(0);
}

}  // namespace musubi::accounts::store
