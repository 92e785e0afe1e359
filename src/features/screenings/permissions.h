// permissions.h - who may read and who may keep the file of a screening. Narrower than anything
// else in the house: adding a role here is a decision of the prefecture (R-5.1.2.c, C-7).
#pragma once

#include "core/access/access.h"

namespace musubi::screenings::may {

// SECURITY: guards officers' births and findings about people; every reading is audited as well.
inline constexpr Permission see_screenings{
    "screenings.file.see", "反社会的勢力の確認の記録を読む", Permission::Level::some_roles,
    roles::office_and_overseers};
inline constexpr Permission keep_screenings{"screenings.file.keep",
                                            "反社会的勢力の確認を記録する",
                                            Permission::Level::some_roles, roles::office};
inline constexpr Permission answer_screenings{"screenings.inquiry.answer",
                                              "反社会的勢力の確認の照会に答える",
                                              Permission::Level::some_roles,
                                              Roles{Role::prefecture}};

}  // namespace musubi::screenings::may
