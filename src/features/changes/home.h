// home.h - what changes contributes to the homes, the menus, the search and the records' words.
// Internal to the feature.
#pragma once

#include "web/app.h"

namespace musubi::changes {

void add_home(web::App& app);
void add_words(web::Words& words);

}  // namespace musubi::changes
