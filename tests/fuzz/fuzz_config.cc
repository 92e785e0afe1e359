// fuzz_config.cc - any bytes as the configuration file: either a configuration or a refusal whose
// message is valid UTF-8 without control characters (it goes to a terminal and a log).
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "core/config/config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = musubi::config::parse(text, "fuzz", {});
  if (read) return 0;
  const std::string& says = read.error().says;
  if (!musubi::is_valid_utf8(says)) std::abort();
  for (char c : says) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') std::abort();
  }
  if (read.error().fields.empty()) std::abort();
  return 0;
}
