// words.h - adds what the audit calls what happens to copies of the site.
// Called by routes.cc.
#pragma once

#include "web/words.h"

namespace musubi::site_export {

void add_words(web::Words& words);

}  // namespace musubi::site_export
