// front.h - what front offers to main.cc and the tests: its pages, and how the open site is
// arranged (App::home is told in add_routes). Nothing else of the folder is for outside.
#pragma once

#include "core/actor/actor.h"
#include "features/media/media.h"

namespace musubi::web {
struct App;
}

namespace musubi::front {

void add_routes(web::App& app);
// For media::configure_uses: which banner shows a picture, and whether a visitor sees it there.
media::UseSource media_uses();
// A menu, sections and a banner of the demo's October.
Result<void> load_demo(const Context& ctx);

}  // namespace musubi::front
