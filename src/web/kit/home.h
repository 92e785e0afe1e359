// home.h - the parts that only the open home page has: the hero with the knot, the closing band.
// Called by views of features; must never decide what a person may see or do.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

struct Hero {
  std::vector<std::string> heading;  // lines of the h1
  Html lead;
  std::vector<Html> actions;
};
Html hero(const Hero& hero);
// Numbered steps on two lines that run down: (what, in a sentence).
Html flow(const std::vector<std::pair<std::string, std::string>>& steps);
Html closing_band(const Needed& heading, const Html& text, const std::vector<Html>& actions);

}  // namespace musubi::web::kit
