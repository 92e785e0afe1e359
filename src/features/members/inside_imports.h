// inside_imports.h - what the files of the import service share: loading an import, reading a row
// again with its corrections. Internal to service_imports*.cc; never for pages.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "features/members/service_imports.h"

namespace musubi::members {

inline constexpr int kImportBatch = 500;  // rows per transaction and per page of a long walk

// Fault::not_found in words that say where to go.
Result<store::Import> load_import(db::Reader& reader, const ImportId& id);
audit::Subject subject_of(const store::Import& import);
Failure not_a_draft(const store::Import& import);

// Says every few seconds that this process still reads the import: a reading whose lease has run
// out is begun again by resume_readings().
class ReadingLease {
 public:
  static constexpr std::int64_t kLeaseMs = 30'000;
  ReadingLease(const Context& ctx, const Begun& begun);
  Instant until() const;  // from this moment on
  void keep();            // in a transaction of its own, at most once in kRenewMs
  // In the caller's transaction. Fault::conflict when another reading took over.
  Result<void> keep(db::Tx& tx) const;

 private:
  static constexpr std::int64_t kRenewMs = 5'000;
  std::int64_t passed_ms() const;
  const Context& ctx_;
  const Begun& begun_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::int64_t kept_ms_ = 0;
};

// The row read again with its corrections: typed values and what the reader says about `field`.
struct Reread {
  Json typed;
  std::vector<Defect> of_field;
};
Reread reread(const store::ImportRow& row, RosterField field, Date today);

// The member that a person named by its number, else the row's own target. Fault::invalid at
// target_member_no when there is none.
Result<OrganisationId> target_of(db::Reader& reader, const store::ImportRow& row,
                                 const std::string& choice, const std::string& member_no);

// A row that the commit could not take (no name, its target gone) has its name now: proposed to be
// whoever it may be by now, else registered. The counts of the import follow.
Result<void> take_up_row(db::Tx& tx, const Context& ctx, const store::Import& import,
                         store::ImportRow& row);

}  // namespace musubi::members
