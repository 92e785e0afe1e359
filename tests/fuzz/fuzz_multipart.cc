// fuzz_multipart.cc - any bytes as an upload, cut at places that the input chooses: whole and in
// pieces must give the same verdict and the same parts, and no temporary file may stay behind.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "web/multipart.h"
#include "web/urlencoded.h"

using namespace musubi;       // NOLINT: a fuzz program is its own world
using namespace musubi::web;  // NOLINT

namespace {

struct Outcome {
  bool accepted = false;
  Fields fields;
  std::vector<Upload> uploads;
  ~Outcome() {
    for (const Upload& upload : uploads) ::unlink(upload.temp_path.c_str());
  }
};

Outcome read(std::string_view body, std::size_t step) {
  Outcome out;
  MultipartReader reader("X", "/tmp", {.parts = 50, .field_bytes = 4096, .files = 5});
  while (!body.empty()) {
    const std::string_view piece = body.substr(0, step);
    body.remove_prefix(piece.size());
    if (!reader.feed(piece)) return out;
  }
  out.accepted = reader.finish().has_value();
  if (out.accepted) reader.take(out.fields, out.uploads);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t step = 1 + data[0] % 64;
  const std::string_view body(reinterpret_cast<const char*>(data + 1), size - 1);
  multipart_boundary(body);
  const Outcome whole = read(body, body.size() + 1);
  const Outcome pieces = read(body, step);
  if (whole.accepted != pieces.accepted) __builtin_trap();
  if (whole.fields.items() != pieces.fields.items()) __builtin_trap();
  if (whole.uploads.size() != pieces.uploads.size()) __builtin_trap();
  for (std::size_t i = 0; i < whole.uploads.size(); ++i) {
    if (whole.uploads[i].bytes != pieces.uploads[i].bytes) __builtin_trap();
    if (whole.uploads[i].filename.find('/') != std::string::npos) __builtin_trap();
  }
  for (const auto& [name, value] : whole.fields.items()) {
    if (!is_clean_text(name) || !is_clean_text(value)) __builtin_trap();
  }
  return 0;
}
