// service.h - what a person can do with the file of a screening, one function each. Called by this
// feature's pages only; other features use screenings.h.
// SECURITY: nothing is returned before the reading stands in the audit; no audit note and no
// message carries a value of the file.
#pragma once

#include <string>
#include <vector>

#include "features/screenings/store.h"

namespace musubi::screenings {

// ---- reading: each call is an audit entry ----
Result<Screening> read_screening(const Context& ctx, const Locksmith& smith,
                                 const ScreeningId& id);
struct ScreeningList {
  std::vector<Screening> rows;
  bool more = false;
};
Result<ScreeningList> read_list(const Context& ctx, const Locksmith& smith, store::Filter filter);
struct Evidence {
  std::string bytes, media_type, filename;
};
Result<Evidence> read_evidence(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                               const std::string& search_id);

// ---- keeping ----
struct NewOfficer {
  std::string post, name, kana, born_on, sex;
  std::string sending;  // web::sending_of(): sent twice, kept once
};
Result<void> add_officer(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                         const NewOfficer& input);
Result<void> remove_officer(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                            const std::string& officer_id);
struct NewSearch {
  std::string term, medium, searched_on, hit, note;  // hit: none | some
  std::string evidence_path, evidence_name;          // the upload's temp file; "" = none
  std::string sending;
};
Result<void> record_search(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                           const NewSearch& input);
struct NewLookup {
  std::string source, looked_on, note;
  std::string sending;
};
Result<void> record_lookup(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                           const NewLookup& input);
struct NewFinding {
  std::string result, grounds;  // clear | doubtful | concerned
  std::int64_t version = 0;     // that the form showed: a finding is about what its writer saw
};
Result<void> record_finding(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                            const NewFinding& input);
struct NewReading {
  std::string agreed, note;  // yes | no; a note is needed for no
  std::int64_t version = 0;
};
Result<void> record_second_reading(const Context& ctx, const Locksmith& smith,
                                   const ScreeningId& id, const NewReading& input);
// Asks every officer of the prefecture to sign in and answer on the file's page.
Result<void> ask_by_mail(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                         const std::string& question);
Result<void> answer_inquiry(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                            const std::string& answer, const std::string& words);

// The next round of a settled file: yearly, or because officers changed. Officers are carried over.
Result<ScreeningId> begin_round(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                                const std::string& cause);
// For a member that has no file yet: by its member number, or from the list of those without one.
Result<ScreeningId> begin_for_member(const Context& ctx, const Locksmith& smith,
                                     const std::string& member_no);
Result<ScreeningId> begin_for_organisation(const Context& ctx, const Locksmith& smith,
                                           const OrganisationId& id);
struct AbsentMember {
  OrganisationId id;
  std::string member_no, name;
};
struct Absences {
  std::vector<AbsentMember> rows;  // the first ones
  std::int64_t count = 0;          // stops at kAbsentCountCap
};
// Members without a file, as the job of the night found them.
Result<Absences> list_absences(const Context& ctx);

inline constexpr int kWordsMost = 2000;  // of a note, grounds, question or answer

}  // namespace musubi::screenings
