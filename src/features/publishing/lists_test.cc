// lists_test.cc - what visitors find: filters with counts that agree with the list, events ahead,
// by month and by year, answers, materials with type and size, and a way to each of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <thread>

#include "features/publishing/publishing.h"
#include "features/publishing/service_events.h"
#include "features/publishing/service_public.h"
#include "support/public_events.h"
#include "web/cache.h"

namespace musubi::publishing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
namespace cast = test::cast;

class PublicLists : public PublicEventsCase {
 protected:
  std::vector<std::string> ahead(const std::string& kind = {}) {
    store::EventFilter filter;
    filter.organiser_kind = kind;
    const auto found = list_coming_events(nobody(), filter);
    std::vector<std::string> out;
    for (const auto& row : found->rows) out.push_back(slug_of(row.content));
    return out;
  }
  std::vector<std::string> in_month(Date first) {
    const auto found = load_event_month(nobody(), first, "");
    std::vector<std::string> out;
    if (!found) return {"not found"};
    for (const auto& row : found->rows) out.push_back(slug_of(row.content));
    return out;
  }
  PublicList cases(std::vector<store::Facet> facets) {
    store::PublicFilter filter;
    filter.type = "dx_case";
    filter.facets = std::move(facets);
    return *list_public_contents(nobody(), filter);
  }
  static std::int64_t count_of(const PublicList& list, const std::string& name,
                               const std::string& value) {
    const auto found = list.facets.find(name);
    if (found == list.facets.end()) return 0;
    for (const auto& one : found->second) {
      if (one.value == value) return one.count;
    }
    return 0;
  }
  ContentId sized_case(const std::string& slug, const std::string& industry,
                       const std::string& size) {
    const ContentId id = written("dx_case", slug, "事例の題名 " + slug);
    EXPECT_TRUE(save_draft(office(), edit(id, {{"industry", industry}, {"size", size}})));
    walk_to_public(id);
    return id;
  }
};

// ---- filters ----

TEST_F(PublicLists, CountsAgreeWithTheListAndFollowWhatIsChosen) {
  sized_case("a", "E", "small");
  sized_case("b", "E", "medium");
  sized_case("c", "A", "small");
  const PublicList all = cases({});
  EXPECT_EQ(all.count, 3);
  EXPECT_EQ(count_of(all, "industry", "E"), 2);
  EXPECT_EQ(count_of(all, "size", "small"), 2);
  const PublicList made = cases({{"industry", "E"}});
  EXPECT_EQ(made.count, 2);
  EXPECT_EQ(made.rows.size(), 2U);
  // Another industry instead of this one, and a size beside it.
  EXPECT_EQ(count_of(made, "industry", "A"), 1);
  EXPECT_EQ(count_of(made, "size", "small"), 1);
  const PublicList one = cases({{"size", "small"}, {"industry", "E"}});
  EXPECT_EQ(one.count, 1);
  ASSERT_EQ(one.rows.size(), 1U);
  EXPECT_EQ(slug_of(one.rows[0]), "a");
  EXPECT_EQ(cases({{"industry", "A"}, {"size", "medium"}}).count, 0);
}

TEST_F(PublicLists, WhatEndsOrIsCorrectedIsCountedOnce) {
  const ContentId id = sized_case("a", "E", "small");
  sized_case("b", "E", "small");
  ASSERT_TRUE(save_draft(office(), edit(id, {{"industry", "A"}})));
  walk_to_public(id);
  EXPECT_EQ(cases({}).count, 2);
  EXPECT_EQ(count_of(cases({}), "industry", "E"), 1);
  EXPECT_EQ(count_of(cases({}), "industry", "A"), 1);
  ASSERT_TRUE(end_content(manager(), step(id, "終わったため")));
  EXPECT_EQ(cases({}).count, 1);
  EXPECT_EQ(count_of(cases({}), "industry", "A"), 0);
  EXPECT_THAT(cases({{"industry", "A"}}).rows, IsEmpty());
}

