// scope_test.cc - what a 試験 can draw from: the pages of the program that anyone or a member opens,
// and every public article; never a draft, a file, a feed or a page of the office.
#include "features/accessibility/scope.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "features/accessibility/service.h"
#include "support/publishing.h"

namespace musubi::accessibility {
namespace {

class TrialScope : public publishing::PublishingCase {
 protected:
  static bool holds(const std::vector<ScopePage>& scope, std::string_view path) {
    return std::any_of(scope.begin(), scope.end(),
                       [&](const ScopePage& one) { return one.path == path; });
  }
};

TEST_F(TrialScope, ThePublicSiteIsWhatAnyoneOpens) {
  const auto scope = own_pages_of(s_.app(), "public");
  for (const char* path : {"/", "/about", "/help", "/cases", "/news", "/join", "/contact",
                           "/join/application/new", "/sign-in", "/policies/accessibility",
                           "/policies/privacy"}) {
    EXPECT_TRUE(holds(scope, path)) << path;
  }
  for (const ScopePage& page : scope) {
    EXPECT_EQ(page.path.find(':'), std::string::npos) << page.path;
    EXPECT_FALSE(page.path.starts_with("/office")) << page.path;
    EXPECT_FALSE(page.path.starts_with("/members")) << page.path;
    // What is drawn is a page, or the check could only say that it is none.
    const auto answer = s_.anonymous().get(page.path);
    EXPECT_EQ(answer.response().status, 200) << page.path;
    EXPECT_EQ(answer.header("Content-Type").rfind("text/html", 0), 0U) << page.path;
  }
  const std::string usual = usual_representative(scope, "public");
  EXPECT_EQ(usual.rfind("/\n/about\n", 0), 0U) << usual;
}

TEST_F(TrialScope, TheMembersPlatformIsWhatAMemberOpens) {
  const auto scope = own_pages_of(s_.app(), "members");
  EXPECT_TRUE(holds(scope, "/members"));
  EXPECT_TRUE(holds(scope, "/account"));
  for (const ScopePage& page : scope) {
    EXPECT_FALSE(page.path.starts_with("/office")) << page.path;
    EXPECT_FALSE(page.path.starts_with("/policies")) << page.path;
  }
}

TEST_F(TrialScope, PublicArticlesAreDrawnFromAndDraftsAreNot) {
  published("news", "one", "公開したお知らせ");
  written("news", "two", "下書きのお知らせ");
  NewTrial input;
  input.site = "public";
  input.starts_on = "2024-10-28";
  input.representative = "/news/one";
  input.random_count = 300;
  input.own_pages = own_pages_of(s_.app(), "public");
  const auto made = begin_trial(office(), input);
  ASSERT_TRUE(made.has_value());
  const auto desk = load_visible_trial(office(), *made);
  ASSERT_TRUE(desk.has_value());
  EXPECT_EQ(desk->sheet.pages.at(0).path, "/news/one");
  EXPECT_EQ(desk->sheet.pages.at(0).title, "公開したお知らせ");
  EXPECT_FALSE(desk->trial.seed.empty());  // made, and kept
  for (const TrialPage& page : desk->sheet.pages) EXPECT_NE(page.path, "/news/two");
  EXPECT_EQ(static_cast<std::int64_t>(desk->sheet.pages.size()), desk->trial.scope_count);
}

}  // namespace
}  // namespace musubi::accessibility
