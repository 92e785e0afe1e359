// address_help_test.cc - what the script of a form is answered when a postal code was typed: its
// places, nothing, or problem details; for anyone, but not without end. The buttons that do the
// same without a script are tested with the forms that have them.
#include "web/address_help.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "support/cast.h"
#include "support/scenario.h"
#include "web/app.h"
#include "web/rate_limits.h"

namespace musubi::web {
namespace {

namespace cast = test::cast;
using test::Answer;
using test::Visitor;

class PostalCodes : public testing::Test {
 protected:
  void load() { ASSERT_TRUE(postal::load_demo(s_.system_context())); }
  static Answer ask(Visitor& who, const std::string& code) {
    return who.header("Accept", "application/json").get("/postal-codes?postal_code=" + code);
  }
  // The addresses of an answer that is one.
  std::vector<std::string> places(const std::string& code) {
    Visitor v = s_.stranger();
    const Answer answer = ask(v, code);
    answer.status(200).not_audited();
    EXPECT_TRUE(answer.header("Content-Type").starts_with("application/json"));
    std::vector<std::string> out;
    const Json told = Json::parse(answer.body());
    for (const Json& place : told.at("places")) {
      EXPECT_FALSE(place.at("says").get<std::string>().empty());
      out.push_back(place.at("address").get<std::string>());
    }
    EXPECT_EQ(told.at("says").get<std::string>().empty(), out.size() < 2);
    return out;
  }

  test::Scenario s_;
};

TEST_F(PostalCodes, ACodeIsAnsweredWithItsPlaces) {
  load();
  using Addresses = std::vector<std::string>;
  EXPECT_EQ(places("8600001"), Addresses{"熊本県熊本市中央区架空町"});
  EXPECT_EQ(places("860-0001"), Addresses{"熊本県熊本市中央区架空町"});
  EXPECT_EQ(places("8600002").size(), 3U);
  EXPECT_EQ(places("9999999"), Addresses{});
}

TEST_F(PostalCodes, WithoutAListNothingIsKnown) { EXPECT_TRUE(places("8600001").empty()); }

TEST_F(PostalCodes, AMemberIsAnsweredAsAStrangerIs) {
  load();
  Visitor& member = s_.as(cast::member);
  ask(member, "8600001").status(200).contains("熊本県熊本市中央区架空町");
}

TEST_F(PostalCodes, WhatIsNoCodeIsToldSoInProblemDetails) {
  load();
  for (const std::string& wrong :
       {std::string(), std::string("86000"), std::string("86000012"), std::string("abc"),
        std::string("%27%20OR%201%3D1"), std::string(3000, '8')}) {
    Visitor v = s_.stranger();
    const Answer answer = ask(v, wrong);
    answer.status(422);
    EXPECT_TRUE(answer.header("Content-Type").starts_with("application/problem+json")) << wrong;
    const Json problem = Json::parse(answer.body());
    EXPECT_EQ(problem.at("errors").at(0).at("field"), "postal_code") << wrong;
  }
  s_.stranger().post("/postal-codes").status(405);
}

TEST_F(PostalCodes, WhoAsksWithoutEndIsAskedToWaitAndTheOthersAreNot) {
  load();
  s_.app().limits->set_rules({{"postal_code", {60, 2}}});
  Visitor v = s_.stranger();
  ask(v, "8600001").status(200);
  ask(v, "8600002").status(200);
  const Answer refused = ask(v, "8600801");
  refused.status(429);
  EXPECT_FALSE(refused.header("Retry-After").empty());
  EXPECT_TRUE(refused.header("Content-Type").starts_with("application/problem+json"));
  Visitor other = s_.stranger();
  other.from_address("198.51.100.7");
  ask(other, "8600001").status(200);
  s_.advance_seconds(2);
  ask(v, "8600801").status(200);
}

TEST_F(PostalCodes, TheRuleIsOneOfTheStandardRules) {
  EXPECT_TRUE(RateLimits::standard_rules().contains("postal_code"));
}

}  // namespace
}  // namespace musubi::web
