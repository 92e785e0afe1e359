// pages_test.cc - the pages of accounts as people meet them: who, what, status, words, audit.
// Runs in test_features on both databases, through the gate and without a socket.
#include <gtest/gtest.h>

#include "features/accounts/accounts.h"
#include "core/audit/audit.h"
#include "core/keys/locksmith.h"
#include "core/mail/mail.h"
#include "features/accounts/pledges.h"
#include "support/scenario.h"
#include "support/smtp_server.h"
#include "support/temp_folder.h"
#include "web/rate_limits.h"
#include "web/urlencoded.h"

namespace musubi::accounts {
namespace {

using test::FormFields;
using test::Scenario;
using test::Visitor;
namespace cast = test::cast;

constexpr const char* kPassword = "みずうみ corgi 7 tray";

struct AccountPages : testing::Test {
  Scenario s;
  std::string secret = Locksmith::make_totp_secret();

  void create(const std::string& login, Role role, const std::string& totp) {
    NewAccount input{login, "試験 花子", Roles{role}, {}};
    if (roles::members.has(role)) input.organisation = cast::kOwn;
    const Context ctx = s.system_context();
    auto made = create_account(ctx, s.locksmith(), input, kPassword, totp);
    ASSERT_TRUE(made);
    if (!needs_pledge({role})) return;
    ASSERT_TRUE(s.db().write([&](db::Tx& tx) { return file_online_pledge(tx, ctx, *made); }));
  }
  // With all the other limits as they are in earnest.
  void limit_sign_in(const web::RateRule& rule) {
    auto rules = web::RateLimits::standard_rules();
    rules["sign_in"] = rule;
    s.app().limits->set_rules(rules);
  }
  FormFields typed(const std::string& login) {
    return {{"login", login}, {"password", kPassword}, {"return_to", ""}};
  }
};

TEST_F(AccountPages, SigningInWithACodeOpensTheOffice) {
  create("o@test.example", Role::secretariat, secret);
  Visitor v = s.stranger();
  v.get("/sign-in").status(200).contains("メールアドレス").contains("csrf_token");
  v.post("/sign-in", typed("o@test.example")).leads_to("/sign-in/code");
  v.get("/account").leads_to("/sign-in");  // half-way is not in
  v.get("/sign-in/code").status(200).contains("確認コード");
  v.post("/sign-in/code", {{"code", "12"}}).status(422).contains("6桁").audited(
      "accounts.sign_in.refused");
  v.post("/sign-in/code", {{"code", test::totp_code(secret, s.now())}})
      .status(303)
      .audited("accounts.session.began");
  v.get("/account").status(200).contains("試験 花子");
  v.get("/office/permissions").status(200);
  v.post("/sign-out").leads_to("/sign-in").audited("accounts.session.ended");
  v.get("/account").leads_to("/sign-in");
}

TEST_F(AccountPages, AnAccountIsFoundByNameAndAddressByWhoMaySeeAccountsOnly) {
  create("sagashi@test.example", Role::secretariat, secret);
  const auto found = [&](const test::Person& who, const std::string& words) {
    return s.as(who).get("/office/search?q=" + web::percent_encode(words)).status(200).body().find(
               "\"/office/accounts/") != std::string::npos;
  };
  EXPECT_TRUE(found(cast::manager, "sagashi"));
  EXPECT_TRUE(found(cast::auditor, "試験 花子"));
  EXPECT_FALSE(found(cast::secretariat, "sagashi"));
  EXPECT_FALSE(found(cast::prefecture, "試験 花子"));
}

TEST_F(AccountPages, AWrongPasswordKeepsTheLoginAndNeverEchoesThePassword) {
  Visitor v = s.stranger();
  v.post("/sign-in", {{"login", "who@test.example"}, {"password", "ちがう合言葉です"}})
      .status(422)
      .contains("who@test.example")
      .contains("メールアドレスかパスワードが違います")
      .lacks("ちがう合言葉です");
  v.post("/sign-in", {{"login", ""}, {"password", ""}})
      .status(422)
      .contains("メールアドレスを入力してください")
      .not_audited();
}

TEST_F(AccountPages, SignInReturnsToAPathOfThisSiteOnly) {
  create("m@test.example", Role::member_staff, "");
  FormFields fields = typed("m@test.example");
  fields[2].second = "/account/sessions";
  s.stranger().post("/sign-in", fields).leads_to("/account/sessions");
  fields[2].second = "//evil.example/";
  const auto answer = s.stranger().post("/sign-in", fields);
  answer.status(303);
  EXPECT_EQ(answer.header("Location").find("evil"), std::string::npos);
}

TEST_F(AccountPages, TheCookieIsOutOfReachOfScriptsAndOtherSites) {
  create("m@test.example", Role::member_staff, "");
  const auto answer = s.stranger().post("/sign-in", typed("m@test.example"));
  int cookies = 0;
  for (const auto& [name, value] : answer.response().headers) {
    if (name != "Set-Cookie") continue;
    ++cookies;
    EXPECT_NE(value.find("HttpOnly"), std::string::npos) << value;
    EXPECT_NE(value.find("SameSite=Lax"), std::string::npos) << value;
  }
  EXPECT_GE(cookies, 2);
}

TEST_F(AccountPages, WithoutATokenNothingIsDone) {
  create("m@test.example", Role::member_staff, "");
  s.stranger().post_without_csrf("/sign-in", typed("m@test.example")).status(403).not_audited();
  s.as(cast::manager)
      .post_without_csrf("/office/accounts", {{"login", "x@test.example"}})
      .status(403)
      .not_audited();
}

TEST_F(AccountPages, TheStepCookieOfAnotherPersonOpensNothing) {
  create("o@test.example", Role::secretariat, secret);
  Visitor v = s.stranger();
  v.set_cookie("sign_in_step", std::string(43, 'a'));
  v.get("/sign-in/code").leads_to("/sign-in");
  v.post("/sign-in/code", {{"code", test::totp_code(secret, s.now())}}).leads_to("/sign-in");
  v.get("/sign-in/enrolment").leads_to("/sign-in");
}

TEST_F(AccountPages, AnInvitedPersonSetsPasswordAndAuthenticatorAndIsIn) {
  const auto made = s.as(cast::manager)
                        .post("/office/accounts", {{"login", "new@test.example"},
                                                   {"name", "新 人子"},
                                                   {"reason", "人事異動"},
                                                   {"roles", "prefecture"}})
                        .status(200)
                        .audited("accounts.account.invited")
                        .contains("/invitation/");
  const std::size_t at = made.body().find("/invitation/");
  const std::string path = made.body().substr(at, std::string("/invitation/").size() + 43);
  Visitor v = s.stranger();
  v.get(path).status(200).contains("新 人子").contains("県担当者");
  v.post(path, {{"password", "short"}, {"password_again", "short"}})
      .status(422)
      .contains("12文字以上");
  v.post(path, {{"password", kPassword}, {"password_again", kPassword}})
      .leads_to("/sign-in/enrolment")
      .audited("accounts.account.activated");
  const auto page = v.get("/sign-in/enrolment").status(200).contains("<svg");
  const auto found = s.db().read([](db::Reader& r) {
    return r.first(db::Query{"test.sealed",
                             "SELECT sealed, account_id FROM account_links"
                             " WHERE purpose = 'sign_in'"});
  });
  ASSERT_TRUE(found);
  const auto key = s.locksmith().open(found->text(0), found->text(1));
  ASSERT_TRUE(key);
  page.contains(*key);
  v.post("/sign-in/enrolment", {{"code", test::totp_code(*key, s.now())}})
      .leads_to("/account/recovery-codes")
      .audited("accounts.authenticator.enrolled");
  v.get("/account").status(200);
  s.stranger().get(path).status(404);
}

TEST_F(AccountPages, SessionsAreListedAndEndedByTheirOwnerOnly) {
  Visitor& here = s.as(cast::member);
  const auto list = here.get("/account/sessions").status(200).contains("この画面");
  const Context ctx = s.context_of(cast::member);
  auto second = s.db().write([&](db::Tx& tx) {
    return sessions::begin(ctx, tx, cast::member.id, false, "Mozilla/5.0 (iPhone) Safari/1");
  });
  ASSERT_TRUE(second);
  here.get("/account/sessions").contains("iPhone の Safari").contains("ほかのログインをすべて終える");
  const std::string id = sessions::find(s.db(), *second, s.now(), {})->id;
  s.as(cast::other_member).post("/account/sessions/" + id + "/ending").status(404).not_audited();
  EXPECT_TRUE(sessions::find(s.db(), *second, s.now(), {}));
  here.post("/account/sessions/" + id + "/ending").status(303).audited("accounts.session.ended");
  EXPECT_FALSE(sessions::find(s.db(), *second, s.now(), {}));
  here.get("/account/sessions").status(200);
}

TEST_F(AccountPages, TheIdleTimeCanBeExtended) {
  Visitor& v = s.as(cast::member);
  s.advance_minutes(29);
  v.post("/account/session/extension").status(200).contains("expires_at");
  s.advance_minutes(29);
  v.get("/account").status(200);
  s.advance_minutes(30);
  v.get("/account").leads_to("/sign-in");
}

TEST_F(AccountPages, OwnNameAndPassword) {
  Visitor& v = s.as(cast::member);
  v.post("/account/name", {{"name", "改姓 担治"}}).status(303).audited("accounts.name.changed");
  v.get("/account").contains("改姓 担治");
  v.post("/account/name", {{"name", "  "}}).status(422).contains("お名前を入力してください");
  v.post("/account/password", {{"current_password", "x"},
                               {"password", kPassword},
                               {"password_again", "ちがう"}})
      .status(422)
      .contains("同じパスワード");
}

TEST_F(AccountPages, TheOfficeListsFiltersAndSuspends) {
  Visitor& v = s.as(cast::manager);
  v.get("/office/accounts").status(200).contains("試験 事美").contains("アカウントを招待する");
  v.get("/office/accounts?role=auditor").contains("試験 監司").lacks("試験 事美");
  v.get("/office/accounts?q=%E7%B5%90%E5%9F%8E%E3%81%AA%E3%81%97").contains("条件に合うアカウント");
  const std::string path = "/office/accounts/" + cast::adviser.id.text;
  v.post(path + "/suspension", {{"reason", ""}}).status(422).contains("止める理由");
  s.as(cast::adviser).get("/account").status(200);
  v.post(path + "/suspension", {{"reason", "任期満了"}})
      .status(303)
      .audited("accounts.account.suspended");
  v.get(path).contains("停止中");
  v.post(path + "/resumption").status(303).audited("accounts.account.resumed");
  v.post("/office/accounts/" + cast::manager.id.text + "/roles", {{"roles", "auditor"},
                                                                   {"roles_reason", "異動"}})
      .status(409)
      .contains("ご自分のアカウント");
  s.as(cast::auditor).get("/office/accounts").status(200).lacks("アカウントを招待する");
  s.as(cast::auditor).post(path + "/suspension", {{"reason", "x"}}).status(403).not_audited();
}

TEST_F(AccountPages, ThePermissionMatrixShowsEveryPermissionAndRole) {
  const auto answer = s.as(cast::auditor).get("/office/permissions").status(200);
  for (const web::Route& route : s.app().router.routes()) {
    answer.contains(route.permission.label);
  }
  for (int i = 0; i < kRoleCount; ++i) answer.contains(role_label(static_cast<Role>(i)));
  for (const char* asked_by_services_only :
       {"audit.personal_values.see", "members.personal_data.see", "members.own.see"}) {
    answer.contains(asked_by_services_only);
  }
  answer.contains("範囲").contains("自分の団体").contains("本人");
}

TEST_F(AccountPages, TheAuditIsSearchedAndExportedWithAPurpose) {
  s.as(cast::member).post("/account/name", {{"name", "改姓 担治"}});
  s.as(cast::manager).get("/office/audit?action=accounts.name.").status(200)
      .contains("改姓 担治").contains("試験 担治").contains("お名前を変えました");
  Visitor& v = s.as(cast::auditor);
  v.get("/office/audit?from=x").status(422).contains("令和6年4月1日");
  v.post("/office/audit/export", {{"purpose", ""}}).status(422).contains("目的");
  const auto csv = v.post("/office/audit/export", {{"purpose", "令和6年度の検査"},
                                                   {"action", "accounts.name."}})
                       .status(200)
                       .audited("audit.entries.exported")
                       .contains("accounts.name.changed")
                       .lacks("改姓 担治");
  EXPECT_NE(csv.header("Content-Disposition").find("attachment"), std::string::npos);
  s.as(cast::prefecture).get("/office/audit").status(403);
}

// The auditor needs who did what to whom and when; not the names and addresses themselves.
TEST_F(AccountPages, TheAuditMasksPersonalDataForWhoDoesNotNeedIt) {
  s.as(cast::member).post("/account/name", {{"name", "改姓 担治"}});
  const Context ctx = s.context_of(cast::secretariat);
  ASSERT_TRUE(s.db().write([&](db::Tx& tx) -> Result<void> {
    TRY(audit::note(tx, ctx, "members.organisation.updated", {"organisation", "o1", "o1"},
                    {{"representative_name", "旧代 表子"}, {"category", "company"}},
                    {{"representative_name", "新代 表郎"}, {"category", "body"}}));
    return audit::note(tx, ctx, "members.unheard.of", {"organisation", "o1", "o1"}, nullptr,
                       {{"unheard_of", "だれかの名前"}});
  }));
  s.as(cast::auditor).get("/office/audit").status(200)
      .contains("会員情報を変更しました").contains("区分").contains("企業").contains("団体")
      .contains("代表者").contains("（伏せています）").contains("お名前")
      .lacks("旧代 表子").lacks("新代 表郎").lacks("改姓 担治").lacks("だれかの名前");
  // Nor may it be found out by searching for it.
  s.as(cast::auditor).get("/office/audit?q=%E6%96%B0%E4%BB%A3")
      .contains("この期間に、その言葉のある記録はありません");
  s.as(cast::manager).get("/office/audit?q=%E6%96%B0%E4%BB%A3").contains("新代 表郎");
}

TEST_F(AccountPages, SigningInIsLimitedPerAddressAndSaysHowLongToWait) {
  create("limited@test.example", Role::visitor, "");
  limit_sign_in({4, 2});
  Visitor v = s.stranger();
  v.post("/sign-in", {{"login", "a@test.example"}, {"password", "x"}}).status(422);
  v.post("/sign-in", {{"login", "b@test.example"}, {"password", "x"}}).status(422);
  const auto refused = v.post("/sign-in", typed("limited@test.example"))
                           .status(429)
                           .contains("もう一度お試しください")
                           .contains("limited@test.example")
                           .not_audited();
  EXPECT_GE(std::atoi(refused.header("Retry-After").c_str()), 1);
  Visitor other = s.stranger();
  other.from_address("198.51.100.7");
  other.post("/sign-in", typed("limited@test.example")).status(303);
  s.advance_minutes(1);
  v.post("/sign-in", typed("limited@test.example")).status(303);
}

TEST_F(AccountPages, AStrangerBehindTheSameAddressDoesNotKeepOutAKnownDevice) {
  create("colleague@test.example", Role::secretariat, secret);
  Visitor v = s.stranger();
  v.post("/sign-in", typed("colleague@test.example")).leads_to("/sign-in/code");
  v.post("/sign-in/code", {{"code", test::totp_code(secret, s.now())}}).status(303);
  v.post("/sign-out").status(303);
  s.advance_minutes(2);
  limit_sign_in({1, 1});
  Visitor stranger = s.stranger();
  stranger.post("/sign-in", {{"login", "a@test.example"}, {"password", "x"}}).status(422);
  stranger.post("/sign-in", typed("colleague@test.example")).status(429);
  // Nor by sending any other open form as often as the gate lets them.
  for (int i = 0; i < 40; ++i) stranger.post_without_csrf("/sign-out");
  stranger.post("/sign-out").status(429);
  v.post("/sign-in", typed("colleague@test.example")).leads_to("/sign-in/code");
  v.post("/sign-in/code", {{"code", test::totp_code(secret, s.now())}}).status(303);
}

TEST_F(AccountPages, ARaisedLimitOfSignInsIsNotOverruledByAnother) {
  limit_sign_in({1000, 500});
  Visitor v = s.stranger();
  for (int i = 0; i < 100; ++i) {
    v.post("/sign-in", {{"login", "a@test.example"}, {"password", ""}}).status(422);
  }
}

TEST_F(AccountPages, AnOfficeThatMistypesOnceADayIsNeverHeldUp) {
  create("new@test.example", Role::visitor, "");
  for (int day = 0; day < 30; ++day) {
    const std::string login = "typo" + std::to_string(day) + "@test.example";
    s.stranger().post("/sign-in", {{"login", login}, {"password", "x"}}).status(422);
    s.advance_minutes(23 * 60);
  }
  s.stranger().post("/sign-in", {{"login", "typo@test.example"}, {"password", "x"}}).status(422);
  s.stranger().post("/sign-in", typed("new@test.example")).status(303);
}

TEST_F(AccountPages, MailThatWasNotDeliveredIsSeenAndSentAgain) {
  mail::configure(std::nullopt);
  mail::MailId id;
  ASSERT_TRUE(s.db().write([&](db::Tx& tx) -> Result<void> {
    mail::Letter letter;
    letter.to_address = "rina@test.example";
    letter.to_name = "試験 里奈<b>";
    letter.text = {"招待の<お知らせ>", "リンク https://musubi.test/invitation/secret-token です"};
    letter.one_time_link = "https://musubi.test/invitation/secret-token";
    letter.link_until = Instant{s.now().ms + 3'600'000};
    id = TRY(mail::enqueue(s.context_of(cast::manager), tx, letter));
    return {};
  }));
  const std::string path = "/office/mails/" + id.text;
  s.as(cast::secretariat).get("/office/mails").status(200).contains("未配信")
      .contains("招待の&lt;お知らせ&gt;").contains("メールサーバーが設定されていません")
      .lacks("secret-token");
  s.as(cast::secretariat).get("/office/mails?state=sent").status(200).lacks("招待の");
  s.as(cast::secretariat).get(path).status(200).lacks("secret-token").lacks("本文を表示する");
  s.as(cast::secretariat).post(path + "/reading").status(403).not_audited();
  s.as(cast::manager).get(path).contains("本文を表示する").lacks("secret-token");
  s.as(cast::manager).post(path + "/reading").status(200).contains("secret-token")
      .audited("core.mail.read");
  s.as(cast::secretariat).post(path + "/sending").status(409).not_audited()
      .contains("<title>メールサーバーが設定されていません").contains("システムの担当者").lacks("混み合");
  mail::configure(mail::Smtp{"localhost", 9, mail::Security::none, "", "", "a@test.example", "",
                             "", 100});
  s.as(cast::secretariat).get(path).contains("もう一度送る");
  s.as(cast::secretariat).post(path + "/sending").leads_to(path).audited("core.mail.requeued");
  s.as(cast::secretariat).get("/office/mails").contains("送信待ち");
  mail::configure(std::nullopt);
  s.as(cast::auditor).get("/office/mails").status(403);
  s.as(cast::secretariat).get("/office/mails/none").status(404);
}

// Whoever holds the link becomes the person: nobody who may reset everybody is given it.
TEST_F(AccountPages, WhereMailGoesOutNobodyButItsRecipientIsGivenTheLink) {
  create("lost@test.example", Role::member_staff, "");
  const auto lost = load_account_by_login(s.system_context(), "lost@test.example");
  ASSERT_TRUE(lost);
  mail::configure(mail::Smtp{"localhost", 9, mail::Security::none, "", "", "a@test.example", "",
                             "", 100});
  Visitor& v = s.as(cast::manager);
  const auto invited = v.post("/office/accounts", {{"login", "new@test.example"},
                                                   {"name", "新 人子"},
                                                   {"reason", "人事異動"},
                                                   {"roles", "prefecture"}})
                           .leads_to("/office/accounts/")
                           .audited("accounts.account.invited")
                           .lacks("/invitation/");
  v.get(invited.header("Location")).status(200).contains("メールを送りました").lacks("/invitation/");
  const std::string path = "/office/accounts/" + lost->id.text;
  v.get(path).status(200).contains("再設定のリンクを送る").lacks("再設定のリンクを作る");
  v.post(path + "/reset", {{"reset_reason", " "}}).status(422).not_audited()
      .contains("再設定する理由を入力してください");
  v.post(path + "/reset", {{"reset_reason", "携帯電話をなくしたと電話で申し出"}})
      .leads_to(path).audited("accounts.account.reset").lacks("/invitation/");
  outbox::Handlers handlers;
  add_handlers(handlers);
  s.deliver(handlers);
  const auto mails = s.db().read([](db::Reader& r) { return mail::list_mails(r, {}); });
  ASSERT_EQ(mails.size(), 2U);
  for (const mail::Mail& one : mails) {
    EXPECT_NE(one.body.find("/invitation/"), std::string::npos);  // its recipient has it
    v.post("/office/mails/" + one.id.text + "/reading").status(200).audited("core.mail.read")
        .contains("受け取る本人だけが開けます").lacks("/invitation/");
  }
  mail::configure(std::nullopt);
  audit::Filter filter;
  filter.action_prefix = "accounts.account.reset";
  const auto entries = s.db().read([&](db::Reader& r) { return audit::list_entries(r, filter); });
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].reason, "携帯電話をなくしたと電話で申し出");
}

