// words.h - the words of this feature's records; added to the application's by routes.cc.
// Internal to the feature.
#pragma once

#include "web/words.h"

namespace musubi::screenings {

void add_words(web::Words& words);

}  // namespace musubi::screenings
