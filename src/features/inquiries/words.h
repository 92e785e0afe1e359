// words.h - adds what the audit and the outbox call what happens at the inquiry desk. Called by
// routes.cc.
#pragma once

#include "web/words.h"

namespace musubi::inquiries {

void add_words(web::Words& words);

}  // namespace musubi::inquiries
