// privacy_page_test.cc - the public page names every cookie that the program sets, and what it
// keeps of people. A cookie that is new fails here until the page tells of it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "core/keys/locksmith.h"
#include "features/accounts/accounts.h"
#include "support/oidc_server.h"
#include "support/places.h"
#include "support/scenario.h"

namespace musubi {
namespace {
namespace fs = std::filesystem;

void add_names(const test::Answer& answer, std::set<std::string>& names) {
  for (const auto& [header, value] : answer.response().headers) {
    if (header == "Set-Cookie") names.insert(value.substr(0, value.find('=')));
  }
}

TEST(PrivacyPage, NamesEveryCookieThatIsSet) {
  test::Scenario s;
  const std::string secret = accounts::Locksmith::make_totp_secret();
  const std::string login = "cookie@test.example", password = "みずうみ corgi 7 tray";
  accounts::NewAccount input{login, "試験 花子", Roles{Role::member_staff}, {}};
  input.organisation = test::cast::kOwn;
  ASSERT_TRUE(
      accounts::create_account(s.system_context(), s.locksmith(), input, password, secret));
  std::set<std::string> names;
  test::Visitor v = s.stranger();
  add_names(v.get("/join/application/new"), names);
  add_names(v.post("/join/application", {{"email", "new@test.example"}}), names);
  add_names(v.post("/sign-in", {{"login", login}, {"password", password}, {"return_to", ""}}),
            names);
  add_names(v.post("/sign-in/code", {{"code", test::totp_code(secret, s.now())}}), names);
  test::OidcServer provider;
  provider.use();
  add_names(s.stranger().get("/sign-in/elsewhere"), names);
  const std::set<std::string> known{"csrf",    "join_draft",        "known_device",
                                    "session", "sign_in_elsewhere", "sign_in_step"};
  EXPECT_EQ(names, known);
  const test::Answer page = s.stranger().get("/policies/privacy");
  page.status(200).contains("__Host-").contains("180日");
  for (const std::string& name : names) page.contains("<td>" + name + "</td>");
}

// The walk above meets the cookies of these files. Another file that sets one has to be walked,
// and its cookie told of on the page, before it is named here.
TEST(PrivacyPage, NoOtherFileSetsACookie) {
  const std::set<std::string> walked{"src/web/app.cc", "src/web/csrf.cc",
                                     "src/features/accounts/pages_sign_in.cc",
                                     "src/features/accounts/pages_own.cc",
                                     "src/features/applications/pages_join.cc",
                                     "src/features/federation/pages.cc"};
  const std::string root = test::source("/");
  std::set<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(root + "src")) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".cc") || path.ends_with("_test.cc")) continue;
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (text.find("header(\"Set-Cookie\"") == std::string::npos) continue;
    found.insert(fs::relative(path, root).generic_string());
  }
  EXPECT_EQ(found, walked);
}

TEST(PrivacyPage, TellsWhatIsKeptAndNothingThatIsNotThere) {
  test::Scenario s;
  s.stranger()
      .get("/policies/privacy")
      .contains("IPアドレス")
      .contains("端末とブラウザーの種類")
      .contains("入会を申し込まれた団体")
      .contains("催しの掲載を依頼された方")
      .contains("公開前の記事への回答")
      .contains("写っている方の姿と、掲載への同意")
      .lacks("投稿");
}

}  // namespace
}  // namespace musubi
