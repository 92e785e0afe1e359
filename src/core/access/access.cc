// access.cc - the role table and the one decision `can`. Every permission check of the product,
// in the gate and in the services, ends here; it must never read the database or a global.
#include "core/access/access.h"

#include <array>

#include "base/result.h"
#include "core/actor/actor.h"

namespace musubi {
namespace {

struct RoleRow {
  Role role;
  std::string_view name;
  std::string_view label;
  std::string_view mark;
};

constexpr std::array<RoleRow, kRoleCount> kRoles{{
    {Role::visitor, "visitor", "一般閲覧者", "閲"},
    {Role::applicant, "applicant", "入会希望者", "希"},
    {Role::member_staff, "member_staff", "会員担当者", "担"},
    {Role::member_admin, "member_admin", "会員管理者", "会管"},
    {Role::secretariat, "secretariat", "事務局", "事"},
    {Role::secretariat_manager, "secretariat_manager", "事務局管理者", "事管"},
    {Role::prefecture, "prefecture", "県担当者", "県"},
    {Role::adviser, "adviser", "アドバイザー", "ア"},
    {Role::respondent, "respondent", "調査回答者", "調"},
    {Role::next_operator, "next_operator", "次期運営者", "次"},
    {Role::auditor, "auditor", "監査者", "監"},
}};

const RoleRow& row_of(Role role) {
  const auto index = static_cast<std::size_t>(role);
  CHECK(index < kRoles.size() && kRoles[index].role == role);
  return kRoles[index];
}

// 「事務局または事務局管理者」: names the remedy when a page is refused.
std::string who_may(const Permission& permission) {
  std::string names;
  for (const RoleRow& row : kRoles) {
    if (!permission.roles.has(row.role)) continue;
    if (!names.empty()) names += "・";
    names += row.label;
  }
  return names;
}

}  // namespace

std::string_view role_name(Role role) { return row_of(role).name; }
std::string_view role_label(Role role) { return row_of(role).label; }
std::string_view role_mark(Role role) { return row_of(role).mark; }

std::optional<Role> role_from_name(std::string_view name) {
  for (const RoleRow& row : kRoles) {
    if (row.name == name) return row.role;
  }
  return std::nullopt;
}

bool can(const Actor& actor, const Permission& permission) {
  if (actor.kind == Actor::Kind::system) return true;
  switch (permission.level) {
    case Permission::Level::anyone:
      return true;
    case Permission::Level::signed_in:
      return actor.is_person();
    case Permission::Level::some_roles:
      return actor.is_person() && actor.roles.shares(permission.roles);
  }
  return false;  // SECURITY: an unknown level is refused
}

Result<void> must(const Actor& actor, const Permission& permission) {
  if (can(actor, permission)) return {};
  if (!actor.is_person()) {
    return fail(Fault::unauthenticated, "ログインしてから、もう一度お試しください",
                std::string(permission.name));
  }
  const std::string who = who_may(permission);
  return fail(Fault::forbidden,
              who.empty() ? "この画面はお使いいただけません。事務局にお知らせください"
                          : "この画面は" + who + "が使います。必要なときは事務局にお知らせください",
              std::string(permission.name));
}

}  // namespace musubi
