// pages_test.cc - signing in with another service as people meet it, through the real router and a
// provider that is a process of its own: linking, signing in, taking off, and every way in which an
// answer can be wrong. Runs in test_features on both databases.
#include <gtest/gtest.h>

#include "base/text.h"
#include "core/access/addresses.h"
#include "core/mail/mail.h"
#include "features/accounts/accounts.h"
#include "features/federation/federation.h"
#include "features/federation/service.h"
#include "features/members/members.h"
#include "support/oidc_server.h"
#include "support/scenario.h"
#include "web/rate_limits.h"

namespace musubi::federation {
namespace {

using test::Answer;
using test::OidcServer;
using test::Scenario;
using test::Visitor;
namespace cast = test::cast;

constexpr const char* kPassword = "みずうみ corgi 7 tray";
constexpr const char* kBack = "/sign-in/elsewhere/return";
constexpr db::Query kIdentities{"test.identities", "SELECT COUNT(*) FROM federation_identities"};
constexpr db::Query kWays{"test.ways", "SELECT COUNT(*) FROM federation_begun"};
constexpr db::Query kEveryWay{"test.every_way",
                              "SELECT state_hash || ' ' || browser_hash FROM federation_begun"};

std::string fictional_number(const std::string& last_two) {
  const std::string base = "9999000000" + last_two;
  return corporate_check_digit(base) + base;
}

struct FederationPages : testing::Test {
  Scenario s;
  OidcServer provider;

  FederationPages() {
    s.app().public_origin = "http://127.0.0.1:8080";
    provider.set_clock(s.now());
    provider.use();
  }
  ~FederationPages() override { access::configure_address_rules({}); }
  void advance(int minutes) {
    s.advance_minutes(minutes);
    provider.set_clock(s.now());
  }
  AccountId create(const std::string& login, Role role, const OrganisationId& organisation = {},
                   const std::string& totp = "") {
    accounts::NewAccount input{login, "試験 花子", Roles{role}, organisation};
    auto made = accounts::create_account(s.system_context(), s.locksmith(), input, kPassword, totp);
    EXPECT_TRUE(made) << (made ? "" : made.error().says);
    return made ? *made : AccountId{};
  }
  Visitor signed_in(const std::string& login) {
    Visitor v = s.stranger();
    v.post("/sign-in", {{"login", login}, {"password", kPassword}}).status(303);
    return v;
  }
  OrganisationId organisation(const std::string& number) {
    members::NewMember input;
    input.organisation.name = "有限会社みなも製作所";
    input.organisation.category = "company";
    input.organisation.corporate_number = number;
    input.organisation.telephone = "096-000-1111";
    input.organisation.address = "熊本市中央区架空町1-1";
    input.organisation.representative_title = "代表取締役";
    input.organisation.representative_name = "架空 太郎";
    input.joined_on = "2022-04-01";
    const Context ctx = s.system_context();
    auto made = s.db().write([&](db::Tx& tx) { return members::enrol_member(tx, ctx, input); });
    EXPECT_TRUE(made) << (made ? "" : made.error().says);
    return made ? made->id : OrganisationId{};
  }

