// permissions.h - who may do what with the yearly confirmation. A member's people answer for their
// own organisation; the office runs the rounds and sees who has not answered.
#pragma once

#include "core/access/access.h"

namespace musubi::may {

inline constexpr Permission run_confirmations{"confirmations.round.run",
                                              "登録内容の確認を始め、回答を記録する",
                                              Permission::Level::some_roles, roles::office};
inline constexpr Permission confirm_own{"confirmations.own.confirm", "自分の団体の登録内容を確認する",
                                        Permission::Level::some_roles, roles::members};

}  // namespace musubi::may
