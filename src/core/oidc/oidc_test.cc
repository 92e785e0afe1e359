// oidc_test.cc - a provider of sign-ins, asked over HTTP: who comes back is known, and whatever
// else it sends or fails to send ends in words, in time, and names the check that failed.
#include "core/oidc/oidc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "base/ids.h"
#include "base/text.h"
#include "support/oidc_server.h"

namespace musubi::oidc {
namespace {

using test::OidcServer;

class Oidc : public testing::Test {
 protected:
  Oidc() { server_.set_clock(now_); }

  static std::string field(const std::string& target, const std::string& name) {
    const std::size_t at = target.find(name + "=");
    if (at == std::string::npos) return "";
    const std::size_t from = at + name.size() + 1;
    return web::percent_decode(target.substr(from, target.find('&', from) - from), true)
        .value_or("");
  }
  // There and back once, as the browser goes.
  Result<Person> come_and_go() {
    const Trip trip{random_token(32), random_token(32), random_token(32),
                    "http://127.0.0.1:8080/sign-in/elsewhere/return"};
    const std::string address = TRY(authorization_address(trip, now_));
    const std::string target = server_.agree(address);
    EXPECT_EQ(field(target, "state"), trip.state);
    return redeem(trip, {field(target, "code"), field(target, "iss")}, now_);
  }
  void expect_refused(const std::string& mode, const std::string& detail,
                      Fault fault = Fault::invalid) {
    server_.say("mode", mode);
    const auto person = come_and_go();
    ASSERT_FALSE(person) << mode;
    EXPECT_EQ(person.error().fault, fault) << mode;
    EXPECT_THAT(person.error().detail, testing::HasSubstr(detail)) << mode;
    EXPECT_THAT(person.error().says, testing::HasSubstr("ください")) << mode;
    server_.say("mode", "");
  }

