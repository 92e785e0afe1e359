// diff.h - two records side by side, field by field, with what differs said in words and marked.
// With radio buttons it is the merge form: nothing is lost because each field has a chosen side.
#pragma once

#include <string>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

struct DiffRow {
  Needed label;
  Html left, right;
  bool differs = false;
  std::string choice_name = {};   // radio group's name; "" shows only
  std::string chosen = "left";    // left or right
  bool offers_both = false;       // a third choice: keep both
  bool marks_words = false;       // what differs is marked inside left and right already
};
struct Diff {
  Needed caption;
  Needed left_title, right_title;
  std::vector<DiffRow> rows;
};
Html diff(const Diff& diff);

}  // namespace musubi::web::kit
