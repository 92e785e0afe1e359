// permissions.h - who may do what with members: the constants that stand in route rows, in services
// and in the printed permission matrix. Personal data is a permission of its own: the
// prefecture and the auditor see the registry with people's names, mail addresses and telephone
// numbers masked, and without the office's memo and the reasons it noted.
#pragma once

#include "core/access/access.h"

namespace musubi::may {

inline constexpr Permission see_registry{"members.registry.see", "会員名簿を見る",
                                         Permission::Level::some_roles,
                                         roles::office_and_overseers};
inline constexpr Permission see_personal_data{"members.personal_data.see",
                                              "担当者の氏名・連絡先を見る",
                                              Permission::Level::some_roles, roles::office};
inline constexpr Permission edit_registry{"members.registry.edit", "会員情報を登録・変更する",
                                          Permission::Level::some_roles, roles::office};
inline constexpr Permission export_registry{"members.registry.export", "会員名簿を書き出す",
                                            Permission::Level::some_roles, roles::office};
inline constexpr Permission see_exports{"members.exports.see", "名簿の書き出しの記録を見る",
                                        Permission::Level::some_roles,
                                        Roles{Role::secretariat, Role::secretariat_manager,
                                              Role::auditor}};
inline constexpr Permission import_roster{"members.roster.import", "名簿を取り込む",
                                          Permission::Level::some_roles, roles::office};
inline constexpr Permission undo_import{"members.roster.undo", "名簿の取込みを取り消す",
                                        Permission::Level::some_roles, roles::managers};
inline constexpr Permission keep_loans{"members.loans.keep", "貸与資料を管理する",
                                       Permission::Level::some_roles, roles::office};
inline constexpr Permission see_loans{"members.loans.see", "貸与資料の記録を見る",
                                      Permission::Level::some_roles, roles::office_and_overseers};
inline constexpr Permission merge_members{"members.organisation.merge", "会員を名寄せする",
                                          Permission::Level::some_roles, roles::office};
inline constexpr Permission see_member_report{"members.report.see", "会員報告書を見る",
                                              Permission::Level::some_roles,
                                              roles::office_and_overseers};
inline constexpr Permission make_member_report{"members.report.make", "会員報告書を作成・提出する",
                                               Permission::Level::some_roles, roles::office};
inline constexpr Permission receive_member_report{"members.report.receive",
                                                  "会員報告書を受領・コメントする",
                                                  Permission::Level::some_roles,
                                                  Roles{Role::prefecture}};
// Who settles what the roster's rows left open; read by the office home.
inline constexpr Permission settle_defects{"members.defect.settle", "取込みの不備を片づける",
                                           Permission::Level::some_roles, roles::office};
// A member's people see what is registered about their own organisation, and nobody else's.
inline constexpr Permission see_own_organisation{"members.own.see", "自分の団体の登録内容を見る",
                                                 Permission::Level::some_roles, roles::members};

}  // namespace musubi::may
