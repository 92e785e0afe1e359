// permissions.h - who works an incident with personal data, who closes it, who reads it: the
// constants of route rows, services and the printed matrix.
#pragma once

#include "core/access/access.h"

namespace musubi::incidents::may {

// The prefecture finds only what was reported to it (service).
inline constexpr Permission see_incidents{"incidents.records.see", "個人情報事故の記録を見る",
                                          Permission::Level::some_roles,
                                          Roles{Role::secretariat, Role::secretariat_manager,
                                                Role::prefecture}};
inline constexpr Permission work_incidents{"incidents.records.work", "個人情報事故に対応する",
                                           Permission::Level::some_roles, roles::office};
inline constexpr Permission close_incidents{"incidents.records.close",
                                            "個人情報事故の対応を終える",
                                            Permission::Level::some_roles, roles::managers};

}  // namespace musubi::incidents::may
