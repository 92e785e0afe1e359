// fuzz_captions.cc - any bytes as the captions of a video: refused with words, or cues that are
// bounded, in order and plain, and whose file reads the same again.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "core/captions/captions.h"

using namespace musubi;  // NOLINT: a fuzz program is its own world

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto read = captions::read_captions(bytes);
  if (!read) {
    if (read.error().fields.empty() || read.error().fields.front().says.empty()) __builtin_trap();
    return 0;
  }
  std::int64_t before = 0;
  for (const captions::Cue& cue : *read) {
    if (cue.from_ms < before || cue.to_ms <= cue.from_ms || cue.text.empty()) __builtin_trap();
    if (!is_valid_utf8(cue.text)) __builtin_trap();
    if (count_characters(cue.text) > captions::kCueCharactersMost) __builtin_trap();
    before = cue.from_ms;
  }
  const auto again = captions::read_captions(captions::to_vtt(*read));
  if (again && *again != *read) __builtin_trap();
  // Only its size can stand in the way: names of characters are longer than they are.
  if (!again && captions::to_vtt(*read).size() <= captions::kBytesMost) __builtin_trap();
  return 0;
}
