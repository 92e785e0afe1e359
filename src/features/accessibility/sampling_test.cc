// sampling_test.cc - drawing pages: the same seed draws the same ones, another seed others, nobody
// is drawn twice, and a page more changes nobody else's lot. And the reader of foreign results.
#include "features/accessibility/sampling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "features/accessibility/results.h"

namespace musubi::accessibility {
namespace {

std::vector<ScopePage> scope_of(int count) {
  std::vector<ScopePage> out;
  for (int i = 0; i < count; ++i) out.push_back({"/page/" + std::to_string(i), "題名"});
  return tidy_scope(out, {});
}

std::vector<std::string> paths_of(const std::vector<TrialPage>& pages) {
  std::vector<std::string> out;
  for (const TrialPage& page : pages) out.push_back(page.path);
  return out;
}

TEST(Sampling, TheSameSeedDrawsTheSamePagesAndAnotherSeedOthers) {
  const auto scope = scope_of(200);
  const std::vector<std::string> chosen{"/page/7", "/page/3"};
  const auto once = choose_pages(scope, chosen, "令和6年度", 30);
  const auto again = choose_pages(scope, chosen, "令和6年度", 30);
  EXPECT_EQ(paths_of(once), paths_of(again));
  EXPECT_NE(paths_of(once), paths_of(choose_pages(scope, chosen, "令和7年度", 30)));
  ASSERT_EQ(once.size(), 32U);
  EXPECT_EQ(once[0].path, "/page/7");  // in the order that the office wrote
  EXPECT_EQ(once[1].why, "representative");
  EXPECT_EQ(once[2].why, "random");
  EXPECT_EQ(once[31].position, 32);
  const auto paths = paths_of(once);
  EXPECT_EQ(std::set<std::string>(paths.begin(), paths.end()).size(), 32U);
}

TEST(Sampling, APageMoreChangesAtMostOneOfTheDrawn) {
  auto scope = scope_of(200);
  const auto before = paths_of(choose_pages(scope, {}, "s", 30));
  scope.push_back({"/page/new", ""});
  const auto after = paths_of(choose_pages(tidy_scope(scope, {}), {}, "s", 30));
  std::size_t same = 0;
  for (const std::string& path : after) {
    same += std::find(before.begin(), before.end(), path) != before.end() ? 1 : 0;
  }
  EXPECT_GE(same, 29U);
}

TEST(Sampling, EveryPageHasAChanceAndASmallScopeIsTakenWhole) {
  const auto scope = scope_of(50);
  std::set<std::string> drawn;
  for (int seed = 0; seed < 100; ++seed) {
    for (auto& path : paths_of(choose_pages(scope, {}, std::to_string(seed), 10))) {
      drawn.insert(path);
    }
  }
  EXPECT_EQ(drawn.size(), 50U);
  EXPECT_EQ(choose_pages(scope, {"/page/1"}, "s", 300).size(), 50U);
}

TEST(Sampling, WhatIsLeftOutGoesWithWhatStandsBelowItAndNothingElse) {
  const auto scope = tidy_scope(
      {{"/news", ""}, {"/news/a", ""}, {"/newsletter", ""}, {"/", ""}, {"/", ""}},
      read_paths(" /news \n\n/news\n"));
  ASSERT_EQ(scope.size(), 2U);
  EXPECT_EQ(scope[0].path, "/");
  EXPECT_EQ(scope[1].path, "/newsletter");
  EXPECT_NE(scope_digest(scope), scope_digest({scope[0]}));
}

TEST(Results, WhatTheCheckerWritesIsRead) {
  const auto read = read_results(
      R"({"format":"musubi.accessibility.1","tool":"axe-core 4.14.1","pages":[)"
      R"({"path":"/","state":"checked","title":"ホーム","findings":[{"criterion":"1.4.3",)"
      R"("rule":"color-contrast","help":"h","nodes":2,"example":"<p>"}]},)"
      R"({"path":"/x","state":"could_not","why":"HTTP 404"}]})");
  ASSERT_TRUE(read.has_value()) << read.error().fields.front().says;
  ASSERT_EQ(read->pages.size(), 2U);
  EXPECT_TRUE(read->pages[0].checked);
  EXPECT_EQ(read->pages[0].findings.at(0).nodes, 2);
  EXPECT_FALSE(read->pages[1].checked);
  EXPECT_EQ(read->pages[1].trouble, "HTTP 404");
}

TEST(Results, AnythingElseIsRefusedAtItsField) {
  const std::string head = R"({"format":"musubi.accessibility.1","tool":"t","pages":[)";
  const std::string good = R"({"path":"/","state":"checked","findings":[]})";
  EXPECT_TRUE(read_results(head + good + "]}").has_value());
  const std::string deep(100'000, '[');
  for (const std::string& bytes :
       {std::string(), std::string("[]"), deep, std::string("\xFF\xFE"), head + "]}",
        head + good + "," + good + "]}", head + R"({"path":"x","state":"checked"}]})",
        head + R"({"path":"/","state":"checked"}]})",
        head + R"({"path":"/","state":"fine","findings":[]}]})",
        head + R"({"path":3,"state":"checked","findings":[]}]})",
        head + R"({"path":"/","state":"checked","findings":[{"criterion":"9.9.9","rule":"r",)" +
            R"("nodes":1}]}]})",
        head + R"({"path":"/","state":"checked","findings":[{"criterion":"1.1.1","rule":"r",)" +
            R"("nodes":-1}]}]})",
        std::string(R"({"format":"axe","tool":"t","pages":[]})")}) {
    const auto read = read_results(bytes);
    ASSERT_FALSE(read.has_value()) << bytes.substr(0, 100);
    EXPECT_EQ(read.error().fault, Fault::invalid);
    EXPECT_EQ(read.error().fields.at(0).field, "file");
  }
}

}  // namespace
}  // namespace musubi::accessibility
