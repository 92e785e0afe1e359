// permissions.h - who sees how the search of the public site is kept, and who keeps it: the
// constants of route rows, services and the printed matrix.
#pragma once

#include "core/access/access.h"

namespace musubi::site_search::may {

using musubi::may::anyone;

inline constexpr Permission see_site_search{"site_search.index.see", "サイト内検索の状態を見る",
                                            Permission::Level::some_roles,
                                            roles::office_and_overseers};
inline constexpr Permission keep_site_search{"site_search.index.keep",
                                             "サイト内検索の同義語を整える",
                                             Permission::Level::some_roles, roles::office};

}  // namespace musubi::site_search::may
