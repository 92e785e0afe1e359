// fuzz_cookie.cc - any bytes as a Cookie header and as a CSRF token. Nothing that was not made
// here may match, whatever it looks like.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "web/gate.h"
#include "web/urlencoded.h"

using namespace musubi;       // NOLINT: a fuzz program is its own world
using namespace musubi::web;  // NOLINT

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (std::string_view name : {"session", "csrf", "__Host-session", "a", ""}) {
    const std::string_view value = find_cookie(bytes, name);
    if (value.find(';') != std::string_view::npos) __builtin_trap();
    if (!value.empty() && (value.data() < bytes.data() ||
                           value.data() + value.size() > bytes.data() + bytes.size())) {
      __builtin_trap();
    }
  }
  static const std::string token = "kZ3-a-token-of-this-site-that-nobody-knows";
  // A masked form would need the token itself: the input cannot know it.
  if (bytes != token && csrf_token_matches(bytes, token)) __builtin_trap();
  const std::string_view some = bytes.substr(0, 100);
  if (!some.empty() && !csrf_token_matches(mask_csrf_token(some), some)) __builtin_trap();
  return 0;
}
