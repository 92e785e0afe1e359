// home.h - what applications contribute to the homes, the menu, the search and the records' words.
// Internal to the feature; called by routes.cc.
#pragma once

#include "web/app.h"

namespace musubi::applications {

void add_home(web::App& app);
void add_words(web::Words& words);

}  // namespace musubi::applications
