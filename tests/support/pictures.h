// pictures.h - small pictures that a test draws itself: never the same bytes for two seeds.
// For tests of what is done with pictures, not of how they are made.
#pragma once

#include <string>

#include "core/pictures/pictures.h"

namespace musubi::test {

// Noise, so that half of the file is half of the picture.
inline std::string drawn(int width, int height, unsigned seed,
                         pictures::As as = pictures::As::png) {
  pictures::Raster raster{width, height, {}};
  unsigned state = seed * 2654435761U + 1;
  for (int i = 0; i < width * height * 3; ++i) {
    state = state * 1664525U + 1013904223U;
    raster.rgb.push_back(static_cast<unsigned char>(state >> 24));
  }
  auto bytes = pictures::encode(raster, as);
  CHECK(bytes.has_value());
  return *bytes;
}

}  // namespace musubi::test
