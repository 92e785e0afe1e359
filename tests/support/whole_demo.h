// whole_demo.h - the house as the demo fills it, all features of it, for tests that look at all of
// it. Files and limits are the test's. For *_test.cc only.
#pragma once

#include <gtest/gtest.h>

#include "features/accessibility/accessibility.h"
#include "features/analytics/analytics.h"
#include "features/applications/applications.h"
#include "features/changes/changes.h"
#include "features/confirmations/confirmations.h"
#include "features/front/front.h"
#include "features/incidents/incidents.h"
#include "features/inquiries/inquiries.h"
#include "features/links/links.h"
#include "features/listings/listings.h"
#include "features/mailings/mailings.h"
#include "features/media/media.h"
#include "features/members/members.h"
#include "features/privacy/privacy.h"
#include "features/publishing/publishing.h"
#include "features/recruiting/recruiting.h"
#include "features/retention/retention.h"
#include "features/reviews/reviews.h"
#include "features/site_import/site_import.h"
#include "features/site_search/site_search.h"
#include "support/scenario.h"

namespace musubi::test {

inline void load_whole_demo(Scenario& s, Date today) {
  Context ctx = s.system_context("コマンド demo");
  ctx.pretended_today = today;
  const auto own = members::load_demo(ctx);
  EXPECT_TRUE(own.has_value());
  const auto applied = applications::load_demo(ctx);
  EXPECT_TRUE(applied.has_value()) << (applied ? "" : applied.error().says);
  const auto changed = changes::load_demo(ctx, *own);
  EXPECT_TRUE(changed.has_value()) << (changed ? "" : changed.error().says);
  EXPECT_TRUE(confirmations::load_demo(ctx, *own).has_value());
  const auto reviewed = reviews::load_demo(ctx, s.locksmith());
  EXPECT_TRUE(reviewed.has_value()) << (reviewed ? "" : reviewed.error().says);
  const auto mailed = mailings::load_demo(ctx, s.locksmith());
  EXPECT_TRUE(mailed.has_value()) << (mailed ? "" : mailed.error().says);
  const auto recruited = recruiting::load_demo(ctx);
  EXPECT_TRUE(recruited.has_value()) << (recruited ? "" : recruited.error().says);
  const auto inquired = inquiries::load_demo(ctx);
  EXPECT_TRUE(inquired.has_value()) << (inquired ? "" : inquired.error().says);
  EXPECT_TRUE(incidents::load_demo(ctx).has_value());
  const auto pictured = media::load_demo(ctx);
  EXPECT_TRUE(pictured.has_value()) << (pictured ? "" : pictured.error().says);
  const auto asked = privacy::load_demo(ctx);
  EXPECT_TRUE(asked.has_value()) << (asked ? "" : asked.error().says);
  const auto published = publishing::load_demo(ctx);
  EXPECT_TRUE(published.has_value()) << (published ? "" : published.error().says);
  EXPECT_TRUE(front::load_demo(ctx).has_value());
  const auto listed = listings::load_demo(ctx);
  EXPECT_TRUE(listed.has_value()) << (listed ? "" : listed.error().says);
  const auto moved_in = site_import::load_demo(ctx);
  EXPECT_TRUE(moved_in.has_value()) << (moved_in ? "" : moved_in.error().says);
  const auto indexed = site_search::load_demo(ctx);
  EXPECT_TRUE(indexed.has_value()) << (indexed ? "" : indexed.error().says);
  const auto counted = analytics::load_demo(ctx);
  EXPECT_TRUE(counted.has_value()) << (counted ? "" : counted.error().says);
  const auto tested = accessibility::load_demo(ctx);
  EXPECT_TRUE(tested.has_value()) << (tested ? "" : tested.error().says);
  const auto read = links::load_demo(ctx);
  EXPECT_TRUE(read.has_value()) << (read ? "" : read.error().says);
  const auto kept = retention::load_demo(ctx);
  EXPECT_TRUE(kept.has_value()) << (kept ? "" : kept.error().says);
}

}  // namespace musubi::test
