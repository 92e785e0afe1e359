// picture.h - a photograph in the formats and widths that a browser may choose from: <picture> with
// AVIF and WebP before JPEG, its size told so that nothing jumps when it arrives; and the same with
// a point that can be chosen. Called by views of features; must never decide who may see it.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

struct PictureSource {
  std::string media_type;                          // image/avif
  std::vector<std::pair<std::string, int>> files;  // path, width in pixels; narrowest first
};
struct Picture {
  std::variant<Alt, Decorative> speaks;
  std::vector<PictureSource> sources;  // the best format first; the last is the one for everybody
  int width;                           // of the widest file: gives the proportion
  int height;
  std::string sizes = "(min-width: 48rem) 42rem, 100vw";  // how wide it stands on the page
  bool first_on_page = false;  // seen without scrolling: fetched at once
};
// REQUIRES: at least one source, each with a file.
Html picture(const Picture& picture);

// With a caption and whose picture it is, as a <figure>.
struct PictureFigure {
  Picture picture;
  Html caption = {};
  Html credit = {};
};
Html picture_figure(const PictureFigure& figure);

// Beside two number fields of the same form: a press on the picture fills them in, in hundredths.
// Without a script the fields remain, and the picture is only looked at.
struct FocalPicture {
  Picture picture;
  Needed x_name, y_name;  // names of the two fields
};
Html focal_picture(const FocalPicture& focal);

}  // namespace musubi::web::kit
