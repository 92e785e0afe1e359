// access_test.cc - the role table is complete, and nobody holds what was not given.
// Runs in test_core; needs no database.
#include "core/access/access.h"

#include <gtest/gtest.h>

#include <set>

#include "core/access/scope.h"
#include "core/actor/actor.h"

namespace musubi {
namespace {

constexpr Permission kOffice{"test.office", "試す", Permission::Level::some_roles, roles::office};

Actor person(Roles held) {
  return Actor{Actor::Kind::person, AccountId{"a"}, "試験 一郎", held, {}};
}

TEST(Access, EveryRoleHasItsOwnNameLabelAndMark) {
  std::set<std::string_view> names, labels, marks;
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    names.insert(role_name(role));
    labels.insert(role_label(role));
    marks.insert(role_mark(role));
    EXPECT_EQ(role_from_name(role_name(role)), role);
  }
  EXPECT_EQ(names.size(), 11U);
  EXPECT_EQ(labels.size(), 11U);
  EXPECT_EQ(marks.size(), 11U);
  EXPECT_FALSE(role_from_name("root"));
}

TEST(Access, OnlyTheRolesOfThePermissionHoldIt) {
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    const bool office = role == Role::secretariat || role == Role::secretariat_manager;
    EXPECT_EQ(can(person(Roles{role}), kOffice), office) << role_name(role);
    EXPECT_TRUE(can(person(Roles{role}), may::signed_in));
  }
  EXPECT_FALSE(can(Actor::anonymous(), kOffice));
  EXPECT_FALSE(can(Actor::anonymous(), may::signed_in));
  EXPECT_TRUE(can(Actor::anonymous(), may::anyone));
}

TEST(Access, TheSystemHoldsEverything) {
  EXPECT_TRUE(can(Actor::system("定時処理"), kOffice));
  EXPECT_TRUE(must(Actor::system("定時処理"), kOffice));
}

TEST(Access, RefusalTellsSignInFromLackingTheRole) {
  EXPECT_EQ(must(Actor::anonymous(), kOffice).error().fault, Fault::unauthenticated);
  const auto refused = must(person(Roles{Role::auditor}), kOffice);
  EXPECT_EQ(refused.error().fault, Fault::forbidden);
  EXPECT_NE(refused.error().says.find("事務局管理者"), std::string::npos);
}

// A roles bit without the person kind must not open a door.
TEST(Access, AnonymousWithRolesIsStillRefused) {
  Actor odd = Actor::anonymous();
  odd.roles = Roles{Role::secretariat_manager};
  EXPECT_FALSE(can(odd, kOffice));
}

// The matrix promises no narrower reach than something enforces (docs/decisions.md).
TEST(Access, WhatNobodyDeclaredReachesEverythingUnlessItsHoldersAreTheirOwnOnly) {
  const auto scope_for = [](Permission::Level level, Roles held) {
    return access::scope_of({"test.undeclared", "試す", level, held});
  };
  using Level = Permission::Level;
  EXPECT_EQ(scope_for(Level::anyone, {}), access::Scope::everything);
  EXPECT_EQ(scope_for(Level::signed_in, {}), access::Scope::own_account);
  EXPECT_EQ(scope_for(Level::some_roles, roles::members), access::Scope::own_organisation);
  EXPECT_EQ(scope_for(Level::some_roles, Roles{Role::adviser}), access::Scope::everything);
  EXPECT_EQ(scope_for(Level::some_roles, Roles{Role::member_admin, Role::auditor}),
            access::Scope::everything);
}

}  // namespace
}  // namespace musubi
