// service_factors_test.cc - passkeys and recovery codes against a real database, with an
// authenticator in software. Runs in test_features on both databases.
#include "features/accounts/service_factors.h"

#include <gtest/gtest.h>

#include "base/base64url.h"
#include "features/accounts/pledges.h"
#include "support/authenticator.h"
#include "support/scenario.h"

namespace musubi::accounts {
namespace {

using test::Authenticator;

constexpr std::string_view kPassword = "みずうみ corgi 7 tray";
const Site kSite{"http://localhost:8080", "localhost"};
constexpr db::Query kHashes{"test.code_hashes", "SELECT code_hash FROM recovery_codes"};

struct Factors : testing::Test {
  test::Scenario s;
  Browser browser{"Mozilla/5.0 (Windows) Chrome/120", ""};
  Authenticator key;

  Context anonymous() { return Context{Actor::anonymous(), s.db(), s.now(), "r", "192.0.2.9", {}}; }
  Context self(const AccountId& id, Role role) {
    Context ctx = anonymous();
    ctx.actor = Actor{Actor::Kind::person, id, "試験 花子", {role}, {}};
    return ctx;
  }
  AccountId create(const std::string& login, Role role, const std::string& totp = "") {
    auto made = create_account(s.system_context(), s.locksmith(),
                               {login, "試験 花子", Roles{role}, {}}, std::string(kPassword), totp);
    EXPECT_TRUE(made) << (made ? "" : made.error().says);
    if (made && needs_pledge({role})) {
      const Context ctx = s.system_context();
      EXPECT_TRUE(s.db().write([&](db::Tx& tx) { return file_online_pledge(tx, ctx, *made); }));
    }
    return made ? *made : AccountId{};
  }
  Result<Entered> knock(const std::string& login) {
    return sign_in(anonymous(), s.locksmith(), {login, std::string(kPassword), "/office"}, browser);
  }
  static PasskeyAnswer made(const Authenticator::Made& m, const std::string& name = "電話") {
    PasskeyAnswer out;
    out.client_data = m.client_data;
    out.attestation = m.attestation;
    out.credential = m.credential;
    out.name = name;
    return out;
  }
  static PasskeyAnswer given(const Authenticator::Signed& g) {
    PasskeyAnswer out;
    out.client_data = g.client_data;
    out.authenticator_data = g.authenticator_data;
    out.signature = g.signature;
    out.credential = g.credential;
    out.user_handle = g.user_handle;
    return out;
  }
  Result<void> add(const Context& ctx, Authenticator& a) {
    const auto offer = offer_own_passkey(ctx, s.locksmith(), std::string(kPassword));
    if (!offer) return fail(offer.error());
    return add_own_passkey(ctx, kSite, made(a.make(offer->challenge)));
  }
  Result<Entered> enter_with(Authenticator& a, const AccountId& id) {
    const auto offer = offer_sign_in(anonymous());
    return sign_in_with_passkey(anonymous(), kSite, given(a.sign(offer->challenge, id.text)), "",
                                browser);
  }
};

TEST_F(Factors, APasskeyAloneSignsInStaffWithBothFactors) {
  const AccountId id = create("o@test.example", Role::secretariat, Locksmith::make_totp_secret());
  ASSERT_TRUE(add(self(id, Role::secretariat), key));
  const auto in = enter_with(key, id);
  ASSERT_TRUE(in) << in.error().says;
  EXPECT_EQ(in->next, Entered::Next::signed_in);
  EXPECT_TRUE(sessions::find(s.db(), in->session_token, s.now(), {})->second_factor);
  const auto list = list_own_passkeys(self(id, Role::secretariat));
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].name, "電話");
  EXPECT_EQ(list[0].last_used, s.now());
}

TEST_F(Factors, AChallengeIsAnsweredOnceAndWithinFiveMinutes) {
  const AccountId id = create("m@test.example", Role::visitor);
  ASSERT_TRUE(add(self(id, Role::visitor), key));
  const auto offer = offer_sign_in(anonymous());
  const PasskeyAnswer answer = given(key.sign(offer->challenge, id.text));
  EXPECT_TRUE(sign_in_with_passkey(anonymous(), kSite, answer, "", browser));
  EXPECT_FALSE(sign_in_with_passkey(anonymous(), kSite, answer, "", browser));
  const auto late = offer_sign_in(anonymous());
  s.advance_minutes(5);
  EXPECT_FALSE(sign_in_with_passkey(anonymous(), kSite,
                                    given(key.sign(late->challenge, id.text)), "", browser));
  // A wrong answer uses the challenge up as well.
  const auto once = offer_sign_in(anonymous());
  PasskeyAnswer spoilt = given(key.sign(once->challenge, id.text));
  const std::string right = spoilt.signature;
  spoilt.signature = base64url("no signature");
  EXPECT_FALSE(sign_in_with_passkey(anonymous(), kSite, spoilt, "", browser));
  spoilt.signature = right;
  EXPECT_FALSE(sign_in_with_passkey(anonymous(), kSite, spoilt, "", browser));
}

