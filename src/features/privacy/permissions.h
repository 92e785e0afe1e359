// permissions.h - who works requests of people about their own data, reads consents, keeps the
// register: the constants of route rows, services and the printed matrix.
#pragma once

#include "core/access/access.h"

namespace musubi::privacy::may {

using musubi::may::anyone;

inline constexpr Permission make_own_request{"privacy.own.request", "自分の個人情報について請求する",
                                             Permission::Level::some_roles, roles::members};
// The prefecture finds only those that were forwarded to it (service).
inline constexpr Permission see_requests{"privacy.requests.see", "個人情報の請求を見る",
                                         Permission::Level::some_roles,
                                         Roles{Role::secretariat, Role::secretariat_manager,
                                               Role::prefecture}};
inline constexpr Permission work_requests{"privacy.requests.work", "個人情報の請求を処理する",
                                          Permission::Level::some_roles, roles::office};
inline constexpr Permission answer_requests{"privacy.requests.answer",
                                            "個人情報の請求に回答する",
                                            Permission::Level::some_roles, roles::managers};
inline constexpr Permission see_register{"privacy.register.see", "個人情報取扱台帳を見る",
                                         Permission::Level::some_roles,
                                         roles::office_and_overseers};
inline constexpr Permission keep_register{"privacy.register.keep",
                                          "個人情報取扱台帳に書き込む・版を定める",
                                          Permission::Level::some_roles, roles::office};

}  // namespace musubi::privacy::may
