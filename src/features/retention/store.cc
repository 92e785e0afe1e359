// store.cc - see store.h.
// Rows in, structs out.
#include "features/retention/store.h"

namespace musubi::retention::store {
namespace {

#define DESTRUCTION_COLUMNS                                                                    \
  "id, kind, kind_label, way, term_words, basis, state, reason, total, destroyed, spared,"     \
  " proposed_by, proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at,"      \
  " decision_note, done_at, done_on, fiscal_year, number, list_sha256, paper_state, file_id,"  \
  " filename, sha256, version"

constexpr db::Query kInsert{
    "retention.insert_destruction",
    "INSERT INTO destructions (" DESTRUCTION_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)"};
constexpr db::Query kUpdate{
    "retention.update_destruction",
    "UPDATE destructions SET state = $2, total = $3, destroyed = $4, spared = $5,"
    " decided_by = $6, decided_by_name = $7, decided_at = $8, decision_note = $9, done_at = $10,"
    " done_on = $11, fiscal_year = $12, number = $13, list_sha256 = $14, paper_state = $15,"
    " file_id = $16, filename = $17, sha256 = $18, version = version + 1"
    " WHERE id = $1 AND version = $19"};
constexpr db::Query kFind{"retention.find_destruction",
                          "SELECT " DESTRUCTION_COLUMNS " FROM destructions WHERE id = $1"};
constexpr db::Query kFindOpen{"retention.find_open_of_kind",
                              "SELECT " DESTRUCTION_COLUMNS
                              " FROM destructions WHERE kind = $1"
                              " AND state IN ('proposed', 'approved')"};
constexpr db::Query kListAll{"retention.list_destructions",
                             "SELECT " DESTRUCTION_COLUMNS
                             " FROM destructions WHERE ($1 = '' OR id < $1)"
                             " ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListState{"retention.list_destructions_in_state",
                               "SELECT " DESTRUCTION_COLUMNS
                               " FROM destructions WHERE state = $1 AND ($2 = '' OR id < $2)"
                               " ORDER BY id DESC LIMIT $3"};
constexpr db::Query kListKind{"retention.list_destructions_of_kind",
                              "SELECT " DESTRUCTION_COLUMNS
                              " FROM destructions WHERE kind = $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kCountState{"retention.count_destructions",
                                "SELECT count(*) FROM destructions WHERE state = $1"};
constexpr db::Query kCountPapers{"retention.count_papers",
                                 "SELECT count(*) FROM destructions WHERE paper_state = $1"};
constexpr db::Query kHighest{
    "retention.find_highest_number",
    "SELECT COALESCE(MAX(number), 0) FROM destructions WHERE fiscal_year = $1 AND number > 0"};

#define ITEM_COLUMNS "item_id, label, started_on, ended_on, sha256, state, why, done_at, done_on"
constexpr db::Query kInsertItem{"retention.insert_item",
                                "INSERT INTO destruction_items (destruction_id, " ITEM_COLUMNS
                                ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr db::Query kUpdateItem{
    "retention.update_item",
    "UPDATE destruction_items SET ended_on = $3, sha256 = $4, state = $5, why = $6, done_at = $7,"
    " done_on = $8 WHERE destruction_id = $1 AND item_id = $2 AND state = 'waiting'"};
constexpr db::Query kFindItem{"retention.find_item",
                              "SELECT " ITEM_COLUMNS
                              " FROM destruction_items WHERE destruction_id = $1"
                              " AND item_id = $2"};
constexpr db::Query kListItems{"retention.list_items",
                               "SELECT " ITEM_COLUMNS
                               " FROM destruction_items WHERE destruction_id = $1"
                               " AND item_id > $2 ORDER BY item_id LIMIT $3"};
constexpr db::Query kListItemsIn{"retention.list_items_in_state",
                                 "SELECT " ITEM_COLUMNS
                                 " FROM destruction_items WHERE destruction_id = $1"
                                 " AND state = $2 AND item_id > $3 ORDER BY item_id LIMIT $4"};
constexpr db::Query kCountItems{"retention.count_items",
                                "SELECT count(*) FROM destruction_items"
                                " WHERE destruction_id = $1 AND state = $2"};
constexpr db::Query kCountDestroyed{"retention.count_destroyed",
                                    "SELECT COALESCE(SUM(destroyed), 0) FROM destructions"};
constexpr db::Query kCountEarly{"retention.count_early",
                                "SELECT count(*) FROM destruction_items"
                                " WHERE state = 'destroyed' AND done_on <= ended_on"};

constexpr db::Query kInsertCheck{
    "retention.insert_check",
    "INSERT INTO evidence_checks (id, round, checked_at, what, objects, lost, says)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Query kListChecks{
    "retention.list_checks",
    "SELECT id, round, checked_at, what, objects, lost, says FROM evidence_checks"
    " WHERE $2 = '' OR checked_at < $1 OR (checked_at = $1 AND id < $2)"
    " ORDER BY checked_at DESC, id DESC LIMIT $3"};
db::Value stamp(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}

std::optional<Instant> instant_at(const db::Row& row, std::size_t column) {
  const auto ms = row.integer_or_null(column);
  return ms ? std::optional<Instant>(Instant{*ms}) : std::nullopt;
}

Destruction destruction_of(const db::Row& row) {
  Destruction d;
  d.id = row.text(0);
  d.kind = row.text(1);
  d.kind_label = row.text(2);
  d.way = row.text(3);
  d.term_words = row.text(4);
  d.basis = row.text(5);
  d.state = row.text(6);
  d.reason = row.text(7);
  d.total = row.integer(8);
  d.destroyed = row.integer(9);
  d.spared = row.integer(10);
  d.proposed_by = row.text(11);
  d.proposed_by_name = row.text(12);
  d.proposed_at = {row.integer(13)};
  d.decided_by = row.text(14);
  d.decided_by_name = row.text(15);
  d.decided_at = instant_at(row, 16);
  d.decision_note = row.text(17);
  d.done_at = instant_at(row, 18);
  d.done_on = row.text(19);
  d.fiscal_year = row.integer(20);
  d.number = row.integer(21);
  d.list_sha256 = row.text(22);
  d.paper_state = row.text(23);
  d.file_id = row.text(24);
  d.filename = row.text(25);
  d.sha256 = row.text(26);
  d.version = row.integer(27);
  return d;
}

ListedItem item_of(const db::Row& row) {
  return {row.text(0), row.text(1), row.text(2),         row.text(3), row.text(4),
          row.text(5), row.text(6), instant_at(row, 7), row.text(8)};
}

template <class Rows, class One>
auto mapped(const Rows& rows, One one) {
  std::vector<decltype(one(rows.front()))> out;
  for (const auto& row : rows) out.push_back(one(row));
  return out;
}

}  // namespace

Result<void> insert_destruction(db::Tx& tx, const Destruction& d) {
  TRY(tx.run(kInsert, d.id, d.kind, d.kind_label, d.way, d.term_words, d.basis, d.state, d.reason,
             d.total, d.destroyed, d.spared, d.proposed_by, d.proposed_by_name, d.proposed_at.ms,
             d.decided_by, d.decided_by_name, stamp(d.decided_at), d.decision_note,
             stamp(d.done_at), d.done_on, d.fiscal_year, d.number, d.list_sha256, d.paper_state,
             d.file_id, d.filename, d.sha256, d.version));
  return {};
}

Result<void> update_destruction(db::Tx& tx, const Destruction& d) {
  const std::int64_t changed = TRY(
      tx.run(kUpdate, d.id, d.state, d.total, d.destroyed, d.spared, d.decided_by,
             d.decided_by_name, stamp(d.decided_at), d.decision_note, stamp(d.done_at), d.done_on,
             d.fiscal_year, d.number, d.list_sha256, d.paper_state, d.file_id, d.filename,
             d.sha256, d.version));
  if (changed == 1) return {};
  return fail(Fault::conflict, "ほかの人が先に進めました。画面を開き直して、いまの状態を確かめてください");
}

std::optional<Destruction> find_destruction(db::Reader& reader, std::string_view id) {
  auto row = reader.first(kFind, id);
  if (!row) return std::nullopt;
  return destruction_of(*row);
}

std::optional<Destruction> find_open_of_kind(db::Reader& reader, std::string_view kind) {
  auto row = reader.first(kFindOpen, kind);
  if (!row) return std::nullopt;
  return destruction_of(*row);
}

std::vector<Destruction> list_destructions(db::Reader& reader, std::string_view state,
                                           std::string_view before_id, int most) {
  return mapped(state.empty() ? reader.all(kListAll, before_id, most)
                              : reader.all(kListState, state, before_id, most),
                destruction_of);
}

std::vector<Destruction> list_of_kind(db::Reader& reader, std::string_view kind, int most) {
  return mapped(reader.all(kListKind, kind, most), destruction_of);
}

std::int64_t count_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCountState, state)->integer(0);
}

