// store_days.cc - membership_days: how many joined, left and so on each day. Changed once a
// transaction for each day: a roster of a hundred thousand rows may have one day of joining, and
// PostgreSQL keeps every version of a row until the commit.
#include <map>
#include <tuple>
#include <utility>

#include "features/members/store.h"

namespace musubi::members::store {
namespace {

constexpr db::Query kAddToDay{
    "members.add_to_membership_day",
    "INSERT INTO membership_days (day, kind, first_time, number) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (day, kind, first_time) DO UPDATE "
    "SET number = membership_days.number + excluded.number"};

struct DaySums {
  std::map<std::tuple<std::string, std::string, bool>, std::int64_t> numbers;
};

Result<void> write_days(db::Tx& tx) {
  const DaySums sums = std::exchange(tx.own<DaySums>(), {});
  for (const auto& [day, number] : sums.numbers) {
    if (number == 0) continue;
    TRY(tx.run(kAddToDay, std::get<0>(day), std::get<1>(day), std::get<2>(day), number));
  }
  return {};
}

}  // namespace

Result<void> add_to_day(db::Tx& tx, const std::string& day, const std::string& kind,
                        bool first_time, std::int64_t number) {
  tx.before_commit([day, kind, first_time, number](db::Tx& last) -> Result<void> {
    DaySums& sums = last.own<DaySums>();
    if (sums.numbers.empty()) last.before_commit(write_days);
    sums.numbers[{day, kind, first_time}] += number;
    return {};
  });
  return {};
}

}  // namespace musubi::members::store
