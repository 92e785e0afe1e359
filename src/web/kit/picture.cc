// picture.cc - see picture.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/picture.h"

#include "web/kit/element.h"
#include "web/kit/field_frame.h"

namespace musubi::web::kit {

namespace {

// SECURITY: an address inside srcset is judged like one in src; commas and blanks would split it.
std::string srcset_of(const PictureSource& source) {
  std::string out;
  for (const auto& [path, width] : source.files) {
    CHECK(is_own_path(path) && path.find_first_of(", \t\n") == std::string::npos);
    out += (out.empty() ? "" : ", ") + path + " " + std::to_string(width) + "w";
  }
  return out;
}

}  // namespace

Html picture(const Picture& p) {
  CHECK(!p.sources.empty());
  Html sources;
  for (const PictureSource& source : p.sources) {
    CHECK(!source.files.empty());
    if (&source == &p.sources.back()) break;
    Attrs attrs;
    attrs.set("type", source.media_type).set("srcset", srcset_of(source)).set("sizes", p.sizes);
    sources += void_element("source", attrs);
  }
  const PictureSource& plain = p.sources.back();
  const Alt* alt = std::get_if<Alt>(&p.speaks);
  Attrs attrs;
  attrs.url("src", plain.files.back().first);
  if (plain.files.size() > 1) attrs.set("srcset", srcset_of(plain)).set("sizes", p.sizes);
  attrs.set("alt", alt != nullptr ? alt->text.text() : "");
  attrs.set("width", std::to_string(p.width)).set("height", std::to_string(p.height));
  if (!p.first_on_page) attrs.set("loading", "lazy");
  attrs.set("decoding", "async");
  return element("picture", Attrs("pic"), sources + void_element("img", attrs));
}

Html picture_figure(const PictureFigure& f) {
  Html words = f.caption;
  if (!f.credit.empty()) words += element("small", Attrs("pic__by"), f.credit);
  if (!words.empty()) words = element("figcaption", Attrs("pic__c"), words);
  return element("figure", Attrs("picfig"), picture(f.picture) + words);
}

Html focal_picture(const FocalPicture& f) {
  Attrs attrs("focal");
  attrs.set("data-focal-x", field_id(f.x_name.text()));
  attrs.set("data-focal-y", field_id(f.y_name.text()));
  return element("div", attrs, picture(f.picture));
}

}  // namespace musubi::web::kit
