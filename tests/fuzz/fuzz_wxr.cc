// fuzz_wxr.cc - any bytes as an export file of WordPress: read within bounds, or refused in words
// with a line; what its items hold is clean text.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "features/site_import/wordpress/wxr.h"

using namespace musubi;  // NOLINT: a fuzz program is its own world

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string path = "/tmp/musubi-fuzz-wxr-XXXXXX";
  const int file = mkstemp(path.data());
  if (file < 0) return 0;
  const bool whole = write(file, data, size) == static_cast<ssize_t>(size);
  close(file);
  std::int64_t items = 0;
  const auto site = site_import::read_wxr(
      path, [&](const site_import::WxrSite&, site_import::WxrItem item) -> Result<void> {
        ++items;
        if (!is_valid_utf8(item.title) || !is_valid_utf8(item.content)) std::abort();
        if (item.content.size() > site_import::kContentBytesMost) std::abort();
        if (item.terms.size() > 100) std::abort();
        return {};
      });
  unlink(path.c_str());
  if (!whole) return 0;
  if (!site && site.error().fields.empty()) std::abort();
  if (!site && site.error().fields.front().says.find("行目：") == std::string::npos) std::abort();
  if (site && site->items != items) std::abort();
  return 0;
}
