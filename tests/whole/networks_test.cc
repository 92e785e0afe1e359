// networks_test.cc - [access] allow, role by role: in the networks that the configuration names a
// role is used as always; elsewhere it opens nothing, changes nothing and begins no session, while
// everybody without a rule goes on. Through the real router; must cover every role that reads or
// works for others.
#include <gtest/gtest.h>

#include <string>

#include "core/access/addresses.h"
#include "features/accounts/accounts.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi {
namespace {

constexpr const char* kAtTheDesk = "192.0.2.10";
constexpr const char* kInACafe = "203.0.113.5";
constexpr const char* kRefusedThere = "決められた場所";
constexpr Role kRolesWithADesk[] = {Role::secretariat,   Role::secretariat_manager,
                                    Role::prefecture,    Role::adviser,
                                    Role::next_operator, Role::auditor};

class Networks : public testing::Test {
 protected:
  ~Networks() override { access::configure_address_rules({}); }

  static void keep_at_the_desk(Role role) {
    access::configure_address_rules(
        access::AddressRules::parse({std::string(role_name(role)) + "=192.0.2.0/24"}));
  }
  std::string home_of(const test::Person& person) {
    return s_.app().home.path_for(person.roles);
  }

  test::Scenario s_;
};

TEST_F(Networks, ARoleOpensAndChangesNothingElsewhere) {
  for (const Role role : kRolesWithADesk) {
    SCOPED_TRACE(role_name(role));
    const test::Person& person = test::cast::of_role(role);
    test::Visitor& who = s_.as(person);
    keep_at_the_desk(role);
    who.from_address(kAtTheDesk);
    who.get(home_of(person)).status(200);
    who.from_address(kInACafe);
    for (const std::string& path : {home_of(person), std::string("/account"),
                                    std::string("/account/sessions")}) {
      who.get(path).status(403).contains(kRefusedThere);
    }
    who.post("/account/password", {{"current_password", "かえる umbrella 55 夜"}})
        .status(403)
        .contains(kRefusedThere)
        .not_audited();
    who.get("/about").status(200);  // what is open to everybody stays open
    who.from_address(kAtTheDesk);
    who.get(home_of(person)).status(200);
  }
}

TEST_F(Networks, WhoHasNoRuleComesFromAnywhere) {
  for (const Role role : kRolesWithADesk) {
    SCOPED_TRACE(role_name(role));
    keep_at_the_desk(role);
    for (const test::Person& person : test::cast::everyone()) {
      if (person.roles.has(role)) continue;
      test::Visitor& who = s_.as(person);
      who.from_address(kInACafe);
      who.get(home_of(person)).status(200);
    }
    s_.advance_minutes(1);  // the requests of one address are limited by the minute
  }
}

TEST_F(Networks, ASessionOfARoleBeginsInItsNetworksOnly) {
  const std::string password = "みずうみ corgi 7 tray";
  const std::string secret = accounts::Locksmith::make_totp_secret();
  int number = 0;
  for (const Role role : kRolesWithADesk) {
    SCOPED_TRACE(role_name(role));
    const std::string login = "desk" + std::to_string(++number) + "@test.example";
    ASSERT_TRUE(accounts::create_account(s_.system_context(), s_.locksmith(),
                                         {login, "試験 花子", Roles{role}, {}}, password, secret));
    keep_at_the_desk(role);
    const auto signs_in_from = [&](const char* address) {
      test::Visitor v = s_.stranger();
      v.from_address(address);
      v.post("/sign-in", {{"login", login}, {"password", password}}).leads_to("/sign-in/code");
      s_.advance_minutes(2);  // a code is good once
      return v.post("/sign-in/code", {{"code", test::totp_code(secret, s_.now())}});
    };
    signs_in_from(kInACafe).status(403).contains(kRefusedThere);
    signs_in_from(kAtTheDesk).status(303);
  }
}

}  // namespace
}  // namespace musubi
