// words.h - what the records of counting are called in Japanese, for the office's pages over the
// audit and the outbox. Words only.
#pragma once

#include "web/words.h"

namespace musubi::analytics {

void add_words(web::Words& words);

}  // namespace musubi::analytics
