// permissions.h - who sees the broken links, who has one looked at again, and who lets the program
// ask other sites: constants of route rows, services and the printed matrix.
#pragma once

#include "core/access/access.h"

namespace musubi::links::may {

inline constexpr Permission see_links{"links.target.see", "リンク切れの一覧を見る",
                                      Permission::Level::some_roles, roles::office_and_overseers};
inline constexpr Permission check_links{"links.target.check", "リンクをもう一度確かめる",
                                        Permission::Level::some_roles, roles::office};
inline constexpr Permission switch_external{"links.external.switch",
                                            "外部のサイトへのリンクを確かめるかどうかを決める",
                                            Permission::Level::some_roles, roles::managers};

}  // namespace musubi::links::may
