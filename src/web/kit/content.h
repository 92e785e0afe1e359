// content.h - a text of the public site as page content: what core/markdown read, drawn with its
// pictures, videos, callouts and columns. Called by views; must never decide who sees it.
#pragma once

#include <string>

#include "core/markdown/content.h"
#include "web/html.h"

namespace musubi::web::kit {

// Blocks carry the ids b-1, b-2 ... when `numbered`: findings of the checks lead there.
Html content(const markdown::Content& pieces, bool numbered = false);
// The id that content() gives to a block: b-3.
std::string block_id(int number);

}  // namespace musubi::web::kit
