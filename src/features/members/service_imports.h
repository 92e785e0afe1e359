// service_imports.h - the roster import: what a person (or the command) can do with a lent roster,
// one function each.
//
//   begin_import -> reading -> draft -> commit_import -> committed -> undo_import -> undone
//                      |         |-> discard_import -> discarded
//                      '-> failed (the file cannot be read; begin again)
//
// A draft touches nothing of the registry. The commit is one transaction, so is the undo.
// Rows of a file = created + updated + unchanged + merged + proposed + skipped + unresolved.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/files/files.h"
#include "features/members/roster/roster.h"
#include "features/members/service.h"
#include "features/members/service_loans.h"
#include "features/members/store_imports.h"

namespace musubi::members {

extern const files::Purpose kRosterOriginal;  // members.roster_original
// The kept original of an import, from the register of loans: to who may import; each handing out
// is in the audit. not_found for another copy; conflict once it was erased.
Result<files::Opened> hand_out_original(const Context& ctx, const LoanId& loan,
                                        const std::string& copy);

using Steps = std::function<void(std::int64_t done, std::int64_t total)>;

struct NewImport {
  std::string path;      // the file, wherever it lies; it stays the caller's
  std::string filename;  // as the person knows it
  std::string sheet;     // "" picks the sheet that looks most like a roster
  LoanFacts loan;
};
struct Begun {
  ImportId id;
  std::string reading;  // for read_import
};
// Checks, stores the original, makes or reuses the loan. Nothing is read yet: read_import does,
// on this thread or on a worker. Fault::invalid with field "file" when it is no roster at all.
Result<Begun> begin_import(const Context& ctx, const NewImport& input);
// Reads the stored original into a draft: rows, defects, matches. Bounded transactions.
// A failure of the file itself is kept in the import (state failed) and returned.
Result<void> read_import(const Context& ctx, const Begun& begun, const Steps& steps = {});

// A person's word on the columns: column number -> field. Remembered for these headings; the file
// is to be read again with it (read_import).
Result<Begun> change_mapping(const Context& ctx, const ImportId& id,
                             const std::map<int, RosterField>& columns);

// A reading that failed (the scanner was busy) or whose process ended is begun again.
Result<Begun> read_again(const Context& ctx, const ImportId& id);

// Readings whose process has ended are begun again; how many. A file that ended several of them is
// left to a person (state failed). For the clock, not for a page: it reads here and now.
Result<int> resume_readings(const Context& ctx);

// ---- looking ----
struct ImportPage {
  store::Import import;
  store::Loan loan;
  std::map<std::string, std::int64_t> choices, outcomes;
  std::vector<store::KindCount> open_kinds;
  std::int64_t open_defects = 0, waiting_defects = 0;
  std::optional<store::Import> earlier;  // the same file, imported before
};
Result<ImportPage> load_visible_import(const Context& ctx, const ImportId& id);
Result<std::vector<store::Import>> list_imports(const Context& ctx, const std::string& before_id,
                                                int most);
struct ImportRowView {
  store::ImportRow row;
  std::vector<store::ImportDefect> defects;
  OrganisationId target_id;  // what it became, or whom it is proposed to be; may be empty
  std::string target_name, target_member_no;
  State target_state = State::active;
  // Of one row's page: whom it would fill, overwrite or be merged into, to compare with.
  std::optional<Organisation> registered;
  std::vector<Person> registered_people;
};
struct ImportRows {
  std::vector<ImportRowView> rows;
  bool more = false;
};
Result<ImportRows> list_rows(const Context& ctx, store::RowFilter filter);
Result<ImportRowView> load_visible_row(const Context& ctx, const ImportId& id, std::int64_t row);

// ---- putting right, in the draft ----
struct RowChoice {
  ImportId id;
  std::int64_t row = 0;
  std::string choice;            // create fill overwrite skip merge
  std::string target_member_no;  // "" keeps the target that is there
};
Result<void> choose_row(const Context& ctx, const RowChoice& input);

// Of a draft's row or of what waits in 未解決: the service knows which.
struct Settlement {
  std::string defect_id;
  std::string action;  // adopt | correct | accept
  std::string value;   // correct: what to put in the cell's place
  std::string reason;  // accept: why it stays; needed once the row is in the registry
};
Result<void> settle_defect(const Context& ctx, const Settlement& input);
// Adopts every open suggestion of a kind ("" = all); how many. Bounded transactions.
Result<std::int64_t> adopt_suggestions(const Context& ctx, const ImportId& id,
                                       const std::string& kind);

// ---- the registry ----
struct Counts {
  std::int64_t rows = 0, created = 0, updated = 0, unchanged = 0, merged = 0, proposed = 0,
               skipped = 0, unresolved = 0, defects_open = 0;
};
Json counts_json(const Counts& counts);
Counts counts_from(const Json& json);
// One transaction. Fault::conflict when it was committed, undone or discarded already.
Result<Counts> commit_import(const Context& ctx, const ImportId& id, const Steps& steps = {});
Result<void> discard_import(const Context& ctx, const ImportId& id);

// A row that was only proposed, or could not be taken: the same organisation (fill, overwrite),
// another one (create), or nothing to keep (skip). Undone with the import like any other row.
struct RowResolution {
  ImportId id;
  std::int64_t row = 0;
  std::string choice;
  std::string target_member_no = {};  // of what could not be taken; "" keeps the target it has
};
Result<void> resolve_row(const Context& ctx, const RowResolution& input);

// Untouched by an undo, because a person changed it since, or because something else hangs on it.
struct LeftOrganisation {
  OrganisationId id;
  std::string member_no, name;
  std::string why;  // 取込みのあとに変更されています
};
struct UndoResult {
  std::int64_t restored = 0;
  std::vector<LeftOrganisation> left;
};
Result<UndoResult> undo_import(const Context& ctx, const ImportId& id, const Steps& steps = {});
// What an undo would leave: shown before a person confirms. Each organisation takes some seven
// indexed queries, so a page looks at a bounded number of them, from the one behind `after` on.
struct UndoForecast {
  std::vector<LeftOrganisation> left;
  int looked_at = 0;
  std::string next;  // `after` of the next page, "" when every one was looked at
};
inline constexpr int kForecastMost = 500;  // a whole roster of the prefecture on one page
// REQUIRES: most and looked_at_most are positive.
Result<UndoForecast> list_undo_would_leave(const Context& ctx, const ImportId& id, int most,
                                           const std::string& after = {},
                                           int looked_at_most = kForecastMost);
Result<std::vector<LeftOrganisation>> list_left_by_undo(const Context& ctx, const ImportId& id,
                                                        int most);

// ---- 未解決 ----
struct WaitingList {
  std::vector<store::WaitingDefect> defects;
  bool more = false;
  std::int64_t count = 0;  // up to kCountCap
};
Result<WaitingList> list_waiting(const Context& ctx, store::WaitingFilter filter);
struct WaitingPage {
  store::WaitingDefect waiting;
  store::ImportRow row;
  store::Import import;
  std::string registered;  // what the registry holds now for this field, in words
};
Result<WaitingPage> load_visible_defect(const Context& ctx, const std::string& id);

std::string kind_label(std::string_view kind);      // 法人番号が12桁
std::string choice_label(std::string_view choice);  // 登録する
std::string outcome_label(std::string_view outcome);

}  // namespace musubi::members