  // The target on our side that the provider sends the browser back to.
  std::string way_of_linking(Visitor& v) {
    const Answer page = v.post("/account/identity", {{"current_password", kPassword}});
    page.status(200).contains("の画面へ進む");
    const std::string& body = page.body();
    const std::size_t at = body.find("href=\"" + provider.issuer());
    EXPECT_NE(at, std::string::npos);
    if (at == std::string::npos) return kBack;
    const std::size_t from = at + 6;
    return provider.agree(replace_all(body.substr(from, body.find('"', from) - from), "&amp;",
                                      "&"));
  }
  void link(Visitor& v) {
    v.get(way_of_linking(v))
        .leads_to("/account/identity?message=linked")
        .audited("federation.identity.linked");
  }
  std::string way_of_signing_in(Visitor& v, const std::string& more = "") {
    const Answer out = v.get("/sign-in/elsewhere" + more);
    out.status(303);
    return provider.agree(out.header("Location"));
  }
  Answer sign_in(Visitor& v, const std::string& more = "") {
    return v.get(way_of_signing_in(v, more));
  }
  std::int64_t count(const db::Query& query) {
    return s.db().read([&](db::Reader& reader) { return reader.first(query)->integer(0); });
  }
  // What the letters to an address say, newest first.
  std::vector<std::string> letters_to(const std::string& address) {
    outbox::Handlers handlers;
    accounts::add_handlers(handlers);
    s.deliver(handlers);
    mail::Filter filter;
    filter.to_address = address;
    return s.db().read([&](db::Reader& reader) {
      std::vector<std::string> out;
      for (const mail::Mail& one : mail::list_mails(reader, filter)) {
        out.push_back(mail::find_mail(reader, one.id)->body);
      }
      return out;
    });
  }
  static bool is_in(Visitor& v) { return v.get("/account").response().status == 200; }
};

TEST_F(FederationPages, OffUnlessAProviderIsConfigured) {
  create("m@test.example", Role::member_staff, cast::kOwn);
  oidc::configure({});
  Visitor v = signed_in("m@test.example");
  s.stranger().get("/sign-in").status(200).lacks("ほかのサービス");
  v.get("/account").status(200).lacks("ほかのサービス");
  for (const char* path : {"/account/identity", "/account/identity/removal"}) {
    v.get(path).status(404);
    v.post(path, {{"current_password", kPassword}}).status(404).not_audited();
  }
  s.stranger().get("/sign-in/elsewhere").status(404);
  s.stranger().get(std::string(kBack) + "?state=x&code=y").status(404);
  EXPECT_EQ(count(kWays), 0);
}

TEST_F(FederationPages, AnIdentityIsLinkedUsedAndTakenOff) {
  create("m@test.example", Role::member_staff, cast::kOwn);
  Visitor v = signed_in("m@test.example");
  v.get("/account").status(200).contains("ほかのサービスでのログイン").contains("/account/identity");
  v.get("/account/identity").status(200).contains("今のパスワード");
  link(v);
  v.get("/account/identity?message=linked").contains("とつなぎました").contains("つないだ時")
      .contains("まだありません").lacks("person-1");
  Visitor other = s.stranger();
  other.get("/sign-in").status(200).contains("ほかのサービスでログインする")
      .contains("/sign-in/elsewhere");
  sign_in(other, "?return_to=%2Faccount%2Fsessions")
      .leads_to("/account/sessions")
      .audited("federation.identity.used")
      .audited("accounts.session.began");
  EXPECT_TRUE(is_in(other));
  EXPECT_EQ(other.cookie("sign_in_elsewhere"), "");
  other.get("/account/identity").lacks("まだありません");
  other.get("/account/identity/removal").status(200).contains("外しますか");
  other.post("/account/identity/removal")
      .leads_to("/account/identity?message=unlinked")
      .audited("federation.identity.unlinked");
  EXPECT_EQ(count(kIdentities), 0);
  Visitor later = s.stranger();
  sign_in(later).status(422).contains("まだつながっていません").audited(
      "federation.sign_in.refused");
  EXPECT_FALSE(is_in(later));
  other.post("/account/identity/removal").status(404).not_audited();
}

TEST_F(FederationPages, TheOwnerIsToldByMailOfALinkAndOfItsEnd) {
  create("m@test.example", Role::member_staff, cast::kOwn);
  Visitor v = signed_in("m@test.example");
  const std::string unfinished = way_of_linking(v);
  EXPECT_TRUE(letters_to("m@test.example").empty()) << "nothing has changed yet";
  v.get(unfinished).leads_to("/account/identity?message=linked");
  auto letters = letters_to("m@test.example");
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_NE(letters[0].find("（" + provider.issuer() + "）とつなぎました"), std::string::npos)
      << letters[0];
  EXPECT_NE(letters[0].find("試験 花子 様"), std::string::npos) << letters[0];
  EXPECT_EQ(letters[0].find("person-1"), std::string::npos) << letters[0];
  Visitor other = s.stranger();
  sign_in(other).status(303);
  EXPECT_EQ(letters_to("m@test.example").size(), 1U) << "a sign-in changes nothing";
  advance(1);
  other.post("/account/identity/removal").status(303);
  letters = letters_to("m@test.example");
  ASSERT_EQ(letters.size(), 2U);
  EXPECT_NE(letters[0].find("とのつながりを外しました"), std::string::npos) << letters[0];
}

TEST_F(FederationPages, AnIdentityThatNobodyLinkedOpensAndMakesNoAccount) {
  // The subject is the very address of an account: it is nobody's all the same.
  create("m@test.example", Role::member_staff, cast::kOwn);
  provider.say("subject", "m@test.example");
  Visitor v = s.stranger();
  sign_in(v).status(422).contains("まだつながっていません");
  EXPECT_FALSE(is_in(v));
  EXPECT_EQ(count(kIdentities), 0);
}

TEST_F(FederationPages, AnIdentityBelongsToOneAccountAndAnAccountHasOne) {
  create("one@test.example", Role::member_staff, cast::kOwn);
  create("two@test.example", Role::member_staff, cast::kOwn);
  Visitor one = signed_in("one@test.example");
  Visitor two = signed_in("two@test.example");
  link(one);
  two.get(way_of_linking(two)).status(409).contains("別の方のアカウント").audited(
      "federation.link.refused");
  one.post("/account/identity", {{"current_password", kPassword}})
      .status(409)
      .contains("先に今のつながりを外してください");
  EXPECT_EQ(count(kIdentities), 1);
  provider.say("subject", "person-2");
  link(two);
  EXPECT_EQ(count(kIdentities), 2);
}

TEST_F(FederationPages, LinkingAsksForThePasswordAgain) {
  create("m@test.example", Role::member_staff, cast::kOwn);
  Visitor v = signed_in("m@test.example");
  v.post("/account/identity", {{"current_password", "まちがい 12345678"}})
      .status(422)
      .contains("href=\"#f-current_password\"")
      .contains("今のパスワードが違います")
      .audited("accounts.password.refused");
  v.post("/account/identity").status(422).contains("今のパスワードを入力してください");
  v.post_without_csrf("/account/identity", {{"current_password", kPassword}}).status(403);
  EXPECT_EQ(count(kWays), 0);
}

TEST_F(FederationPages, TheSecondFactorIsAskedForAsAfterAPassword) {
  const std::string secret = accounts::Locksmith::make_totp_secret();
  create("v@test.example", Role::prefecture, {}, secret);
  Visitor v = s.stranger();
  v.post("/sign-in", {{"login", "v@test.example"}, {"password", kPassword}})
      .leads_to("/sign-in/code");
  v.post("/sign-in/code", {{"code", test::totp_code(secret, s.now())}}).status(303);
  link(v);
  Visitor other = s.stranger();
  sign_in(other).leads_to("/sign-in/code");
  EXPECT_FALSE(is_in(other));
  advance(2);
  other.post("/sign-in/code", {{"code", test::totp_code(secret, s.now())}})
      .status(303)
      .audited("accounts.session.began");
  EXPECT_TRUE(is_in(other));
}

TEST_F(FederationPages, AWayIsGoodOnceInItsBrowserForTenMinutes) {
  create("m@test.example", Role::member_staff, cast::kOwn);
  Visitor v = signed_in("m@test.example");
  link(v);
  Visitor first = s.stranger();
  const std::string target = way_of_signing_in(first);
  const std::string cookie = first.cookie("sign_in_elsewhere");
  Visitor thief = s.stranger();
  thief.get(target).status(422).contains("もう一度").not_audited();
  thief.set_cookie("sign_in_elsewhere", std::string(43, 'A'));
  thief.get(target).status(422).not_audited();
  EXPECT_FALSE(is_in(thief));
  first.get(target).status(303);
  EXPECT_TRUE(is_in(first));
  Visitor again = s.stranger();
  again.set_cookie("sign_in_elsewhere", cookie);
  again.get(target).status(422).not_audited();
  EXPECT_FALSE(is_in(again));
  Visitor slow = s.stranger();
  const std::string late = way_of_signing_in(slow);
  advance(11);
  slow.get(late).status(422).contains("もう一度");
  EXPECT_FALSE(is_in(slow));
  for (const char* odd : {"", "?state=", "?state=x&code=y", "?error=access_denied"}) {
    s.stranger().get(std::string(kBack) + odd).status(422).not_audited();
  }
}

TEST_F(FederationPages, NothingThatOpensAWayIsStored) {
  Visitor v = s.stranger();
  const std::string target = way_of_signing_in(v);
  const std::string stored = s.db().read(
      [&](db::Reader& reader) { return reader.first(kEveryWay)->text(0); });
  const std::size_t at = target.find("state=") + 6;
  EXPECT_EQ(stored.find(target.substr(at, target.find('&', at) - at)), std::string::npos);
  EXPECT_EQ(stored.find(v.cookie("sign_in_elsewhere")), std::string::npos);
  EXPECT_EQ(stored.size(), 64U + 1 + 64U);
  advance(11);
  ASSERT_TRUE(scheduled_jobs().front().run(s.system_context()));
  EXPECT_EQ(count(kWays), 0);
}

TEST_F(FederationPages, WhoSetOutToLinkIsWhoComesBack) {
  create("one@test.example", Role::member_staff, cast::kOwn);
  create("two@test.example", Role::member_staff, cast::kOwn);
  Visitor v = signed_in("one@test.example");
  const std::string target = way_of_linking(v);
  v.post("/sign-out").status(303);
  v.post("/sign-in", {{"login", "two@test.example"}, {"password", kPassword}}).status(303);
  v.get(target).status(422).contains("手続きを始めた方");
  EXPECT_EQ(count(kIdentities), 0);
}

TEST_F(FederationPages, ALinkIsNotFinishedWhereTheRoleMayNotBeUsed) {
  create("m@test.example", Role::member_staff, cast::kOwn);
  access::configure_address_rules(access::AddressRules::parse({"member_staff=192.0.2.0/24"}));
  Visitor v = signed_in("m@test.example");
  const std::string target = way_of_linking(v);
  v.from_address("203.0.113.5");
  v.get(target).status(403).contains("決められた場所").audited("federation.link.refused");
  EXPECT_EQ(count(kIdentities), 0);
  v.from_address("192.0.2.10");
  link(v);  // the same person in the same session, where the role may be used
  EXPECT_EQ(count(kIdentities), 1);
}

TEST_F(FederationPages, WhatTheProviderGetsWrongOpensNothing) {
  create("m@test.example", Role::member_staff, cast::kOwn);
  Visitor owner = signed_in("m@test.example");
  link(owner);
  const std::pair<const char*, int> kModes[] = {
      {"wrong_nonce", 422},  {"expired", 422},   {"from_tomorrow", 422}, {"wrong_aud", 422},
      {"shared_aud", 422},   {"other_azp", 422}, {"wrong_issuer", 422},  {"alg_none", 422},
      {"alg_hs256", 422},    {"forged", 422},    {"wrong_iss", 422},     {"no_iss", 422},
      {"no_subject", 422},   {"redirect", 503},  {"broken", 503},        {"huge", 503},
      {"no_json", 503},      {"denied", 422}};
  for (const auto& [mode, status] : kModes) {
    provider.say("mode", mode);
    Visitor v = s.stranger();
    sign_in(v).status(status).contains("ください").contains("ログインの画面に戻る");
    EXPECT_FALSE(is_in(v)) << mode;
  }
  provider.say("mode", "");
  Visitor v = s.stranger();
  sign_in(v).status(303);
  EXPECT_TRUE(is_in(v)) << "the very same way, when the provider is right";
}

TEST_F(FederationPages, ARotatedKeyIsFetchedAndASlowProviderGivenUp) {
  create("m@test.example", Role::member_staff, cast::kOwn);
  Visitor owner = signed_in("m@test.example");
  link(owner);
  provider.say("mode", "rotated");
  advance(2);
  Visitor v = s.stranger();
  sign_in(v).status(303);
  EXPECT_TRUE(is_in(v));
  provider.use(oidc::Profile::generic, 2'000);
  provider.say("mode", "slow");
  Visitor late = s.stranger();
  sign_in(late).status(503).contains("応答がありません");
  EXPECT_FALSE(is_in(late));
}

TEST_F(FederationPages, AProviderThatIsDownKeepsNobodyFromThePassword) {
  create("m@test.example", Role::member_staff, cast::kOwn);
  oidc::Options nowhere = provider.options();
  nowhere.issuer = "http://127.0.0.1:9/";
  oidc::configure(nowhere);
  Visitor v = s.stranger();
  v.get("/sign-in/elsewhere").status(503).contains("メールアドレスとパスワード");
  v.get("/sign-in").status(200);
  v.post("/sign-in", {{"login", "m@test.example"}, {"password", kPassword}}).status(303);
  v.post("/account/identity", {{"current_password", kPassword}}).status(503).contains(
      "つなげませんでした");
  EXPECT_EQ(count(kWays), 0);
}

TEST_F(FederationPages, GbizidMustBePrimeOrMemberOfTheSameCompany) {
  provider.use(oidc::Profile::gbizid);
  const std::string number = fictional_number("01");
  create("m@test.example", Role::member_staff, organisation(number));
  Visitor v = signed_in("m@test.example");
  v.get("/account").contains("GビズIDとつなぐ");
  provider.say("corporate_number", number);
  for (const char* type : {"1", "0", "7", ""}) {
    provider.say("account_type", type);
    v.get(way_of_linking(v)).status(422).contains("GビズIDエントリーは使えません").audited(
        "federation.link.refused");
  }
  provider.say("account_type", "3");
  provider.say("corporate_number", fictional_number("02"));
  v.get(way_of_linking(v)).status(422).contains("団体の法人番号（" + number + "）と違います");
  provider.say("corporate_number", "");
  v.get(way_of_linking(v)).status(422).contains("法人番号を受け取れなかった");
  EXPECT_EQ(count(kIdentities), 0);
  provider.say("corporate_number", number);
  link(v);
  v.get("/account/identity").contains("GビズIDメンバー").contains(number).lacks("照合していません");
  // The company changes, or the kind: the next sign-in says so.
  Visitor other = s.stranger();
  provider.say("corporate_number", fictional_number("02"));
  sign_in(other).status(422).contains("と違います").audited("federation.sign_in.refused");
  provider.say("corporate_number", number);
  provider.say("account_type", "1");
  sign_in(other).status(422);
  EXPECT_FALSE(is_in(other));
  provider.say("account_type", "2");
  sign_in(other).status(303);
  other.get("/account/identity").contains("GビズIDプライム");
}

TEST_F(FederationPages, WithoutANumberOnFileThePageSaysThatNothingWasCompared) {
  provider.use(oidc::Profile::gbizid);
  create("m@test.example", Role::member_staff, organisation(""));
  Visitor v = signed_in("m@test.example");
  provider.say("corporate_number", fictional_number("01"));
  link(v);
  v.get("/account/identity").status(200).contains("法人番号は照合していません");
}

TEST_F(FederationPages, AStoppedAccountStaysShutAndAResetTakesTheIdentityAlong) {
  const AccountId id = create("m@test.example", Role::member_staff, cast::kOwn);
  Visitor v = signed_in("m@test.example");
  link(v);
  ASSERT_TRUE(accounts::suspend_account(s.system_context(), id, "試験のため"));
  Visitor other = s.stranger();
  sign_in(other).status(403).contains("いまログインできません").audited(
      "federation.sign_in.refused");
  EXPECT_FALSE(is_in(other));
  ASSERT_TRUE(accounts::resume_account(s.system_context(), id));
  EXPECT_EQ(count(kIdentities), 1);
  ASSERT_TRUE(accounts::reset_account(s.system_context(), id, "", ""));
  EXPECT_EQ(count(kIdentities), 0);
}

TEST_F(FederationPages, SettingOutIsLimitedByAddress) {
  auto rules = web::RateLimits::standard_rules();
  rules["sign_in"] = {1, 2};
  s.app().limits->set_rules(rules);
  for (int n = 0; n < 2; ++n) s.stranger().get("/sign-in/elsewhere").status(303);
  s.stranger().get("/sign-in/elsewhere").status(429).contains("1分ほど");
  EXPECT_EQ(count(kWays), 2);
}

TEST_F(FederationPages, WhoeverIsInGoesOnAndNoStrangeAddressIsFollowed) {
  create("m@test.example", Role::member_staff, cast::kOwn);
  Visitor v = signed_in("m@test.example");
  v.get("/sign-in/elsewhere?return_to=%2Faccount").leads_to("/account");
  link(v);
  Visitor other = s.stranger();
  const Answer in = sign_in(other, "?return_to=https%3A%2F%2Fevil.example%2F");
  in.status(303);
  EXPECT_EQ(in.header("Location").find("evil"), std::string::npos);
}

TEST_F(FederationPages, ThePersonIsToldWhatIsHeld) {
  create("m@test.example", Role::member_staff, cast::kOwn);
  Visitor v = signed_in("m@test.example");
  link(v);
  const auto source = holdings_sources().front();
  const auto held = [&](const std::string& email) {
    return s.db().read([&](db::Reader& r) { return source.gather(r, {email, ""}, 10); });
  };
  ASSERT_EQ(held("m@test.example").size(), 1U);
  EXPECT_FALSE(held("m@test.example").front().fields.empty());
  EXPECT_TRUE(held("other@test.example").empty());
}

}  // namespace
}  // namespace musubi::federation
