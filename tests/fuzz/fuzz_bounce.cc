// fuzz_bounce.cc - any bytes as a letter from a mail server. Whatever it claims: bounded answers,
// addresses that are addresses, words without line ends, and a Message-ID that is in the letter.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "features/mailings/bounce.h"

using namespace musubi;            // NOLINT: a fuzz program is its own world
using namespace musubi::mailings;  // NOLINT

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto bounce = read_bounce(bytes);
  if (!bounce) return 0;
  if (bounce->addresses.empty() || bounce->addresses.size() > 20) __builtin_trap();
  const std::string& id = bounce->message_id;
  if (!id.empty() && (id.front() != '<' || id.back() != '>' || id.size() > 301)) __builtin_trap();
  for (const BouncedAddress& one : bounce->addresses) {
    if (!one.address.empty() && !read_email(one.address)) __builtin_trap();
    if (one.status.size() > 9 || count_characters(one.says) > 300) __builtin_trap();
    if (one.says.find('\n') != std::string::npos || !is_valid_utf8(one.says)) __builtin_trap();
  }
  return 0;
}