TEST_F(AccountPages, WithoutAMailServerTheManagerHandsTheLinkOfAResetOver) {
  create("lost@test.example", Role::member_staff, "");
  const auto lost = load_account_by_login(s.system_context(), "lost@test.example");
  ASSERT_TRUE(lost);
  mail::configure(std::nullopt);
  s.as(cast::manager)
      .post("/office/accounts/" + lost->id.text + "/reset", {{"reset_reason", "機種変更"}})
      .status(200).audited("accounts.account.reset").contains("/invitation/")
      .contains("本人であることを確かめて");
}

TEST_F(AccountPages, DeadLettersAreSeenAndRetried) {
  ASSERT_TRUE(s.db().write([&](db::Tx& tx) {
    return outbox::later(tx, s.now(), "test.letter.sent", Json::object());
  }));
  outbox::Handlers failing{{"test.letter.sent", [](const Context&, const outbox::Message&) {
                              return Result<void>(fail(Fault::unavailable, "届け先が応えません"));
                            }}};
  for (int i = 0; i < outbox::kMostAttempts; ++i) {
    s.deliver(failing);
    s.advance_minutes(90);
  }
  s.as(cast::secretariat)
      .get("/office/outbox?state=dead")
      .status(200)
      .contains("届け先が応えません")
      .lacks("やり直す");
  const auto dead = s.db().read([](db::Reader& r) { return outbox::list_letters(r, "dead", 9); });
  ASSERT_EQ(dead.size(), 1U);
  s.as(cast::manager).get("/office/outbox?state=dead").contains("やり直す");
  s.as(cast::manager)
      .post("/office/outbox/" + dead[0].id + "/retry")
      .status(303)
      .audited("outbox.letter.retried");
}

