// permissions.h - who tests the site, who publishes what came of it, who reads along: constants of
// route rows, services and the printed matrix. What was published, anyone reads.
#pragma once

#include "core/access/access.h"

namespace musubi::accessibility::may {

using musubi::may::anyone;

inline constexpr Permission see_trials{"accessibility.trial.see",
                                       "ウェブアクセシビリティの試験と改善課題を見る",
                                       Permission::Level::some_roles, roles::office_and_overseers};
inline constexpr Permission keep_trials{"accessibility.trial.keep",
                                        "ウェブアクセシビリティの試験を行い、改善課題を記録する",
                                        Permission::Level::some_roles, roles::office};
inline constexpr Permission publish_trials{"accessibility.trial.publish",
                                           "ウェブアクセシビリティ方針と試験結果を公表する",
                                           Permission::Level::some_roles, roles::managers};

}  // namespace musubi::accessibility::may
