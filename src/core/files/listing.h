// listing.h - the rows of `files`, page by page, for whoever looks whether what must be kept is
// still there. Beside files.h, because nobody else needs it; must never hand out bytes.
#pragma once

#include <vector>

#include "core/files/files.h"

namespace musubi::files {

// In order of id, removed ones among them; after_id "" = from the beginning.
std::vector<File> list_files(db::Reader& reader, std::string_view after_id, int most);
// Whether the bytes lie on the disk.
bool has_bytes(const File& file);

}  // namespace musubi::files
