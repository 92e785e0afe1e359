// store_keeping.cc - rows of accounts as core/retention sees them: stopped ones, and how the person
// in them goes. The row stays, so that what the audit says of an account still has a subject.
#include "features/accounts/keeping/store_keeping.h"

#include "base/sha256.h"

namespace musubi::accounts::store {
namespace {

constexpr db::Query kListStopped{
    "accounts.list_stopped",
    "SELECT id, updated_at, organisation_id FROM accounts WHERE state = 'suspended'"
    " AND suspended_by <> 'erased' AND updated_at <= $1 AND id > $2 ORDER BY id LIMIT $3"};
constexpr db::Query kFindStopped{
    "accounts.find_stopped",
    "SELECT id, updated_at, organisation_id, login, name FROM accounts WHERE id = $1"
    " AND state = 'suspended' AND suspended_by <> 'erased'"};
constexpr db::Query kErase{
    "accounts.update_erased",
    "UPDATE accounts SET login = $2, name = '（消去済み）', password_hash = NULL,"
    " totp_secret = NULL, suspended_by = 'erased', version = version + 1, updated_at = $3"
    " WHERE id = $1"};
constexpr db::Query kDeletePasskeys{"accounts.delete_passkeys_for_good",
                                    "DELETE FROM passkeys WHERE account_id = $1"};
constexpr db::Query kDeleteCodes{"accounts.delete_codes_for_good",
                                 "DELETE FROM recovery_codes WHERE account_id = $1"};
constexpr db::Query kDeleteDevices{"accounts.delete_devices_for_good",
                                   "DELETE FROM known_devices WHERE account_id = $1"};
constexpr db::Query kDeleteLinks{"accounts.delete_links_for_good",
                                 "DELETE FROM account_links WHERE account_id = $1"};
constexpr db::Query kDeleteChanges{"accounts.delete_address_changes_for_good",
                                   "DELETE FROM address_changes WHERE account_id = $1"};
constexpr db::Query kDeleteSigns{"accounts.delete_sharing_signs_for_good",
                                 "DELETE FROM sharing_signs WHERE account_id = $1"};

retention::Item item_of(const db::Row& row) {
  retention::Item item;
  item.id = row.text(0);
  item.label = "アカウント …" + row.text(0).substr(row.text(0).size() - 12);
  item.started = date_in_japan(Instant{row.integer(1)});
  item.organisation_id = row.text(2);
  return item;
}

}  // namespace

std::vector<retention::Item> list_stopped(db::Reader& reader, Instant until,
                                          const std::string& after_id, int most) {
  return retention::items_of(reader.all(kListStopped, until.ms, after_id, most), item_of);
}

std::optional<retention::Item> find_stopped(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFindStopped, id);
  if (!row) return std::nullopt;
  retention::Item item = item_of(*row);
  item.sha256 = sha256_hex(row->text(3) + "\n" + row->text(4));
  return item;
}

Result<void> update_erased(db::Tx& tx, const std::string& id, Instant now) {
  TRY(tx.run(kErase, id, "erased-" + id, now.ms));
  for (const db::Query& gone : {kDeletePasskeys, kDeleteCodes, kDeleteDevices, kDeleteLinks,
                                kDeleteChanges, kDeleteSigns}) {
    TRY(tx.run(gone, id));
  }
  return {};
}

}  // namespace musubi::accounts::store
