// store_import_rows.cc - rows of `roster_rows`: what the file says, what a person chose, what the
// row became; and the merge proposal a row leaves behind. Paged by row number.
#include "features/members/store_imports.h"

namespace musubi::members::store {
namespace {

#define ROW_COLUMNS                                                                               \
  "import_id, row, line, name, original, original_hash, corrected, typed, choice, target_id, "    \
  "of_row, repeats, match_reason, outcome, organisation_id, open_defects, chosen"

constexpr db::Query kFind{"members.find_import_row",
                          "SELECT " ROW_COLUMNS
                          " FROM roster_rows WHERE import_id = $1 AND row = $2"};
constexpr db::Query kInsert{
    "members.insert_import_row",
    "INSERT INTO roster_rows (" ROW_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"};
constexpr db::Query kUpdate{
    "members.update_import_row",
    "UPDATE roster_rows SET name = $3, corrected = $4, typed = $5, choice = $6, target_id = $7, "
    "of_row = $8, repeats = $9, match_reason = $10, outcome = $11, organisation_id = $12, "
    "open_defects = $13, chosen = $14 WHERE import_id = $1 AND row = $2"};
constexpr db::Query kOldestRows{
    "members.find_last_of_first_import_rows",
    "SELECT max(row) FROM (SELECT row FROM roster_rows WHERE import_id = $1 ORDER BY row LIMIT $2) "
    "AS firsts"};
constexpr db::Query kDeleteDefects{
    "members.delete_import_defects",
    "DELETE FROM roster_defects WHERE import_id = $1 AND row <= $2"};
constexpr db::Query kDeleteRows{"members.delete_import_rows",
                                "DELETE FROM roster_rows WHERE import_id = $1 AND row <= $2"};
constexpr db::Query kCountByChoice{
    "members.count_import_rows_by_choice",
    "SELECT choice, count(*) FROM roster_rows WHERE import_id = $1 GROUP BY choice"};
constexpr db::Query kCountByOutcome{
    "members.count_import_rows_by_outcome",
    "SELECT outcome, count(*) FROM roster_rows WHERE import_id = $1 GROUP BY outcome"};
constexpr db::Query kEarlier{
    "members.find_earlier_row",
    "SELECT r.outcome, r.organisation_id, r.import_id FROM roster_rows r "
    "JOIN roster_imports i ON i.id = r.import_id "
    "WHERE r.original_hash = $1 AND r.import_id <> $2 AND i.state = 'committed' "
    "AND r.outcome IN ('created', 'updated', 'unchanged', 'merged', 'proposed', 'unresolved') "
    // What only repeated a proposal settles nothing once that import is undone.
    "AND (r.organisation_id <> '' OR r.outcome IN ('proposed', 'unresolved')) "
    "ORDER BY r.import_id DESC LIMIT 1"};
constexpr db::Query kPropose{
    "members.insert_roster_proposal",
    "INSERT INTO merge_proposals (id, organisation_a, organisation_b, import_id, row, reason, "
    "score, state, decided_by, decided_at, created_at) "
    "VALUES ($1, $2, '', $3, $4, $5, $6, 'open', '', NULL, $7)"};

constexpr db::Query kFindProposal{
    "members.find_roster_proposal",
    "SELECT id, organisation_a FROM merge_proposals WHERE import_id = $1 AND row = $2 "
    "AND organisation_b = '' AND state = 'open' ORDER BY id LIMIT 1"};
constexpr db::Query kDecideProposal{
    "members.update_roster_proposal",
    "UPDATE merge_proposals SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1"};

ImportRow row_of(const db::Row& row) {
  ImportRow r;
  r.import_id = {row.text(0)};
  r.row = row.integer(1);
  r.line = row.integer(2);
  r.name = row.text(3);
  r.original = Json::parse(row.text(4));
  r.original_hash = row.text(5);
  r.corrected = Json::parse(row.text(6));
  r.typed = Json::parse(row.text(7));
  r.choice = row.text(8);
  r.target_id = {row.text(9)};
  r.of_row = row.integer(10);
  r.repeats = row.flag(11);
  r.match_reason = row.text(12);
  r.outcome = row.text(13);
  r.organisation_id = {row.text(14)};
  r.open_defects = row.integer(15);
  r.chosen = row.flag(16);
  return r;
}

}  // namespace

std::optional<ImportRow> find_import_row(db::Reader& reader, const ImportId& id,
                                         std::int64_t number) {
  auto row = reader.first(kFind, id.text, number);
  if (!row) return {};
  return row_of(*row);
}

std::vector<ImportRow> list_import_rows(db::Reader& reader, const RowFilter& filter) {
  std::vector<db::Value> args{filter.import_id.text, filter.after_row};
  std::string where = "import_id = $1 AND row > $2";
  const auto parameter = [&args](const std::string& value) {
    args.emplace_back(value);
    return "$" + std::to_string(args.size());
  };
  if (!filter.choice.empty()) where += " AND choice = " + parameter(filter.choice);
  if (!filter.outcome.empty()) where += " AND outcome = " + parameter(filter.outcome);
  if (filter.only_open) where += " AND open_defects > 0";
  if (!filter.kind.empty() || !filter.field.empty()) {
    where += " AND EXISTS (SELECT 1 FROM roster_defects d WHERE d.import_id = $1 "
             "AND d.row = roster_rows.row AND d.state IN ('open', 'waiting')";
    if (!filter.kind.empty()) where += " AND d.kind = " + parameter(filter.kind);
    if (!filter.field.empty()) where += " AND d.field = " + parameter(filter.field);
    where += ")";
  }
  args.emplace_back(static_cast<std::int64_t>(filter.most));
  const std::string sql = "SELECT " ROW_COLUMNS " FROM roster_rows WHERE " + where +
                          " ORDER BY row LIMIT $" + std::to_string(args.size());
  std::vector<ImportRow> out;
  for (const auto& row : reader.select({"members.list_import_rows", sql}, args)) {
    out.push_back(row_of(row));
  }
  return out;
}

Result<void> insert_import_row(db::Tx& tx, const ImportRow& r) {
  TRY(tx.run(kInsert, r.import_id.text, r.row, r.line, r.name, r.original.dump(), r.original_hash,
             r.corrected.dump(), r.typed.dump(), r.choice, r.target_id.text, r.of_row, r.repeats,
             r.match_reason, r.outcome, r.organisation_id.text, r.open_defects, r.chosen));
  return {};
}

Result<void> update_import_row(db::Tx& tx, const ImportRow& r) {
  TRY(tx.run(kUpdate, r.import_id.text, r.row, r.name, r.corrected.dump(), r.typed.dump(), r.choice,
             r.target_id.text, r.of_row, r.repeats, r.match_reason, r.outcome,
             r.organisation_id.text, r.open_defects, r.chosen));
  return {};
}

Result<std::int64_t> delete_import_rows(db::Tx& tx, const ImportId& id, int most) {
  const std::int64_t last = tx.first(kOldestRows, id.text, most)->integer(0);
  if (last == 0) return std::int64_t{0};
  TRY(tx.run(kDeleteDefects, id.text, last));
  return tx.run(kDeleteRows, id.text, last);
}

std::map<std::string, std::int64_t> count_import_rows(db::Reader& reader, const ImportId& id,
                                                      bool by_outcome) {
  std::map<std::string, std::int64_t> out;
  for (const auto& row : reader.all(by_outcome ? kCountByOutcome : kCountByChoice, id.text)) {
    out[row.text(0)] = row.integer(1);
  }
  return out;
}

std::optional<Earlier> find_earlier_row(db::Reader& reader, std::string_view original_hash,
                                        const ImportId& except) {
  auto row = reader.first(kEarlier, original_hash, except.text);
  if (!row) return {};
  return Earlier{row->text(0), {row->text(1)}, {row->text(2)}};
}

std::optional<RosterProposal> find_roster_proposal(db::Reader& reader, const ImportId& id,
                                                   std::int64_t number) {
  auto row = reader.first(kFindProposal, id.text, number);
  if (!row) return {};
  return RosterProposal{row->text(0), {row->text(1)}};
}

Result<void> update_roster_proposal(db::Tx& tx, const RosterProposal& proposal,
                                    std::string_view state, std::string_view decided_by,
                                    Instant now) {
  TRY(tx.run(kDecideProposal, proposal.id, state, decided_by, now.ms));
  return {};
}

Result<void> insert_roster_proposal(db::Tx& tx, const ImportRow& row, const OrganisationId& of,
                                    std::int64_t score, Instant now) {
  TRY(tx.run(kPropose, new_uuid(now), of.text, row.import_id.text, row.row, row.match_reason, score,
             now.ms));
  return {};
}

}  // namespace musubi::members::store