TEST_F(PublicLists, PagesByKeyShowEveryItemOnce) {
  std::set<std::string> wanted, seen;
  for (char c = 'a'; c < 'h'; ++c) {
    sized_case(std::string(1, c), "E", c < 'd' ? "small" : "medium");
    wanted.insert(std::string(1, c));
  }
  store::PublicFilter filter;
  filter.type = "dx_case";
  filter.facets = {{"industry", "E"}};
  filter.most = 3;
  for (int round = 0; round < 5; ++round) {
    const auto list = list_public_contents(nobody(), filter);
    for (const Content& one : list->rows) EXPECT_TRUE(seen.insert(slug_of(one)).second);
    if (!list->more) break;
    filter.before_at = list->rows.back().published_at.ms;
    filter.before_id = list->rows.back().id.text;
  }
  EXPECT_EQ(seen, wanted);
}

// The numbers stand beside the words only while they are cheap to know.
TEST_F(PublicLists, InALargeSelectionTheNumbersAreLeftOut) {
  const auto filled = s_.db().write([&](db::Tx& tx) -> Result<void> {
    for (int i = 0; i < static_cast<int>(kCountWithin); ++i) {
      Content c;
      c.id = ContentId::make(s_.now());
      c.type = "dx_case";
      c.path = "/cases/n" + std::to_string(i);
      c.is_public = true;
      c.public_number = 1;
      c.published_at = Instant{s_.now().ms + i};
      TRY(store::insert_content(tx, c));
      TRY(store::replace_facets(tx, c, {{"", ""}, {"industry", "E"}, {"size", "small"}}));
    }
    return {};
  });
  ASSERT_TRUE(filled.has_value()) << (filled ? "" : filled.error().detail);
  const PublicList list = cases({{"industry", "E"}});
  EXPECT_EQ(list.count, kCountWithin);  // exact: a row of its own
  EXPECT_EQ(count_of(list, "industry", "E"), kCountWithin);
  EXPECT_EQ(count_of(list, "size", "small"), kNotCounted);
  EXPECT_EQ(list.rows.front().path, "/cases/n" + std::to_string(kCountWithin - 1));
}

TEST_F(PublicLists, TheFilterSaysWhatItHoldsAndHowToLeaveIt) {
  sized_case("a", "E", "small");
  sized_case("b", "A", "small");
  s_.anonymous()
      .get("/cases?industry=E")
      .status(200)
      .contains("1件あります")
      .contains("製造業（1件）")
      .contains("業種：")
      .contains("rel=\"canonical\" href=\"http://127.0.0.1:8080/cases?industry=E\"")
      .contains("<title>ＤＸ事例：製造業｜");
  s_.anonymous().get("/cases?industry=Z9").status(200).contains("Z9（0件）");
}

TEST_F(PublicLists, ACardOfACaseTellsWhomItIsAbout) {
  sized_case("a", "E", "small");
  const std::string words =
      "製造業、小規模企業者、" + field_for_people("municipality_code", "434035");
  s_.anonymous().get("/cases").contains(words + "<br>");
  s_.anonymous().get("/cases?size=small").contains(words + "<br>");
}

// Two spellings would be two values of the filter: who writes sees what there is.
TEST_F(PublicLists, AWriterIsOfferedTheWordsInUse) {
  const std::string edit_path =
      "/office/content/" + written("dx_case", "b", "つぎの事例").text + "/edit";
  s_.as(cast::secretariat).get(edit_path).contains("困りごと・テーマ").lacks("<datalist");
  published("dx_case", "a", "はじめの事例");
  s_.as(cast::secretariat)
      .get(edit_path)
      .contains("list=\"f-theme-list\"")
      .contains("<option value=\"データ活用\">")
      .contains("いま使っている言葉：");
  s_.anonymous().get("/cases").contains("困りごと・テーマ").contains("データ活用（1件）");
}

// ---- events ----

TEST_F(PublicLists, EventsAheadStandInTheOrderOfTheirStart) {
  event("later", "あとの催し", "2024-11-20");
  event("long", "続いている催し", "2024-10-01", "2024-12-31");
  event("today", "きょうの催し", "2024-10-28");
  event("over", "終わった催し", "2024-10-27");
  event("theirs", "会員の催し", "2024-11-01", "", {{"organiser_kind", "member"}});
  EXPECT_THAT(ahead(), ElementsAre("long", "today", "theirs", "later"));
  EXPECT_THAT(ahead("member"), ElementsAre("theirs"));
  s_.anonymous()
      .get("/events")
      .status(200)
      .contains("href=\"/events/today\"")
      .contains("13時30分から16時まで")
      .lacks("href=\"/events/over\"");
  s_.anonymous().get("/events?organiser_kind=member").contains("会員の催し").lacks("きょうの催し");
  s_.anonymous().get("/events?organiser_kind=nonsense").status(200).contains("きょうの催し");
  s_.anonymous().get("/events/archive/2024").contains("終わった催し").lacks("きょうの催し");
}

