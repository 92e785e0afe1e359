// permissions.h - who may see, review and decide: the constants of route rows, services and the
// printed matrix. The one who decides is a manager, and never the one who reviewed (service).
#pragma once

#include "core/access/access.h"

namespace musubi::reviews::may {

using musubi::may::anyone;

inline constexpr Permission see_reviews{"reviews.review.see", "入会審査の記録を見る",
                                        Permission::Level::some_roles,
                                        roles::office_and_overseers};
inline constexpr Permission review_applications{"reviews.review.work", "入会申込を審査する",
                                                Permission::Level::some_roles, roles::office};
inline constexpr Permission decide_applications{"reviews.application.decide",
                                                "入会の承認・不承認を決裁する",
                                                Permission::Level::some_roles, roles::managers};
inline constexpr Permission see_criteria{"reviews.criteria.see", "審査基準を見る",
                                         Permission::Level::some_roles,
                                         roles::office_and_overseers};
inline constexpr Permission edit_criteria{"reviews.criteria.edit", "審査基準を作り、県に送る",
                                          Permission::Level::some_roles, roles::managers};
inline constexpr Permission confirm_criteria{"reviews.criteria.confirm", "審査基準を確認する",
                                             Permission::Level::some_roles,
                                             Roles{Role::prefecture}};

}  // namespace musubi::reviews::may
