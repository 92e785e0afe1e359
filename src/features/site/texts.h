// texts.h - the long texts of the open pages, as Markdown in parts. A part with an id is a place
// that links lead to. They must say only what is true of this product.
#pragma once

#include <string_view>
#include <vector>

#include "web/html.h"

namespace musubi::site {

struct Part {
  std::string_view id;  // "" when nothing links here
  std::string_view heading;
  std::string_view markdown;
};
struct Text {
  std::string_view title;
  std::string_view lead;
  std::vector<Part> parts;
};

namespace texts {
const Text& about();
const Text& help();
const Text& accessibility();
const Text& privacy();
const Text& security();
}  // namespace texts

web::Html parts(const Text& text);

}  // namespace musubi::site
