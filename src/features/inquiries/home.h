// home.h - what the desk shows on the homes, in the search and in the menus' counts. Reads only.
// Called by routes.cc; must never decide who may see what.
#pragma once

namespace musubi::web {
struct App;
}

namespace musubi::inquiries {

void add_home(web::App& app);

}  // namespace musubi::inquiries
