// demo_test.cc - the demo's applications as the office sees them: what is under way has somebody
// who works on it, and what has only just come in waits for somebody to take it.
#include <set>

#include "features/members/members.h"
#include "support/reviews.h"

namespace musubi::reviews {
namespace {

TEST_F(ReviewCase, TheDemosOpenApplicationsHaveSomebodyAndNewOnesWait) {
  Context ctx = s_.system_context("コマンド demo");
  ctx.pretended_today = Date{2024, 10, 28};
  ASSERT_TRUE(members::load_demo(ctx).has_value());
  ASSERT_TRUE(applications::load_demo(ctx).has_value());
  const auto loaded = load_demo(ctx, smith_);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().says;
  std::set<std::string> names;
  int waiting = 0;
  for (const auto& a : queue()) {
    using applications::State;
    const bool under_way = a.state == State::reviewing || a.state == State::awaiting_decision ||
                           a.state == State::supplement;
    if (under_way) {
      EXPECT_FALSE(a.assigned_to.empty()) << a.receipt_no;
      names.insert(a.assigned_to_name);
    }
    if (a.state == State::received && a.assigned_to.empty()) ++waiting;
  }
  EXPECT_EQ(names.size(), 2U);
  EXPECT_GE(waiting, 1);
}

}  // namespace
}  // namespace musubi::reviews
