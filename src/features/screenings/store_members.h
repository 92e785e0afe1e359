// store_members.h - rows of `screenings` as they follow the registry, without their content: no key
// is needed. And `screening_absences`, the members without a file. Decides nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "features/screenings/file.h"

namespace musubi::screenings::store {

// ---- whose the files are ----
// Where the files that became this organisation's at first are now; mostly one, itself.
std::vector<std::string> list_places_of(db::Reader& reader, std::string_view registered_as);
// REQUIRES: registered_as is not "". How many moved.
Result<std::int64_t> update_place(db::Tx& tx, std::string_view registered_as,
                                  std::string_view organisation_id);
struct Registration {
  std::string registered_as;
  std::string least_place, most_place, least_left, most_left;  // the same two, but for a moment
};
std::vector<Registration> list_registrations(db::Reader& reader, std::string_view after, int most);

// ---- when they are checked again; how many rows changed ----
struct Newest {
  std::string id, turn, next_check_on, next_cause;
  std::optional<Instant> closed;
};
std::optional<Newest> find_newest_without_content(db::Reader& reader,
                                                  std::string_view organisation_id);
// The earliest day for which a check because of its officers waits.
std::optional<std::string> find_officers_check(db::Reader& reader,
                                               std::string_view organisation_id);
// Out of use: no check is due any more.
Result<std::int64_t> update_left(db::Tx& tx, std::string_view organisation_id,
                                 std::string_view day);
Result<std::int64_t> update_in_use(db::Tx& tx, std::string_view organisation_id);
Result<std::int64_t> update_next_check_of(db::Tx& tx, std::string_view id, std::string_view day,
                                          std::string_view cause);
Result<std::int64_t> update_older_without_check(db::Tx& tx, std::string_view organisation_id,
                                                std::string_view newest_id);

// ---- members without a file ----
bool has_file(db::Reader& reader, std::string_view organisation_id);
bool has_absence(db::Reader& reader, std::string_view organisation_id);
// In order of id.
std::vector<std::string> list_absences(db::Reader& reader, std::string_view after, int most);
std::int64_t count_absences(db::Reader& reader, std::int64_t cap);  // stops at `cap`
Result<void> insert_absence(db::Tx& tx, std::string_view organisation_id);
Result<void> delete_absence(db::Tx& tx, std::string_view organisation_id);

}  // namespace musubi::screenings::store
