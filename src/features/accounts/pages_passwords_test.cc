// pages_passwords_test.cc - password managers are welcome (WCAG 3.3.8): every page that asks for an
// address or a password says in its markup which it is, so that a manager fills in and offers a new
// password; and a page that comes back after a refusal says it again.
#include <gtest/gtest.h>

#include "core/mail/mail.h"
#include "features/accounts/service_address.h"
#include "support/scenario.h"

namespace musubi::accounts {
namespace {

using test::Answer;
using test::Scenario;
using test::Visitor;
namespace cast = test::cast;

// The whole tag of the input with this name; "" when the page has none.
std::string input_tag(const std::string& body, const std::string& name) {
  const std::string mark = "name=\"" + name + "\"";
  for (std::size_t at = 0; (at = body.find(mark, at)) != std::string::npos; ++at) {
    const std::size_t begin = body.rfind('<', at);
    if (begin == std::string::npos || body.compare(begin, 6, "<input") != 0) continue;
    return body.substr(begin, body.find('>', at) - begin);
  }
  return "";
}

void expect_filled_in(const Answer& page, const std::string& name, const std::string& what) {
  const std::string tag = input_tag(page.body(), name);
  ASSERT_FALSE(tag.empty()) << "no input " << name << " in " << page.body().substr(0, 600);
  EXPECT_NE(tag.find("autocomplete=\"" + what + "\""), std::string::npos) << tag;
}

void expect_new_password(const Answer& page) {
  expect_filled_in(page, "password", "new-password");
  expect_filled_in(page, "password_again", "new-password");
}

TEST(PasswordManagers, AreToldWhatEachFieldOfSigningInIs) {
  Scenario s;
  Visitor v = s.stranger();
  const Answer page = v.get("/sign-in").status(200);
  expect_filled_in(page, "login", "username");
  expect_filled_in(page, "password", "current-password");
  const Answer refused = v.post("/sign-in", {{"login", "x@test.example"}, {"password", "x"}});
  refused.status(422);
  expect_filled_in(refused, "login", "username");
  expect_filled_in(refused, "password", "current-password");
  expect_filled_in(v.get("/sign-in/reset").status(200), "login", "username");
}

TEST(PasswordManagers, AreOfferedANewPasswordByAnInvitationAndAReset) {
  Scenario s;
  const auto invited = invite_account(
      s.context_of(cast::manager),
      {"maneki@test.example", "試験 招子", Roles{Role::visitor}, {}, "異動"}, "");
  ASSERT_TRUE(invited);
  Visitor v = s.stranger();
  expect_new_password(v.get(invited->path).status(200));
  expect_new_password(
      v.post(invited->path, {{"password", "x"}, {"password_again", "x"}}).status(422));

  ASSERT_TRUE(create_account(s.system_context(), s.locksmith(),
                             {"wasure@test.example", "試験 忘", Roles{Role::visitor}, {}},
                             "みずうみ corgi 7 tray", ""));
  ASSERT_TRUE(ask_reset(s.system_context(), "wasure@test.example", "https://example.jp"));
  outbox::Handlers handlers;
  add_handlers(handlers);
  s.deliver(handlers);
  mail::Filter filter;
  filter.to_address = "wasure@test.example";
  const auto list = s.db().read([&](db::Reader& r) { return mail::list_mails(r, filter); });
  ASSERT_EQ(list.size(), 1U);
  const auto letter =
      s.db().read([&](db::Reader& r) { return mail::find_mail(r, list.front().id); });
  const std::size_t at = letter->body.find("/password-reset/");
  ASSERT_NE(at, std::string::npos);
  const std::string link = letter->body.substr(at, letter->body.find('\n', at) - at);
  expect_new_password(s.stranger().get(link).status(200));
}

TEST(PasswordManagers, AreToldOnTheFirstAdministratorsPage) {
  Scenario s;
  // An empty house: nobody manages it.
  const db::Query none{"test.no_manager",
                       "UPDATE accounts SET state = 'suspended' WHERE id = $1"};
  ASSERT_TRUE(s.db().write([&](db::Tx& tx) -> Result<void> {
    TRY(tx.run(none, cast::manager.id.text));
    return {};
  }));
  const auto link = make_first_administrator_link(s.system_context());
  ASSERT_TRUE(link) << link.error().says;
  Visitor v = s.stranger();
  const Answer page = v.get(link->path).status(200);
  expect_filled_in(page, "login", "username");
  expect_filled_in(page, "name", "name");
  expect_new_password(page);
  const Answer refused = v.post(link->path, {{"login", "x"}, {"name", ""}}).status(422);
  expect_filled_in(refused, "login", "username");
  expect_new_password(refused);
}

TEST(PasswordManagers, AreToldTheOldPasswordFromTheNewOneInOnesOwnAccount) {
  Scenario s;
  const Answer page = s.as(cast::visitor).get("/account").status(200);
  expect_filled_in(page, "current_password", "current-password");
  expect_new_password(page);
}

}  // namespace
}  // namespace musubi::accounts
