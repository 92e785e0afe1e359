// addresses_test.cc - which role may be used from where.
// Runs in test_core; needs no database.
#include "core/access/addresses.h"

#include <gtest/gtest.h>

namespace musubi::access {
namespace {

TEST(Addresses, ARoleWithoutARuleMayComeFromAnywhere) {
  const AddressRules none;
  EXPECT_TRUE(none.allows({Role::secretariat}, "203.0.113.9"));
  const auto rules = AddressRules::parse({"secretariat=203.0.113.0/24"});
  EXPECT_TRUE(rules.allows({Role::member_staff}, "198.51.100.1"));
  EXPECT_TRUE(rules.allows({}, "nonsense"));
}

TEST(Addresses, ARoleWithRulesMayComeFromOneOfItsNetworksOnly) {
  const auto rules = AddressRules::parse(
      {"secretariat=203.0.113.64/26", "secretariat=2001:db8:1::/48", "auditor=198.51.100.7"});
  EXPECT_TRUE(rules.allows({Role::secretariat}, "203.0.113.64"));
  EXPECT_TRUE(rules.allows({Role::secretariat}, "203.0.113.127"));
  EXPECT_FALSE(rules.allows({Role::secretariat}, "203.0.113.128"));
  EXPECT_TRUE(rules.allows({Role::secretariat}, "2001:db8:1:ffff::9"));
  EXPECT_FALSE(rules.allows({Role::secretariat}, "2001:db8:2::9"));
  EXPECT_TRUE(rules.allows({Role::secretariat}, "::ffff:203.0.113.65"));  // the same address
  EXPECT_FALSE(rules.allows({Role::secretariat}, ""));
  EXPECT_TRUE(rules.allows({Role::auditor}, "198.51.100.7"));
  EXPECT_FALSE(rules.allows({Role::auditor}, "198.51.100.8"));
}

TEST(Addresses, WhoHoldsTwoRolesMustBeAllowedForBoth) {
  const auto rules =
      AddressRules::parse({"secretariat=203.0.113.0/24", "secretariat_manager=203.0.113.9"});
  const Roles both{Role::secretariat, Role::secretariat_manager};
  EXPECT_TRUE(rules.allows(both, "203.0.113.9"));
  EXPECT_FALSE(rules.allows(both, "203.0.113.10"));
}

TEST(Addresses, WhatCannotBeReadIsRefusedInWords) {
  for (const char* bad : {"", "secretariat", "secretariat=", "boss=10.0.0.1", "secretariat=10.0.0",
                          "secretariat=10.0.0.0/33", "secretariat=10.0.0.0/x",
                          "secretariat=2001:db8::/129", "secretariat=office.example"}) {
    EXPECT_NE(AddressRules::defect_of(bad), "") << bad;
  }
  EXPECT_EQ(AddressRules::defect_of("secretariat=0.0.0.0/0"), "");
}

}  // namespace
}  // namespace musubi::access
