// search.h - the search box, and the bar of filters with what is applied.
// Called by views of features; must never decide what a person may see or do.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"
#include "web/request.h"

namespace musubi::web::kit {

struct SearchBox {
  Needed label;              // 会員・記録を検索
  std::string action;
  std::string value = {};
  std::string name = "q";
  bool label_hidden = false;
  std::string id = "f-q";
  std::string suggestions = {};  // own path that a script asks while somebody types; see suggest.ts
};
Html search_box(const SearchBox& box);

struct Applied {
  std::string words;        // 状態：休会
  std::string remove_path;  // the same list without it
};
struct FilterBar {
  std::string action;
  std::vector<Html> fields;           // fields with .quiet = true
  std::vector<Applied> applied = {};
  std::string clear_path = {};
  std::vector<std::pair<std::string, std::string>> hidden = {};  // sort and view to keep
  std::string button = "絞り込む";
};
Html filter_bar(const FilterBar& bar);

}  // namespace musubi::web::kit
