// store_links.cc - one-time links, failed attempts and known devices in SQL. Keys come hashed;
// this file must never see a token, an address or a mail address as typed.
#include "features/accounts/store.h"

namespace musubi::accounts::store {
namespace {

constexpr db::Query kInsertLink{
    "accounts.insert_link",
    "INSERT INTO account_links (token_hash, account_id, purpose, sealed, return_to, created_at,"
    " expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Query kFindLink{
    "accounts.find_link",
    "SELECT token_hash, account_id, purpose, sealed, return_to, failures, created_at, expires_at"
    " FROM account_links WHERE token_hash = $1 AND purpose = $2"};
constexpr db::Query kLinkFailed{
    "accounts.update_link_failed",
    "UPDATE account_links SET failures = failures + 1 WHERE token_hash = $1"};
constexpr db::Query kLinkSealed{"accounts.update_link_sealed",
                                "UPDATE account_links SET sealed = $2 WHERE token_hash = $1"};
constexpr db::Query kDeleteLink{"accounts.delete_link",
                                "DELETE FROM account_links WHERE token_hash = $1"};
constexpr db::Query kDeleteLinksOf{"accounts.delete_links_of_account",
                                   "DELETE FROM account_links WHERE account_id = $1"};
constexpr db::Query kDeleteLinksFor{"accounts.delete_links_for_purpose",
                                    "DELETE FROM account_links WHERE purpose = $1"};
constexpr db::Query kDeleteExpiredLinks{"accounts.delete_expired_links",
                                        "DELETE FROM account_links WHERE expires_at < $1"};
constexpr db::Query kDeleteOldAttempts{"accounts.delete_old_attempts",
                                       "DELETE FROM sign_in_attempts WHERE last_at < $1"};
constexpr db::Query kFindAttempt{
    "accounts.find_attempt",
    "SELECT failures, blocked_until, last_at FROM sign_in_attempts WHERE key_hash = $1"};
constexpr db::Query kPutAttempt{
    "accounts.put_attempt",
    "INSERT INTO sign_in_attempts (key_hash, failures, blocked_until, last_at)"
    " VALUES ($1, $2, $3, $4) ON CONFLICT (key_hash) DO UPDATE SET failures = $2,"
    " blocked_until = $3, last_at = $4"};
constexpr db::Query kDeleteAttempt{"accounts.delete_attempt",
                                   "DELETE FROM sign_in_attempts WHERE key_hash = $1"};
constexpr db::Query kInsertDevice{
    "accounts.insert_device",
    "INSERT INTO known_devices (token_hash, account_id, created_at, last_used_at)"
    " VALUES ($1, $2, $3, $3)"};
constexpr db::Query kHasDevice{
    "accounts.find_device",
    "SELECT 1 FROM known_devices WHERE token_hash = $1 AND account_id = $2"};
constexpr db::Query kDeviceUsed{"accounts.update_device_used",
                                "UPDATE known_devices SET last_used_at = $2 WHERE token_hash = $1"};
constexpr db::Query kDeleteDevices{"accounts.delete_devices_of_account",
                                   "DELETE FROM known_devices WHERE account_id = $1"};

Result<void> done(Result<std::int64_t> changed) {
  if (!changed) return fail(std::move(changed).error());
  return {};
}

}  // namespace

Result<void> insert_link(db::Tx& tx, const Link& link) {
  return done(tx.run(kInsertLink, link.token_hash,
                     link.account_id.empty() ? db::null() : db::to_value(link.account_id),
                     link.purpose, link.sealed, link.return_to, link.created.ms, link.expires.ms));
}

std::optional<Link> find_link(db::Reader& reader, std::string_view token_hash,
                              std::string_view purpose) {
  auto row = reader.first(kFindLink, token_hash, purpose);
  if (!row) return std::nullopt;
  Link link;
  link.token_hash = row->text(0);
  link.account_id = row->text(1);
  link.purpose = row->text(2);
  link.sealed = row->text(3);
  link.return_to = row->text(4);
  link.failures = static_cast<int>(row->integer(5));
  link.created = Instant{row->integer(6)};
  link.expires = Instant{row->integer(7)};
  return link;
}

Result<std::int64_t> update_link_failed(db::Tx& tx, std::string_view token_hash) {
  return tx.run(kLinkFailed, token_hash);
}

Result<void> update_link_sealed(db::Tx& tx, std::string_view token_hash, std::string_view sealed) {
  return done(tx.run(kLinkSealed, token_hash, sealed));
}

Result<std::int64_t> delete_link(db::Tx& tx, std::string_view token_hash) {
  return tx.run(kDeleteLink, token_hash);
}

Result<void> delete_links_of(db::Tx& tx, std::string_view account_id) {
  return done(tx.run(kDeleteLinksOf, account_id));
}

Result<void> delete_links_for(db::Tx& tx, std::string_view purpose) {
  return done(tx.run(kDeleteLinksFor, purpose));
}

Result<void> delete_expired(db::Tx& tx, Instant links_before, Instant attempts_before) {
  TRY(tx.run(kDeleteExpiredLinks, links_before.ms));
  return done(tx.run(kDeleteOldAttempts, attempts_before.ms));
}

std::optional<Attempt> find_attempt(db::Reader& reader, std::string_view key_hash) {
  auto row = reader.first(kFindAttempt, key_hash);
  if (!row) return std::nullopt;
  return Attempt{static_cast<int>(row->integer(0)), Instant{row->integer(1)},
                 Instant{row->integer(2)}};
}

Result<void> put_attempt(db::Tx& tx, std::string_view key_hash, const Attempt& attempt) {
  return done(tx.run(kPutAttempt, key_hash, attempt.failures, attempt.blocked_until.ms,
                     attempt.last.ms));
}

Result<void> delete_attempt(db::Tx& tx, std::string_view key_hash) {
  return done(tx.run(kDeleteAttempt, key_hash));
}

Result<void> insert_device(db::Tx& tx, std::string_view token_hash, std::string_view account_id,
                           Instant now) {
  return done(tx.run(kInsertDevice, token_hash, account_id, now.ms));
}

bool has_device(db::Reader& reader, std::string_view token_hash, std::string_view account_id) {
  return reader.first(kHasDevice, token_hash, account_id).has_value();
}

Result<void> update_device_used(db::Tx& tx, std::string_view token_hash, Instant now) {
  return done(tx.run(kDeviceUsed, token_hash, now.ms));
}

Result<void> delete_devices_of(db::Tx& tx, std::string_view account_id) {
  return done(tx.run(kDeleteDevices, account_id));
}

}  // namespace musubi::accounts::store
