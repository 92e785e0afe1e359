// permissions.h - who sees and who changes how the open site is arranged. The same constants stand
// in the route rows, in the service and in the printed permission matrix.
#pragma once

#include "core/access/access.h"

namespace musubi::front::may {

inline constexpr Permission see_front{"front.parts.see",
                                      "公開サイトのメニュー・トップページ・お知らせ枠の設定を見る",
                                      Permission::Level::some_roles, roles::office_and_overseers};
inline constexpr Permission change_front{"front.parts.change",
                                         "公開サイトのメニュー・トップページ・お知らせ枠を変える",
                                         Permission::Level::some_roles, roles::managers};

}  // namespace musubi::front::may