TEST_F(Factors, AChallengeOfOneUseOrPersonIsNoneForAnother) {
  const AccountId a = create("a@test.example", Role::visitor);
  const AccountId b = create("b@test.example", Role::visitor);
  const auto own = offer_own_passkey(self(a, Role::visitor), s.locksmith(), std::string(kPassword));
  ASSERT_TRUE(own);
  EXPECT_FALSE(add_own_passkey(self(b, Role::visitor), kSite, made(key.make(own->challenge))));
  const auto open = offer_sign_in(anonymous());
  EXPECT_FALSE(add_own_passkey(self(a, Role::visitor), kSite, made(key.make(open->challenge))));
  EXPECT_TRUE(add_own_passkey(self(a, Role::visitor), kSite, made(key.make(own->challenge))));
}

TEST_F(Factors, ACounterThatGoesBackwardsIsRefusedAndAudited) {
  const AccountId id = create("m@test.example", Role::visitor);
  key.counter = 10;
  ASSERT_TRUE(add(self(id, Role::visitor), key));
  EXPECT_TRUE(enter_with(key, id));
  key.counter = 4;  // a copy that was made earlier
  const auto copied = enter_with(key, id);
  ASSERT_FALSE(copied);
  EXPECT_NE(copied.error().says.find("写し"), std::string::npos);
  audit::Filter filter;
  filter.action_prefix = "accounts.passkey.refused";
  EXPECT_EQ(s.db().read([&](db::Reader& r) { return audit::list_entries(r, filter); }).size(), 1U);
}

TEST_F(Factors, UnknownSuspendedAndForeignHandlesSoundTheSame) {
  const AccountId id = create("m@test.example", Role::visitor);
  const AccountId other = create("n@test.example", Role::visitor);
  ASSERT_TRUE(add(self(id, Role::visitor), key));
  Authenticator unknown;
  const auto first = enter_with(unknown, id);
  const auto second = enter_with(key, other);
  ASSERT_TRUE(suspend_account(s.context_of(test::cast::manager), id, "試験のため"));
  const auto third = enter_with(key, id);
  ASSERT_FALSE(first);
  ASSERT_FALSE(second);
  ASSERT_FALSE(third);
  EXPECT_EQ(first.error().says, second.error().says);
  EXPECT_EQ(first.error().says, third.error().says);
}

TEST_F(Factors, ThePasswordIsAskedBeforeAPasskeyIsAdded) {
  const AccountId id = create("m@test.example", Role::visitor);
  EXPECT_EQ(offer_own_passkey(self(id, Role::visitor), s.locksmith(), "").error().fault,
            Fault::invalid);
  EXPECT_EQ(offer_own_passkey(self(id, Role::visitor), s.locksmith(), "ちがう").error().fault,
            Fault::invalid);
}

TEST_F(Factors, StaffEnrolWithAPasskeyInThePlaceOfAnAuthenticator) {
  const AccountId id = create("o@test.example", Role::auditor);
  const auto in = knock("o@test.example");
  ASSERT_TRUE(in);
  ASSERT_EQ(in->next, Entered::Next::enrolment);
  const auto offer = offer_enrolment_passkey(anonymous(), in->step_token);
  ASSERT_TRUE(offer);
  const auto entered = enrol_passkey(anonymous(), kSite, in->step_token,
                                     made(key.make(offer->challenge)), browser);
  ASSERT_TRUE(entered) << entered.error().says;
  EXPECT_TRUE(entered->lacks_recovery_codes);
  EXPECT_EQ(entered->return_to, "/office");
  // From now on the password alone must not lead to an enrolment: that would walk around the key.
  const auto again = knock("o@test.example");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->next, Entered::Next::code);
  EXPECT_FALSE(load_enrolment(anonymous(), s.locksmith(), again->step_token));
  EXPECT_FALSE(offer_enrolment_passkey(anonymous(), again->step_token));
  const auto step = load_second_step(anonymous(), again->step_token);
  ASSERT_TRUE(step);
  EXPECT_TRUE(step->has_passkey);
  EXPECT_FALSE(step->has_totp);
  EXPECT_TRUE(enter_with(key, id));
}

TEST_F(Factors, TheLastSecondFactorOfStaffStaysAndThatOfAMemberGoes) {
  const AccountId staff = create("o@test.example", Role::auditor);
  ASSERT_TRUE(add(self(staff, Role::auditor), key));
  const PasskeyId last = list_own_passkeys(self(staff, Role::auditor)).at(0).id;
  EXPECT_EQ(remove_own_passkey(self(staff, Role::auditor), last).error().fault, Fault::conflict);
  Authenticator second;
  ASSERT_TRUE(add(self(staff, Role::auditor), second));
  EXPECT_TRUE(remove_own_passkey(self(staff, Role::auditor), last));
  EXPECT_FALSE(enter_with(key, staff));
  EXPECT_TRUE(enter_with(second, staff));
  const AccountId visitor = create("m@test.example", Role::visitor);
  Authenticator third;
  ASSERT_TRUE(add(self(visitor, Role::visitor), third));
  const PasskeyId own = list_own_passkeys(self(visitor, Role::visitor)).at(0).id;
  EXPECT_EQ(remove_own_passkey(self(staff, Role::auditor), own).error().fault, Fault::not_found);
  EXPECT_TRUE(remove_own_passkey(self(visitor, Role::visitor), own));
}

