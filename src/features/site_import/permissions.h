// permissions.h - who may bring another site in: the constants of route rows, services and the
// printed matrix. Writing its articles is publishing's, registering its files media's.
#pragma once

#include "core/access/access.h"

namespace musubi::site_import::may {

inline constexpr Permission see_imports{"site_import.imports.see", "別のサイトからの移行を見る",
                                        Permission::Level::some_roles, roles::office};
inline constexpr Permission run_imports{"site_import.imports.run",
                                        "別のサイトから記事と画像を取り込む・取り消す",
                                        Permission::Level::some_roles, roles::office};

}  // namespace musubi::site_import::may
