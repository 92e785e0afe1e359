// permissions.h - who has which home, and who may search. The same constants stand in routes.cc
// and become rows of the printed permission matrix.
#pragma once

#include "core/access/access.h"

namespace musubi::home::may {

using musubi::may::signed_in;

inline constexpr Permission see_office_home{"home.office.see", "きょうの仕事を見る",
                                            Permission::Level::some_roles, roles::office};
inline constexpr Permission see_prefecture_home{"home.prefecture.see", "県の画面を見る",
                                                Permission::Level::some_roles,
                                                Roles{Role::prefecture}};
inline constexpr Permission see_members_home{"home.members.see", "会員ホームを見る",
                                             Permission::Level::some_roles, roles::members};
inline constexpr Permission search_everything{"home.search.use", "見られるもの全体を検索する",
                                              Permission::Level::some_roles,
                                              roles::office_and_overseers};

}  // namespace musubi::home::may
