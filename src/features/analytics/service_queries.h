// service_queries.h - words that people gave a search engine before they came, from the file that
// its console exports: one month at a time, the newer file instead of the older.
#pragma once

#include <string>

#include "core/actor/actor.h"

namespace musubi::analytics {

// `month`: 2024-07. How many rows.
Result<std::int64_t> import_queries(const Context& ctx, const std::string& month,
                                    const std::string& path);

}  // namespace musubi::analytics
