// fuzz_form.cc - any bytes as a urlencoded form. What is accepted is clean text, and says the same
// after being written out and read again.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "web/form.h"
#include "web/urlencoded.h"

using namespace musubi;       // NOLINT: a fuzz program is its own world
using namespace musubi::web;  // NOLINT

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto fields = decode_urlencoded(bytes);
  if (!fields) {
    if (fields.error().says.empty()) __builtin_trap();
    return 0;
  }
  if (fields->items().size() > kFieldsMax) __builtin_trap();
  std::string again;
  for (const auto& [name, value] : fields->items()) {
    if (!is_clean_text(name) || !is_clean_text(value)) __builtin_trap();
    again += percent_encode(name) + "=" + percent_encode(value) + "&";
  }
  const auto same = decode_urlencoded(again);
  if (!same || same->items() != fields->items()) __builtin_trap();
  FormReader reader(*fields);
  for (const auto& item : fields->items()) {
    reader.text(item.first, "欄", 10);
    reader.integer(item.first, "数", 0, 100);
    reader.date(item.first, "日付");
  }
  return 0;
}
