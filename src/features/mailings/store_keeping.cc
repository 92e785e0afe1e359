// store_keeping.cc - see store_keeping.h. A mailing that was emptied keeps its text, its days and
// its figures. Decides nothing.
#include "features/mailings/store_keeping.h"

#include "base/sha256.h"
#include "features/mailings/store.h"

namespace musubi::mailings::store {
namespace {

constexpr db::Query kListEnded{
    "mailings.list_ended",
    "SELECT id, ended_at FROM mailings WHERE id > $1 AND erased_on = '' AND ended_at <= $2"
    " AND state IN ('sent', 'stopped', 'cancelled') ORDER BY id LIMIT $3"};
constexpr db::Query kFindEnded{
    "mailings.find_ended",
    "SELECT id, ended_at FROM mailings WHERE id = $1 AND erased_on = '' AND ended_at IS NOT NULL"
    " AND state IN ('sent', 'stopped', 'cancelled')"};
constexpr db::Query kEraseMailing{"mailings.update_mailing_erased",
                                  "UPDATE mailings SET erased_on = $2, version = version + 1"
                                  " WHERE id = $1"};
// The key stays different for each: one mail per address is what it says of the past.
constexpr db::Query kEraseRecipients{
    "mailings.update_recipients_erased",
    "UPDATE mailing_recipients SET person_id = '', name = '', address = '', address_key = id,"
    " mail_id = '' WHERE mailing_id = $1"};
constexpr db::Query kListBounces{
    "mailings.list_old_bounces",
    "SELECT id, created_at FROM mail_bounces WHERE id > $1 AND created_at <= $2"
    " ORDER BY id LIMIT $3"};
constexpr db::Query kFindBounce{"mailings.find_old_bounce",
                                "SELECT id, created_at, kind, address_key, status, says"
                                " FROM mail_bounces WHERE id = $1"};
constexpr db::Query kDeleteBounce{"mailings.delete_bounce",
                                  "DELETE FROM mail_bounces WHERE id = $1"};

retention::Item item_of(const db::Row& row, const char* what) {
  retention::Item item;
  item.id = row.text(0);
  item.label = what + std::string(" …") + item.id.substr(item.id.size() - 12);
  item.started = date_in_japan(Instant{row.integer(1)});
  return item;
}

}  // namespace

std::vector<retention::Item> list_ended(db::Reader& reader, Date until,
                                        const std::string& after_id, int most) {
  const Instant end = retention::last_moment_of(until);
  return retention::items_of(reader.all(kListEnded, after_id, end.ms, most),
                             [](const db::Row& row) { return item_of(row, "一斉配信"); });
}

std::optional<retention::Item> find_ended(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFindEnded, id);
  if (!row) return std::nullopt;
  retention::Item item = item_of(*row, "一斉配信");
  std::string figures = id + "\n" + iso(item.started);
  for (const Count& one : count_recipients(reader, {id})) {
    figures += "\n" + one.state + " " + one.reason + " " + std::to_string(one.number);
  }
  item.sha256 = sha256_hex(figures);
  return item;
}

Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& day) {
  TRY(tx.run(kEraseRecipients, id));
  TRY(tx.run(kEraseMailing, id, day));
  return {};
}

std::vector<retention::Item> list_old_bounces(db::Reader& reader, Date until,
                                              const std::string& after_id, int most) {
  const Instant end = retention::last_moment_of(until);
  return retention::items_of(reader.all(kListBounces, after_id, end.ms, most),
                             [](const db::Row& row) { return item_of(row, "戻ったメール"); });
}

std::optional<retention::Item> find_old_bounce(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFindBounce, id);
  if (!row) return std::nullopt;
  retention::Item item = item_of(*row, "戻ったメール");
  item.sha256 = sha256_hex(id + "\n" + row->text(2) + "\n" + row->text(3) + "\n" + row->text(4) +
                           "\n" + row->text(5));
  return item;
}

Result<void> delete_bounce(db::Tx& tx, const std::string& id) {
  TRY(tx.run(kDeleteBounce, id));
  return {};
}

}  // namespace musubi::mailings::store
