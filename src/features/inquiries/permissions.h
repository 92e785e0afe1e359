// permissions.h - who works the inquiry desk, sets its rules, sees its monthly figures: the
// constants of route rows, services and the printed matrix.
#pragma once

#include "core/access/access.h"

namespace musubi::inquiries::may {

using musubi::may::anyone;

inline constexpr Permission ask_as_member{"inquiries.own.ask", "事務局に問い合わせる（会員）",
                                          Permission::Level::some_roles, roles::members};
inline constexpr Permission see_inquiries{"inquiries.desk.see", "問合せを見る",
                                          Permission::Level::some_roles, roles::office};
inline constexpr Permission work_inquiries{"inquiries.desk.work", "問合せに答える・担当を決める",
                                           Permission::Level::some_roles, roles::office};
inline constexpr Permission open_files{"inquiries.files.open", "問合せの添付を開く",
                                       Permission::Level::some_roles, roles::office};
inline constexpr Permission keep_rules{"inquiries.rules.keep", "問合せの期限と返信先を決める",
                                       Permission::Level::some_roles, roles::managers};
inline constexpr Permission see_months{"inquiries.months.see", "問合せの月別の件数を見る",
                                       Permission::Level::some_roles,
                                       roles::office_and_overseers};

}  // namespace musubi::inquiries::may