TEST_F(PublicLists, AMonthShowsWhateverTouchesIt) {
  event("long", "三か月の展示", "2024-10-30", "2024-12-02");
  event("one", "一日の講座", "2024-11-14");
  EXPECT_THAT(in_month({2024, 10, 1}), ElementsAre("long"));
  EXPECT_THAT(in_month({2024, 11, 1}), ElementsAre("long", "one"));
  EXPECT_THAT(in_month({2024, 12, 1}), ElementsAre("long"));
  EXPECT_THAT(in_month({2025, 1, 1}), ElementsAre("not found"));
  s_.anonymous()
      .get("/events/month/2024-11")
      .status(200)
      .contains("令和6年11月のイベント")
      .contains("令和6年11月のカレンダー")
      .contains("scope=\"col\"")
      .contains("第1週")
      .contains("/events/month/2024-12");
  for (const char* path : {"/events/month/2024-13", "/events/month/x", "/events/month/1999-01",
                           "/events/archive/abcd", "/events/archive/1900"}) {
    s_.anonymous().get(path).status(404);
  }
}

TEST_F(PublicLists, WhatEndsIsGoneFromEveryListOfEvents) {
  const ContentId id = event("a", "取りやめる催し", "2024-11-14");
  ASSERT_THAT(ahead(), ElementsAre("a"));
  end(id);
  EXPECT_THAT(ahead(), IsEmpty());
  EXPECT_THAT(in_month({2024, 10, 1}), IsEmpty());
  EXPECT_THAT(in_month({2024, 11, 1}), ElementsAre("not found"));
}

TEST_F(PublicLists, ACorrectedDayMovesTheEvent) {
  const ContentId id = event("a", "日を変える催し", "2024-11-14");
  ASSERT_TRUE(save_draft(office(), edit(id, {{"starts_on", "2024-12-03"}})));
  walk_to_public(id);
  EXPECT_THAT(in_month({2024, 11, 1}), IsEmpty());
  EXPECT_THAT(in_month({2024, 12, 1}), ElementsAre("a"));
}

TEST_F(PublicLists, EventsAheadPageByKey) {
  for (int day = 1; day <= 23; ++day) {
    const std::string text = (day < 10 ? "0" : "") + std::to_string(day);
    event("d" + text, "催し " + text, "2024-11-" + text);
  }
  const std::string first = s_.anonymous().get("/events").contains("催し 20").body();
  EXPECT_EQ(first.find("催し 21"), std::string::npos);
  const std::size_t at = first.find("/events?on=2024-11-20");
  ASSERT_NE(at, std::string::npos);
  std::string next = first.substr(at, first.find('"', at) - at);
  for (std::size_t mark; (mark = next.find("&amp;")) != std::string::npos;) {
    next.replace(mark, 5, "&");
  }
  s_.anonymous().get(next).contains("催し 21").contains("催し 23").lacks("催し 20");
}

