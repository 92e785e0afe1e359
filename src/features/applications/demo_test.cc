// demo_test.cc - the demo's applications: one in every state, numbered without gaps, those that
// became members lead to the registry, and the queue has something to do.
#include <set>

#include "features/members/members.h"
#include "support/applications.h"

namespace musubi::applications {
namespace {

TEST_F(Applying, TheDemoHasAnApplicationInEveryState) {
  Context ctx = s_.system_context("コマンド demo");
  ctx.pretended_today = Date{2024, 10, 28};
  ASSERT_TRUE(members::load_demo(ctx).has_value());
  const auto loaded = load_demo(ctx);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().says << loaded.error().detail;
  QueueFilter filter;
  filter.state = "all";
  filter.most = 100;
  Context reader = s_.context_of(test::cast::secretariat);
  reader.pretended_today = ctx.pretended_today;
  const auto queue = list_applications(reader, filter, "");
  ASSERT_TRUE(queue.has_value());
  std::set<State> states;
  std::set<std::string> numbers;
  int members = 0, referred = 0;
  for (const auto& row : queue->rows) {
    const Application& a = row.application;
    states.insert(a.state);
    numbers.insert(a.receipt_no);
    members += a.organisation_id.empty() ? 0 : 1;
    referred += a.referral_code.empty() ? 0 : 1;
    EXPECT_FALSE(a.receipt_no.empty());
    EXPECT_EQ(a.organisation_id.empty(), a.state != State::registered) << a.receipt_no;
  }
  EXPECT_EQ(states.size(), 8u);  // all but the draft
  EXPECT_EQ(numbers.size(), queue->rows.size());
  EXPECT_TRUE(numbers.contains("R6-0001"));
  EXPECT_TRUE(numbers.contains("R6-00" + std::to_string(queue->rows.size())));
  EXPECT_EQ(members, 4);
  EXPECT_GE(referred, 3);
  filter.state.clear();
  filter.late = true;
  EXPECT_EQ(list_applications(reader, filter, "")->rows.size(), 1u);
}

// Their ages are told by two clocks: the story's stands still.
TEST_F(Applying, ADemoKeepsTheDraftOfItsStoryAndDeletesThoseOfItsVisitors) {
  Context ctx = s_.system_context("コマンド demo");
  ctx.pretended_today = Date{2024, 10, 28};
  ASSERT_TRUE(members::load_demo(ctx).has_value());
  ASSERT_TRUE(load_demo(ctx).has_value());
  const auto drafts = [&] {
    const db::Query query{"test.drafts", "SELECT count(*) FROM applications WHERE state = 'draft'"};
    return s_.db().read([&](db::Reader& reader) { return reader.first(query)->integer(0); });
  };
  ASSERT_EQ(drafts(), 1);
  ctx.now = start_of_day_in_japan({2026, 12, 1});
  EXPECT_EQ(*delete_old_drafts(ctx), 0);
  Context visitor = ctx;
  visitor.actor = Actor::anonymous();
  ASSERT_TRUE(start_draft(visitor, {"visitor@kakikake.example.jp", "", ""}).has_value());
  EXPECT_EQ(*delete_old_drafts(ctx), 0);
  EXPECT_EQ(drafts(), 2);
  ctx.now = start_of_day_in_japan({2027, 1, 10});
  EXPECT_EQ(*delete_old_drafts(ctx), 1);
  EXPECT_EQ(drafts(), 1);
}

}  // namespace
}  // namespace musubi::applications
