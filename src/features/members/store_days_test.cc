// store_days_test.cc - the sums by day: what an attempt added and then undid is not counted, what
// stands beside it in the same transaction is; and nothing of a transaction that failed.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include "features/members/store.h"
#include "support/temp_db.h"

namespace musubi::members {
namespace {

class MembershipDays : public testing::Test {
 protected:
  using Sums = std::map<std::pair<std::string, std::string>, std::int64_t>;  // day, kind
  Sums written() {
    static constexpr db::Query kDays{
        "test.days", "SELECT day, kind, number FROM membership_days ORDER BY day, kind"};
    Sums out;
    temp_.db().read([&](db::Reader& reader) {
      for (const auto& row : reader.all(kDays)) {
        out[{row.text(0), row.text(1)}] += row.integer(2);
      }
      return true;
    });
    return out;
  }
  static Result<void> joins(db::Tx& tx, const std::string& day, std::int64_t number = 1) {
    return store::add_to_day(tx, day, "joined", false, number);
  }

  test::TempDb temp_;
};

TEST_F(MembershipDays, AreNotTouchedByWhatAnAttemptUndid) {
  const auto done = temp_.db().write([](db::Tx& tx) -> Result<void> {
    TRY(joins(tx, "2024-04-01"));
    const auto tried = tx.attempt([&]() -> Result<void> {
      TRY(joins(tx, "2024-04-01", 10));  // the same day as its neighbours
      TRY(joins(tx, "2024-05-01"));      // a day that nobody else has
      return fail(Fault::conflict, "やめます");
    });
    EXPECT_FALSE(tried.has_value());
    TRY(joins(tx, "2024-04-01"));
    TRY(joins(tx, "2024-06-01"));
    return tx.attempt([&] { return joins(tx, "2024-06-01"); });
  });
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(written(), (Sums{{{"2024-04-01", "joined"}, 2}, {{"2024-06-01", "joined"}, 2}}));
}

TEST_F(MembershipDays, AreNotTouchedByAnAttemptAlone) {
  const auto done = temp_.db().write([](db::Tx& tx) -> Result<void> {
    (void)tx.attempt([&]() -> Result<void> {
      TRY(joins(tx, "2024-04-01"));
      return fail(Fault::conflict, "やめます");
    });
    return {};
  });
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(written(), Sums{});
}

TEST_F(MembershipDays, GoBackWithTheTransactionAndAddUpOverTwo) {
  const auto failed = temp_.db().write([](db::Tx& tx) -> Result<void> {
    TRY(joins(tx, "2024-04-01", 3));
    return fail(Fault::conflict, "やめます");
  });
  EXPECT_FALSE(failed.has_value());
  EXPECT_EQ(written(), Sums{});
  for (std::int64_t number : {3, -1}) {
    ASSERT_TRUE(temp_.db()
                    .write([&](db::Tx& tx) { return joins(tx, "2024-04-01", number); })
                    .has_value());
  }
  EXPECT_EQ(written(), (Sums{{{"2024-04-01", "joined"}, 2}}));
}

}  // namespace
}  // namespace musubi::members
