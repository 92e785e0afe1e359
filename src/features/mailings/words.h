// words.h - Japanese words for the codes that mailings leave in the audit and the outbox.
// Called once, from routes.cc.
#pragma once

#include "web/words.h"

namespace musubi::mailings {

void add_words(web::Words& words);

}  // namespace musubi::mailings
