// permissions.h - who may do what with applications: the constants that stand in route rows, in
// services and in the printed permission matrix. Applicants have no account: their pages are open
// to anyone, and a link that only they hold says which application is theirs.
#pragma once

#include "core/access/access.h"

namespace musubi::may {

// People's names and addresses are masked without members' see_personal_data.
inline constexpr Permission see_applications{"applications.queue.see", "入会申込を見る",
                                             Permission::Level::some_roles,
                                             roles::office_and_overseers};
inline constexpr Permission work_applications{"applications.queue.work",
                                              "入会申込を受け持つ・補正を頼む・代行入力する",
                                              Permission::Level::some_roles, roles::office};
inline constexpr Permission open_application_files{"applications.files.open",
                                                   "入会申込の添付ファイルを開く",
                                                   Permission::Level::some_roles, roles::office};

}  // namespace musubi::may
