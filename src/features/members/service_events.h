// service_events.h - putting right what was recorded wrongly about a membership: the day of an
// event, or an event that never happened; and the whole history of the fields, page by page.
//   withdrawn by mistake -> taken back -> active again      joined on a wrong day -> another day
// A report that was made before keeps its figures; the next one shows the difference as 訂正.
#pragma once

#include <string>
#include <vector>

#include "features/members/service.h"

namespace musubi::members {

// Whether a person may put this event right here: what a merge made is undone with the merge.
bool is_correctable(const store::MembershipEvent& event);
// The first joining can move, but a member that never joined is none.
bool is_withdrawable(const store::MembershipEvent& event);

struct EventPage {
  Organisation organisation;
  store::MembershipEvent event;
};
Result<EventPage> load_correctable_event(const Context& ctx, const OrganisationId& id,
                                         const std::string& event);

struct EventCorrection {
  OrganisationId id;
  std::int64_t version = 0;  // the organisation's, that the form showed
  std::string event;
  std::string action;       // move | withdraw
  std::string happened_on;  // move
  std::string reason;       // always: what was wrong, and how it is known
};
// Fault::invalid with the field where the states would no longer follow one another; conflict when
// somebody else was faster.
Result<void> correct_event(const Context& ctx, const EventCorrection& input);

// For what learns the day of the joining from elsewhere (a roster, a merge, the undo of either):
// the joining of `organisation.joined_on` moves to `day`, in the caller's transaction, and the
// figures are told; the caller writes the organisation. False, and nothing is moved, where the
// later events (退会 ...) contradict that day. can_: whether they would let it.
bool can_move_joining(db::Reader& reader, const Organisation& organisation,
                      const std::string& day);
Result<bool> move_joining(db::Tx& tx, const Organisation& organisation, const std::string& day);

struct ChangesPage {
  Organisation organisation;
  std::vector<store::FieldChange> changes;
  std::string next;  // key of the next page, "" when this is the last
};
// Newest first, masked like the organisation's own page. `after`: ChangesPage::next.
Result<ChangesPage> load_visible_changes(const Context& ctx, const OrganisationId& id,
                                         const std::string& after, int most);

}  // namespace musubi::members
