// store_figures.cc - figures of the registry from the summed membership events: constant work,
// whatever the number of members. Called by members.cc; the report has its own statements.
#include "features/members/store_figures.h"

namespace musubi::members::store {
namespace {

constexpr db::Query kDays{
    "members.list_membership_days",
    "SELECT kind, first_time, CASE WHEN day >= $1 THEN 1 ELSE 0 END AS inside, sum(number) "
    "FROM membership_days WHERE day <= $2 GROUP BY kind, first_time, inside"};
constexpr db::Query kFirstTimeByMonth{
    "members.list_first_time_by_month",
    "SELECT substr(day, 1, 7) AS month, sum(number) FROM membership_days "
    "WHERE kind = 'joined' AND first_time = 1 AND day >= $1 AND day <= $2 "
    "GROUP BY month ORDER BY month"};
constexpr db::Query kUnequalDays{
    "members.list_unequal_days",
    "SELECT day FROM (SELECT day, kind, first_time, number FROM membership_days UNION ALL "
    "SELECT happened_on, kind, first_time, -count(*) FROM membership_events "
    "GROUP BY happened_on, kind, first_time) AS both_sides "
    "GROUP BY day, kind, first_time HAVING sum(number) <> 0 ORDER BY day LIMIT 20"};
constexpr db::Query kOpenDefects{
    "members.count_open_defects",
    "SELECT count(*) FROM (SELECT 1 FROM organisations WHERE open_defects > 0 "
    "AND state IN ('active', 'paused', 'suspended') LIMIT $1) AS o"};
// What an undo left to a person (a member that somebody had changed) waits as before.
constexpr db::Query kDefectsOpen{
    "members.count_defects_open",
    "SELECT count(*) FROM (SELECT 1 FROM roster_defects AS d JOIN roster_imports AS i "
    "ON i.id = d.import_id WHERE d.state IN ('open', 'waiting') "
    "AND i.state IN ('committed', 'undone') LIMIT $1) AS o"};
constexpr db::Query kDefectsAll{
    "members.count_defects_all",
    "SELECT count(*) FROM (SELECT 1 FROM roster_defects AS d JOIN roster_imports AS i "
    "ON i.id = d.import_id WHERE i.state IN ('committed', 'undone') "
    "AND d.state NOT IN ('void', 'held') "
    "AND (i.state = 'committed' OR d.state = 'waiting') LIMIT $1) AS o"};
constexpr db::Query kOpenProposals{
    "members.count_open_proposals",
    "SELECT count(*) FROM (SELECT 1 FROM merge_proposals WHERE state = 'open' LIMIT $1) AS o"};

}  // namespace

std::vector<DaySum> list_membership_sums(db::Reader& reader, const std::string& from,
                                         const std::string& until) {
  std::vector<DaySum> out;
  for (const auto& row : reader.all(kDays, from, until)) {
    out.push_back({row.text(0), row.flag(1), row.flag(2), row.integer(3)});
  }
  return out;
}

std::vector<std::pair<std::string, std::int64_t>> list_first_time_by_month(
    db::Reader& reader, const std::string& from, const std::string& until) {
  std::vector<std::pair<std::string, std::int64_t>> out;
  for (const auto& row : reader.all(kFirstTimeByMonth, from, until)) {
    out.emplace_back(row.text(0), row.integer(1));
  }
  return out;
}

std::vector<std::string> list_unequal_days(db::Reader& reader) {
  std::vector<std::string> out;
  for (const auto& row : reader.all(kUnequalDays)) {
    if (out.empty() || out.back() != row.text(0)) out.push_back(row.text(0));
  }
  return out;
}

DefectCounts count_defects(db::Reader& reader) {
  return {reader.first(kDefectsOpen, kOpenCap)->integer(0),
          reader.first(kDefectsAll, kFoundCap)->integer(0)};
}

std::int64_t count_open_defects(db::Reader& reader) {
  return reader.first(kOpenDefects, kOpenCap)->integer(0);
}

std::int64_t count_open_proposals(db::Reader& reader) {
  return reader.first(kOpenProposals, kOpenCap)->integer(0);
}

}  // namespace musubi::members::store