// The mail's own row is settled as failed by then: a retry must move it too, or it sends nothing.
TEST_F(AccountPages, ADeadMailThatIsRetriedIsReallySentOnce) {
  const test::TempFolder folder;
  outbox::Handlers handlers;
  mail::add_handlers(handlers);
  mail::configure(mail::Smtp{"localhost", 9, mail::Security::none, "", "", "a@test.example", "",
                             "", 500});
  mail::MailId id;
  ASSERT_TRUE(s.db().write([&](db::Tx& tx) -> Result<void> {
    mail::Letter letter;
    letter.to_address = "hanako@test.example";
    letter.text = {"届くはずの知らせ", "本文です。"};
    id = TRY(mail::enqueue(s.context_of(cast::manager), tx, letter));
    return {};
  }));
  for (int i = 0; i < outbox::kMostAttempts; ++i) {
    s.deliver(handlers);
    s.advance_minutes(90);
  }
  const auto dead = s.db().read([](db::Reader& r) { return outbox::list_letters(r, "dead", 9); });
  ASSERT_EQ(dead.size(), 1U);
  s.as(cast::secretariat).get("/office/mails?state=failed").contains("届くはずの知らせ");
  const std::string retry = "/office/outbox/" + dead[0].id + "/retry";
  mail::configure(std::nullopt);
  s.as(cast::manager).post(retry).status(409).not_audited()  // nobody would send it
      .contains("<title>メールサーバーが設定されていません");
  test::SmtpServer server(folder.path());
  ASSERT_EQ(server.start(mail::Security::none), "");
  mail::configure(server.settings());
  s.as(cast::secretariat).post(retry).status(403).not_audited();
  s.as(cast::manager).post(retry).leads_to("/office/outbox?state=dead&message=retried")
      .audited("core.mail.requeued").audited("outbox.letter.retried");
  s.as(cast::manager).post(retry).status(404).not_audited();
  s.deliver(handlers);
  EXPECT_FALSE(server.received(1).is_null());
  EXPECT_TRUE(server.received(2).is_null());
  s.as(cast::secretariat).get("/office/mails?state=sent").contains("届くはずの知らせ");
  s.as(cast::manager).get("/office/outbox?state=dead").contains("止まっている配信はありません");
  mail::configure(std::nullopt);
}

