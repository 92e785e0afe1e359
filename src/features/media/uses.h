// uses.h - where items are used, asked of every feature that was told by main.cc. Inside the
// feature only; others tell their uses through media.h.
#pragma once

#include <vector>

#include "features/media/media.h"

namespace musubi::media {

// At most `most` of each source, in the order of main.cc.
std::vector<Use> uses_of(db::Reader& reader, const MediaId& id, int most);

}  // namespace musubi::media
