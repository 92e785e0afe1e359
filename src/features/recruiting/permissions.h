// permissions.h - who may do what with recruiting: the constants that stand in route rows, in
// services and in the printed permission matrix. Prospects are the office's own; the prefecture and
// the auditor see what came of it, as figures without people.
#pragma once

#include "core/access/access.h"

namespace musubi::may {

inline constexpr Permission see_prospects{"recruiting.prospects.see", "入会の見込み先を見る",
                                          Permission::Level::some_roles, roles::office};
inline constexpr Permission work_prospects{"recruiting.prospects.work",
                                           "入会の見込み先を登録・変更し、訪問や電話を記録する",
                                           Permission::Level::some_roles, roles::office};
inline constexpr Permission see_new_members{"recruiting.new_members.see",
                                            "新規入会（KPI-01）の計画と実績を見る",
                                            Permission::Level::some_roles,
                                            roles::office_and_overseers};
inline constexpr Permission plan_new_members{"recruiting.new_members.plan",
                                             "新規入会の月ごとの計画を変える",
                                             Permission::Level::some_roles, roles::managers};

inline constexpr Permission see_campaigns{"recruiting.campaigns.see",
                                          "募集施策とその成果を見る",
                                          Permission::Level::some_roles,
                                          roles::office_and_overseers};
inline constexpr Permission manage_campaigns{"recruiting.campaigns.manage",
                                             "募集施策を登録・変更する",
                                             Permission::Level::some_roles, roles::office};
inline constexpr Permission import_prospects{"recruiting.prospects.import",
                                             "見込み先の名簿を取り込む・取り消す",
                                             Permission::Level::some_roles, roles::office};
inline constexpr Permission export_prospects{"recruiting.prospects.export",
                                             "見込み先を書き出す",
                                             Permission::Level::some_roles, roles::office};

}  // namespace musubi::may
