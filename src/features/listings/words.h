// words.h - adds what the audit and the outbox call what happens to requests for listings. Called
// by routes.cc.
#pragma once

#include "web/words.h"

namespace musubi::listings {

void add_words(web::Words& words);

}  // namespace musubi::listings
