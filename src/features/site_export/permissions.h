// permissions.h - who makes a copy of the public site as files: the constant of route rows, service
// and the printed matrix. What is copied, anyone can read.
#pragma once

#include "core/access/access.h"

namespace musubi::site_export::may {

inline constexpr Permission make_copies{"site_export.copies.make",
                                        "公開サイトの静的な写しを作り、受け取る",
                                        Permission::Level::some_roles, roles::office};

}  // namespace musubi::site_export::may
