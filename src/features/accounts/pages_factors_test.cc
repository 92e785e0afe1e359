// pages_factors_test.cc - passkeys and recovery codes as people see them: pages, offers, refusals.
// Runs in test_features on both databases.
#include <gtest/gtest.h>

#include "base/json.h"
#include "core/mail/mail.h"
#include "features/accounts/service_factors.h"
#include "support/authenticator.h"
#include "support/scenario.h"
#include "web/rate_limits.h"

namespace musubi::accounts {
namespace {

using test::Authenticator;
using test::FormFields;
using test::Scenario;
using test::Visitor;
namespace cast = test::cast;

constexpr const char* kPassword = "みずうみ corgi 7 tray";

FormFields made(const Authenticator::Made& m) {
  return {{"client_data", m.client_data}, {"attestation", m.attestation},
          {"credential", m.credential},   {"passkey_name", "仕事の<電話>"}};
}
FormFields given(const Authenticator::Signed& g) {
  return {{"client_data", g.client_data}, {"authenticator_data", g.authenticator_data},
          {"signature", g.signature},     {"credential", g.credential},
          {"user_handle", g.user_handle}, {"return_to", "/account/sessions"}};
}

struct FactorPages : testing::Test {
  Scenario s;
  Authenticator key;

  FactorPages() { s.app().public_origin = "http://localhost:8080"; }
  AccountId create(const std::string& login, Role role, const std::string& totp) {
    auto id = create_account(s.system_context(), s.locksmith(),
                             {login, "試験 花子", Roles{role}, {}}, kPassword, totp);
    EXPECT_TRUE(id);
    return id ? *id : AccountId{};
  }
  Visitor signed_in(const std::string& login) {
    Visitor v = s.stranger();
    v.post("/sign-in", {{"login", login}, {"password", kPassword}}).status(303);
    return v;
  }
  // What the letters to an address say, newest first.
  std::string letters_to(const std::string& address) {
    outbox::Handlers handlers;
    add_handlers(handlers);
    s.deliver(handlers);
    mail::Filter filter;
    filter.to_address = address;
    return s.db().read([&](db::Reader& reader) {
      std::string out;
      for (const mail::Mail& one : mail::list_mails(reader, filter)) {
        out += mail::find_mail(reader, one.id)->body;
      }
      return out;
    });
  }
  static std::string challenge(const test::Answer& answer) {
    return Json::parse(answer.body())["challenge"].get<std::string>();
  }
  void add(Visitor& v) {
    const auto offer = v.post("/account/passkey-offer", {{"passkey_password", kPassword}});
    offer.status(200).contains("\"userVerification\":\"required\"");
    offer.contains("\"attestation\":\"none\"");
    v.post("/account/passkeys", made(key.make(challenge(offer))))
        .leads_to("/account?message=passkey")
        .audited("accounts.passkey.added");
  }
};

TEST_F(FactorPages, APasskeyIsAddedSeenUsedAndRemoved) {
  const AccountId id = create("v@test.example", Role::visitor, "");
  Visitor v = signed_in("v@test.example");
  v.get("/account").status(200).contains("data-passkey=\"create\"").contains("パスキーを登録する");
  add(v);
  v.get("/account").contains("仕事の&lt;電話&gt;").contains("登録済みのパスキー　1個")
      .contains("回復コードがありません");
  Visitor other = s.stranger();
  other.get("/sign-in").contains("data-passkey=\"get\"").contains("パスキーでログインする");
  const auto offer = other.post("/sign-in/passkey-offer").status(200).lacks("allowCredentials");
  other.post("/sign-in/passkey", given(key.sign(challenge(offer), id.text)))
      .leads_to("/account/sessions")
      .audited("accounts.session.began");
  const std::string page = other.get("/account").body();
  const std::size_t at = page.find("/account/passkeys/");
  const std::string removal = page.substr(at, page.find('"', at) - at);
  other.get(removal).status(200).contains("外しますか").contains("仕事の&lt;電話&gt;");
  s.as(cast::member).get(removal).status(404);
  s.as(cast::member).post(removal).status(404).not_audited();
  other.post(removal)
      .leads_to("/account?message=passkey-removed")
      .audited("accounts.passkey.removed");
}

TEST_F(FactorPages, TheOwnerIsToldByMailOfAPasskeyThatComesOrGoes) {
  create("v@test.example", Role::visitor, "");
  Visitor v = signed_in("v@test.example");
  EXPECT_EQ(letters_to("v@test.example"), "");
  add(v);
  const std::string added = letters_to("v@test.example");
  EXPECT_NE(added.find("パスキーを登録しました"), std::string::npos) << added;
  EXPECT_NE(added.find("/account\n"), std::string::npos) << added;
  EXPECT_EQ(added.find("仕事の"), std::string::npos) << "what a thief typed stands in the letter";
  EXPECT_EQ(added.find("パスキーを外しました"), std::string::npos) << added;
  const std::string page = v.get("/account").body();
  const std::size_t at = page.find("/account/passkeys/");
  ASSERT_NE(at, std::string::npos);
  v.post(page.substr(at, page.find('"', at) - at)).status(303);
  const std::string all = letters_to("v@test.example");
  EXPECT_NE(all.find("パスキーを外しました"), std::string::npos) << all;
}

TEST_F(FactorPages, TheOwnerIsToldByMailOfAnotherAuthenticatorAndOfNewRecoveryCodes) {
  create("v@test.example", Role::visitor, "");
  Visitor v = signed_in("v@test.example");
  add(v);
  v.post("/account/recovery-codes", {{"return_to", "/"}}).audited("accounts.recovery_codes.made");
  EXPECT_EQ(letters_to("v@test.example").find("回復コード"), std::string::npos) << "the first ones";
  v.post("/account/recovery-codes", {{"return_to", "/"}}).audited("accounts.recovery_codes.made");
  const std::string codes = letters_to("v@test.example");
  EXPECT_NE(codes.find("回復コードを作り直しました"), std::string::npos) << codes;
  EXPECT_EQ(codes.find("認証アプリを登録しました"), std::string::npos) << codes;

  v.post("/account/authenticator", {{"authenticator_password", kPassword}})
      .leads_to("/sign-in/enrolment");
  const auto sealed = s.db().read([](db::Reader& r) {
    return r.first(db::Query{"test.sealed", "SELECT sealed, account_id FROM account_links"
                                            " WHERE purpose = 'sign_in' AND sealed <> ''"});
  });
  ASSERT_TRUE(sealed);
  const auto secret = s.locksmith().open(sealed->text(0), sealed->text(1));
  ASSERT_TRUE(secret);
  v.post("/sign-in/enrolment", {{"code", test::totp_code(*secret, s.now())}})
      .status(303).audited("accounts.authenticator.enrolled");
  const std::string all = letters_to("v@test.example");
  EXPECT_NE(all.find("認証アプリを登録しました"), std::string::npos) << all;
  EXPECT_EQ(all.find(*secret), std::string::npos) << "a secret stands in a letter";
}

TEST_F(FactorPages, BehindTheRightPasswordTheAddressNoLongerHoldsUpAPasskey) {
  const AccountId id = create("o@test.example", Role::visitor, Locksmith::make_totp_secret());
  Authenticator stranger_key;
  Visitor v = s.stranger();
  v.post("/sign-in", {{"login", "o@test.example"}, {"password", kPassword}})
      .leads_to("/sign-in/code");
  s.app().limits->set_rules({{"sign_in", {1, 1}}, {"write", {1, 1}}});
  Visitor stranger = s.stranger();
  const auto offer = stranger.post("/sign-in/passkey-offer").status(200);
  stranger.post("/sign-in/passkey-offer").status(429);
  const auto guess = given(stranger_key.sign(challenge(offer), id.text));
  stranger.post("/sign-in/passkey", guess).status(422);
  stranger.post("/sign-in/passkey", guess).status(429);
  v.post("/sign-in/passkey-offer").status(200);
  v.post("/sign-in/passkey", guess).status(422);  // judged, not sent away
}

TEST_F(FactorPages, ThePasswordIsAskedInWordsTheScriptCanShow) {
  create("v@test.example", Role::visitor, "");
  Visitor v = signed_in("v@test.example");
  v.header("accept", "application/json");
  v.post("/account/passkey-offer", {{"passkey_password", ""}})
      .status(422).contains("今のパスワードを入力してください").not_audited();
  v.post("/account/passkey-offer", {{"passkey_password", "ちがう"}})
      .status(422).contains("今のパスワードが違います").audited("accounts.password.refused");
}

TEST_F(FactorPages, WhatIsNoAnswerIsRefusedInWords) {
  Visitor v = s.stranger();
  v.post("/sign-in/passkey").status(422).contains("読み取れませんでした").not_audited();
  v.post("/sign-in/passkey", {{"client_data", std::string(300'000, 'A')}}).status(422);
  v.post("/sign-in/enrolment/passkey-offer").status(404);
  s.as(cast::member).post("/account/passkeys", {{"client_data", "e30"}}).status(422).not_audited();
}

TEST_F(FactorPages, AnAddressThatIsANumberSaysSoInsteadOfADeadButton) {
  s.app().public_origin = "http://127.0.0.1:8080";
  create("v@test.example", Role::visitor, "");
  Visitor v = signed_in("v@test.example");
  v.get("/account").contains("パスキーを使えません").lacks("data-passkey");
  s.stranger().get("/sign-in").contains("パスキーを使えません").lacks("data-passkey");
  s.stranger().post("/sign-in/passkey-offer").status(422);
}

TEST_F(FactorPages, TheFirstSignInOffersEitherAndLeadsOnOverTheRecoveryCodes) {
  create("p@test.example", Role::prefecture, "");
  Visitor v = signed_in("p@test.example");
  v.get("/sign-in/enrolment").status(200).contains("認証アプリを使う").contains("パスキーを使う");
  const auto offer = v.post("/sign-in/enrolment/passkey-offer").status(200);
  v.post("/sign-in/enrolment/passkey", made(key.make(challenge(offer))))
      .leads_to("/account/recovery-codes?return_to=%2Fprefecture")
      .audited("accounts.passkey.added");
  v.get("/account/recovery-codes?return_to=%2Fprefecture").status(200).contains("あとにする");
  v.post("/account/recovery-codes", {{"return_to", "/prefecture"}})
      .status(200).contains("二度と表示できません").contains("控えたので続ける")
      .contains("href=\"/prefecture\"").audited("accounts.recovery_codes.made");
  v.post("/account/recovery-codes", {{"return_to", "//evil.example"}}).lacks("evil");
  // The second time: a passkey, or a recovery code.
  Visitor again = signed_in("p@test.example");
  again.get("/sign-in/code").status(200).contains("パスキーでの確認").contains("回復コードを使う")
      .lacks("name=\"code\"");
  again.get("/sign-in/recovery").status(200).contains("まだ使っていない1つ");
  again.post("/sign-in/recovery", {{"recovery_code", "AAAA"}})
      .status(422).contains("すでに使われています").audited("accounts.sign_in.refused");
}

TEST_F(FactorPages, ARecoveryCodeLeadsInAndSaysHowManyAreLeft) {
  const std::string secret = Locksmith::make_totp_secret();
  const AccountId id = create("p@test.example", Role::prefecture, secret);
  Context own = s.system_context();
  own.actor = Actor{Actor::Kind::person, id, "試験 花子", {Role::prefecture}, {}};
  const auto codes = make_recovery_codes(own);
  ASSERT_TRUE(codes);
  for (int used = 1; used <= 8; ++used) {
    Visitor v = signed_in("p@test.example");
    v.post("/sign-in/recovery", {{"recovery_code", codes->at(static_cast<std::size_t>(used))}})
        .leads_to("/account/recovery-codes?message=used&return_to=%2Fprefecture")
        .audited("accounts.recovery_code.used");
    if (used == 8) {
      v.get("/account/recovery-codes?message=used").contains("2個です");
      v.get("/account").contains("残りわずかです");
    }
  }
}

}  // namespace
}  // namespace musubi::accounts
