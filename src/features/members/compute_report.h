// compute_report.h - who was a member on a day, with the values that held on that day, and what
// changed since the previous report. Reads page by page: memory does not grow with the members.
// Internal to the feature; the service freezes what this computes.
#pragma once

#include <functional>

#include "features/members/report.h"
#include "features/members/store.h"

namespace musubi::members {

struct ReportBase {
  Date as_of;
  std::optional<Date> previous_as_of;  // of the report that differences are counted from
};

// Calls `each` for every member on the day and for everyone who left since, in order of
// organisation id (older ids first); returns the figures. `each` fails: the failure is returned.
Result<ReportFigures> compute_report(db::Reader& reader, const ReportBase& base,
                                     const std::function<Result<void>(const ReportRow&)>& each);

// The organisation as it was at the end of `day`: later field changes are rolled back.
Organisation as_it_was(Organisation now, const std::vector<store::FieldChange>& changes,
                       const std::string& day);
enum class Membership { never, member, paused, suspended, left };
// From events in order of day; what has no day happened before every day.
Membership membership_on(const std::vector<store::MembershipEvent>& events, const std::string& day);

}  // namespace musubi::members
