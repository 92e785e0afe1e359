// home.h - the homes of all roles and the search over everything. The only header that main.cc and
// tests include. Add its routes last: path_for and the search show what the others contributed.
#pragma once

#include <string>

#include "core/access/access.h"

namespace musubi::web {
struct App;
}

namespace musubi::home {

void add_routes(web::App& app);
// Where signing in leads: every role has a place of its own.
std::string home_path_for(Roles held);

}  // namespace musubi::home
