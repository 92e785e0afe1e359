// fuzz_query.cc - any bytes as a request target and as a wish where to return to. A path that is
// accepted is clean; a place to return to is always on this site.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "web/router.h"
#include "web/urlencoded.h"

using namespace musubi;       // NOLINT: a fuzz program is its own world
using namespace musubi::web;  // NOLINT

namespace {

const Router& router() {
  static Router all;
  static const bool filled = [] {
    auto nothing = [](Request&) { return Response{}; };
    for (const char* path : {"/", "/a", "/a/:id", "/a/:id/b", "/a/new", "/:x/:y/:z"}) {
      all.get(path, may::anyone, nothing);
    }
    return true;
  }();
  (void)filled;
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::string path;
  Fields query;
  if (decode_target(bytes, path, query)) {
    if (path.empty() || path[0] != '/' || !is_clean_text(path)) __builtin_trap();
    for (const auto& [name, value] : query.items()) {
      if (!is_clean_text(name) || !is_clean_text(value)) __builtin_trap();
    }
    const Router::Match match = router().match("GET", path);
    if (match.route != nullptr && match.other_method) __builtin_trap();
  }
  const std::string back = safe_return_path(bytes, "/instead");
  if (back.empty() || back[0] != '/') __builtin_trap();
  if (back.size() > 1 && (back[1] == '/' || back[1] == '\\')) __builtin_trap();
  for (const char c : back) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '\\') __builtin_trap();
  }
  return 0;
}
