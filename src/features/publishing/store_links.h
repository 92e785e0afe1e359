// store_links.h - what the public texts of the site refer to. Statements in store_links.cc; decides
// nothing.
#pragma once

#include <string_view>

#include "db/db.h"

namespace musubi::publishing::store {

// A version that visitors see refers to it (/news/x, media:ID); drafts do not count.
bool is_named_publicly(db::Reader& reader, std::string_view target);

}  // namespace musubi::publishing::store
