// pages_expired_test.cc - a form that comes after the session ended: nothing typed is lost. The
// page that refuses it holds what was typed, and after signing in it is sent from there.
#include <gtest/gtest.h>

#include "support/scenario.h"

namespace musubi::accounts {
namespace {

using test::Scenario;
using test::Visitor;

constexpr const char* kPassword = "みずうみ corgi 7 tray";

TEST(ExpiredForm, WhatWasTypedComesBackAfterSigningInAgain) {
  Scenario s;
  ASSERT_TRUE(create_account(s.system_context(), s.locksmith(),
                             {"v@test.example", "試験 花子", {Role::visitor}, {}}, kPassword, ""));
  const test::FormFields sign_in{{"login", "v@test.example"}, {"password", kPassword}};
  Visitor v = s.stranger();
  v.post("/sign-in", sign_in).status(303);
  const std::string old_token = v.csrf_token();
  s.advance_minutes(31);
  v.post_without_csrf("/account/name", {{"name", "改姓 花子"}, {"csrf_token", old_token}})
      .status(401)
      .contains("入力した内容は残っています")
      .contains("value=\"改姓 花子\"")
      .contains("もう一度送る")
      .not_audited();
  v.post("/sign-in", sign_in).status(303);  // in another tab
  // The page was made for nobody, so its token is old by now: it comes back once more, with all.
  v.post_without_csrf("/account/name", {{"name", "改姓 花子"}, {"csrf_token", old_token}})
      .status(403)
      .contains("value=\"改姓 花子\"")
      .contains("もう一度送る")
      .not_audited();
  v.post("/account/name", {{"name", "改姓 花子"}}).status(303).audited("accounts.name.changed");
}

TEST(ExpiredForm, NothingIsLostWhenTheCookieIsGoneAltogether) {
  Scenario s;
  ASSERT_TRUE(create_account(s.system_context(), s.locksmith(),
                             {"v@test.example", "試験 花子", {Role::visitor}, {}}, kPassword, ""));
  const test::FormFields sign_in{{"login", "v@test.example"}, {"password", kPassword}};
  Visitor v = s.stranger();
  v.post("/sign-in", sign_in).status(303);
  const std::string old_token = v.csrf_token();
  v.post("/sign-out").status(303);  // in another tab; the cookie is gone with it
  v.post_without_csrf("/account/name", {{"name", "改姓 花子"}, {"csrf_token", old_token}})
      .status(401)
      .contains("ログインしていないため")
      .contains("value=\"改姓 花子\"")
      .contains("もう一度送る")
      .not_audited();
  v.post("/sign-in", sign_in).status(303);
  v.post("/account/name", {{"name", "改姓 花子"}}).status(303).audited("accounts.name.changed");
  // Another site's form is offered nothing.
  Visitor stranger = s.stranger();
  stranger.header("Origin", "https://evil.example").post("/account/name", {{"name", "改姓"}})
      .lacks("もう一度送る");
}

TEST(ExpiredForm, ASecretIsNeverWrittenIntoThePage) {
  Scenario s;
  ASSERT_TRUE(create_account(s.system_context(), s.locksmith(),
                             {"v@test.example", "試験 花子", {Role::visitor}, {}}, kPassword, ""));
  Visitor v = s.stranger();
  v.post("/sign-in", {{"login", "v@test.example"}, {"password", kPassword}}).status(303);
  s.advance_minutes(31);
  v.post("/account/address", {{"login", "new@test.example"}, {"current_password", "ひみつの言葉"}})
      .status(401)
      .contains("new@test.example")
      .lacks("ひみつの言葉");
}

}  // namespace
}  // namespace musubi::accounts
