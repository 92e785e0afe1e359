// permissions.h - who may see, write and confirm mailings: the constants of route rows, services
// and the printed matrix. That the second person is another one is the service's rule.
#pragma once

#include "core/access/access.h"

namespace musubi::mailings::may {

using musubi::may::anyone;
using musubi::may::signed_in;

inline constexpr Permission see_mailings{"mailings.mailing.see", "一斉配信の記録を見る",
                                         Permission::Level::some_roles,
                                         roles::office_and_overseers};
inline constexpr Permission see_addresses{"mailings.addresses.see", "一斉配信の宛先を見る",
                                          Permission::Level::some_roles, roles::office};
inline constexpr Permission write_mailings{"mailings.mailing.write",
                                           "一斉配信を書き、送信を申し出る",
                                           Permission::Level::some_roles, roles::office};
inline constexpr Permission confirm_mailings{"mailings.mailing.confirm",
                                             "ほかの人の一斉配信を確認する",
                                             Permission::Level::some_roles, roles::office};
inline constexpr Permission keep_suppressions{"mailings.suppression.keep",
                                              "送らない宛先と同意を記録する",
                                              Permission::Level::some_roles, roles::office};

}  // namespace musubi::mailings::may
