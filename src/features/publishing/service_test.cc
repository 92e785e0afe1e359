// service_test.cc - the rules of publishing on a real database: who may take which step, what stops
// a text, two people at one draft, addresses that change, versions that never do, the clock.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <set>
#include <thread>

#include "features/publishing/publishing.h"
#include "features/publishing/service.h"
#include "features/publishing/service_approvals.h"
#include "features/publishing/service_public.h"
#include "features/publishing/service_schedule.h"
#include "support/publishing.h"
#include "web/cache.h"

namespace musubi::publishing {
namespace {

namespace cast = test::cast;

using Publishing = PublishingCase;

TEST(Workflow, EveryStepRowByRow) {
  const ContentType& news = type_of("news");
  const ContentType& dx_case = type_of("dx_case");
  struct StepRow {
    const ContentType& type;
    State from;
    Act act;
    std::optional<State> to;
  };
  const StepRow rows[] = {
      {news, State::draft, Act::send, State::review},
      {news, State::review, Act::send, {}},
      {news, State::review, Act::confirm, State::approved},
      {dx_case, State::review, Act::confirm, State::prefecture},
      {news, State::draft, Act::confirm, {}},
      {dx_case, State::prefecture, Act::approve, State::approved},
      {dx_case, State::review, Act::approve, {}},
      {dx_case, State::prefecture, Act::give_back, State::draft},
      {news, State::approved, Act::give_back, State::draft},
      {news, State::published, Act::give_back, {}},
      {news, State::approved, Act::schedule, State::scheduled},
      {news, State::draft, Act::schedule, {}},
      {news, State::scheduled, Act::unschedule, State::approved},
      {news, State::scheduled, Act::publish, State::published},
      {news, State::review, Act::publish, {}},
      {dx_case, State::prefecture, Act::publish, {}},
      {news, State::published, Act::end, State::ended},
      {news, State::draft, Act::end, {}},
      {news, State::scheduled, Act::change, {}},
      {news, State::published, Act::change, State::draft},
      {news, State::ended, Act::change, State::draft},
  };
  for (const StepRow& row : rows) {
    EXPECT_EQ(after(row.type, row.from, row.act), row.to)
        << row.type.name << " " << state_name(row.from) << " " << static_cast<int>(row.act);
  }
}

// As docs/decisions.md 65 says: who changes the table changes what was agreed with others.
TEST(Workflow, WhichStepsATypeNeedsIsFixed) {
  std::set<std::string> prefecture, company;
  for (const ContentType& type : content_types()) {
    if (type.prefecture) prefecture.insert(std::string(type.name));
    if (type.company) company.insert(std::string(type.name));
  }
  EXPECT_EQ(prefecture, (std::set<std::string>{"dx_case", "grand_design"}));
  EXPECT_EQ(company, (std::set<std::string>{"dx_case", "member_profile"}));
}

TEST_F(Publishing, NewsGoesFromDraftToVisitors) {
  const ContentId id = written("news", "hiraita", "ホームページを開きました");
  EXPECT_EQ(load_public_item(nobody(), "/news/hiraita").error().fault, Fault::not_found);
  ASSERT_TRUE(send_content(office(), step(id)));
  ASSERT_TRUE(confirm_content(manager(), step(id)));
  ASSERT_EQ(*publish_content(manager(), step(id), {}), State::published);
  const auto shown = load_public_item(nobody(), "/news/hiraita");
  ASSERT_TRUE(shown.has_value());
  EXPECT_EQ(shown->version.article.title, "ホームページを開きました");
  EXPECT_EQ(now(id).published_at, s_.now());
  EXPECT_EQ(now(id).review_on, "2025-10-28");
}

TEST_F(Publishing, WhoSentItDoesNotConfirmItAndOnlyManagersPublish) {
  const ContentId id = written("news", "a", "題名のある記事");
  ASSERT_TRUE(send_content(office(), step(id)));
  EXPECT_EQ(confirm_content(office(), step(id)).error().fault, Fault::forbidden);
  ASSERT_TRUE(confirm_content(manager(), step(id)));
  EXPECT_EQ(publish_content(office(), step(id), {}).error().fault, Fault::forbidden);
  EXPECT_EQ(now(id).state, State::approved);
}

TEST_F(Publishing, OthersMayNotWriteAndMembersMayNotLook) {
  const ContentId id = written("news", "a", "題名のある記事");
  for (const auto* who : {&cast::prefecture, &cast::auditor}) {
    const Context ctx = s_.context_of(*who);
    EXPECT_TRUE(load_visible_content(ctx, id).has_value());
    EXPECT_EQ(create_content(ctx, {"news", "x", "x", ""}).error().fault, Fault::forbidden);
    EXPECT_EQ(save_draft(ctx, edit(id, {})).error().fault, Fault::forbidden);
    EXPECT_EQ(send_content(ctx, step(id)).error().fault, Fault::forbidden);
    EXPECT_EQ(end_content(ctx, step(id, "理由")).error().fault, Fault::forbidden);
    EXPECT_EQ(make_preview(ctx, id).error().fault, Fault::forbidden);
  }
  for (const auto* who : {&cast::member_admin, &cast::adviser, &cast::visitor}) {
    EXPECT_EQ(load_visible_content(s_.context_of(*who), id).error().fault, Fault::forbidden);
    EXPECT_EQ(list_contents(s_.context_of(*who), {}).error().fault, Fault::forbidden);
  }
  EXPECT_EQ(approve_content(manager(), step(id)).error().fault, Fault::forbidden);
}

TEST_F(Publishing, ATextWithErrorsIsNotSentOnAndNotPublished) {
  const ContentId id = written("news", "a", "題名のある記事");
  ASSERT_TRUE(save_draft(office(), edit(id, {{"body", "[こちら](/join)"}})));
  EXPECT_EQ(send_content(office(), step(id)).error().fault, Fault::conflict);
  ASSERT_TRUE(save_draft(office(), edit(id, {{"body", "[入会の案内](/join)"}})));
  ASSERT_TRUE(send_content(office(), step(id)));
  ASSERT_TRUE(confirm_content(manager(), step(id)));
  // What stops it may come later: the same title is public by now.
  const ContentId other = written("news", "b", "題名のある記事");
  ASSERT_TRUE(send_content(office(), step(other)));
  ASSERT_TRUE(confirm_content(manager(), step(other)));
  ASSERT_TRUE(publish_content(manager(), step(other), {}));
  EXPECT_EQ(publish_content(manager(), step(id), {}).error().fault, Fault::conflict);
}

TEST_F(Publishing, TwoPeopleAtOneDraftLoseNeitherText) {
  const ContentId id = written("news", "a", "題名のある記事");
  const DraftEdit first = edit(id, {{"body", "はじめの人"}});
  DraftEdit late = edit(id, {{"body", "あとの人"}});
  ASSERT_TRUE(save_draft(office(), first));
  EXPECT_EQ(save_draft(manager(), late).error().fault, Fault::conflict);
  EXPECT_EQ(page(id).draft.article.body, "はじめの人");
  EXPECT_TRUE(save_draft(office(), first));  // the same sending once more
  late.token = page(id).draft.token;
  ASSERT_TRUE(save_draft(manager(), late));
  EXPECT_EQ(page(id).draft.article.body, "あとの人");
}

TEST_F(Publishing, AChangedTextBeginsAgainWhileVisitorsSeeTheOldOne) {
  const ContentId id = published("news", "a", "題名のある記事");
  ASSERT_TRUE(save_draft(office(), edit(id, {{"body", "直した本文です。"}})));
  EXPECT_EQ(now(id).state, State::draft);
  EXPECT_TRUE(now(id).is_public);
  EXPECT_EQ(load_public_item(nobody(), "/news/a")->version.number, 1);
  walk_to_public(id);
  EXPECT_EQ(load_public_item(nobody(), "/news/a")->version.number, 2);
  EXPECT_EQ(load_visible_version(office(), id, 1)->article.body, kBody);  // never changed
  ASSERT_TRUE(restore_version(office(), id, 1, page(id).draft.token));
  EXPECT_EQ(page(id).draft.article.body, kBody);
}

TEST_F(Publishing, AnAddressThatChangesLeavesARedirectAndNobodyElseTakesIt) {
  const ContentId id = published("news", "old", "題名のある記事");
  ASSERT_TRUE(change_settings(office(), settings(id, "new")));
  EXPECT_TRUE(load_public_item(nobody(), "/news/new").has_value());
  EXPECT_EQ(find_moved(nobody(), "/news/old"), "/news/new");
  const auto taken = create_content(office(), {"news", "別の記事", "old", ""});
  ASSERT_FALSE(taken.has_value());
  EXPECT_EQ(taken.error().fields.front().field, "slug");
  ASSERT_TRUE(change_settings(office(), settings(id, "old")));  // its own, back again
  EXPECT_EQ(find_moved(nobody(), "/news/new"), "/news/old");
  EXPECT_EQ(find_moved(nobody(), "/news/old"), "");
  EXPECT_EQ(create_content(office(), {"news", "x", "old", ""}).error().fault, Fault::invalid);
  for (const char* bad : {"", "A", "あ", "a b", "-a", "a/b", "../x"}) {
    EXPECT_FALSE(create_content(office(), {"news", "x", bad, ""}).has_value()) << bad;
  }
}

TEST_F(Publishing, WhatWasPublicIsNeverDeleted) {
  const ContentId id = published("news", "a", "題名のある記事");
  EXPECT_EQ(delete_content(office(), id, now(id).version).error().fault, Fault::conflict);
  ASSERT_TRUE(end_content(manager(), step(id, "催しが終わったため")));
  EXPECT_EQ(now(id).state, State::ended);
  EXPECT_FALSE(load_public_item(nobody(), "/news/a").has_value());
  EXPECT_EQ(delete_content(office(), id, now(id).version).error().fault, Fault::conflict);
  const ContentId draft = written("news", "b", "別の題名");
  ASSERT_TRUE(delete_content(office(), draft, now(draft).version));
  EXPECT_FALSE(load_visible_content(office(), draft).has_value());
}

TEST_F(Publishing, WhereItIsUsedIsKnown) {
  const ContentId id = published("news", "a", "題名のある記事");
  const ContentId other = written("news", "b", "別の題名");
  ASSERT_TRUE(save_draft(office(), edit(other, {{"body", "[前の記事](/news/a?x=1#b)"}})));
  ASSERT_EQ(page(id).used_in.size(), 1U);
  EXPECT_EQ(page(id).used_in[0].id, other);
  ASSERT_TRUE(save_draft(office(), edit(other, {{"body", "リンクはありません。"}})));
  EXPECT_TRUE(page(id).used_in.empty());
}

TEST_F(Publishing, ACaseNeedsBothConsentsToThatVersion) {
  const ContentId id = written("dx_case", "zumen", "図面を探す時間を測る");
  ASSERT_TRUE(send_content(office(), step(id)));
  ASSERT_TRUE(confirm_content(manager(), step(id)));
  EXPECT_EQ(now(id).state, State::prefecture);
  ASSERT_TRUE(approve_content(s_.context_of(cast::prefecture), step(id)));
  EXPECT_EQ(publish_content(manager(), step(id), {}).error().fault, Fault::conflict);
  ASSERT_TRUE(record_approval(office(), {id, "架空 花子", "10月24日に電話で"}));
  ASSERT_TRUE(publish_content(manager(), step(id), {}));
  ASSERT_TRUE(save_draft(office(), edit(id, {{"body", "直した本文です。"}})));
  ASSERT_TRUE(send_content(office(), step(id)));
  EXPECT_FALSE(page(id).obstacles.empty());  // the consent was to version 1
}

TEST_F(Publishing, VisitorsFilterByWhatTheVersionSays) {
  const ContentId id = published_case("zumen", "図面を探す時間を測る", "E");
  s_.advance_seconds(1);
  published_case("suiden", "水田の見回り", "A");
  store::PublicFilter filter;
  filter.type = "dx_case";
  EXPECT_EQ(list_public_contents(nobody(), filter)->count, 2);
  filter.facets = {{"industry", "E"}};
  const auto found = list_public_contents(nobody(), filter);
  ASSERT_EQ(found->rows.size(), 1U);
  EXPECT_EQ(found->rows[0].id, id);
  filter.facets.push_back({"theme", "データ活用"});
  EXPECT_EQ(list_public_contents(nobody(), filter)->count, 1);
  filter.facets.push_back({"size", "large"});
  EXPECT_EQ(list_public_contents(nobody(), filter)->count, 0);
  ASSERT_TRUE(end_content(manager(), step(id, "申し出のため")));
  filter.facets = {{"industry", "E"}};
  EXPECT_EQ(list_public_contents(nobody(), filter)->count, 0);
}

TEST_F(Publishing, APreviewShowsTheDraftUntilItsTimeOrTheNextLink) {
  const ContentId id = written("news", "a", "題名のある記事");
  const std::string first = *make_preview(office(), id);
  const auto token = [](const std::string& path) { return path.substr(path.rfind('/') + 1); };
  EXPECT_EQ(load_preview(nobody(), token(first))->version.article.body, kBody);
  const std::string second = *make_preview(office(), id);
  EXPECT_FALSE(load_preview(nobody(), token(first)).has_value());
  EXPECT_TRUE(load_preview(nobody(), token(second)).has_value());
  s_.advance_minutes(kPreviewDays * 24 * 60);
  EXPECT_FALSE(load_preview(nobody(), token(second)).has_value());
}

TEST_F(Publishing, EveryServerForgetsItsPagesWhenSomethingIsPublishedOrEnds) {
  std::atomic<int> told{0};
  const auto listener = s_.db().listen({std::string(web::kPagesChannel)},
                                       [&](const db::Notice& notice) {
                                         if (notice.payload == "site") ++told;
                                       });
  const auto heard = [&](int before) {
    for (int i = 0; i < 500 && told <= before; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return told > before;
  };
  const ContentId id = published("news", "a", "題名のある記事");
  EXPECT_TRUE(heard(0));
  const int before = told;
  ASSERT_TRUE(end_content(manager(), step(id, "申し出のため")));
  EXPECT_TRUE(heard(before));
}

TEST_F(Publishing, AFormSentTwiceMakesOne) {
  const auto first = create_content(office(), {"news", "題名", "a", "one-sending"});
  const auto second = create_content(office(), {"news", "題名", "a", "one-sending"});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->text, second->text);
}

TEST_F(Publishing, FieldsAreCheckedByTheirKind) {
  const auto refused = read_article(
      type_of("dx_case"), {{"title", ""}, {"industry", "?"}, {"employees", "たくさん"},
                           {"interviewed_on", "2024-02-30"}, {"cost_band", "under_1m"}});
  ASSERT_FALSE(refused.has_value());
  std::vector<std::string> fields;
  for (const auto& one : refused.error().fields) fields.push_back(one.field);
  EXPECT_EQ(fields, (std::vector<std::string>{"title", "industry", "employees",
                                              "interviewed_on"}));
  const auto taken = read_article(type_of("dx_case"), {{"title", "題"}, {"employees", "１，２３４"}});
  ASSERT_TRUE(taken.has_value());
  EXPECT_EQ(field_of(*taken, "employees"), "1234");
}

}  // namespace
}  // namespace musubi::publishing
