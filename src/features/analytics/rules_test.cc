// rules_test.cc - who is left out of the counting, what devices, browsers and referrers are called,
// and that nothing personal or secret becomes a page or a word. Rows of the documented tables.
#include "features/analytics/rules.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/places.h"

namespace musubi::analytics {
namespace {

using web::Arrival;

constexpr const char* kPhone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
constexpr const char* kDesk =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Safari/537.36";

Arrival arrival(const std::string& agent, const std::string& page = "/about") {
  Arrival out;
  out.agent = agent;
  out.page = page;
  return out;
}

TEST(CountingRules, PeopleAreCountedAndProgramsAreNot) {
  struct Row {
    const char* agent;
    const char* because;
  };
  const Row rows[] = {
      {kPhone, ""},
      {kDesk, ""},
      {"Mozilla/5.0 (Linux; Android 14; CUBOT P80) AppleWebKit/537.36 Chrome/126 Mobile", ""},
      {"", "bot"},
      {"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "bot"},
      {"Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "bot"},
      {"curl/8.5.0", "bot"},
      {"python-requests/2.31", "bot"},
      {"Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126", "bot"},
      {"facebookexternalhit/1.1", "bot"},
      {"Mozilla/5.0+(compatible; UptimeRobot/2.0)", "monitor"},
      {"check_http/v2.3 (monitoring-plugins)", "monitor"},
      {"ELB-HealthChecker/2.0 HealthCheck", "monitor"}};
  for (const Row& row : rows) EXPECT_EQ(left_out_because(arrival(row.agent)), row.because);
}

TEST(CountingRules, StaffAndPrefetchesAndOwnPagesAreLeftOut) {
  Arrival staff = arrival(kDesk);
  staff.who = Arrival::Who::staff;
  EXPECT_EQ(left_out_because(staff), "staff");
  Arrival member = arrival(kDesk);
  member.who = Arrival::Who::member;
  EXPECT_EQ(left_out_because(member), "");
  Arrival early = arrival(kDesk);
  early.prefetch = true;
  EXPECT_EQ(left_out_because(early), "prefetch");
  EXPECT_EQ(left_out_because(arrival(kDesk, "/sign-in")), "own_pages");
  EXPECT_EQ(left_out_because(arrival(kDesk, "/sign-in/codes")), "own_pages");
  EXPECT_EQ(left_out_because(arrival(kDesk, "/sign-in-and-see")), "");
}

TEST(CountingRules, DevicesAndBrowsersHaveTheirClasses) {
  struct Row {
    const char* agent;
    const char* device;
    const char* browser;
  };
  const Row rows[] = {
      {kPhone, "phone", "safari"},
      {kDesk, "computer", "chrome"},
      {"Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "computer", "edge"},
      {"Mozilla/5.0 (Windows NT 10.0; rv:127.0) Gecko/20100101 Firefox/127.0", "computer",
       "firefox"},
      {"Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126 Mobile Safari/537.36", "phone",
       "chrome"},
      {"Mozilla/5.0 (Linux; Android 13; SM-X200) Chrome/126 Safari/537.36", "tablet", "chrome"},
      {"Mozilla/5.0 (iPad; CPU OS 16_6) Version/16.6 Safari/604.1", "tablet", "safari"},
      {"Mozilla/5.0 (Linux; Android 14) SamsungBrowser/25.0 Chrome/121 Mobile", "phone",
       "samsung"},
      {"Something nobody knows", "other", "other"}};
  for (const Row& row : rows) {
    EXPECT_EQ(device_of(row.agent), row.device) << row.agent;
    EXPECT_EQ(browser_of(row.agent), row.browser) << row.agent;
  }
}

TEST(CountingRules, ReferrersAreHostsAndKnownOnesHaveOneName) {
  EXPECT_EQ(referrer_of("www.google.co.jp"), "Google");
  EXPECT_EQ(referrer_of("google.com:443"), "Google");
  EXPECT_EQ(referrer_of("search.yahoo.co.jp"), "Yahoo!");
  EXPECT_EQ(referrer_of("t.co"), "X");
  EXPECT_EQ(referrer_of("WWW.Example.JP"), "example.jp");
  EXPECT_EQ(referrer_of("notgoogle.example"), "notgoogle.example");
  EXPECT_EQ(referrer_of(""), "");
  EXPECT_EQ(referrer_of("a<b>"), "（読み取れない参照元）");
  EXPECT_EQ(web::referring_host("https://kanri:himitsu@example.jp:8443/a?q=1", "musubi.test"),
            "example.jp:8443");
  EXPECT_EQ(web::referring_host("https://Musubi.Test/about", "musubi.test"), "");
  EXPECT_EQ(web::referring_host("about:blank", "musubi.test"), "");
}

TEST(CountingRules, NothingSecretOrPersonalBecomesAPage) {
  Arrival missing = arrival(kDesk, "/status/kZ3-a-token-of-this-site-that-nobody-knows");
  missing.kind = Arrival::Kind::missing;
  EXPECT_EQ(page_of(missing), "/status/…");
  missing.page = "/taro%40example.jp";
  EXPECT_EQ(page_of(missing), "/…");
  EXPECT_EQ(page_of(arrival(kDesk, "/cases/%E8%BE%B2%E6%A5%AD/")), "/cases/農業");
  EXPECT_EQ(page_of(arrival(kDesk, "/%ff%zz")), "（読み取れないアドレス）");
  EXPECT_EQ(page_of(arrival(kDesk, "/")), "/");
}

TEST(CountingRules, WordsAreFoldedAndPeopleAreHidden) {
  EXPECT_EQ(words_of("　ＲＰＡ　 "), "rpa");
  EXPECT_EQ(words_of("ｾﾐﾅｰ"), "セミナー");
  EXPECT_EQ(words_of("taro@example.jp"), kHiddenWords);
  EXPECT_EQ(words_of("０９６-０００-１２３４"), kHiddenWords);
  EXPECT_EQ(words_of("令和6年度"), "令和6年度");
  const std::string cut = std::string("補助金").substr(0, 8);  // in the middle of 金
  EXPECT_EQ(words_of(cut), "補助");
}

// The page for people prints the tables themselves; the text for operators must say the same.
TEST(CountingRules, TheDocumentNamesEveryRule) {
  std::ifstream in(test::source("/docs/counting.md"));
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  ASSERT_FALSE(text.empty());
  for (const auto* rules : {&bot_rules(), &monitor_rules()}) {
    for (const AgentRule& rule : *rules) {
      EXPECT_NE(text.find("`" + std::string(rule.part) + "`"), std::string::npos) << rule.part;
    }
  }
}

}  // namespace
}  // namespace musubi::analytics
