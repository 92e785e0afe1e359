// fuzz_csv.cc - any bytes as a text table: read as rows, then as a roster. Must never crash, hang
// or keep more than the file holds; refusing is fine.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/sheets/sheets.h"
#include "features/members/roster/roster.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("PK")) return 0;  // fuzz_xlsx
  std::int64_t last = 0;
  const auto read = musubi::sheets::each_row_of_bytes(
      bytes, {}, [&](std::int64_t line, const musubi::sheets::Cells& cells) {
        if (line <= last || cells.empty()) __builtin_trap();
        last = line;
        return musubi::Result<bool>(true);
      });
  if (!read && read.error().says.empty()) __builtin_trap();
  const auto roster = musubi::members::read_roster_bytes(bytes);
  if (roster) {
    const auto json = musubi::members::roster_json(*roster).dump();  // throws on broken UTF-8
    if (json.empty()) __builtin_trap();
  }
  return 0;
}
