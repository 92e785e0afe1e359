// fuzz_postal.cc - any bytes as the post's list of postal codes: refused with words, or towns that
// are bounded, clean and have their codes. What comes out is put to a typed address as well.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "core/postal/reader.h"

using namespace musubi;  // NOLINT: a fuzz program is its own world

namespace {
bool is_code(const std::string& text, std::size_t digits) {
  return text.size() == digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("PK")) return 0;  // fuzz_xlsx
  std::int64_t seen = 0;
  const auto read = postal::read_towns_of_bytes(bytes, [&](const postal::Town& town)
                                                           -> Result<void> {
    ++seen;
    if (!is_code(town.postal_code, 7) || !is_code(town.municipality_code, 6)) __builtin_trap();
    if (town.prefecture.empty() || town.municipality.empty()) __builtin_trap();
    for (const std::string* name : {&town.prefecture, &town.municipality, &town.town}) {
      if (!is_valid_utf8(*name) || count_characters(*name) > postal::kNameCharactersMost) {
        __builtin_trap();
      }
    }
    // What is typed behind the place is kept, whatever the place is called.
    const std::string typed = town.words() + "1-2-3";
    if (!postal::fit(town, typed).address.ends_with("1-2-3")) __builtin_trap();
    return {};
  });
  if (read && *read != seen) __builtin_trap();
  if (!read && read.error().says.empty()) __builtin_trap();
  return 0;
}
