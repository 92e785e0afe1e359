// permissions.h - who sees and who changes the days on which the office is closed. The same
// constants stand in the route rows, in the service and in the printed permission matrix.
#pragma once

#include "core/access/access.h"

namespace musubi::calendar::may {

inline constexpr Permission see_calendar{
    "calendar.closed_days.see", "閉庁日の暦を見る", Permission::Level::some_roles,
    Roles{Role::secretariat, Role::secretariat_manager, Role::auditor}};
inline constexpr Permission change_calendar{"calendar.closed_days.change", "閉庁日の暦を変える",
                                            Permission::Level::some_roles, roles::managers};

}  // namespace musubi::calendar::may
