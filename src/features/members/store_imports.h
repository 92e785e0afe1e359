// store_imports.h - rows of `roster_imports`, `roster_rows`, `roster_defects`, `roster_undo` and
// `roster_mappings`. Lists are paged by key; nothing loads all rows of an import at once.
// A store finds, lists, counts, inserts, updates; it never decides who may or what is right.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "db/db.h"
#include "features/members/organisation.h"

namespace musubi::members {

struct ImportNoun;
using ImportId = Id<ImportNoun>;
struct LoanNoun;
using LoanId = Id<LoanNoun>;

}  // namespace musubi::members

namespace musubi::members::store {

struct Import {
  ImportId id;
  LoanId loan_id;
  std::string file_id, filename, sha256, sheet, header_fingerprint;
  Json mapping, samples;
  std::string state;  // reading draft committed undone discarded failed
  std::string problem, reading, progress_id;
  std::int64_t row_count = 0;
  Json counts;
  std::string created_by, created_by_name;
  Instant created_at;
  std::optional<Instant> committed_at, undone_at;
};
std::optional<Import> find_import(db::Reader& reader, const ImportId& id);
// Newest first; `before_id` pages by key.
std::vector<Import> list_imports(db::Reader& reader, std::string_view before_id, int most);
// In order of id, for rebuilding the search index page by page; without discarded ones.
std::vector<Import> list_imports_by_id(db::Reader& reader, const std::string& after_id, int most);
std::vector<Import> list_imports_of_loan(db::Reader& reader, const LoanId& loan, int most);
// The latest committed import of these very bytes, this one left out.
std::optional<Import> find_committed_import_of(db::Reader& reader, std::string_view sha256,
                                               const ImportId& except);
// Drafts to be checked and taken in, and files that could not be read: both wait for a person.
std::int64_t count_unfinished_imports(db::Reader& reader, std::int64_t cap);
Result<void> insert_import(db::Tx& tx, const Import& import);
// Begins a reading (state reading, everything that was read forgotten in the caller's steps).
Result<void> update_import_reading(db::Tx& tx, const ImportId& id, std::string_view reading);
// Until when this reading is its process's own; false when another one took over.
Result<bool> update_import_lease(db::Tx& tx, const ImportId& id, std::string_view reading,
                                 Instant until);
struct Lapsed {
  ImportId id;
  std::int64_t resumed = 0;  // how often it was begun again already
};
// Readings whose lease ended before `now`: their process is gone.
std::vector<Lapsed> list_lapsed_readings(db::Reader& reader, Instant now, int most);
// Makes a lapsed reading ours and counts it; false when somebody else was faster.
Result<bool> update_import_resumed(db::Tx& tx, const ImportId& id, std::string_view reading,
                                   Instant now, Instant until);
// The newest import of these bytes that this account has begun and not brought to an end.
std::optional<Import> find_unfinished_import_of(db::Reader& reader, std::string_view sha256,
                                                std::string_view created_by);
// Ends it; false when another reading took over.
Result<bool> update_import_read(db::Tx& tx, const Import& import);
Result<bool> update_import_failed(db::Tx& tx, const Import& import);
Result<void> update_import_mapping(db::Tx& tx, const ImportId& id, const Json& mapping);
// Moves from one state to another; false when it was not in `from` any more.
Result<bool> update_import_state(db::Tx& tx, const ImportId& id, std::string_view from,
                                 std::string_view to, Instant now);
Result<void> update_import_counts(db::Tx& tx, const ImportId& id, const Json& counts);
Result<void> update_import_progress(db::Tx& tx, const ImportId& id, std::string_view progress_id);

struct ImportRow {
  ImportId import_id;
  std::int64_t row = 0, line = 0;
  std::string name;
  Json original, corrected, typed;
  std::string original_hash;
  std::string choice;  // create fill overwrite skip merge
  bool chosen = false;  // by a person: no matching changes it any more
  OrganisationId target_id;
  std::int64_t of_row = 0;
  bool repeats = false;
  std::string match_reason, outcome;
  OrganisationId organisation_id;
  std::int64_t open_defects = 0;
};
struct RowFilter {
  ImportId import_id;
  std::string choice;       // "" = any
  std::string kind, field;  // rows with an open defect of this kind, of this field
  bool only_open = false;   // rows with any open defect
  std::string outcome;      // "" = any
  std::int64_t after_row = 0;
  int most = 25;
};
std::optional<ImportRow> find_import_row(db::Reader& reader, const ImportId& id, std::int64_t row);
std::vector<ImportRow> list_import_rows(db::Reader& reader, const RowFilter& filter);
Result<void> insert_import_row(db::Tx& tx, const ImportRow& row);
Result<void> update_import_row(db::Tx& tx, const ImportRow& row);  // all but what the file says
// At most `most` rows with their defects; how many went. Call until 0.
Result<std::int64_t> delete_import_rows(db::Tx& tx, const ImportId& id, int most);
// {create, 420} ...; by outcome when `by_outcome`.
std::map<std::string, std::int64_t> count_import_rows(db::Reader& reader, const ImportId& id,
                                                      bool by_outcome);
// What an earlier committed import made of a row that reads the same: its outcome and organisation.
struct Earlier {
  std::string outcome;
  OrganisationId organisation_id;
  ImportId import_id;
};
std::optional<Earlier> find_earlier_row(db::Reader& reader, std::string_view original_hash,
                                        const ImportId& except);

struct ImportDefect {
  std::string id;
  ImportId import_id;
  std::int64_t row = 0, line = 0;
  std::string field, kind, value, message, suggestion, severity;
  std::string state;  // open waiting adopted corrected accepted held void
  std::string settled_value, reason, settled_by, settled_by_name;
  std::optional<Instant> settled_at;
};
std::optional<ImportDefect> find_import_defect(db::Reader& reader, std::string_view id);
std::vector<ImportDefect> list_import_defects(db::Reader& reader, const ImportId& id,
                                              std::int64_t row);
// Of rows in [from, until]: one statement for a page of rows.
std::vector<ImportDefect> list_import_defects_between(db::Reader& reader, const ImportId& id,
                                                      std::int64_t from, std::int64_t until);
// Open ones with a suggestion, by row; `kind` "" = any.
std::vector<ImportDefect> list_adoptable_defects(db::Reader& reader, const ImportId& id,
                                                 std::string_view kind, int most);
Result<void> insert_import_defect(db::Tx& tx, const ImportDefect& defect);
Result<void> update_import_defect(db::Tx& tx, const ImportDefect& defect);  // how it was settled
Result<void> update_defects_of_row(db::Tx& tx, const ImportId& id, std::int64_t row,
                                   std::string_view from, std::string_view to);
struct KindCount {
  std::string kind;
  std::int64_t number = 0;
  std::int64_t adoptable = 0;
};
std::vector<KindCount> count_open_by_kind(db::Reader& reader, const ImportId& id);
// What waits after a commit: 未解決.
struct WaitingFilter {
  OrganisationId organisation_id;
  ImportId import_id;
  std::string kind, after_id;
  int most = 25;
};
struct WaitingDefect {
  ImportDefect defect;
  OrganisationId organisation_id;
  std::string organisation_name, member_no;
};
std::vector<WaitingDefect> list_waiting_defects(db::Reader& reader, const WaitingFilter& filter);
std::int64_t count_waiting_defects(db::Reader& reader, std::int64_t cap);
std::int64_t count_waiting_of_organisation(db::Reader& reader, const OrganisationId& id);
std::int64_t count_defects_of_import(db::Reader& reader, const ImportId& id,
                                     std::string_view state);
// Another import has, for the same organisation, the same finding about the same value.
bool find_same_defect(db::Reader& reader, const OrganisationId& organisation,
                      const ImportDefect& defect);

struct Undo {
  ImportId import_id;
  OrganisationId organisation_id;
  Json before;  // null: the import made it
  std::int64_t version_after = 0;
  std::string state;  // ready restored left
  std::int64_t version_before = 0;  // insert_undo: what this touch found
};
// A second touch keeps what was there before the first and moves version_after, unless somebody
// else changed the organisation in between: then it stays a changed one.
Result<void> insert_undo(db::Tx& tx, const Undo& undo);
Result<void> update_undo(db::Tx& tx, const Undo& undo);
std::vector<Undo> list_undo(db::Reader& reader, const ImportId& id, std::string_view state,
                            std::string_view after_organisation, int most);
// Deletes what an import had made of an organisation: its people, history and open proposals.
Result<void> delete_made_organisation(db::Tx& tx, const OrganisationId& id);
Result<void> update_rows_undone(db::Tx& tx, const ImportId& id, const OrganisationId& organisation);
// Rows that only proposed or skipped, and everything that still waits for a person.
Result<void> update_rest_undone(db::Tx& tx, const ImportId& id);

// The open question whether a row of the file is this organisation.
struct RosterProposal {
  std::string id;
  OrganisationId organisation_id;
};
std::optional<RosterProposal> find_roster_proposal(db::Reader& reader, const ImportId& id,
                                                   std::int64_t row);
Result<void> update_roster_proposal(db::Tx& tx, const RosterProposal& proposal,
                                    std::string_view state, std::string_view decided_by,
                                    Instant now);
Result<void> insert_roster_proposal(db::Tx& tx, const ImportRow& row, const OrganisationId& of,
                                    std::int64_t score, Instant now);

std::optional<Json> find_mapping(db::Reader& reader, std::string_view fingerprint);
Result<void> save_mapping(db::Tx& tx, std::string_view fingerprint, const Json& mapping,
                          Instant now);

}  // namespace musubi::members::store