  OidcServer server_;
  Instant now_{1'730'075'400'000};
};

TEST_F(Oidc, OffUnlessItIsConfigured) {
  EXPECT_FALSE(shown().on);
  EXPECT_EQ(authorization_address({"s", "n", "v", "r"}, now_).error().fault, Fault::not_found);
  EXPECT_EQ(redeem({"s", "n", "v", "r"}, {"code", ""}, now_).error().fault, Fault::not_found);
}

TEST_F(Oidc, TheAddressAsksForACodeWithPkce) {
  server_.use(Profile::gbizid);
  const Trip trip{"the state", "the nonce", "the verifier", "https://example.jp/back"};
  const auto address = authorization_address(trip, now_);
  ASSERT_TRUE(address) << address.error().detail;
  EXPECT_EQ(address->rfind(server_.issuer() + "authorize?response_type=code&", 0), 0U);
  EXPECT_EQ(field(*address, "client_id"), "musubi");
  EXPECT_EQ(field(*address, "redirect_uri"), "https://example.jp/back");
  EXPECT_EQ(field(*address, "scope"), "openid profile");
  EXPECT_EQ(field(*address, "state"), "the state");
  EXPECT_EQ(field(*address, "nonce"), "the nonce");
  EXPECT_EQ(field(*address, "code_challenge_method"), "S256");
  EXPECT_EQ(address->find("verifier"), std::string::npos) << "the verifier stays here";
  EXPECT_EQ(shown().button_label, "GビズIDでログインする");
}

TEST_F(Oidc, WhoeverComesBackIsKnownAndDiscoveryIsKeptAnHour) {
  server_.use();
  for (int n = 0; n < 3; ++n) {
    const auto person = come_and_go();
    ASSERT_TRUE(person) << person.error().detail;
    EXPECT_EQ(person->issuer, server_.issuer());
    EXPECT_EQ(person->subject, "person-1");
    EXPECT_EQ(person->account_type, 0) << "userinfo is not asked without need";
  }
  EXPECT_EQ(server_.count(".well-known/openid-configuration"), 1);
  EXPECT_EQ(server_.count("jwks"), 1);
  EXPECT_EQ(server_.count("userinfo"), 0);
  now_.ms += 61 * 60'000;
  server_.set_clock(now_);
  ASSERT_TRUE(come_and_go());
  EXPECT_EQ(server_.count(".well-known/openid-configuration"), 2);
}

TEST_F(Oidc, TakesEs256AndAClockThatGoesAMinuteWrong) {
  server_.use();
  for (const char* mode : {"es256", "late"}) {
    server_.say("mode", mode);
    const auto person = come_and_go();
    EXPECT_TRUE(person) << mode << " " << (person ? "" : person.error().detail);
  }
}

TEST_F(Oidc, GbizidTellsOfTheCompany) {
  server_.use(Profile::gbizid);
  server_.say("account_type", "3");
  server_.say("corporate_number", "7000020430005");
  const auto person = come_and_go();
  ASSERT_TRUE(person) << person.error().detail;
  EXPECT_EQ(person->account_type, 3);
  EXPECT_EQ(person->corporation_type, 1);
  EXPECT_EQ(person->corporate_number, "7000020430005");
  server_.say("corporate_number", "7000020430006");
  expect_refused("", "corporate_number");
  server_.say("corporate_number", "");
  expect_refused("other_userinfo", "userinfo: sub");
}

TEST_F(Oidc, ATokenThatIsNotForUsNowIsRefused) {
  server_.use();
  ASSERT_TRUE(come_and_go());
  expect_refused("wrong_nonce", "nonce");
  expect_refused("expired", "exp");
  expect_refused("from_tomorrow", "iat");
  expect_refused("stale", "iat");
  expect_refused("wrong_aud", "aud");
  expect_refused("shared_aud", "aud");
  expect_refused("other_azp", "aud");
  expect_refused("wrong_issuer", "iss");
  expect_refused("wrong_at_hash", "at_hash");
  expect_refused("no_subject", "sub");
  ASSERT_TRUE(come_and_go()) << "and afterwards all is as before";
}

TEST_F(Oidc, AnUnsignedOrForgedTokenIsRefused) {
  server_.use();
  expect_refused("alg_none", "alg");
  expect_refused("alg_hs256", "alg");
  expect_refused("forged", "signature");
}

TEST_F(Oidc, TheAnswerMustSayWhoseItIs) {
  server_.use();
  expect_refused("wrong_iss", "iss of the answer");
  expect_refused("no_iss", "iss of the answer");
  expect_refused("denied", "code");
}

TEST_F(Oidc, ANewKeyIsFetchedButNotAtEveryKnock) {
  server_.use();
  ASSERT_TRUE(come_and_go());
  expect_refused("rotated", "unknown key");  // within a minute of the last look
  EXPECT_EQ(server_.count("jwks"), 1);
  now_.ms += 2 * 60'000;
  server_.set_clock(now_);
  const auto person = come_and_go();
  ASSERT_TRUE(person) << person.error().detail;
  EXPECT_EQ(server_.count("jwks"), 2);
  EXPECT_EQ(server_.count(".well-known/openid-configuration"), 1);
}

TEST_F(Oidc, WhatIsNoAnswerEndsInWords) {
  server_.use();
  ASSERT_TRUE(come_and_go());
  expect_refused("redirect", "token: status 302", Fault::unavailable);
  EXPECT_EQ(server_.count("elsewhere"), 0) << "no redirect is followed";
  expect_refused("broken", "token: status 500", Fault::unavailable);
  expect_refused("huge", "token", Fault::unavailable);
  expect_refused("no_json", "token: no JSON", Fault::unavailable);
}

TEST_F(Oidc, ASlowProviderIsGivenUpInTime) {
  server_.use(Profile::generic, 2'000);
  ASSERT_TRUE(come_and_go());
  const auto before = std::chrono::steady_clock::now();
  expect_refused("slow", "token", Fault::unavailable);
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(20));
}

TEST_F(Oidc, AnotherProvidersDocumentAndPlainHttpBeyondThisMachineAreRefused) {
  server_.use();
  expect_refused("other_issuer", "discovery: issuer");
  expect_refused("plain_http", "discovery: address");
  configure({.issuer = "http://127.0.0.1:9/", .client_id = "musubi"});
  EXPECT_EQ(authorization_address({"s", "n", "v", "r"}, now_).error().fault, Fault::unavailable);
}

TEST_F(Oidc, ACodeAndAWrongSecretAreOfNoUse) {
  server_.use();
  const Trip trip{"state", "nonce", "verifier", "https://example.jp/back"};
  const auto person = redeem(trip, {"made-up", server_.issuer()}, now_);
  ASSERT_FALSE(person);
  EXPECT_EQ(person.error().detail, "token: status 400");
  Options wrong = server_.options();
  wrong.client_secret = "another";
  configure(wrong);
  const auto refused = come_and_go();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().detail, "token: status 401");
}

}  // namespace
}  // namespace musubi::oidc
