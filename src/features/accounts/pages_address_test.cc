// pages_address_test.cc - a new mail address proved at both ends, a forgotten password, and roles
// that may be used from some networks only. Pages and letters, on both databases.
#include <gtest/gtest.h>

#include "core/access/addresses.h"
#include "core/mail/mail.h"
#include "features/accounts/pledges.h"
#include "features/accounts/service_address.h"
#include "support/scenario.h"

namespace musubi::accounts {
namespace {

using test::Scenario;
using test::Visitor;
namespace cast = test::cast;

constexpr const char* kPassword = "みずうみ corgi 7 tray";
constexpr const char* kFresh = "かえる umbrella 55 夜";

struct Addresses : testing::Test {
  Scenario s;
  AccountId id;

  void SetUp() override {
    auto made = create_account(s.system_context(), s.locksmith(),
                               {"old@test.example", "試験 花子", {Role::visitor}, {}}, kPassword, "");
    ASSERT_TRUE(made);
    id = *made;
  }
  void TearDown() override { access::configure_address_rules({}); }
  Visitor signed_in(const std::string& login, const std::string& password = kPassword) {
    Visitor v = s.stranger();
    v.post("/sign-in", {{"login", login}, {"password", password}}).status(303);
    return v;
  }
  int deliver() {
    outbox::Handlers handlers;
    add_handlers(handlers);
    return s.deliver(handlers);
  }
  // The newest letter to an address; its link begins with `path`.
  std::string link_to(const std::string& address, const std::string& path) {
    mail::Filter filter;
    filter.to_address = address;
    const auto list = s.db().read([&](db::Reader& r) { return mail::list_mails(r, filter); });
    EXPECT_FALSE(list.empty()) << address;
    if (list.empty()) return "/none";
    const auto whole =
        s.db().read([&](db::Reader& r) { return mail::find_mail(r, list.front().id); });
    const std::size_t at = whole->body.find(path);
    EXPECT_NE(at, std::string::npos) << whole->body;
    return whole->body.substr(at, whole->body.find('\n', at) - at);
  }
  std::size_t letters_to(const std::string& address) {
    mail::Filter filter;
    filter.to_address = address;
    return s.db().read([&](db::Reader& r) { return mail::list_mails(r, filter); }).size();
  }
};

TEST_F(Addresses, AnAddressChangesWhenBothEndsHaveProvedIt) {
  Visitor v = signed_in("old@test.example");
  v.get("/account/address").status(200).contains("新しいメールアドレス");
  v.post("/account/address", {{"login", "x"}, {"current_password", kPassword}})
      .status(422).contains("name@example.jp").not_audited();
  v.post("/account/address", {{"login", "new@test.example"}, {"current_password", "ちがう"}})
      .status(422).contains("new@test.example").audited("accounts.password.refused");
  v.post("/account/address", {{"login", "NEW@test.example"}, {"current_password", kPassword}})
      .status(303).audited("accounts.address.asked");
  v.get("/account/address").contains("確認待ち").contains("new@test.example");
  EXPECT_EQ(deliver(), 2);
  const std::string old_link = link_to("old@test.example", "/address-proof/");
  const std::string new_link = link_to("new@test.example", "/address-proof/");
  s.stranger().get(new_link).status(200).contains("新しいアドレスを確認する").not_audited();
  s.stranger().post(new_link).status(200).contains("もう一方").audited("accounts.address.proved");
  s.stranger().post("/sign-in", {{"login", "new@test.example"}, {"password", kPassword}})
      .status(422);
  s.stranger().post(old_link).status(200).contains("変更しました")
      .audited("accounts.address.changed");
  v.get("/account").leads_to("/sign-in");  // every session ended
  s.stranger().get(new_link).status(404);
  s.stranger().post("/sign-in", {{"login", "old@test.example"}, {"password", kPassword}})
      .status(422);
  signed_in("new@test.example").get("/account").status(200).contains("new@test.example");
  EXPECT_EQ(deliver(), 1);
  EXPECT_EQ(letters_to("old@test.example"), 2U);  // the proof, and that it has changed
}

TEST_F(Addresses, ACancelledLateOrTakenChangeNeverHappensAndTellsNothing) {
  Visitor v = signed_in("old@test.example");
  const auto ask = [&](const std::string& login) {
    v.post("/account/address", {{"login", login}, {"current_password", kPassword}}).status(303);
  };
  ask("new@test.example");
  deliver();
  const std::string old_link = link_to("old@test.example", "/address-proof/");
  v.post("/account/address/cancellation").status(303).audited("accounts.address.cancelled");
  s.stranger().post(old_link).status(404).not_audited();
  // Somebody else's address: the same answer here, and only its owner is told.
  ask(cast::member.login);
  v.get("/account/address").contains("確認待ち");
  deliver();
  EXPECT_EQ(letters_to(cast::member.login), 1U);
  ask("new@test.example");
  deliver();
  const std::string late = link_to("new@test.example", "/address-proof/");
  s.advance_minutes(24 * 60);
  s.stranger().get(late).status(404);
}

TEST_F(Addresses, AForgottenPasswordIsSetByAMailedLinkOnce) {
  s.stranger().get("/sign-in").contains("/sign-in/reset");
  s.stranger().get("/sign-in/reset").status(200).contains("リンクを送る");
  Visitor here = signed_in("old@test.example");
  s.stranger().post("/sign-in/reset", {{"login", "x"}}).status(422).not_audited();
  const auto known = s.stranger().post("/sign-in/reset", {{"login", "old@test.example"}});
  const auto unknown = s.stranger().post("/sign-in/reset", {{"login", "nobody@test.example"}});
  known.status(200).contains("メールを確かめてください").not_audited();
  unknown.status(200).contains("メールを確かめてください").not_audited();
  deliver();
  EXPECT_EQ(letters_to("nobody@test.example"), 0U);
  const std::string link = link_to("old@test.example", "/password-reset/");
  Visitor v = s.stranger();
  v.get(link).status(200).contains("試験 花子");
  v.post(link, {{"password", "short"}, {"password_again", "short"}})
      .status(422).contains("12文字以上").not_audited();
  v.post(link, {{"password", kFresh}, {"password_again", kFresh}})
      .status(303).audited("accounts.password.reset");
  v.get("/account").status(200);
  here.get("/account").leads_to("/sign-in");
  s.stranger().get(link).status(404);
  s.stranger().post("/sign-in", {{"login", "old@test.example"}, {"password", kPassword}})
      .status(422);
}

TEST_F(Addresses, AForgottenPasswordLeavesTheSecondFactorInPlace) {
  const std::string secret = Locksmith::make_totp_secret();
  ASSERT_TRUE(create_account(s.system_context(), s.locksmith(),
                             {"p@test.example", "試験 県子", {Role::prefecture}, {}}, kPassword,
                             secret));
  s.stranger().post("/sign-in/reset", {{"login", "p@test.example"}}).status(200);
  deliver();
  Visitor v = s.stranger();
  v.post(link_to("p@test.example", "/password-reset/"),
         {{"password", kFresh}, {"password_again", kFresh}})
      .leads_to("/sign-in/code");
  v.get("/prefecture").leads_to("/sign-in");
  v.post("/sign-in/code", {{"code", test::totp_code(secret, s.now())}}).status(303);
  v.get("/prefecture").status(200);
}

TEST_F(Addresses, ALinkEndsAfterAnHourAndAMailboxIsNotFlooded) {
  for (int i = 0; i < 10; ++i) {
    s.stranger().post("/sign-in/reset", {{"login", "old@test.example"}}).status(200);
    deliver();
  }
  EXPECT_EQ(letters_to("old@test.example"), 3U);
  const std::string link = link_to("old@test.example", "/password-reset/");
  s.advance_minutes(59);
  s.stranger().get(link).status(200);
  s.advance_minutes(1);
  s.stranger().get(link).status(404);
  ASSERT_TRUE(suspend_account(s.context_of(cast::manager), id, "試験のため"));
  s.advance_minutes(60);
  s.stranger().post("/sign-in/reset", {{"login", "old@test.example"}}).status(200);
  deliver();
  EXPECT_EQ(letters_to("old@test.example"), 3U);
}

// Its process was killed after the letter was written and before the message was marked as done.
TEST_F(Addresses, AResetThatIsDeliveredAgainKeepsTheLinkOfItsOneLetter) {
  outbox::Handlers handlers;
  add_handlers(handlers);
  outbox::Message message;
  message.id = new_uuid(s.now());
  message.topic = kResetAsked;
  message.body = Json{{"login", "old@test.example"}, {"origin", "https://musubi.example.jp"}};
  Context ctx = s.system_context();
  ctx.request_id = "outbox-" + message.id;
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(handlers.at(message.topic)(ctx, message));
  EXPECT_EQ(letters_to("old@test.example"), 1U);
  s.stranger().get(link_to("old@test.example", "/password-reset/")).status(200);
}

TEST_F(Addresses, TheOwnerIsToldOfAPasswordThatChanged) {
  Visitor v = signed_in("old@test.example");
  v.post("/account/password", {{"current_password", "ちがう"},
                               {"password", kFresh},
                               {"password_again", kFresh}})
      .status(422);
  EXPECT_EQ(deliver(), 0);
  v.post("/account/password", {{"current_password", kPassword},
                               {"password", kFresh},
                               {"password_again", kFresh}})
      .status(303)
      .audited("accounts.password.changed");
  EXPECT_EQ(deliver(), 1);
  EXPECT_EQ(link_to("old@test.example", "パスワードを変えました"),
            "パスワードを変えました。ほかの機器では、ログインが終わっています。");
  EXPECT_EQ(letters_to("old@test.example"), 1U);
}

TEST_F(Addresses, ARoleIsUsedFromItsNetworksOnly) {
  access::configure_address_rules(
      access::AddressRules::parse({"auditor=192.0.2.0/24", "visitor=198.51.100.0/24"}));
  Visitor& auditor = s.as(cast::auditor);
  auditor.get("/office/audit").status(200);
  auditor.from_address("203.0.113.5");
  auditor.get("/office/audit").status(403).contains("決められた場所");
  auditor.get("/about").status(200);  // what is open to everybody stays open
  auditor.from_address("192.0.2.10");
  s.as(cast::manager).get("/office/accounts").status(200);
  // Nor does a session begin elsewhere.
  s.stranger().post("/sign-in", {{"login", "old@test.example"}, {"password", kPassword}})
      .status(403).contains("決められた場所").not_audited();
  Visitor there = s.stranger();
  there.from_address("198.51.100.9");
  there.post("/sign-in", {{"login", "old@test.example"}, {"password", kPassword}}).status(303);
}

}  // namespace
}  // namespace musubi::accounts
