// permissions.h - what feeds serves is open to anyone; the office sees besides what its open data
// lacks. The same constants stand in the route rows, in the service and in the printed matrix.
#pragma once

#include "core/access/access.h"

namespace musubi::feeds::may {

using musubi::may::anyone;

inline constexpr Permission see_open_data{"feeds.open_data.see",
                                          "オープンデータに足りない項目を見る",
                                          Permission::Level::some_roles,
                                          roles::office_and_overseers};

}  // namespace musubi::feeds::may
