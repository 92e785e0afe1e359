// words.h - adds what the audit calls what happens in incidents.
// Called by routes.cc.
#pragma once

#include "web/words.h"

namespace musubi::incidents {

void add_words(web::Words& words);

}  // namespace musubi::incidents
