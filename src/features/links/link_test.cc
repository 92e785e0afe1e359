// link_test.cc - what an article links to, what an answer makes of a target, and when it is asked
// again. Pure rules; nothing is asked here.
#include "features/links/link.h"

#include <gtest/gtest.h>

namespace musubi::links {
namespace {

constexpr std::int64_t kDay = 86'400'000;

std::vector<std::string> addresses(const std::vector<std::string>& texts,
                                   const std::vector<std::pair<std::string, std::string>>& fields) {
  std::vector<std::string> out;
  for (const Found& one : links_in(texts, fields)) out.push_back(one.address);
  return out;
}

TEST(Link, TheAddressesOfATextAndItsFieldsAreFoundOnce) {
  const auto found = addresses(
      {"[案内](/join) [もう一度](/join) [章](/help#contact) [外](https://www.example.jp/a?b=1)\n\n"
       "[資料](media:abc) [手紙](mailto:a@example.jp) [罠](javascript:alert) [他](//example.jp/)"},
      {{"url", "https://event.example.jp/x"}, {"place", "熊本市 https://no.example.jp"}});
  EXPECT_EQ(found, (std::vector<std::string>{"/join", "/help#contact",
                                             "https://www.example.jp/a?b=1",
                                             "https://event.example.jp/x"}));
}

TEST(Link, CapitalsOfASchemeMakeNoDifference) {
  EXPECT_EQ(addresses({"[外](HTTPS://www.example.jp/a)"}, {{"url", "Http://event.example.jp/x"}}),
            (std::vector<std::string>{"HTTPS://www.example.jp/a", "Http://event.example.jp/x"}));
}

TEST(Link, TheTextsForOtherReadersAreReadToo) {
  const std::vector<std::string> texts{"[案内](/join)", "[はいる](/join)と[でんわ](/help#contact)",
                                       "[How to join](https://www.example.jp/en)"};
  EXPECT_EQ(addresses(texts, {}), (std::vector<std::string>{"/join", "/help#contact",
                                                            "https://www.example.jp/en"}));
  EXPECT_EQ(links_in(texts, {}).front().words, "案内");
  EXPECT_TRUE(addresses({}, {}).empty());
}

TEST(Link, AHostIsReadOutOfItsAddress) {
  EXPECT_EQ(host_of("https://WWW.Example.jp/a"), "www.example.jp");
  EXPECT_EQ(host_of("http://user@example.jp:8080?x"), "example.jp:8080");
  EXPECT_EQ(host_of("HTTPS://www.example.jp/a"), "www.example.jp");
  EXPECT_EQ(host_of("/join"), "");
}

Target target_of(const char* kind) {
  Target out;
  out.address = "x";
  out.kind = kind;
  return out;
}

TEST(Link, OurOwnPageIsBrokenAtOnceAndAskedAgainTomorrow) {
  Answer gone;
  gone.status = 404;
  gone.why = "ありません";
  const Target now = after(target_of("internal"), gone, {kDay});
  EXPECT_EQ(now.state, "broken");
  EXPECT_EQ(now.failing_since.ms, kDay);
  EXPECT_EQ(now.next_at.ms, 2 * kDay);
}

TEST(Link, AnotherSiteIsBrokenWhenItIsCertainAndAskedLessAndLess) {
  Target now = target_of("external");
  now = after(now, answer_of_status(404), {kDay});
  EXPECT_EQ(now.state, "unsure");
  now = after(now, answer_of_status(404), {2 * kDay});
  EXPECT_EQ(now.state, "broken");
  EXPECT_EQ(now.failing_since.ms, kDay);  // how long it has been so, not since when we are sure
  Target silent = target_of("external");
  std::vector<std::int64_t> waits;
  for (int i = 0; i < 7; ++i) {
    silent = after(silent, answer_of_status(503), {0});
    EXPECT_EQ(silent.state, i < 2 ? "unsure" : "broken") << i;
    waits.push_back(silent.next_at.ms / kDay);
  }
  EXPECT_EQ(waits, (std::vector<std::int64_t>{1, 2, 4, 8, 16, 16, 16}));
}

TEST(Link, WhatAnswersNoProgramsIsNeverBrokenAndWhatIsWellForgets) {
  Target now = target_of("external");
  for (int i = 0; i < 5; ++i) now = after(now, answer_of_status(403), {0});
  EXPECT_EQ(now.state, "refused");
  now = after(now, answer_of_status(500), {kDay});
  EXPECT_EQ(now.failures, 1);
  now = after(now, answer_of_status(200), {2 * kDay});
  EXPECT_EQ(now.state, "ok");
  EXPECT_EQ(now.failing_since.ms, 0);
  EXPECT_EQ(now.next_at.ms, 9 * kDay);
  EXPECT_TRUE(now.trouble.empty());
}

}  // namespace
}  // namespace musubi::links
