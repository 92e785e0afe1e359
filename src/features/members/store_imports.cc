// store_imports.cc - rows of `roster_imports`, `roster_mappings` and `roster_undo`, and what an
// undo takes out of the registry. Its rows and defects are in store_import_rows.cc and
// store_import_defects.cc.
#include "features/members/store_imports.h"

namespace musubi::members::store {
namespace {

#define IMPORT_COLUMNS                                                                          \
  "id, loan_id, file_id, filename, sha256, sheet, header_fingerprint, mapping, samples, state, " \
  "problem, reading, progress_id, row_count, counts, created_by, created_by_name, created_at, "  \
  "committed_at, undone_at"

constexpr db::Query kFind{"members.find_import",
                          "SELECT " IMPORT_COLUMNS " FROM roster_imports WHERE id = $1"};
constexpr db::Query kList{"members.list_imports",
                          "SELECT " IMPORT_COLUMNS
                          " FROM roster_imports WHERE (id < $1 OR $1 = '') AND "
                          "state <> 'discarded' ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListById{"members.list_imports_by_id",
                              "SELECT " IMPORT_COLUMNS
                              " FROM roster_imports WHERE id > $1 AND state <> 'discarded' "
                              "ORDER BY id LIMIT $2"};
constexpr db::Query kListOfLoan{"members.list_imports_of_loan",
                                "SELECT " IMPORT_COLUMNS
                                " FROM roster_imports WHERE loan_id = $1 "
                                "ORDER BY id DESC LIMIT $2"};
constexpr db::Query kFindCommittedOf{
    "members.find_committed_import_of",
    "SELECT " IMPORT_COLUMNS
    " FROM roster_imports WHERE sha256 = $1 AND state = 'committed' AND id <> $2 "
    "ORDER BY id DESC LIMIT 1"};
constexpr db::Query kCountUnfinished{
    "members.count_unfinished_imports",
    "SELECT count(*) FROM (SELECT 1 FROM roster_imports WHERE state IN ('draft', 'failed') "
    "LIMIT $1) AS o"};
constexpr db::Query kInsert{
    "members.insert_import",
    "INSERT INTO roster_imports (" IMPORT_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
    "NULL, NULL)"};
constexpr db::Query kReading{
    "members.update_import_reading",
    "UPDATE roster_imports SET state = 'reading', reading = $2, problem = '' WHERE id = $1 "
    "AND state IN ('reading', 'draft', 'failed')"};
constexpr db::Query kLease{
    "members.update_import_lease",
    "UPDATE roster_imports SET leased_until = $3 WHERE id = $1 AND state = 'reading' "
    "AND reading = $2"};
constexpr db::Query kLapsed{
    "members.list_lapsed_readings",
    "SELECT id, resumed FROM roster_imports WHERE state = 'reading' AND leased_until < $1 "
    "ORDER BY leased_until LIMIT $2"};
constexpr db::Query kResumed{
    "members.update_import_resumed",
    "UPDATE roster_imports SET reading = $2, leased_until = $4, resumed = resumed + 1 "
    "WHERE id = $1 AND state = 'reading' AND leased_until < $3"};
constexpr db::Query kFindUnfinishedOf{
    "members.find_unfinished_import_of",
    "SELECT " IMPORT_COLUMNS
    " FROM roster_imports WHERE sha256 = $1 AND state IN ('reading', 'draft', 'failed') "
    "AND created_by = $2 ORDER BY id DESC LIMIT 1"};
constexpr db::Query kRead{
    "members.update_import_read",
    "UPDATE roster_imports SET state = 'draft', sheet = $2, header_fingerprint = $3, mapping = $4, "
    "samples = $5, row_count = $6 WHERE id = $1 AND state = 'reading' AND reading = $7"};
constexpr db::Query kFailed{
    "members.update_import_failed",
    "UPDATE roster_imports SET state = 'failed', problem = $2, sheet = $3, mapping = $4, "
    "samples = $5 WHERE id = $1 AND state = 'reading' AND reading = $6"};
constexpr db::Query kMapping{"members.update_import_mapping",
                             "UPDATE roster_imports SET mapping = $2 WHERE id = $1"};
constexpr db::Query kState{
    "members.update_import_state",
    "UPDATE roster_imports SET state = $3, "
    "committed_at = CASE WHEN $3 = 'committed' THEN $4 ELSE committed_at END, "
    "undone_at = CASE WHEN $3 = 'undone' THEN $4 ELSE undone_at END "
    "WHERE id = $1 AND state = $2",
    "UPDATE roster_imports SET state = $3::text, "
    "committed_at = CASE WHEN $3::text = 'committed' THEN $4::bigint ELSE committed_at END, "
    "undone_at = CASE WHEN $3::text = 'undone' THEN $4::bigint ELSE undone_at END "
    "WHERE id = $1 AND state = $2"};
constexpr db::Query kCounts{"members.update_import_counts",
                            "UPDATE roster_imports SET counts = $2 WHERE id = $1"};
constexpr db::Query kProgress{"members.update_import_progress",
                              "UPDATE roster_imports SET progress_id = $2 WHERE id = $1"};

constexpr db::Query kInsertUndo{
    "members.insert_undo",
    "INSERT INTO roster_undo (import_id, organisation_id, before, version_after, state) "
    "VALUES ($1, $2, $3, $4, 'ready') ON CONFLICT (import_id, organisation_id) DO UPDATE "
    "SET version_after = excluded.version_after WHERE roster_undo.version_after = $5"};
constexpr db::Query kUpdateUndo{
    "members.update_undo",
    "UPDATE roster_undo SET state = $3 WHERE import_id = $1 AND organisation_id = $2"};
constexpr db::Query kListUndo{
    "members.list_undo",
    "SELECT import_id, organisation_id, before, version_after, state FROM roster_undo "
    "WHERE import_id = $1 AND state = $2 AND organisation_id > $3 "
    "ORDER BY organisation_id LIMIT $4"};
constexpr db::Query kDeleteHistory{"members.delete_field_changes_of_made",
                                   "DELETE FROM field_changes WHERE organisation_id = $1"};
constexpr db::Query kDeletePeople{"members.delete_people_of_made",
                                  "DELETE FROM people WHERE organisation_id = $1"};
constexpr db::Query kDeleteProposals{
    "members.delete_proposals_of_made",
    "DELETE FROM merge_proposals WHERE (organisation_a = $1 OR organisation_b = $1) "
    "AND (state <> 'merged' OR organisation_b = '')"};
constexpr db::Query kDeleteProposalsOfImport{
    "members.delete_proposals_of_import",
    "DELETE FROM merge_proposals WHERE import_id = $1 AND row IN "
    "(SELECT r.row FROM roster_rows r WHERE r.import_id = $1 AND r.outcome = 'undone')"};
constexpr db::Query kRowsUndone{
    "members.update_rows_undone",
    "UPDATE roster_rows SET outcome = 'undone' WHERE import_id = $1 AND organisation_id = $2"};
constexpr db::Query kRestUndone{
    "members.update_rest_undone",
    "UPDATE roster_rows SET outcome = 'undone' WHERE import_id = $1 "
    "AND outcome IN ('proposed', 'skipped', 'unresolved', 'unchanged')"};
constexpr db::Query kDefectsUndone{
    "members.update_defects_undone",
    "UPDATE roster_defects SET state = 'void' WHERE import_id = $1 "
    "AND state IN ('waiting', 'held') AND row IN "
    "(SELECT r.row FROM roster_rows r WHERE r.import_id = $1 AND r.outcome = 'undone')"};

constexpr db::Query kFindMapping{
    "members.find_mapping", "SELECT mapping FROM roster_mappings WHERE header_fingerprint = $1"};
constexpr db::Query kSaveMapping{
    "members.save_mapping",
    "INSERT INTO roster_mappings (header_fingerprint, mapping, updated_at) VALUES ($1, $2, $3) "
    "ON CONFLICT (header_fingerprint) DO UPDATE SET mapping = excluded.mapping, "
    "updated_at = excluded.updated_at"};

Import import_of(const db::Row& row) {
  Import i;
  i.id = {row.text(0)};
  i.loan_id = {row.text(1)};
  i.file_id = row.text(2);
  i.filename = row.text(3);
  i.sha256 = row.text(4);
  i.sheet = row.text(5);
  i.header_fingerprint = row.text(6);
  i.mapping = Json::parse(row.text(7));
  i.samples = Json::parse(row.text(8));
  i.state = row.text(9);
  i.problem = row.text(10);
  i.reading = row.text(11);
  i.progress_id = row.text(12);
  i.row_count = row.integer(13);
  i.counts = Json::parse(row.text(14));
  i.created_by = row.text(15);
  i.created_by_name = row.text(16);
  i.created_at = {row.integer(17)};
  if (auto at = row.integer_or_null(18)) i.committed_at = Instant{*at};
  if (auto at = row.integer_or_null(19)) i.undone_at = Instant{*at};
  return i;
}

template <class... Args>
std::vector<Import> imports(db::Reader& reader, const db::Query& query, const Args&... args) {
  std::vector<Import> out;
  for (const auto& row : reader.all(query, args...)) out.push_back(import_of(row));
  return out;
}

}  // namespace

std::optional<Import> find_import(db::Reader& reader, const ImportId& id) {
  auto row = reader.first(kFind, id.text);
  if (!row) return {};
  return import_of(*row);
}

std::vector<Import> list_imports(db::Reader& reader, std::string_view before_id, int most) {
  return imports(reader, kList, before_id, most);
}

std::vector<Import> list_imports_by_id(db::Reader& reader, const std::string& after_id, int most) {
  return imports(reader, kListById, after_id, most);
}

std::vector<Import> list_imports_of_loan(db::Reader& reader, const LoanId& loan, int most) {
  return imports(reader, kListOfLoan, loan.text, most);
}

std::optional<Import> find_committed_import_of(db::Reader& reader, std::string_view sha256,
                                               const ImportId& except) {
  auto row = reader.first(kFindCommittedOf, sha256, except.text);
  if (!row) return {};
  return import_of(*row);
}

std::int64_t count_unfinished_imports(db::Reader& reader, std::int64_t cap) {
  return reader.first(kCountUnfinished, cap)->integer(0);
}

Result<void> insert_import(db::Tx& tx, const Import& i) {
  TRY(tx.run(kInsert, i.id.text, i.loan_id.text, i.file_id, i.filename, i.sha256, i.sheet,
             i.header_fingerprint, i.mapping.dump(), i.samples.dump(), i.state, i.problem,
             i.reading, i.progress_id, i.row_count, i.counts.dump(), i.created_by,
             i.created_by_name, i.created_at.ms));
  return {};
}

Result<void> update_import_reading(db::Tx& tx, const ImportId& id, std::string_view reading) {
  if (TRY(tx.run(kReading, id.text, reading)) == 1) return {};
  return fail(Fault::conflict, "この取込みは、もう読み直せません。一覧から開き直してください");
}

Result<bool> update_import_lease(db::Tx& tx, const ImportId& id, std::string_view reading,
                                 Instant until) {
  return TRY(tx.run(kLease, id.text, reading, until.ms)) == 1;
}

std::vector<Lapsed> list_lapsed_readings(db::Reader& reader, Instant now, int most) {
  std::vector<Lapsed> out;
  for (const auto& row : reader.all(kLapsed, now.ms, most)) {
    out.push_back({{row.text(0)}, row.integer(1)});
  }
  return out;
}

Result<bool> update_import_resumed(db::Tx& tx, const ImportId& id, std::string_view reading,
                                   Instant now, Instant until) {
  return TRY(tx.run(kResumed, id.text, reading, now.ms, until.ms)) == 1;
}

std::optional<Import> find_unfinished_import_of(db::Reader& reader, std::string_view sha256,
                                                std::string_view created_by) {
  auto row = reader.first(kFindUnfinishedOf, sha256, created_by);
  if (!row) return {};
  return import_of(*row);
}

Result<bool> update_import_read(db::Tx& tx, const Import& i) {
  return TRY(tx.run(kRead, i.id.text, i.sheet, i.header_fingerprint, i.mapping.dump(),
                    i.samples.dump(), i.row_count, i.reading)) == 1;
}

Result<bool> update_import_failed(db::Tx& tx, const Import& i) {
  return TRY(tx.run(kFailed, i.id.text, i.problem, i.sheet, i.mapping.dump(), i.samples.dump(),
                    i.reading)) == 1;
}

Result<void> update_import_mapping(db::Tx& tx, const ImportId& id, const Json& mapping) {
  TRY(tx.run(kMapping, id.text, mapping.dump()));
  return {};
}

Result<bool> update_import_state(db::Tx& tx, const ImportId& id, std::string_view from,
                                 std::string_view to, Instant now) {
  return TRY(tx.run(kState, id.text, from, to, now.ms)) == 1;
}

Result<void> update_import_counts(db::Tx& tx, const ImportId& id, const Json& counts) {
  TRY(tx.run(kCounts, id.text, counts.dump()));
  return {};
}

Result<void> update_import_progress(db::Tx& tx, const ImportId& id,
                                    std::string_view progress_id) {
  TRY(tx.run(kProgress, id.text, progress_id));
  return {};
}

Result<void> insert_undo(db::Tx& tx, const Undo& u) {
  TRY(tx.run(kInsertUndo, u.import_id.text, u.organisation_id.text,
             u.before.is_null() ? std::string() : u.before.dump(), u.version_after,
             u.version_before));
  return {};
}

Result<void> update_undo(db::Tx& tx, const Undo& u) {
  TRY(tx.run(kUpdateUndo, u.import_id.text, u.organisation_id.text, u.state));
  return {};
}

std::vector<Undo> list_undo(db::Reader& reader, const ImportId& id, std::string_view state,
                            std::string_view after_organisation, int most) {
  std::vector<Undo> out;
  for (const auto& row : reader.all(kListUndo, id.text, state, after_organisation, most)) {
    Undo undo{{row.text(0)}, {row.text(1)}, nullptr, row.integer(3), row.text(4), 0};
    if (!row.text(2).empty()) undo.before = Json::parse(row.text(2));
    out.push_back(std::move(undo));
  }
  return out;
}

Result<void> delete_made_organisation(db::Tx& tx, const OrganisationId& id) {
  TRY(tx.run(kDeleteProposals, id.text));
  TRY(tx.run(kDeleteHistory, id.text));
  TRY(tx.run(kDeletePeople, id.text));
  return {};
}

Result<void> update_rows_undone(db::Tx& tx, const ImportId& id,
                                const OrganisationId& organisation) {
  TRY(tx.run(kRowsUndone, id.text, organisation.text));
  return {};
}

Result<void> update_rest_undone(db::Tx& tx, const ImportId& id) {
  TRY(tx.run(kRestUndone, id.text));
  TRY(tx.run(kDefectsUndone, id.text));
  TRY(tx.run(kDeleteProposalsOfImport, id.text));
  return {};
}

std::optional<Json> find_mapping(db::Reader& reader, std::string_view fingerprint) {
  auto row = reader.first(kFindMapping, fingerprint);
  if (!row) return {};
  return Json::parse(row->text(0));
}

Result<void> save_mapping(db::Tx& tx, std::string_view fingerprint, const Json& mapping,
                          Instant now) {
  TRY(tx.run(kSaveMapping, fingerprint, mapping.dump(), now.ms));
  return {};
}

}  // namespace musubi::members::store
