// header.h - what the first bytes of a picture say: format and size, or why it cannot be used. Pure
// and without a library, so that bombs and other kinds of file are refused before a decoder sees
// them. Called by features when a file comes in, and by pictures.cc before it opens one.
//   bytes -> format by magic -> size from the header -> limits -> Header, or words with the remedy
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace musubi::pictures {

enum class Format { jpeg, png, webp, gif };
std::string_view format_name(Format format);  // jpeg

struct Header {
  Format format = Format::jpeg;
  std::int64_t width = 0, height = 0;  // as stored: a turned photograph is not upright yet
  bool whole_in_memory = false;        // this one cannot be decoded line by line
};

// A side, and all pixels: 40 million are a large camera's, and cost 160 MB when decoded whole.
inline constexpr std::int64_t kSideMost = 20'000;
inline constexpr std::int64_t kPixelsMost = 40'000'000;
inline constexpr std::int64_t kPixelsMostWhole = 24'000'000;
// How much of a file is looked at for its size: a camera writes profiles and previews first.
inline constexpr std::size_t kHeadBytes = 2 * 1024 * 1024;

// `head`: the first kHeadBytes of the file, or all of it. Fault::invalid, field "file".
Result<Header> read_header(std::string_view head);
// Whether another kind of file hides in a picture: a page or a program at its beginning, an archive
// at its end. `tail`: the last 66,000 bytes, or all of it.
bool is_polyglot(std::string_view head, std::string_view tail);
inline constexpr std::size_t kTailBytes = 66'000;

// Both, of a file on the disk. Fault::invalid, field "file"; Fault::unavailable when unreadable.
Result<Header> examine_picture(const std::string& path);

}  // namespace musubi::pictures
