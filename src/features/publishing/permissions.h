// permissions.h - who may write, confirm and publish on the public site: the constants of route
// rows, services and the printed matrix. Writing and publishing are apart on purpose; who sent a
// version on never confirms it (service).
#pragma once

#include "core/access/access.h"

namespace musubi::publishing::may {

using musubi::may::anyone;

inline constexpr Permission see_content{"publishing.content.see", "公開サイトの記事を下書きから見る",
                                        Permission::Level::some_roles,
                                        roles::office_and_overseers};
inline constexpr Permission edit_content{"publishing.content.edit",
                                         "公開サイトの記事を書き、確認に回す",
                                         Permission::Level::some_roles, roles::office};
inline constexpr Permission confirm_content{"publishing.content.confirm",
                                            "ほかの人が書いた記事を確認する",
                                            Permission::Level::some_roles, roles::office};
inline constexpr Permission approve_content{"publishing.content.approve",
                                            "県として記事を確認する",
                                            Permission::Level::some_roles,
                                            Roles{Role::prefecture}};
inline constexpr Permission publish_content{"publishing.content.publish",
                                            "記事を公開・予約・終了する",
                                            Permission::Level::some_roles, roles::managers};

}  // namespace musubi::publishing::may
