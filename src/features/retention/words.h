// words.h - adds what the audit and the outbox call what happens in retention.
// Called by routes.cc.
#pragma once

#include "web/words.h"

namespace musubi::retention {

void add_words(web::Words& words);

}  // namespace musubi::retention
