// site.h - the open face of the consortium: home, about, help, policies. No data of its own; what
// it shows of others they contribute to App::home. The only header that main.cc includes.
#pragma once

#include "web/app.h"

namespace musubi::site {

void add_routes(web::App& app);

}  // namespace musubi::site
