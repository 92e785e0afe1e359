// store_keeping.h - what recruiting holds of people, as core/holdings and core/retention see it:
// contact persons of prospects, rows of lists that were taken in, and how both go. SQL only.
// Decides nothing.
#pragma once

#include "core/retention/retention.h"
#include "db/db.h"
#include "features/recruiting/store_imports.h"

namespace musubi::recruiting::store {

// In any letter case that was stored; the one touched last comes first. "" finds none.
std::vector<ProspectId> list_prospects_of_address(db::Reader& reader, std::string_view email,
                                                  int most);

struct ListedPerson {
  ListImportRow row;  // line, name and what was read of it; nothing of its defects
  std::string filename, source_note;
  Instant read_at;
};
// The newest list first. "" finds none.
std::vector<ListedPerson> list_rows_of_address(db::Reader& reader, std::string_view email,
                                               int most);

// Neither a member nor on the way to it, nor waiting to be matched, with people's data still there.
// Its term began when somebody last touched it, or on the day that was planned for the next action.
struct IdleProspect {
  retention::Item item;
  std::string application_id;  // of an application that came to nothing, '' = none
};
std::vector<IdleProspect> list_idle_prospects(db::Reader& reader, Date until,
                                              const std::string& after_id, int most);
std::optional<IdleProspect> find_idle_prospect(db::Reader& reader, const std::string& id);
// The contact person, the memo, who introduced them, what was said. The organisation's name, its
// number, stages, days and how often it was called on stay: they are what the figures count.
Result<void> update_prospect_erased(db::Tx& tx, const ProspectId& id, const std::string& today);

// Lists whose last step (read, taken in, taken back) was on or before `until`.
std::vector<retention::Item> list_over_lists(db::Reader& reader, Date until,
                                             const std::string& after_id, int most);
std::optional<retention::Item> find_over_list(db::Reader& reader, const std::string& id);
// What the rows said. How many there were of each outcome, and what became of each, stays.
Result<void> update_list_erased(db::Tx& tx, const std::string& id);

}  // namespace musubi::recruiting::store
