// demo_test.cc - the demo's site stands as its story says: every state is there, what is public has
// no error, and the clock of the demo changes nothing that its day has not brought.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "features/publishing/demo_texts.h"
#include "features/publishing/publishing.h"
#include "features/publishing/service_events.h"
#include "features/publishing/service_public.h"
#include "features/publishing/service_schedule.h"
#include "support/publishing.h"

namespace musubi::publishing {
namespace {

class PublishingDemo : public PublishingCase {
 protected:
  PublishingDemo() {
    Context ctx = s_.system_context();
    ctx.pretended_today = Date{2024, 10, 28};
    const auto loaded = load_demo(ctx);
    EXPECT_TRUE(loaded.has_value()) << (loaded ? "" : loaded.error().says);
  }
  std::vector<Content> all() {
    store::ListFilter filter;
    filter.most = 100;
    return list_contents(office(), filter)->rows;
  }
};

TEST_F(PublishingDemo, EveryStateIsThereAndWhatIsPublicHasNoError) {
  std::set<State> states;
  std::map<std::string, int> types;
  for (const Content& content : all()) {
    states.insert(content.state);
    ++types[content.type];
    if (!content.is_public) continue;
    const auto shown = load_public_item(nobody(), content.path);
    ASSERT_TRUE(shown.has_value()) << content.path;
    EXPECT_FALSE(has_errors(check_article(type_of(content.type), shown->version.article, nullptr)))
        << content.path;
  }
  EXPECT_EQ(states.size(), std::size(kStates));
  EXPECT_EQ(types.size(), content_types().size());
  EXPECT_EQ(types["dx_case"], 6);
  EXPECT_EQ(demo_events().size(), 15U);  // the calendar of the year
  EXPECT_EQ(types["event"], 15 + 1);     // and a consultation
}

TEST_F(PublishingDemo, FourCasesArePublicAndTheCalendarSaysSo) {
  store::PublicFilter filter;
  filter.type = "dx_case";
  EXPECT_EQ(list_public_contents(nobody(), filter)->count, 4);
  const auto month = load_month(office(), {2024, 10, 1}, {2024, 4, 1}, {2025, 3, 31});
  EXPECT_EQ(month->cases, 4);
  EXPECT_EQ(month->months[2].published, 1);  // June
  EXPECT_FALSE(lacks_case_this_month(office()));
}

TEST_F(PublishingDemo, EventsOfTheYearStandAheadAndInTheArchive) {
  store::EventFilter filter;
  EXPECT_EQ(list_coming_events(nobody(), filter)->rows.size(), 5U);
  EXPECT_EQ(load_event_year(nobody(), 2024, filter)->list.rows.size(), 8U);
  filter.organiser_kind = "member";
  EXPECT_EQ(list_coming_events(nobody(), filter)->rows.size(), 1U);
  for (const char* path : {"/events", "/events/month/2024-11", "/events/forum-2024", "/faq",
                           "/materials", "/profiles", "/grand-design", "/sitemap"}) {
    s_.anonymous().get(path).status(200);
  }
}

TEST_F(PublishingDemo, TheClockOfALaterYearPublishesNothing) {
  Context ctx = s_.system_context();
  ctx.now = Instant{start_of_day_in_japan({2026, 11, 30}).ms + 10 * 3'600'000LL};
  ctx.pretended_today = Date{2024, 10, 28};
  ASSERT_TRUE(run_schedule(ctx));
  EXPECT_FALSE(load_public_item(nobody(), "/news/chousa-r6").has_value());
  for (const char* path : {"/news/hiraku", "/cases/zumen-kanri", "/pages/ayumi"}) {
    s_.anonymous().get(path).status(200);
  }
  s_.anonymous().get("/news/soudankai-r6-08").status(404);
}

}  // namespace
}  // namespace musubi::publishing
