// tabs.h - links that switch the view of one page; plain links, so they work everywhere.
// Called by views of features; must never decide what a person may see or do.
#pragma once

#include <string>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

struct Tab {
  Needed label;
  std::string path;
  bool current = false;
  std::string count = {};  // 507
  bool waiting = false;    // the count is work to do (orange)
};
Html tabs(const Needed& label, const std::vector<Tab>& tabs);

}  // namespace musubi::web::kit
