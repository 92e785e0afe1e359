// words.h - adds what the audit and the outbox call what happens in the library.
// Called by routes.cc.
#pragma once

#include "web/words.h"

namespace musubi::media {

void add_words(web::Words& words);

}  // namespace musubi::media
