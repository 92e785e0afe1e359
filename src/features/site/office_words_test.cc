// office_words_test.cc - the office words the pages of the program anew: a public 固定ページ stands at
// the address of the built-in text, a draft does not, and what is a fact of the product stays.
#include <gtest/gtest.h>

#include "features/site/site.h"
#include "support/publishing.h"

namespace musubi::site {
namespace {

namespace cast = test::cast;
using publishing::ContentId;

class OfficeWords : public publishing::PublishingCase {
 protected:
  ContentId worded(const std::string& name, const std::string& title) {
    const ContentId id = written("page", name, title);
    EXPECT_TRUE(save_draft(office(), edit(id, {{"body", "# 書き直した見出し\n\n事務局の文です。"}})));
    return id;
  }
};

TEST_F(OfficeWords, APublicPageStandsInUntilItEnds) {
  const ContentId id = worded("about", "わたしたちの集まりについて");
  s_.anonymous().get("/about").contains("運営のしくみ").lacks("事務局の文です");  // a draft
  walk_to_public(id);
  s_.anonymous()
      .get("/about")
      .status(200)
      .contains("わたしたちの集まりについて</h1>")
      .contains("事務局の文です")
      .contains("rel=\"canonical\" href=\"http://127.0.0.1:8080/about\"")
      .lacks("運営のしくみ");
  const auto moved = s_.anonymous().get("/pages/about");
  moved.status(301);
  EXPECT_EQ(moved.header("Location"), "/about");
  ASSERT_TRUE(end_content(manager(), step(id, "はじめからの文に戻すため")));
  s_.anonymous().get("/about").contains("運営のしくみ").lacks("事務局の文です");
  s_.anonymous().get("/pages/about").status(404);
}

TEST_F(OfficeWords, AnotherPageStaysWhereItIs) {
  walk_to_public(worded("ayumi", "これまでの歩みについて"));
  s_.anonymous().get("/pages/ayumi").status(200).contains("事務局の文です");
  s_.anonymous().get("/about").contains("運営のしくみ");
}

TEST_F(OfficeWords, WhatIsAFactOfTheProductStaysBeneath) {
  walk_to_public(worded("help", "困ったときの案内"));
  s_.anonymous().get("/help").contains("事務局の文です").contains("id=\"contact\"").lacks(
      "ログインできないとき");
  walk_to_public(worded("privacy", "個人情報についての約束"));
  s_.anonymous()
      .get("/policies/privacy")
      .contains("事務局の文です")
      .contains("<td>session</td>")
      .lacks("見られる人を限ります");
}

TEST_F(OfficeWords, TheSearchFindsOnlyWhatStandsThere) {
  walk_to_public(worded("about", "わたしたちの集まりについて"));
  bool is_there = false;
  for (const OpenText& one : list_texts(s_.app(), nobody())) {
    if (one.path != "/about") {
      EXPECT_NE(one.text, "") << one.path;
      continue;
    }
    is_there = true;
    EXPECT_EQ(one.title, "わたしたちの集まりについて");
    EXPECT_EQ(one.text, "");
  }
  EXPECT_TRUE(is_there);
}

TEST_F(OfficeWords, TheOfficeIsLedFromTheArrangementToTheArticle) {
  auto& boss = s_.as(cast::manager);
  boss.get("/office/front").contains("決まったページの文").contains("slug=site-policy");
  boss.get("/office/content/new?type=page&slug=site-policy")
      .status(200)
      .contains("value=\"site-policy\"");
  s_.as(cast::auditor).get("/office/front").contains("決まったページの文").lacks("記事を書いて替える");
  const ContentId id = worded("site-policy", "サイトの使い方の決まり");
  boss.get("/office/front")
      .contains("href=\"/office/content/" + id.text + "\"")
      .lacks("slug=site-policy")
      .lacks("事務局が書いた文");
  walk_to_public(id);
  boss.get("/office/front").contains("事務局が書いた文");
}

}  // namespace
}  // namespace musubi::site
