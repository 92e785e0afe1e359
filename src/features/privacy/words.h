// words.h - adds what the audit and the outbox call what happens in privacy.
// Called by routes.cc.
#pragma once

#include "web/words.h"

namespace musubi::privacy {

void add_words(web::Words& words);

}  // namespace musubi::privacy