TEST_F(PublicLists, TheTurnOfTheDayForgetsTheKeptPages) {
  auto page = std::make_shared<web::CachedPage>();
  page->tags = {"site"};
  page->forms[0] = std::make_shared<web::FinishedBytes>();
  web::PageCache& cache = *s_.app().cache;
  const auto listening = s_.db().listen(
      {std::string(web::kPagesChannel)},
      [&](const db::Notice& notice) { cache.forget(notice.payload); });
  ASSERT_TRUE(cache.put("/events", page, cache.ticket()));
  ASSERT_TRUE(day_turned_job().run(s_.system_context()));
  for (int i = 0; i < 200 && cache.find("/events") != nullptr; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(cache.find("/events"), nullptr);
}

// ---- the other types ----

TEST_F(PublicLists, AnswersStandInFullUnderTheirQuestion) {
  const ContentId id = written("faq", "kaihi", "会費はかかりますか");
  ASSERT_TRUE(save_draft(office(), edit(id, {{"category", "join"}, {"body", "かかりません。"}})));
  walk_to_public(id);
  const ContentId other = written("faq", "houhou", "申込みの方法を教えてください");
  // Its text begins with a heading of its own.
  ASSERT_TRUE(save_draft(office(), edit(other, {{"category", "join"}})));
  walk_to_public(other);
  s_.anonymous()
      .get("/faq")
      .status(200)
      .contains("入会について")
      .contains("かかりません。")
      .contains("href=\"#q-kaihi\"")
      .contains("id=\"q-kaihi\"")
      .contains("お答えを読む")
      .contains("href=\"/faq/houhou\"");
}

TEST_F(PublicLists, MaterialsShowTheTypeAndSizeOfTheirFiles) {
  auto& desk = s_.as(cast::secretariat);
  const std::string where =
      desk.upload("/office/media", {}, {{"file", "表.csv", "見出し,数\r\n一,1\r\n二,2\r\n"}})
          .header("Location");
  const std::string path = where.substr(0, where.find('?'));
  desk.post(path, {{"version", "1"}, {"title", "調査の表"}, {"rights_holder", "事務局"},
                   {"people", "none"}, {"focal_x", "50"}, {"focal_y", "50"}})
      .leads_to(path);
  const ContentId id = written("material", "chousa", "調査の結果の表");
  const std::string body =
      "表は[調査の結果](media:" + path.substr(path.rfind('/') + 1) + ")にあります。";
  ASSERT_TRUE(save_draft(office(), edit(id, {{"category", "data"}, {"issued_on", "2024-10-01"},
                                             {"body", body}})));
  walk_to_public(id);
  s_.anonymous()
      .get("/materials")
      .status(200)
      .contains("調査の結果の表")
      .contains("（CSV、")
      .contains("令和6年10月1日");
}

TEST_F(PublicLists, EveryListAnswersAlsoWhenEmptyAndIsReachedFromTheSiteMap) {
  for (const char* path : {"/news", "/cases", "/events", "/faq", "/materials", "/profiles",
                           "/grand-design", "/pages", "/sitemap"}) {
    const auto answer = s_.anonymous().get(path);
    answer.status(200).contains("<h1").contains("rel=\"canonical\"");
    EXPECT_THAT(answer.response().cache_tags, testing::Contains("site")) << path;
  }
  const ContentId design = written("grand_design", "r6", "県の将来の姿");
  ASSERT_TRUE(save_draft(office(), edit(design, {{"edition", "令和6年度版"}})));
  ASSERT_TRUE(send_content(office(), step(design)));
  ASSERT_TRUE(confirm_content(manager(), step(design)));
  ASSERT_TRUE(approve_content(s_.context_of(cast::prefecture), step(design)));
  ASSERT_TRUE(publish_content(manager(), step(design), {}));
  published("page", "ayumi", "これまでの歩み");
  event("a", "これからの催し", "2024-11-14");
  s_.anonymous()
      .get("/sitemap")
      .contains("href=\"/grand-design\"")
      .contains("href=\"/pages/ayumi\"")
      .contains("href=\"/events/a\"")
      .contains("案内と方針");
  s_.anonymous().get("/").contains("href=\"/sitemap\"").contains("href=\"/events\"");
}

TEST_F(PublicLists, ThePoliciesStandInTheSiteMapAndAtItsFoot) {
  const std::string body = s_.anonymous().get("/sitemap").status(200).body();
  for (const char* path : {"/policies/privacy", "/policies/accessibility", "/policies/site",
                           "/policies/social"}) {
    const std::string mark = "href=\"" + std::string(path) + "\"";
    const auto first = body.find(mark);
    ASSERT_NE(first, std::string::npos) << path;
    EXPECT_NE(body.find(mark, first + 1), std::string::npos) << path << " stands there once";
    s_.anonymous().get(path).status(200);
  }
}

TEST_F(PublicLists, AnItemTellsMachinesWhatItIs) {
  event("a", "見出しに</script>を含む催し", "2024-11-14");
  s_.anonymous()
      .get("/events/a")
      .status(200)
      .contains("application/ld+json")
      .contains("\"@type\":\"Event\"")
      .contains("\"startDate\":\"2024-11-14T13:30:00+09:00\"")
      .contains("\"@type\":\"BreadcrumbList\"")
      .contains("\\u003c/script\\u003e")
      .contains("property=\"og:title\"")
      .contains("rel=\"canonical\" href=\"http://127.0.0.1:8080/events/a\"");
  published("news", "b", "題名のある記事");
  s_.anonymous().get("/news/b").contains("\"@type\":\"NewsArticle\"");
}

}  // namespace
}  // namespace musubi::publishing
