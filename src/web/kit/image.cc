// image.cc - see image.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/image.h"

#include "web/kit/element.h"

namespace musubi::web::kit {

Html image(const Image& i) {
  const Alt* alt = std::get_if<Alt>(&i.speaks);
  Attrs attrs;
  attrs.url("src", i.path).set("alt", alt != nullptr ? alt->text.text() : "");
  attrs.set("width", std::to_string(i.width)).set("height", std::to_string(i.height));
  attrs.set("loading", "lazy");
  return void_element("img", attrs);
}

}  // namespace musubi::web::kit
