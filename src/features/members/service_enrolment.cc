// service_enrolment.cc - the one way from an approved application to a member; see members.h.
// Runs in the caller's transaction: the decision and the member are one or neither.
#include "features/members/checks.h"
#include "features/members/members.h"
#include "features/members/record.h"

namespace musubi::members {

Result<Enrolled> enrol_member(db::Tx& tx, const Context& ctx, const NewMember& input) {
  CHECK(parse_iso_date(input.joined_on).has_value());
  Organisation organisation = input.organisation;
  organisation.id = {};
  organisation.state = State::active;
  organisation.joined_on = input.joined_on;
  organisation.left_on.clear();
  organisation.merged_into = {};
  organisation.open_defects = 0;
  organisation.member_no = member_no_of(store::find_highest_member_no(tx) + 1);
  const bool first_time = TRY(is_first_time(tx, organisation));
  std::vector<Person> people = input.people;
  for (std::size_t i = 0; i < people.size(); ++i) {
    people[i].id = {};
    people[i].is_primary = i == 0;
    people[i].left = false;
  }
  Cause cause;
  cause.kind = "application";
  cause.id = input.application_id;
  cause.effective_on = input.joined_on;
  const Organisation made =
      TRY(record_new_organisation(tx, ctx, organisation, people, first_time, cause));
  return Enrolled{made.id, made.member_no, first_time};
}

}  // namespace musubi::members
