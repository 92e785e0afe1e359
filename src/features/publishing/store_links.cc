// store_links.cc - see store_links.h. Rows are written by replace_links() of store_texts.cc
// whenever a version becomes public or ends.
#include "features/publishing/store_links.h"

namespace musubi::publishing::store {
namespace {

constexpr db::Query kNamedPublicly{
    "publishing.is_named_publicly",
    "SELECT 1 FROM content_links WHERE target = $1 AND source = 'public' LIMIT 1"};

}  // namespace

bool is_named_publicly(db::Reader& reader, std::string_view target) {
  return reader.first(kNamedPublicly, target).has_value();
}

}  // namespace musubi::publishing::store