TEST_F(Factors, ARecoveryCodeStandsForTheSecondFactorOnce) {
  const std::string secret = Locksmith::make_totp_secret();
  const AccountId id = create("o@test.example", Role::secretariat, secret);
  const Context own = self(id, Role::secretariat);
  const auto codes = make_recovery_codes(own);
  ASSERT_TRUE(codes) << codes.error().says;
  ASSERT_EQ(codes->size(), 10U);
  for (const db::Row& row : s.db().read([](db::Reader& r) { return r.all(kHashes); })) {
    EXPECT_EQ(row.text(0).find(codes->at(0)), std::string::npos);
  }
  auto in = knock("o@test.example");
  ASSERT_TRUE(in);
  EXPECT_EQ(give_recovery_code(anonymous(), in->step_token, "AAAA-BBBB", browser)
                .error().fields.at(0).field, "recovery_code");
  // As a person types it from paper.
  std::string typed = " " + codes->at(3) + " ";
  for (char& c : typed) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto entered = give_recovery_code(anonymous(), in->step_token, typed, browser);
  ASSERT_TRUE(entered) << entered.error().says;
  EXPECT_TRUE(sessions::find(s.db(), entered->session_token, s.now(), {})->second_factor);
  EXPECT_EQ(count_own_recovery_codes(own), 9);
  in = knock("o@test.example");
  EXPECT_FALSE(give_recovery_code(anonymous(), in->step_token, codes->at(3), browser));
  // A new set makes the former one worthless.
  const auto fresh = make_recovery_codes(own);
  ASSERT_TRUE(fresh);
  in = knock("o@test.example");
  EXPECT_FALSE(give_recovery_code(anonymous(), in->step_token, codes->at(0), browser));
  EXPECT_TRUE(give_recovery_code(anonymous(), in->step_token, fresh->at(0), browser));
}

TEST_F(Factors, FiveWrongRecoveryCodesEndTheStep) {
  const AccountId id = create("o@test.example", Role::secretariat, Locksmith::make_totp_secret());
  const auto codes = make_recovery_codes(self(id, Role::secretariat));
  const auto in = knock("o@test.example");
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(give_recovery_code(anonymous(), in->step_token, "AAAA-BBBB-CCCC-DDDD", browser));
  }
  EXPECT_EQ(give_recovery_code(anonymous(), in->step_token, codes->at(0), browser).error().fault,
            Fault::not_found);
}

TEST_F(Factors, ARecoveryCodeIsNoWayThroughAnEnrolmentAndNeedsAFactorToStandFor) {
  const AccountId id = create("o@test.example", Role::auditor);
  EXPECT_EQ(make_recovery_codes(self(id, Role::auditor)).error().fault, Fault::conflict);
  const auto in = knock("o@test.example");
  ASSERT_EQ(in->next, Entered::Next::enrolment);
  EXPECT_EQ(give_recovery_code(anonymous(), in->step_token, "x", browser).error().fault,
            Fault::not_found);
}

TEST_F(Factors, AResetTakesPasskeysAndRecoveryCodesAway) {
  const AccountId id = create("o@test.example", Role::visitor);
  ASSERT_TRUE(add(self(id, Role::visitor), key));
  ASSERT_TRUE(make_recovery_codes(self(id, Role::visitor)));
  ASSERT_TRUE(reset_account(s.context_of(test::cast::manager), id, "機種変更", ""));
  EXPECT_TRUE(list_own_passkeys(self(id, Role::visitor)).empty());
  EXPECT_EQ(count_own_recovery_codes(self(id, Role::visitor)), 0);
  EXPECT_FALSE(enter_with(key, id));
}

TEST_F(Factors, AnOrganisationThatStopsTakesItsPeopleOutAndBringsOnlyThemBack) {
  const Context ctx = s.context_of(test::cast::manager);
  ASSERT_TRUE(suspend_account(ctx, test::cast::member_admin.id, "本人の事情"));
  s.as(test::cast::member).get("/account").status(200);
  const auto stop = [&](db::Tx& tx) {
    return suspend_organisation_accounts(tx, ctx, test::cast::kOwn, "退会のため");
  };
  EXPECT_EQ(*s.db().write(stop), 1);
  EXPECT_EQ(load_account(ctx, test::cast::member.id)->state, State::suspended);
  EXPECT_EQ(load_account(ctx, test::cast::other_member.id)->state, State::active);
  const auto resume = [&](db::Tx& tx) {
    return resume_organisation_accounts(tx, ctx, test::cast::kOwn);
  };
  EXPECT_EQ(*s.db().write(resume), 1);
  EXPECT_EQ(load_account(ctx, test::cast::member_admin.id)->state, State::suspended);
  EXPECT_EQ(load_account(ctx, test::cast::member.id)->state, State::invited);  // has no password
}

}  // namespace
}  // namespace musubi::accounts
