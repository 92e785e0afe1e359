// fuzz_picture.cc - any bytes as the beginning of a picture: a size within the limits or one
// refusal at the field "file", never a look beyond the bytes. The first byte says where the tail
// begins.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/pictures/header.h"

using namespace musubi;            // NOLINT: a fuzz program is its own world
using namespace musubi::pictures;  // NOLINT

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t from = bytes.size() * data[0] / 256;
  (void)is_polyglot(bytes, bytes.substr(from));
  const auto header = read_header(bytes);
  if (!header) {
    const Error& error = header.error();
    if (error.fault != Fault::invalid || error.fields.size() != 1) __builtin_trap();
    if (error.fields.front().field != "file") __builtin_trap();
    return 0;
  }
  if (header->width < 1 || header->width > kSideMost) __builtin_trap();
  if (header->height < 1 || header->height > kSideMost) __builtin_trap();
  if (header->width * header->height > kPixelsMost) __builtin_trap();
  return 0;
}
