// words.h - what the audit calls what happens in publishing. Called by routes.cc.
// SECURITY: names of people who were asked are personal.
#pragma once

#include "web/words.h"

namespace musubi::publishing {

void add_words(web::Words& words);

}  // namespace musubi::publishing
