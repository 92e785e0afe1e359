// pager.h - moving through a list: by key (前へ/次へ) for growing lists, by number for short ones.
// Called by views of features; must never decide what a person may see or do.
#pragma once

#include <functional>
#include <string>

#include "web/html.h"

namespace musubi::web::kit {

struct KeyPager {
  std::string previous_path = {};  // "" on the first page
  std::string next_path = {};      // "" on the last
  std::string words = {};          // 507件中21から40件目
  std::string label = "ページ送り";
};
Html key_pager(const KeyPager& pager);

struct NumberPager {
  int current = 1;
  int last = 1;
  std::function<std::string(int)> path;
  std::string label = "ページ送り";
};
Html number_pager(const NumberPager& pager);

}  // namespace musubi::web::kit
