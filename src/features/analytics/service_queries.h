// service_queries.h - words that people gave a search engine before they came, from the file that
// its console exports: one month at a time, the newer file instead of the older.
#pragma once

#include <string>

#include "core/actor/actor.h"

namespace musubi::analytics {

// A file that a person hands in, past the scanner; Fault::invalid (field "file") with the remedy.
// The bytes are looked at and not kept.
struct HandedIn {
  std::string path, filename;  // path "": none was chosen
};
Result<void> check_handed_in(const Context& ctx, const HandedIn& file);

// `month`: 2024-07. How many rows.
Result<std::int64_t> import_queries(const Context& ctx, const std::string& month,
                                    const std::string& path);

}  // namespace musubi::analytics
