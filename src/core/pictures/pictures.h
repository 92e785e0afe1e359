// pictures.h - makes of one picture what pages show: AVIF, WebP and JPEG in several widths, whole
// and cropped around the focal point, upright and without what a camera wrote into it (EXIF, GPS).
// The one door to libvips. Slow: called by the outbox's lane `slow`, by the demo and by tests.
//   path -> header and limits -> widest picture in memory -> each crop, width, format -> bytes
// Never keeps a file. One thread at a time (a lock), whatever calls it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/pictures/header.h"

namespace musubi::pictures {

// Where the subject is, in hundredths of the width and height from the left and the top.
struct Focus {
  int x = 50, y = 50;
};

// full: all of it. wide: 16 to 9. square: 1 to 1. Crops are taken around the focal point.
enum class Shape { full, wide, square };
std::string_view shape_name(Shape shape);  // wide
enum class Kind { avif, webp, jpeg };      // best first: the order of <source>
std::string_view kind_name(Kind kind);           // avif, webp, jpg: also the ending of an address
std::string_view kind_media_type(Kind kind);     // image/avif

struct Made {
  Shape shape = Shape::full;
  Kind kind = Kind::jpeg;
  int width = 0, height = 0;
  std::string bytes;
};

// The widths of a shape when the widest crop of it has `most` pixels across: never enlarged.
std::vector<int> widths_for(Shape shape, int most);

// Calls `each` for every one made, in the order shape, width, kind. Fault::invalid (field "file")
// when the picture cannot be read to its end: no later try changes that. Fault::unavailable else.
// AVIF is left out, with a line in the log, on a machine whose libheif cannot write it.
Result<void> make_all(const std::string& path, Focus focus,
                      const std::function<Result<void>(Made)>& each);

// Plain pixels, three bytes each, as a file: drawings of the demo, and pictures of the tests.
struct Raster {
  int width = 0, height = 0;
  std::vector<unsigned char> rgb;  // width * height * 3
};
enum class As { png, jpeg };
Result<std::string> encode(const Raster& raster, As as);

}  // namespace musubi::pictures
