// permissions.h - what this feature lets whom do. The same constants stand in routes.cc and in the
// services, and become rows of the printed permission matrix.
#pragma once

#include "core/access/access.h"

namespace musubi::accounts::may {

using musubi::may::anyone;
using musubi::may::signed_in;

inline constexpr Permission see_accounts{
    "accounts.registry.see", "アカウントの一覧を見る", Permission::Level::some_roles,
    Roles{Role::secretariat_manager, Role::auditor}};
inline constexpr Permission manage_accounts{
    "accounts.registry.manage", "アカウントを招待する・止める・権限を変える",
    Permission::Level::some_roles, roles::managers};
inline constexpr Permission see_permissions{
    "accounts.permissions.see", "権限表を見る", Permission::Level::some_roles,
    Roles{Role::secretariat, Role::secretariat_manager, Role::prefecture, Role::next_operator,
          Role::auditor}};
// Of the own organisation only: the service asks for it, whatever the request says.
inline constexpr Permission manage_colleagues{
    "accounts.colleagues.manage", "所属の人のアカウントを管理する", Permission::Level::some_roles,
    Roles{Role::member_admin}};
// Before and after may hold personal data, so the prefecture is not among them (県: minimal) and
// only see_audited_values shows it; the auditor sees that it changed, by whom and when.
inline constexpr Permission see_audit{
    "audit.entries.see", "操作の記録を調べる・書き出す", Permission::Level::some_roles,
    Roles{Role::secretariat_manager, Role::auditor}};
inline constexpr Permission see_audited_values{
    "audit.personal_values.see", "操作の記録の個人情報の値を見る", Permission::Level::some_roles,
    roles::managers};
inline constexpr Permission see_mails{"mail.letters.see", "送ったメールの一覧を見る",
                                      Permission::Level::some_roles, roles::office};
inline constexpr Permission send_mails{"mail.letters.send_again", "メールをもう一度送る",
                                       Permission::Level::some_roles, roles::office};
// A body may hold a one-time link into somebody's account.
inline constexpr Permission read_mails{"mail.bodies.read", "メールの本文を読む",
                                       Permission::Level::some_roles, roles::managers};
inline constexpr Permission see_outbox{"outbox.letters.see", "配信の待ちと止まりを見る",
                                       Permission::Level::some_roles, roles::office};
inline constexpr Permission retry_outbox{"outbox.letters.retry", "止まった配信をやり直す",
                                         Permission::Level::some_roles, roles::managers};

}  // namespace musubi::accounts::may
