// words.h - adds what the audit and the outbox call what happens in an import of another site.
// Called by routes.cc.
#pragma once

#include "web/words.h"

namespace musubi::site_import {

void add_words(web::Words& words);

}  // namespace musubi::site_import
