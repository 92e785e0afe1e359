// tile.h - a figure that matters: value, unit, plan, bar with the plan's mark, state, evidence.
// Also the plain big numbers of the open pages, and the list of what waits.
#pragma once

#include <string>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

struct Tile {
  Needed label;               // 新規入会
  Needed value;               // 24
  std::string unit = {};      // 団体
  std::string plan = {};      // 計画26／目標50
  double done = -1;           // 0..1 of the bar; < 0: no bar
  double planned = -1;        // where the mark stands
  Tone tone = Tone::neutral;
  std::string state = {};     // やや遅れ
  Html text = {};
  std::string evidence_path = {};   // one click to what the figure is made of
  std::string evidence_label = {};  // 内訳を見る
  int level = 3;
};
Html tile(const Tile& tile);
Html tiles(const std::vector<Tile>& tiles);

struct BigNumber {
  Needed label;
  Needed value;
  std::string unit = {};
};
Html big_numbers(const std::vector<BigNumber>& numbers);

struct Waiting {
  int count = 0;
  Needed label;
  std::string path;
  Html text = {};
  Tone tone = Tone::info;
  std::string due = {};   // きょう 16時30分
};
Html waiting_list(const std::vector<Waiting>& items);

}  // namespace musubi::web::kit
