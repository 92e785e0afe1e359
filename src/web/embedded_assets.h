// embedded_assets.h - styles, scripts and pictures that were built into the program by tools/embed.
// The static file handler serves them; nothing reads them from disk at run time.
// All views point into the read-only part of the binary and live as long as the process.
#pragma once

#include <string_view>
#include <vector>

namespace musubi::web {

struct EmbeddedAsset {
  std::string_view path;    // below build/assets, e.g. "app-3f2a9c.css"
  std::string_view bytes;
  std::string_view gzip;    // precompressed form; empty when there is none
  std::string_view brotli;  // likewise
};

// Sorted by path.
const std::vector<EmbeddedAsset>& embedded_assets();

}  // namespace musubi::web
