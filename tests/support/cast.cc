// cast.cc - the cast's fixed ids and names. Shared by every test; must never be used outside tests.
// Ids sort in the order of the table, so that lists in tests are predictable.
#include "support/cast.h"

namespace musubi::test::cast {
namespace {

AccountId id(int n) {
  return AccountId{"01900000-0000-7000-8000-0000000000" + std::string(n < 10 ? "0" : "") +
                   std::to_string(n)};
}

}  // namespace

const OrganisationId kOwn{"01900000-0000-7000-8000-00000000a001"};
const OrganisationId kOther{"01900000-0000-7000-8000-00000000a002"};

const Person visitor{id(1), "visitor@test.example", "試験 閲子", {Role::visitor}, {}};
const Person applicant{id(2), "applicant@test.example", "試験 希一", {Role::applicant}, {}};
const Person member{id(3), "member@test.example", "試験 担治", {Role::member_staff}, kOwn};
const Person member_admin{id(4), "admin@test.example", "試験 会子", {Role::member_admin}, kOwn};
const Person other_member{id(5), "member@other.example", "他社 担代", {Role::member_staff}, kOther};
const Person other_admin{id(6), "admin@other.example", "他社 会郎", {Role::member_admin}, kOther};
const Person secretariat{id(7), "office@test.example", "試験 事美", {Role::secretariat}, {}};
const Person manager{id(8), "manager@test.example", "試験 管太", {Role::secretariat_manager}, {}};
const Person prefecture{id(9), "pref@test.example", "試験 県介", {Role::prefecture}, {}};
const Person adviser{id(10), "adviser@test.example", "試験 助代", {Role::adviser}, {}};
const Person respondent{id(11), "respondent@test.example", "試験 調也", {Role::respondent}, {}};
const Person next_operator{id(12), "next@test.example", "試験 次恵", {Role::next_operator}, {}};
const Person auditor{id(13), "auditor@test.example", "試験 監司", {Role::auditor}, {}};

const std::vector<Person>& everyone() {
  static const std::vector<Person> all{
      visitor, applicant,  member,  member_admin, other_member,  other_admin, secretariat,
      manager, prefecture, adviser, respondent,   next_operator, auditor};
  return all;
}

const Person& of_role(Role role) {
  for (const Person& person : everyone()) {
    if (person.roles.has(role)) return person;
  }
  CHECK(!"every role has a person in the cast");
  return visitor;
}

}  // namespace musubi::test::cast