std::int64_t count_papers_in_state(db::Reader& reader, std::string_view paper_state) {
  return reader.first(kCountPapers, paper_state)->integer(0);
}

std::int64_t find_highest_number(db::Reader& reader, std::int64_t fiscal_year) {
  return reader.first(kHighest, fiscal_year)->integer(0);
}

Result<void> insert_item(db::Tx& tx, std::string_view destruction, const ListedItem& i) {
  TRY(tx.run(kInsertItem, destruction, i.id, i.label, i.started_on, i.ended_on, i.sha256, i.state,
             i.why, stamp(i.done_at), i.done_on));
  return {};
}

Result<void> update_item(db::Tx& tx, std::string_view destruction, const ListedItem& i) {
  const std::int64_t changed =
      TRY(tx.run(kUpdateItem, destruction, i.id, i.ended_on, i.sha256, i.state, i.why,
                 stamp(i.done_at), i.done_on));
  CHECK(changed == 1);
  return {};
}

std::optional<ListedItem> find_item(db::Reader& reader, std::string_view destruction,
                                    std::string_view id) {
  auto row = reader.first(kFindItem, destruction, id);
  if (!row) return std::nullopt;
  return item_of(*row);
}

std::vector<ListedItem> list_items(db::Reader& reader, std::string_view destruction,
                                   std::string_view after_id, int most) {
  return mapped(reader.all(kListItems, destruction, after_id, most), item_of);
}

