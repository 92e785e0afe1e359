// gallery.h - /_kit: every component in every state, one page per group. Development and tests
// only: the routes answer not found otherwise. The browser tests crawl it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/html.h"
#include "web/router.h"

namespace musubi::web::kit {

void add_gallery(Router& router);
// The groups as path and title, in order: ("/_kit/forms", "入力").
std::vector<std::pair<std::string, std::string>> gallery_groups();

}  // namespace musubi::web::kit
