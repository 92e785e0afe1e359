// access.h - roles, permissions, and the one question `must(actor, permission)`.
// A permission is a constant that its feature declares, with the roles that hold it; the same
// constant stands in the feature's route row and in its service, and the printed permission matrix
// is generated from these very constants (R-5.2.3.ア.b). Roles: requirements section 0.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace musubi {

enum class Role : std::uint8_t {
  visitor,              // 閲 一般閲覧者
  applicant,            // 希 入会希望者
  member_staff,         // 担 会員担当者
  member_admin,         // 会管 会員管理者
  secretariat,          // 事 事務局
  secretariat_manager,  // 事管 事務局管理者
  prefecture,           // 県 県担当者
  adviser,              // ア アドバイザー
  respondent,           // 調 調査回答者
  next_operator,        // 次 次期運営者
  auditor,              // 監 監査者
};
inline constexpr int kRoleCount = 11;
std::string_view role_name(Role role);               // member_staff (stored, in JSON)
std::string_view role_label(Role role);              // 会員担当者
std::string_view role_mark(Role role);               // 担
std::optional<Role> role_from_name(std::string_view name);

class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<Role> roles) {
    for (Role r : roles) bits_ = static_cast<std::uint16_t>(bits_ | bit(r));
  }
  constexpr bool has(Role r) const { return (bits_ & bit(r)) != 0; }
  constexpr bool shares(Roles other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr void add(Role r) { bits_ = static_cast<std::uint16_t>(bits_ | bit(r)); }
  constexpr bool operator==(const Roles&) const = default;

 private:
  static constexpr std::uint16_t bit(Role r) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(r));
  }
  std::uint16_t bits_ = 0;
};

// Named sets that many permissions share.
namespace roles {
inline constexpr Roles office{Role::secretariat, Role::secretariat_manager};
inline constexpr Roles managers{Role::secretariat_manager};
inline constexpr Roles office_and_overseers{Role::secretariat, Role::secretariat_manager,
                                            Role::prefecture, Role::auditor};
inline constexpr Roles members{Role::member_staff, Role::member_admin};
}  // namespace roles

struct Permission {
  enum class Level { anyone, signed_in, some_roles };
  std::string_view name;   // members.registry.see
  std::string_view label;  // 会員名簿を見る (the matrix's row)
  Level level = Level::some_roles;
  Roles roles;
};
namespace may {
inline constexpr Permission anyone{"anyone", "だれでも", Permission::Level::anyone, {}};
inline constexpr Permission signed_in{"signed_in", "ログインした人", Permission::Level::signed_in, {}};
}  // namespace may

struct Actor;  // core/actor/actor.h
bool can(const Actor& actor, const Permission& permission);
// Fault::unauthenticated when nobody is signed in, Fault::forbidden when the role lacks it.
Result<void> must(const Actor& actor, const Permission& permission);

}  // namespace musubi
