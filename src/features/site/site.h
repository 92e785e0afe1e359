// site.h - the open face of the consortium: home, about, help, policies. No data of its own; what
// it shows of others comes through Figures. The only header that main.cc includes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "web/app.h"

namespace musubi::site {

// A big number of the home page: ("会員団体", "507", "団体"). One cheap query each, or none.
struct Figure {
  std::string label, value, unit;
};
using Figures = std::function<std::vector<Figure>(const web::Request&)>;

// `figures` may be null: the home page then shows no strip of numbers.
void add_routes(web::App& app, Figures figures = {});

}  // namespace musubi::site
