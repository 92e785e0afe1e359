// permissions.h - who sees the counting of the public site, who answers for its report: the
// constants of route rows, services and the printed matrix.
#pragma once

#include "core/access/access.h"

namespace musubi::analytics::may {

inline constexpr Permission see_counting{"analytics.counting.see", "閲覧の計測と月次ログ報告書を見る",
                                         Permission::Level::some_roles,
                                         roles::office_and_overseers};
// Writes the remark, brings in files from elsewhere, answers comments.
inline constexpr Permission work_on_report{"analytics.report.work",
                                           "月次ログ報告書の所見を書き、資料を取り込む",
                                           Permission::Level::some_roles, roles::office};
inline constexpr Permission submit_report{"analytics.report.submit",
                                          "月次ログ報告書を作成・提出し、計画停止を登録する",
                                          Permission::Level::some_roles, roles::managers};
inline constexpr Permission receive_report{"analytics.report.receive",
                                           "月次ログ報告書を受領・コメントする",
                                           Permission::Level::some_roles,
                                           Roles{Role::prefecture}};

}  // namespace musubi::analytics::may
