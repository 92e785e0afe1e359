// permissions.h - who may do what with changes by members. A member's administrator acts for the
// own organisation only; the office settles what waits. The prefecture and the auditor read what
// came of it in the registry's history.
#pragma once

#include "core/access/access.h"

namespace musubi::may {

inline constexpr Permission change_own{"changes.own.change", "自分の団体の登録を変え、届け出る",
                                       Permission::Level::some_roles, Roles{Role::member_admin}};
inline constexpr Permission settle_changes{"changes.requests.settle", "会員の変更申請・届出を確認する",
                                           Permission::Level::some_roles, roles::office};
inline constexpr Permission open_change_file{"changes.file.open", "変更申請の添付を開く",
                                             Permission::Level::some_roles,
                                             Roles{Role::member_admin, Role::secretariat,
                                                   Role::secretariat_manager}};

}  // namespace musubi::may
