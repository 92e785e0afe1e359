// permissions.h - who asks for a listing as a member, works the queue of listings, sees its monthly
// figures: the constants of route rows, services and the printed matrix.
#pragma once

#include "core/access/access.h"

namespace musubi::listings::may {

using musubi::may::anyone;

inline constexpr Permission ask_as_member{"listings.own.ask", "催しの掲載を頼む（会員）",
                                          Permission::Level::some_roles, roles::members};
inline constexpr Permission see_listings{"listings.queue.see", "掲載依頼を見る",
                                         Permission::Level::some_roles, roles::office};
inline constexpr Permission work_listings{"listings.queue.work", "掲載依頼を受け、見送り、記事の下書きにする",
                                          Permission::Level::some_roles, roles::office};
inline constexpr Permission see_months{"listings.months.see", "掲載依頼の月別の件数を見る",
                                       Permission::Level::some_roles,
                                       roles::office_and_overseers};

}  // namespace musubi::listings::may
