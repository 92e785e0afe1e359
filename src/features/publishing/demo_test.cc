// demo_test.cc - the demo's site stands as its story says: every state is there, what is public has
// no error, and the clock of the demo changes nothing that its day has not brought.
#include <gmock/gmock.h>

#include <map>
#include <set>

#include "features/media/media.h"
#include "features/publishing/demo_texts.h"
#include "features/publishing/publishing.h"
#include "features/publishing/service_events.h"
#include "features/publishing/service_public.h"
#include "features/publishing/service_schedule.h"
#include "support/publishing.h"

namespace musubi::publishing {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class PublishingDemo : public PublishingCase {
 protected:
  explicit PublishingDemo(bool with_library = false) {
    Context ctx = s_.system_context();
    ctx.pretended_today = Date{2024, 10, 28};
    if (with_library) {
      const auto pictured = media::load_demo(ctx);
      EXPECT_TRUE(pictured.has_value()) << (pictured ? "" : pictured.error().says);
    }
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

// Whoever asks: who wants to join, who is a member, and everybody else.
TEST_F(PublishingDemo, QuestionsOfEverybodyAreAnswered) {
  const std::string answers = s_.anonymous().get("/faq").status(200).body();
  for (const char* heading : {"入会について", "会員の手続きについて", "催しについて", "支援策について",
                              "データ活用について"}) {
    EXPECT_THAT(answers, HasSubstr(heading));
  }
  for (const DemoArticle& one : demo_answers()) EXPECT_THAT(answers, HasSubstr(one.title));
  EXPECT_THAT(demo_answers(), testing::SizeIs(8));
}

TEST_F(PublishingDemo, ACaseAndTheForumAreReadInPlainJapaneseAndInEnglish) {
  for (const char* path : {"/cases/zumen-kanri", "/events/forum-2024"}) {
    s_.anonymous().get(std::string(path) + "/easy").status(200).contains("<ruby>");
    s_.anonymous().get(std::string(path) + "/en").status(200).contains("lang=\"en\"");
  }
}

TEST_F(PublishingDemo, TheGrandDesignHasSectionsAndATable) {
  const std::string design = s_.anonymous().get("/grand-design/r5").status(200).body();
  for (const char* words : {"めざす姿", "3つの柱", "進み具合の確かめ方", "<table", "scope=\"col\""}) {
    EXPECT_THAT(design, HasSubstr(words));
  }
}

TEST_F(PublishingDemo, TheClockOfALaterYearPublishesNothing) {
  Context ctx = s_.system_context();
  ctx.now = Instant{start_of_day_in_japan({2026, 11, 30}).ms + 10 * 3'600'000LL};
  ctx.pretended_today = Date{2024, 10, 28};
  ASSERT_TRUE(run_schedule(ctx));
  EXPECT_FALSE(load_public_item(nobody(), "/news/chousa-r6").has_value());
  for (const char* path : {"/news/hiraku", "/cases/zumen-kanri", "/pages/ayumi",
                           "/pages/soshiki"}) {
    s_.anonymous().get(path).status(200);
  }
  s_.anonymous().get("/news/soudankai-r6-08").status(404);
}

class PublishingDemoWithLibrary : public PublishingDemo {
 protected:
  PublishingDemoWithLibrary() : PublishingDemo(true) {}
};

TEST_F(PublishingDemoWithLibrary, WhatIsPublicHasNoFindingAtAll) {
  int looked = 0;
  for (const Content& content : all()) {
    if (!content.is_public) continue;
    const auto shown = load_public_item(nobody(), content.path);
    ASSERT_TRUE(shown.has_value()) << content.path;
    const auto found = s_.db().read([&](db::Reader& reader) {
      return check_article(type_of(content.type), shown->version.article,
                           media_finder(reader, {2024, 10, 28}));
    });
    for (const Finding& one : found) {
      ADD_FAILURE() << content.path << ": " << one.says << " [" << one.excerpt << "]";
    }
    EXPECT_THAT(shown->version.article.body, Not(HasSubstr(kTitleOpens))) << content.path;
    ++looked;
  }
  EXPECT_GT(looked, 30);
}

// One test, for the library is drawn anew for each.
TEST_F(PublishingDemoWithLibrary, CasesShowTheirPicturesAndAMaterialItsFiles) {
  const std::pair<const char*, const char*> cases[] = {
      {"/cases/kensetsu-nippou", "alt=\"スマートフォンの画面に並ぶ6つの大きなボタン。"},
      {"/cases/ryokan-heyawari", "alt=\"18の部屋を四角で並べた画面。"},
      {"/cases/suiden-sensor", "alt=\"上から下へ段になった4枚の水田。"},
      {"/cases/zumen-kanri", "alt=\"作業台に置かれた一枚の図面と、そばの部品"}};
  for (const auto& [path, words] : cases) {
    s_.anonymous().get(path).status(200).contains("<picture").contains(words);
  }
  const std::string list = s_.anonymous().get("/materials").status(200).body();
  EXPECT_THAT(list, AllOf(HasSubstr("（XLSX、"), HasSubstr("（CSV、")));
  const std::string page = s_.anonymous().get("/materials/sagasu-jikan").status(200).body();
  const std::string start = "href=\"";
  int files = 0;
  for (std::size_t at = page.find(start + "/media/"); at != std::string::npos;
       at = page.find(start + "/media/", at + 1)) {
    const std::size_t from = at + start.size();
    s_.anonymous().get(page.substr(from, page.find('"', from) - from)).status(200);
    ++files;
  }
  EXPECT_EQ(files, 2);
}

}  // namespace
}  // namespace musubi::publishing
