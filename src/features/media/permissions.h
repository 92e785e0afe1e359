// permissions.h - who keeps the library of pictures and documents, who sees it: the constants of
// route rows, services and the printed matrix. What is public, anyone opens (media::is_public).
#pragma once

#include "core/access/access.h"

namespace musubi::media::may {

using musubi::may::anyone;

inline constexpr Permission see_media{"media.library.see", "画像と資料の一覧を見る",
                                      Permission::Level::some_roles, roles::office_and_overseers};
inline constexpr Permission keep_media{"media.library.keep", "画像と資料を登録する・直す・消す",
                                       Permission::Level::some_roles, roles::office};

}  // namespace musubi::media::may
