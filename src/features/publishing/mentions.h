// mentions.h - who leads to an article from outside the articles: asked of every feature that was
// told by main.cc. Inside the feature only; others tell theirs through publishing.h.
#pragma once

#include <string>
#include <vector>

#include "features/publishing/publishing.h"

namespace musubi::publishing {

// `paths`: the addresses of one article, of now and of before. In the order of main.cc.
std::vector<Mention> mentions_of(db::Reader& reader, const std::vector<std::string>& paths,
                                 Date today);

}  // namespace musubi::publishing
