// search_content.h - articles as the search of the office finds them, by title and text of the
// draft: for the search box, and for links from one article to another. Visitors search elsewhere.
#pragma once

#include <string>
#include <vector>

#include "core/search/search.h"
#include "features/publishing/service.h"

namespace musubi::publishing {

inline constexpr std::string_view kContentVisibility = "content";  // may::see_content

search::Document document_of(const Content& content, const Article& article);

// An article that a link may lead to.
struct LinkTarget {
  std::string path, title, type, state;
};
// Best first by their titles; the newest where no words are given.
Result<std::vector<LinkTarget>> list_link_targets(const Context& ctx, const std::string& words);

}  // namespace musubi::publishing