std::vector<ListedItem> list_items_in_state(db::Reader& reader, std::string_view destruction,
                                            std::string_view state, std::string_view after_id,
                                            int most) {
  return mapped(reader.all(kListItemsIn, destruction, state, after_id, most), item_of);
}

std::int64_t count_items(db::Reader& reader, std::string_view destruction,
                         std::string_view state) {
  return reader.first(kCountItems, destruction, state)->integer(0);
}

std::int64_t count_destroyed(db::Reader& reader) {
  return reader.first(kCountDestroyed)->integer(0);
}

std::int64_t count_early(db::Reader& reader) { return reader.first(kCountEarly)->integer(0); }

Result<void> insert_check(db::Tx& tx, const EvidenceCheck& c) {
  TRY(tx.run(kInsertCheck, c.id, c.round, c.checked_at.ms, c.what, c.objects, c.lost, c.says));
  return {};
}

std::vector<EvidenceCheck> list_checks(db::Reader& reader, Instant before_at,
                                       std::string_view before_id, int most) {
  return mapped(reader.all(kListChecks, before_at.ms, before_id, most), [](const db::Row& row) {
    return EvidenceCheck{row.text(0), row.text(1),    {row.integer(2)}, row.text(3),
                         row.integer(4), row.integer(5), row.text(6)};
  });
}

}  // namespace musubi::retention::store
