// store.cc - see store.h. Rows to structs and back.
// Called by the services only; must never decide.
#include "features/federation/store.h"

namespace musubi::federation::store {
namespace {

#define IDENTITY_COLUMNS                                                                  \
  "SELECT issuer, subject, account_id, account_type, corporate_number, linked_at, last_used_at" \
  " FROM federation_identities"

constexpr db::Query kFindIdentity{"federation.find_identity",
                                  IDENTITY_COLUMNS " WHERE issuer = $1 AND subject = $2"};
constexpr db::Query kFindIdentityOf{"federation.find_identity_of",
                                    IDENTITY_COLUMNS " WHERE account_id = $1 AND issuer = $2"};
constexpr db::Query kListIdentities{
    "federation.list_identities",
    IDENTITY_COLUMNS " WHERE account_id = $1 ORDER BY issuer LIMIT 20"};
constexpr db::Query kInsertIdentity{
    "federation.insert_identity",
    "INSERT INTO federation_identities (issuer, subject, account_id, account_type,"
    " corporate_number, linked_at) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Query kIdentityUsed{
    "federation.update_identity_used",
    "UPDATE federation_identities SET account_type = $4, corporate_number = $5, last_used_at = $6"
    " WHERE issuer = $1 AND subject = $2 AND account_id = $3"};
constexpr db::Query kDeleteIdentity{
    "federation.delete_identity",
    "DELETE FROM federation_identities WHERE account_id = $1 AND issuer = $2"};
constexpr db::Query kDeleteIdentities{"federation.delete_identities_of_account",
                                      "DELETE FROM federation_identities WHERE account_id = $1"};
constexpr db::Query kInsertBegun{
    "federation.insert_begun",
    "INSERT INTO federation_begun (state_hash, browser_hash, issuer, account_id, return_to,"
    " expires_at) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Query kFindBegun{
    "federation.find_begun",
    "SELECT state_hash, browser_hash, issuer, account_id, return_to, expires_at"
    " FROM federation_begun WHERE state_hash = $1 AND browser_hash = $2"};
constexpr db::Query kDeleteBegun{"federation.delete_begun",
                                 "DELETE FROM federation_begun WHERE state_hash = $1"};
constexpr db::Query kDeleteBegunOf{"federation.delete_begun_of_account",
                                   "DELETE FROM federation_begun WHERE account_id = $1"};
constexpr db::Query kDeleteExpired{"federation.delete_expired_begun",
                                   "DELETE FROM federation_begun WHERE expires_at < $1"};

std::optional<Identity> read_identity(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  Identity out;
  out.issuer = row->text(0);
  out.subject = row->text(1);
  out.account = AccountId{row->text(2)};
  out.account_type = static_cast<int>(row->integer(3));
  out.corporate_number = row->text(4);
  out.linked = Instant{row->integer(5)};
  if (!row->is_null(6)) out.last_used = Instant{row->integer(6)};
  return out;
}

}  // namespace

std::optional<Identity> find_identity(db::Reader& reader, std::string_view issuer,
                                      std::string_view subject) {
  return read_identity(reader.first(kFindIdentity, issuer, subject));
}

std::optional<Identity> find_identity_of(db::Reader& reader, std::string_view issuer,
                                         const AccountId& account) {
  return read_identity(reader.first(kFindIdentityOf, account.text, issuer));
}

std::vector<Identity> list_identities_of(db::Reader& reader, const AccountId& account) {
  std::vector<Identity> out;
  for (const db::Row& row : reader.all(kListIdentities, account.text)) {
    out.push_back(*read_identity(row));
  }
  return out;
}

Result<void> insert_identity(db::Tx& tx, const Identity& one) {
  TRY(tx.run(kInsertIdentity, one.issuer, one.subject, one.account.text, one.account_type,
             one.corporate_number, one.linked.ms));
  return {};
}

Result<std::int64_t> update_identity_used(db::Tx& tx, const Identity& one, Instant now) {
  return tx.run(kIdentityUsed, one.issuer, one.subject, one.account.text, one.account_type,
                one.corporate_number, now.ms);
}

Result<std::int64_t> delete_identity(db::Tx& tx, std::string_view issuer,
                                     const AccountId& account) {
  return tx.run(kDeleteIdentity, account.text, issuer);
}

Result<void> delete_identities_of(db::Tx& tx, const AccountId& account) {
  TRY(tx.run(kDeleteIdentities, account.text));
  return {};
}

Result<void> insert_begun(db::Tx& tx, const Begun& begun) {
  TRY(tx.run(kInsertBegun, begun.state_hash, begun.browser_hash, begun.issuer,
             begun.account.empty() ? db::null() : db::to_value(begun.account.text),
             begun.return_to, begun.expires.ms));
  return {};
}

std::optional<Begun> find_begun(db::Reader& reader, std::string_view state_hash,
                                std::string_view browser_hash) {
  const auto row = reader.first(kFindBegun, state_hash, browser_hash);
  if (!row) return std::nullopt;
  Begun out;
  out.state_hash = row->text(0);
  out.browser_hash = row->text(1);
  out.issuer = row->text(2);
  out.account = AccountId{row->text(3)};
  out.return_to = row->text(4);
  out.expires = Instant{row->integer(5)};
  return out;
}

Result<std::int64_t> delete_begun(db::Tx& tx, std::string_view state_hash) {
  return tx.run(kDeleteBegun, state_hash);
}

Result<void> delete_begun_of(db::Tx& tx, const AccountId& account) {
  TRY(tx.run(kDeleteBegunOf, account.text));
  return {};
}

Result<void> delete_expired_begun(db::Tx& tx, Instant before) {
  TRY(tx.run(kDeleteExpired, before.ms));
  return {};
}

}  // namespace musubi::federation::store
