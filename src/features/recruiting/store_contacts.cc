// store_contacts.cc - rows of `prospect_contacts` and `prospect_moves`: what is told on the
// timeline of one prospect, and counted over all of them.
#include "features/recruiting/store.h"

namespace musubi::recruiting::store {
namespace {

#define CONTACT_COLUMNS                                                                         \
  "id, prospect_id, kind, happened_on, ours, theirs, summary, next_action, next_action_on, "    \
  "recorded_by, recorded_by_name, version, created_at, updated_at"

constexpr db::Query kInsert{
    "recruiting.insert_contact",
    "INSERT INTO prospect_contacts (" CONTACT_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"};
constexpr db::Query kUpdate{
    "recruiting.update_contact",
    "UPDATE prospect_contacts SET kind = $3, happened_on = $4, ours = $5, theirs = $6, "
    "summary = $7, version = version + 1, updated_at = $9 "
    "WHERE id = $1 AND prospect_id = $2 AND version = $8"};
// What was emptied holds something again, and its term begins anew.
constexpr db::Query kTouch{"recruiting.update_prospect_touched",
                           "UPDATE prospects SET people_erased_on = '' "
                           "WHERE id = $1 AND people_erased_on <> ''"};
constexpr db::Query kFind{"recruiting.find_contact",
                          "SELECT " CONTACT_COLUMNS
                          " FROM prospect_contacts WHERE prospect_id = $1 AND id = $2"};
constexpr db::Query kList{"recruiting.list_contacts",
                          "SELECT " CONTACT_COLUMNS
                          " FROM prospect_contacts WHERE prospect_id = $1 "
                          "ORDER BY happened_on DESC, created_at DESC, id DESC LIMIT $2"};
constexpr db::Query kCount{"recruiting.count_contacts",
                           "SELECT kind, count(*) FROM prospect_contacts "
                           "WHERE happened_on >= $1 AND happened_on <= $2 GROUP BY kind"};
constexpr db::Query kInsertMove{
    "recruiting.insert_move",
    "INSERT INTO prospect_moves (id, prospect_id, from_stage, to_stage, happened_on, cause, "
    "cause_id, reason, moved_by_name, moved_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr db::Query kListMoves{
    "recruiting.list_moves",
    "SELECT id, prospect_id, from_stage, to_stage, happened_on, cause, cause_id, reason, "
    "moved_by_name, moved_at FROM prospect_moves WHERE prospect_id = $1 ORDER BY moved_at, id"};

Contact contact_of(const db::Row& row) {
  return {{row.text(0)},    {row.text(1)},  row.text(2),      row.text(3),     row.text(4),
          row.text(5),      row.text(6),    row.text(7),      row.text(8),     {row.text(9)},
          row.text(10),     row.integer(11), {row.integer(12)}, {row.integer(13)}};
}

}  // namespace

Result<void> insert_contact(db::Tx& tx, const Contact& c) {
  TRY(tx.run(kInsert, c.id.text, c.prospect_id.text, c.kind, c.happened_on, c.ours, c.theirs,
             c.summary, c.next_action, c.next_action_on, c.recorded_by.text, c.recorded_by_name,
             c.version, c.created_at.ms, c.updated_at.ms));
  TRY(tx.run(kTouch, c.prospect_id.text));
  return {};
}

Result<void> update_contact(db::Tx& tx, const Contact& c) {
  const auto changed = TRY(tx.run(kUpdate, c.id.text, c.prospect_id.text, c.kind, c.happened_on,
                                  c.ours, c.theirs, c.summary, c.version, c.updated_at.ms));
  if (changed != 0) {
    TRY(tx.run(kTouch, c.prospect_id.text));
    return {};
  }
  return fail(Fault::conflict,
              "ほかの人が先にこの記録を直しました。いまの内容を確かめて、もう一度保存してください");
}

std::optional<Contact> find_contact(db::Reader& reader, const ProspectId& prospect,
                                    const ContactId& id) {
  auto row = reader.first(kFind, prospect.text, id.text);
  if (!row) return {};
  return contact_of(*row);
}

std::vector<Contact> list_contacts(db::Reader& reader, const ProspectId& prospect, int most) {
  std::vector<Contact> out;
  for (const auto& row : reader.all(kList, prospect.text, most)) out.push_back(contact_of(row));
  return out;
}

std::map<std::string, std::int64_t> count_contacts(db::Reader& reader, const std::string& from,
                                                   const std::string& until) {
  std::map<std::string, std::int64_t> out;
  for (const auto& row : reader.all(kCount, from, until)) out[row.text(0)] = row.integer(1);
  return out;
}

Result<void> insert_move(db::Tx& tx, const Move& m) {
  TRY(tx.run(kInsertMove, m.id, m.prospect_id.text, m.from_stage, m.to_stage, m.happened_on,
             m.cause, m.cause_id, m.reason, m.moved_by_name, m.moved_at.ms));
  return {};
}

std::vector<Move> list_moves(db::Reader& reader, const ProspectId& prospect) {
  std::vector<Move> out;
  for (const auto& row : reader.all(kListMoves, prospect.text)) {
    out.push_back({row.text(0), {row.text(1)}, row.text(2), row.text(3), row.text(4), row.text(5),
                   row.text(6), row.text(7), row.text(8), {row.integer(9)}});
  }
  return out;
}

}  // namespace musubi::recruiting::store
