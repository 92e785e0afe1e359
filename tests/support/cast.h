// cast.h - the named people of every test: one per role, and members of two organisations.
// Fictional, the same in all features, so that a test reads as a small story.
#pragma once

#include <string>
#include <vector>

#include "core/actor/actor.h"

namespace musubi::test {

struct Person {
  AccountId id;
  std::string login;
  std::string name;
  Roles roles;
  OrganisationId organisation;

  Actor actor() const { return Actor{Actor::Kind::person, id, name, roles, organisation}; }
};

namespace cast {
// Organisations that the members belong to (ids only; the members feature owns the rows).
extern const OrganisationId kOwn;    // 有限会社みなも製作所
extern const OrganisationId kOther;  // 株式会社はるかぜ商会

extern const Person visitor;         // 一般閲覧者
extern const Person applicant;       // 入会希望者
extern const Person member;          // 会員担当者 of kOwn
extern const Person member_admin;    // 会員管理者 of kOwn
extern const Person other_member;    // 会員担当者 of kOther
extern const Person other_admin;     // 会員管理者 of kOther
extern const Person secretariat;     // 事務局
extern const Person manager;         // 事務局管理者
extern const Person prefecture;      // 県担当者
extern const Person adviser;         // アドバイザー
extern const Person respondent;      // 調査回答者
extern const Person next_operator;   // 次期運営者
extern const Person auditor;         // 監査者

const std::vector<Person>& everyone();
const Person& of_role(Role role);    // the one of kOwn for member roles
}  // namespace cast

}  // namespace musubi::test
