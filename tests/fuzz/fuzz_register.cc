// fuzz_register.cc - any bytes as what a register of companies answers: nothing but a bounded
// record about the number that was asked may come out, of the XML reader or of the JSON reader.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "core/registers/registers.h"

using namespace musubi;  // NOLINT: a fuzz program is its own world

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view kNumber = "7123456789012";
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto& read : {registers::read_nta_xml(bytes, kNumber),
                           registers::read_gbizinfo_json(bytes, kNumber)}) {
    if (!read || !*read) continue;
    const registers::Company& company = **read;
    if (company.corporate_number != kNumber || company.name.empty()) __builtin_trap();
    if (!is_valid_utf8(company.name) || company.name.size() > 1000) __builtin_trap();
    if (!company.close_date.empty() && company.close_date.size() != 10) __builtin_trap();
  }
  return 0;
}
