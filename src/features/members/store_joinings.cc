// store_joinings.cc - the joinings that KPI-01 counts and those that it does not, a page at a time,
// with the organisation that each now is. Reads only; what counts was decided when it was recorded.
#include "features/members/members.h"
#include "features/members/store.h"

namespace musubi::members {
namespace {

#define JOINING_FROM                                                                       \
  " FROM membership_events AS e JOIN organisations AS o ON o.id = e.organisation_id "      \
  "WHERE e.kind = 'joined' AND e.first_time = $1 AND e.happened_on > ''"

constexpr const char* kColumns =
    "SELECT e.id, e.happened_on, e.first_time, e.cause, e.cause_id, o.id, o.member_no, o.name, "
    "o.corporate_number, o.state, o.merged_into";
constexpr const char* kInside = " AND e.happened_on >= $2 AND e.happened_on <= $3";
constexpr const char* kOutside = " AND (e.happened_on < $2 OR e.happened_on > $3)";

std::string from_where(Joinings which) {
  return std::string(JOINING_FROM) + (which == Joinings::outside ? kOutside : kInside);
}

// Where the merges led: the last organisation of the chain.
void follow(db::Reader& reader, NewJoining& joining, const OrganisationId& next) {
  if (next.empty()) return;
  const auto found = store::find_organisation_after_merges(reader, next);
  if (!found) return;
  joining.now_id = found->id;
  joining.now_name = found->name;
}

}  // namespace

std::vector<NewJoining> list_new_joinings(db::Reader& reader, Joinings which, Date from,
                                          Date until, const std::string& after_day,
                                          const std::string& after_id, int most) {
  std::vector<db::Value> args{db::to_value(which != Joinings::again), db::to_value(iso(from)),
                              db::to_value(iso(until)),
                              db::to_value(static_cast<std::int64_t>(most))};
  std::string sql = kColumns + from_where(which);
  if (!after_id.empty()) {
    args.push_back(db::to_value(after_day));
    args.push_back(db::to_value(after_id));
    sql += " AND (e.happened_on < $5 OR (e.happened_on = $5 AND e.id < $6))";
  }
  sql += " ORDER BY e.happened_on DESC, e.id DESC LIMIT $4";
  std::vector<NewJoining> out;
  for (const auto& row : reader.select({"members.list_new_joinings", sql}, args)) {
    NewJoining joining{row.text(0), row.text(1), row.flag(2), row.text(3), row.text(4)};
    joining.id = joining.now_id = {row.text(5)};
    joining.member_no = row.text(6);
    joining.name = joining.now_name = row.text(7);
    joining.corporate_number = row.text(8);
    joining.state = state_from_name(row.text(9)).value_or(State::active);
    follow(reader, joining, {row.text(10)});
    out.push_back(std::move(joining));
  }
  return out;
}

std::int64_t count_new_joinings(db::Reader& reader, Joinings which, Date from, Date until) {
  const std::string sql = "SELECT count(*)" + from_where(which);
  return reader
      .select({"members.count_new_joinings", sql},
              {db::to_value(which != Joinings::again), db::to_value(iso(from)),
               db::to_value(iso(until))})
      .front()
      .integer(0);
}

}  // namespace musubi::members
