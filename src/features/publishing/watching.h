// watching.h - tells whoever watches (the search of the site) what visitors see of an item from now
// on. Inside the feature; called by record.cc alone, so that no step can forget it.
#pragma once

#include "features/publishing/content.h"

namespace musubi::publishing {

// In the transaction of the change. Returns `now`, for the callers' last line.
Result<Content> tell_watcher(db::Tx& tx, const Context& ctx, const Content& before,
                             const Content& now);

}  // namespace musubi::publishing
