// examine.h - an upload that must never lie on the disk in the clear: judged by content, scanned,
// hashed and read into memory, for a feature that seals it and stages only the sealed bytes.
//   temp file -> examine() type, size, scan -> the caller seals -> stage_sealed() -> take()
// Must never copy the bytes anywhere; the temp file goes with its request.
#pragma once

#include <string>
#include <string_view>

#include "core/files/files.h"

namespace musubi::files {

struct Examined {
  std::string bytes;
  std::string media_type, filename, sha256;  // of the bytes in the clear
};
// Fault::too_large, Fault::invalid (field "file"), Fault::unavailable when a scanner is configured
// and does not answer: then nothing is taken, because a sealed file cannot be scanned later.
Result<Examined> examine(const Context& ctx, const std::string& temp_path,
                         std::string_view filename, const Purpose& purpose);
// The sealed bytes under a name that says nothing. What is in them was scanned by examine().
Result<Staged> stage_sealed(std::string_view sealed, const Purpose& purpose);

}  // namespace musubi::files
