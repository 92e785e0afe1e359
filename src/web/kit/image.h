// image.h - pictures that say what they show, or say that they are decoration.
// Called by views of features; must never decide what a person may see or do.
#pragma once

#include <string>
#include <variant>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

struct Image {
  std::string path;
  std::variant<Alt, Decorative> speaks;
  int width;   // CSS pixels: given so that nothing jumps when it arrives
  int height;
};
Html image(const Image& image);

}  // namespace musubi::web::kit
