// home.h - what recruiting shows on the homes, in the menu and in the search, and the words of its
// records. Called by routes.cc while starting; never shows what the reader may not open.
#pragma once

#include "features/applications/applications.h"
#include "web/app.h"

namespace musubi::recruiting {

void add_home(web::App& app);
void join_desk(applications::Desk& desk);
void add_words(web::Words& words);

}  // namespace musubi::recruiting