TEST_F(AccountPages, AWordIsSearchedForInAPeriodThatIsShownAndCanBeChanged) {
  ASSERT_TRUE(s.db().write([&](db::Tx& tx) {
    return audit::note(tx, s.context_of(cast::secretariat), "accounts.name.changed",
                       {"account", "x", ""}, nullptr, nullptr, "ミナモの申出により");
  }));
  Visitor& v = s.as(cast::manager);
  const std::string word = "/office/audit?q=%E3%81%BF%E3%81%AA%E3%82%82";  // みなも
  v.get(word).status(200).contains("ミナモの申出により");
  s.advance_minutes(100 * 24 * 60);
  const Date today = date_in_japan(s.now());
  s.as(cast::manager).get(word).status(200).lacks("ミナモの申出により")
      .contains("「この日から」を古い日にして").contains("value=\"" + iso(add_days(today, -90)) + "\"");
  s.as(cast::manager).get(word + "&from=2024-04-01").status(200).contains("ミナモの申出により");
  s.as(cast::manager).get("/office/audit").status(200).contains("ミナモの申出により");
}

TEST_F(AccountPages, TheOutboxSaysInWordsWhatWaits) {
  ASSERT_TRUE(s.db().write([&](db::Tx& tx) {
    return outbox::later(tx, s.now(), "core.mail.queued", Json::object());
  }));
  s.as(cast::secretariat).get("/office/outbox").contains("メールを送る").lacks("core.mail.queued");
}

TEST_F(AccountPages, AWrongLinkTellsWhatToDo) {
  s.stranger().get("/invitation/" + std::string(43, 'x')).status(404).contains("新しいリンク");
  s.stranger().get("/first-administrator/x").status(404);
}

}  // namespace
}  // namespace musubi::accounts
