// compute_report.h - who was a member on a day, with the values that held on that day, and what
// changed since the previous report. Reads page by page: memory does not grow with the members.
// Internal to the feature; the service freezes what this computes.
#pragma once

#include <functional>

#include "features/members/report.h"
#include "features/members/store.h"

namespace musubi::members {

// The report that differences are counted from, as it was frozen: nothing of it is computed again.
struct PreviousReport {
  std::string id;
  Date as_of;
  std::int64_t members = 0;
};
struct ReportBase {
  Date as_of;
  std::optional<PreviousReport> previous;
};

// Calls `each` for every member on the day, for everyone who left since, and for everyone whom the
// previous report counted by mistake, in order of organisation id (older ids first; deleted ones
// last); returns the figures. `each` fails: the failure is returned.
//
//   previous report had it | member on its day, | member on | counts as
//                          | as known today     | the day   |
//            no            |        no          |    yes    | joined
//            yes           |        yes         |    no     | left
//            no            |        yes         |    yes    | corrected_in
//            no            |        yes         |    no     | corrected_in and left
//            yes           |        no          |    no     | corrected_out
//            yes           |        no          |    yes    | corrected_out and joined
//
// so that previous + joined - left + corrected_in - corrected_out = members, whatever was recorded
// late, out of order or taken back.
Result<ReportFigures> compute_report(db::Reader& reader, const ReportBase& base,
                                     const std::function<Result<void>(const ReportRow&)>& each);

// Without what was undone, and without the undoing.
std::vector<store::FieldChange> that_stand(std::vector<store::FieldChange> changes);
// The organisation as it was at the end of `day`: each field has the value of the change that took
// effect last by then, in whatever order the changes were recorded. What an undo took back counts
// as never done. `changes` in order of recording.
Organisation as_it_was(Organisation now, const std::vector<store::FieldChange>& changes,
                       const std::string& day);
enum class Membership { never, member, paused, suspended, left };
// From events in order of day; what has no day happened before every day. Only joining makes a
// member of somebody who is none.
Membership membership_on(const std::vector<store::MembershipEvent>& events, const std::string& day);

}  // namespace musubi::members
