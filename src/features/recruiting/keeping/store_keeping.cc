// store_keeping.cc - see store_keeping.h. Most prospects have no contact person: '' would find
// them all.
#include "features/recruiting/keeping/store_keeping.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"
#include "features/recruiting/store.h"

namespace musubi::recruiting::store {
namespace {

constexpr int kContactsMost = 1000;  // of one prospect

constexpr db::Query kOfAddress{
    "recruiting.list_prospects_of_address",
    "SELECT id FROM prospects WHERE lower(contact_email) = $1 AND contact_email <> ''"
    " ORDER BY updated_at DESC, id DESC LIMIT $2"};
constexpr db::Query kRowsOfAddress{
    "recruiting.list_rows_of_address",
    "SELECT r.line, r.name, r.typed, i.filename, i.source_note, i.created_at"
    " FROM prospect_import_rows r JOIN prospect_imports i ON i.id = r.import_id"
    " WHERE r.contact_email = $1 AND r.contact_email <> ''"
    " ORDER BY r.import_id DESC, r.line LIMIT $2"};

// As the index prospects_to_erase says it.
#define IDLE_PROSPECT                                                                    \
  " people_erased_on = '' AND organisation_id = ''"                                     \
  " AND stage IN ('candidate', 'approached', 'invited', 'lost')"                        \
  " AND NOT EXISTS (SELECT 1 FROM prospect_matches m WHERE m.prospect_id = prospects.id" \
  " AND m.state = 'open')"
#define IDLE_PROSPECT_COLUMNS                                                             \
  "id, code, updated_at, next_action_on, application_id,"                        \
  " (SELECT coalesce(max(c.updated_at), 0) FROM prospect_contacts c"             \
  " WHERE c.prospect_id = prospects.id)"
constexpr db::Query kListIdle{
    "recruiting.list_idle_prospects",
    "SELECT " IDLE_PROSPECT_COLUMNS " FROM prospects WHERE id > $1 AND updated_at <= $2"
    " AND next_action_on <= $3 AND NOT EXISTS (SELECT 1 FROM prospect_contacts l"
    " WHERE l.prospect_id = prospects.id AND l.updated_at > $2) AND" IDLE_PROSPECT
    " ORDER BY id LIMIT $4"};
constexpr db::Query kFindIdle{
    "recruiting.find_idle_prospect",
    "SELECT " IDLE_PROSPECT_COLUMNS
    ", contact_name, contact_department, contact_title, contact_email,"
    " contact_telephone, telephone, postal_code, address, note, source_note, next_action,"
    " lost_note FROM prospects WHERE id = $1 AND" IDLE_PROSPECT};
constexpr db::Query kErase{
    "recruiting.update_prospect_erased",
    "UPDATE prospects SET contact_name = '', contact_department = '', contact_title = '',"
    " contact_email = '', contact_telephone = '', telephone = '', telephone_key = '',"
    " postal_code = '', address = '', note = '', source_note = '', next_action = '',"
    " next_action_on = '', lost_note = '', people_erased_on = $2, version = version + 1"
    " WHERE id = $1"};
constexpr db::Query kEraseContacts{
    "recruiting.update_contacts_erased",
    "UPDATE prospect_contacts SET theirs = '', summary = '', next_action = '',"
    " version = version + 1 WHERE prospect_id = $1"};
// Of a move that an application caused the reason is its receipt number.
constexpr db::Query kEraseMoves{
    "recruiting.update_moves_erased",
    "UPDATE prospect_moves SET reason = '' WHERE prospect_id = $1 AND cause <> 'application'"};

#define OVER_LIST_COLUMNS "id, coalesce(undone_at, committed_at, created_at), created_at"
constexpr db::Query kListLists{
    "recruiting.list_over_lists",
    "SELECT " OVER_LIST_COLUMNS " FROM prospect_imports WHERE id > $1 AND state <> 'erased'"
    " AND coalesce(undone_at, committed_at, created_at) <= $2 ORDER BY id LIMIT $3"};
constexpr db::Query kFindList{
    "recruiting.find_over_list",
    "SELECT " OVER_LIST_COLUMNS " FROM prospect_imports WHERE id = $1 AND state <> 'erased'"};
constexpr db::Query kTypedOf{"recruiting.list_typed_of_list",
                             "SELECT line, name, typed, defects FROM prospect_import_rows"
                             " WHERE import_id = $1 ORDER BY line"};
constexpr db::Query kEraseList{"recruiting.update_list_erased",
                               "UPDATE prospect_imports SET state = 'erased' WHERE id = $1"};
constexpr db::Query kEraseRows{
    "recruiting.update_list_rows_erased",
    "UPDATE prospect_import_rows SET name = '（消去済み）', typed = '{}', defects = '[]',"
    " defect_count = 0, contact_email = '' WHERE import_id = $1"};

IdleProspect idle_of(const db::Row& row) {
  IdleProspect out;
  out.item.id = row.text(0);
  out.item.label = "見込み先 " + row.text(1);
  out.item.started = date_in_japan(Instant{std::max(row.integer(2), row.integer(5))});
  if (const auto planned = parse_iso_date(row.text(3))) {
    out.item.started = std::max(out.item.started, *planned);
  }
  out.application_id = row.text(4);
  return out;
}

retention::Item list_item_of(const db::Row& row) {
  retention::Item item;
  item.id = row.text(0);
  item.started = date_in_japan(Instant{row.integer(1)});
  item.label = "募集の名簿 " + iso(date_in_japan(Instant{row.integer(2)})) + " …" +
               item.id.substr(item.id.size() - 12);
  return item;
}

}  // namespace

std::vector<ProspectId> list_prospects_of_address(db::Reader& reader, std::string_view email,
                                                  int most) {
  std::vector<ProspectId> out;
  for (const auto& row : reader.all(kOfAddress, lower_ascii(email), most)) {
    out.push_back({row.text(0)});
  }
  return out;
}

std::vector<ListedPerson> list_rows_of_address(db::Reader& reader, std::string_view email,
                                               int most) {
  std::vector<ListedPerson> out;
  for (const auto& row : reader.all(kRowsOfAddress, lower_ascii(email), most)) {
    ListedPerson one;
    one.row.line = row.integer(0);
    one.row.name = row.text(1);
    Json typed = Json::parse(row.text(2), nullptr, false);
    if (typed.is_object()) one.row.typed = std::move(typed);
    one.filename = row.text(3);
    one.source_note = row.text(4);
    one.read_at = {row.integer(5)};
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<IdleProspect> list_idle_prospects(db::Reader& reader, Date until,
                                              const std::string& after_id, int most) {
  std::vector<IdleProspect> out;
  const Instant end = retention::last_moment_of(until);
  for (const auto& row : reader.all(kListIdle, after_id, end.ms, iso(until), most)) {
    out.push_back(idle_of(row));
  }
  return out;
}

std::optional<IdleProspect> find_idle_prospect(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFindIdle, id);
  if (!row) return std::nullopt;
  IdleProspect out = idle_of(*row);
  std::string all;
  for (std::size_t i = 0; i < row->size(); ++i) all += row->text(i) + "\n";
  for (const Contact& c : list_contacts(reader, ProspectId{id}, kContactsMost)) {
    all += c.id.text + "\n" + c.theirs + "\n" + c.summary + "\n" + c.next_action + "\n";
  }
  out.item.sha256 = sha256_hex(all);
  return out;
}

Result<void> update_prospect_erased(db::Tx& tx, const ProspectId& id, const std::string& today) {
  TRY(tx.run(kErase, id.text, today));
  TRY(tx.run(kEraseContacts, id.text));
  TRY(tx.run(kEraseMoves, id.text));
  return {};
}

std::vector<retention::Item> list_over_lists(db::Reader& reader, Date until,
                                             const std::string& after_id, int most) {
  const Instant end = retention::last_moment_of(until);
  return retention::items_of(reader.all(kListLists, after_id, end.ms, most), list_item_of);
}

std::optional<retention::Item> find_over_list(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFindList, id);
  if (!row) return std::nullopt;
  retention::Item item = list_item_of(*row);
  std::string all;
  for (const auto& line : reader.all(kTypedOf, id)) {
    for (std::size_t i = 0; i < line.size(); ++i) all += line.text(i) + "\n";
  }
  item.sha256 = sha256_hex(all);
  return item;
}

Result<void> update_list_erased(db::Tx& tx, const std::string& id) {
  TRY(tx.run(kEraseList, id));
  TRY(tx.run(kEraseRows, id));
  return {};
}

}  // namespace musubi::recruiting::store
