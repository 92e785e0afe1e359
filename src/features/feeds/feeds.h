// feeds.h - what feeds offers to main.cc and the tests: its routes. It owns no data; everything it
// serves is what publishing says is public.
#pragma once

#include "web/app.h"

namespace musubi::feeds {

void add_routes(web::App& app);

}  // namespace musubi::feeds
