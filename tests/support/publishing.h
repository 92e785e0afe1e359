// publishing.h - what the tests of publishing share: an article that is written, sent on, confirmed
// and published by the cast. For *_test.cc of publishing only.
#pragma once

#include <gtest/gtest.h>

#include "features/publishing/service.h"
#include "features/publishing/service_approvals.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::publishing {

inline constexpr const char* kBody = "# はじめに\n\n本文です。[入会の案内](/join)をご覧ください。";

class PublishingCase : public testing::Test {
 protected:
  Context office() { return s_.context_of(test::cast::secretariat); }
  Context manager() { return s_.context_of(test::cast::manager); }
  Context nobody() { return {Actor::anonymous(), s_.db(), s_.now(), "test-request", "", {}}; }

  ContentPage page(const ContentId& id) {
    auto found = load_visible_content(office(), id);
    EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().says);
    return found ? std::move(*found) : ContentPage{};
  }
  Content now(const ContentId& id) { return page(id).content; }
  StepInput step(const ContentId& id, const std::string& words = {}) {
    return {id, now(id).version, words};
  }
  // The form as it is, with some of it changed.
  DraftEdit edit(const ContentId& id, const Typed& changed) {
    const ContentPage before = page(id);
    const Article& a = before.draft.article;
    std::map<std::string, std::string> all = a.fields;
    all["title"] = a.title;
    all["lead"] = a.lead;
    all["body"] = a.body;
    all["language"] = a.language;
    for (const auto& [name, value] : changed) all[name] = value;
    return {id, before.draft.token, Typed(all.begin(), all.end())};
  }
  Settings settings(const ContentId& id, const std::string& slug) {
    const Content content = now(id);
    return {id, content.version, slug, content.owner_id.text, content.review_on};
  }
  ContentId written(const std::string& type, const std::string& slug, const std::string& title) {
    auto made = create_content(office(), {type, title, slug, ""});
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().says);
    const ContentId id = made.value_or({});
    Typed typed{{"lead", "記事の要約です。"}, {"body", kBody}, {"category", "notice"}};
    if (type == "dx_case") {
      typed.insert(typed.end(), {{"company", "株式会社架空精機"}, {"industry", "E"},
                                 {"size", "medium"}, {"municipality_code", "434035"},
                                 {"theme", "製造、データ活用"}, {"problem", "図面を探していました。"},
                                 {"solution", "時間を測りました。"}, {"result", "短くなりました。"}});
    }
    auto saved = save_draft(office(), edit(id, typed));
    EXPECT_TRUE(saved.has_value()) << (saved ? "" : saved.error().says);
    return id;
  }
  void walk_to_public(const ContentId& id) {
    EXPECT_TRUE(send_content(office(), step(id)));
    EXPECT_TRUE(confirm_content(manager(), step(id)));
    if (now(id).state == State::prefecture) {
      EXPECT_TRUE(approve_content(s_.context_of(test::cast::prefecture), step(id)));
      EXPECT_TRUE(record_approval(office(), {id, "架空 花子", "電話で確かめた"}));
    }
    auto done = publish_content(manager(), step(id), {});
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().says);
  }
  ContentId published(const std::string& type, const std::string& slug,
                      const std::string& title) {
    const ContentId id = written(type, slug, title);
    walk_to_public(id);
    return id;
  }
  ContentId published_case(const std::string& slug, const std::string& title,
                           const std::string& industry) {
    const ContentId id = written("dx_case", slug, title);
    EXPECT_TRUE(save_draft(office(), edit(id, {{"industry", industry}})));
    walk_to_public(id);
    return id;
  }

  test::Scenario s_;
};

}  // namespace musubi::publishing
