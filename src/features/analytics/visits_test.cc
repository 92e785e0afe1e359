// visits_test.cc - what is one visit and one visitor, at the edges of half an hour and of midnight.
// Times are Japan's.
#include "features/analytics/visits.h"

#include <gtest/gtest.h>

namespace musubi::analytics {
namespace {

constexpr std::int64_t kMinute = 60'000;

Instant noon() { return {start_of_day_in_japan({2024, 7, 10}).ms + 12 * 60 * kMinute}; }
Instant after(std::int64_t minutes) { return {noon().ms + minutes * kMinute}; }

TEST(Visits, PagesWithinHalfAnHourAreOneVisit) {
  Visits visits;
  const Seen first = visits.page(noon(), "192.0.2.1", "A", "/");
  EXPECT_TRUE(first.begins_visit);
  EXPECT_TRUE(first.begins_day);
  EXPECT_EQ(first.position, 1);
  const Seen second = visits.page(after(30), "192.0.2.1", "A", "/about");
  EXPECT_FALSE(second.begins_visit);
  EXPECT_EQ(second.visit, first.visit);
  EXPECT_EQ(second.position, 2);
  EXPECT_EQ(second.left_page, "/");
  const Seen third = visits.page({after(60).ms + 1}, "192.0.2.1", "A", "/join");
  EXPECT_TRUE(third.begins_visit);
  EXPECT_FALSE(third.begins_day);
  EXPECT_NE(third.visit, first.visit);
  EXPECT_EQ(third.visitor, first.visitor);
  EXPECT_EQ(third.left_page, "");
}

TEST(Visits, AnotherAddressOrBrowserIsAnotherVisitor) {
  Visits visits;
  const Seen one = visits.page(noon(), "192.0.2.1", "A", "/");
  EXPECT_NE(visits.page(noon(), "192.0.2.2", "A", "/").visitor, one.visitor);
  EXPECT_NE(visits.page(noon(), "192.0.2.1", "B", "/").visitor, one.visitor);
  // A household's IPv6 devices change their addresses; the network stays.
  const Seen six = visits.page(noon(), "2001:db8:1:2::10", "A", "/");
  EXPECT_EQ(visits.page(noon(), "2001:db8:1:2::99", "A", "/").visitor, six.visitor);
}

TEST(Visits, NobodyIsKnownOnTheNextDay) {
  Visits visits;
  const Seen evening = visits.page(after(11 * 60 + 59), "192.0.2.1", "A", "/");
  const Seen night = visits.page(after(12 * 60 + 1), "192.0.2.1", "A", "/about");
  EXPECT_TRUE(night.begins_visit);
  EXPECT_TRUE(night.begins_day);
  EXPECT_NE(night.visitor, evening.visitor);
  EXPECT_EQ(iso(night.day), "2024-07-11");
  // Noted before midnight, taken after it: of the new day, for the old salt is gone.
  const Seen late = visits.page({after(12 * 60).ms - 1}, "192.0.2.9", "A", "/");
  EXPECT_EQ(iso(late.day), "2024-07-11");
  EXPECT_EQ(late.at.ms, after(12 * 60).ms);
}

TEST(Visits, ADownloadBelongsToTheVisitThatGoesOnAndProlongsIt) {
  Visits visits;
  EXPECT_EQ(visits.other(noon(), "192.0.2.1", "A").visit, 0);
  const Seen page = visits.page(noon(), "192.0.2.1", "A", "/");
  const Seen file = visits.other(after(20), "192.0.2.1", "A");
  EXPECT_EQ(file.visit, page.visit);
  EXPECT_EQ(file.position, 0);
  EXPECT_FALSE(visits.page(after(45), "192.0.2.1", "A", "/about").begins_visit);
  EXPECT_EQ(visits.other(after(120), "192.0.2.1", "A").visit, 0);
}

TEST(Visits, MemoryIsBoundedAndWhoIsTooManyIsCountedAsViewsAlone) {
  Visits visits(2);
  visits.page(noon(), "192.0.2.1", "A", "/");
  visits.page(noon(), "192.0.2.2", "A", "/");
  const Seen third = visits.page(noon(), "192.0.2.3", "A", "/");
  EXPECT_EQ(third.visit, 0);
  EXPECT_FALSE(third.begins_visit);
  EXPECT_NE(visits.page(after(1), "192.0.2.1", "A", "/").visit, 0);
}

}  // namespace
}  // namespace musubi::analytics
