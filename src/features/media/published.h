// published.h - tells whoever watches the library (the search of the public site) that an item
// came, changed or went. Inside the feature; what others may ask stands in media.h.
#pragma once

#include "features/media/media.h"

namespace musubi::media {

// In the transaction of the change. Nobody watches: nothing happens.
Result<void> tell_watcher(db::Tx& tx, const Context& ctx, const MediaId& id);

}  // namespace musubi::media
