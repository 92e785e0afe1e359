// store.h - rows of front_parts: at most three, each a list as JSON (arrangement.h). Decides
// nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "db/db.h"

namespace musubi::front::store {

inline constexpr std::string_view kMenu = "menu";
inline constexpr std::string_view kSections = "sections";
inline constexpr std::string_view kBanners = "banners";

struct Part {
  std::string content;
  std::int64_t version = 0;  // 0 = nobody has decided it
};
Part find_part(db::Reader& reader, std::string_view name);
// Fault::conflict when it is no longer of version `seen`.
Result<void> update_part(db::Tx& tx, std::string_view name, const std::string& content,
                         std::int64_t seen, Instant at);

}  // namespace musubi::front::store
