// words.h - what the audit and the outbox call what happens in the search of the site.
// Called by routes.cc.
#pragma once

#include "web/words.h"

namespace musubi::site_search {

void add_words(web::Words& words);

}  // namespace musubi::site_search
