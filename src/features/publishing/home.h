// home.h - what publishing shows on the homes and in the menus: who waits for whom, what is late,
// the case of the month. Called by routes.cc.
#pragma once

#include "web/app.h"

namespace musubi::publishing {

void add_home(web::App& app);

}  // namespace musubi::publishing
