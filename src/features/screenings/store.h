// store.h - the table `screenings`: rows with their sealed content, opened with the key.
// Decides nothing; the service asks who may before anything of a content is shown.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "features/screenings/file.h"

namespace musubi::screenings::store {

std::optional<Screening> find_screening(db::Reader& reader, const Locksmith& smith,
                                        std::string_view id);
// The newest round of the subject.
std::optional<Screening> find_newest_of_subject(db::Reader& reader, const Locksmith& smith,
                                                std::string_view noun, std::string_view id);
std::optional<Screening> find_newest_of_organisation(db::Reader& reader, const Locksmith& smith,
                                                     std::string_view organisation_id);
Result<void> insert_screening(db::Tx& tx, const Locksmith& smith, const Screening& screening);
// Where the version still is screening.version; Fault::conflict else. Raises it.
Result<void> update_screening(db::Tx& tx, const Locksmith& smith, const Screening& screening);
// The check that is due for an organisation without its content: no key is needed.
Result<std::int64_t> update_next_check(db::Tx& tx, std::string_view organisation_id,
                                       std::string_view day, std::string_view cause);

struct Filter {
  std::string turn;          // office | second | prefecture | done; "" = all that go on
  std::string due_until;     // YYYY-MM-DD: only those whose next check is due by then
  std::string before_id;     // paging by key, newest first
  int most = 20;
};
std::vector<Screening> list_screenings(db::Reader& reader, const Locksmith& smith,
                                       const Filter& filter);
std::int64_t count_with_turn(db::Reader& reader, std::string_view turn);
std::int64_t count_due(db::Reader& reader, std::string_view day);

}  // namespace musubi::screenings::store
