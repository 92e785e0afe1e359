// words.h - Japanese words for what this feature leaves in the records. Called by add_routes().
// Words only: decides nothing.
#pragma once

#include "web/words.h"

namespace musubi::accessibility {

void add_words(web::Words& words);

}  // namespace musubi::accessibility
