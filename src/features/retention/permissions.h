// permissions.h - who sees terms and destructions, proposes, decides, holds: the constants of route
// rows, services and the printed matrix. Who decides is never who proposed (service).
#pragma once

#include "core/access/access.h"

namespace musubi::retention::may {

inline constexpr Permission see_retention{"retention.records.see", "保存期限と消去の記録を見る",
                                          Permission::Level::some_roles,
                                          roles::office_and_overseers};
inline constexpr Permission propose_destruction{"retention.destruction.propose",
                                                "期限の過ぎた記録の消去を提案する",
                                                Permission::Level::some_roles, roles::office};
inline constexpr Permission decide_destruction{"retention.destruction.decide",
                                               "記録の消去を承認する",
                                               Permission::Level::some_roles, roles::managers};
inline constexpr Permission hold_records{"retention.holds.keep", "記録を保全する・保全を解く",
                                         Permission::Level::some_roles, roles::managers};
inline constexpr Permission check_evidence{"retention.evidence.check", "証拠を確かめ直す",
                                           Permission::Level::some_roles, roles::office};

}  // namespace musubi::retention::may
