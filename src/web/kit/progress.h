// progress.h - how far something is: a bar with words, and steps of a longer task.
// Called by views of features; must never decide what a person may see or do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

struct Progress {
  Needed label;              // 名簿の確認
  std::int64_t done = 0;
  std::int64_t total = 0;
  std::string words = {};    // 503行のうち120行を確認しました
  std::string live_path = {};  // event stream that updates it; the page is reloaded by hand without
};
Html progress(const Progress& progress);

// A part of a page that changes while it is looked at: without a script a person asks for the page
// again by the link in `content`. With one, it is fetched anew when the stream says "changed", and
// what is new is said aloud, politely; nothing else of the page moves, and the focus stays.
struct LivePart {
  Needed id;                   // member-report-files; once in a page
  std::string live_path = {};  // event stream; "" when nothing will change any more
  std::string words = {};      // what a listener is told when they differ from before
};
Html live_part(const LivePart& part, const Html& content);

enum class StepState { done, now, later };
struct Step {
  Needed label;
  StepState state = StepState::later;
  std::string path = {};   // done steps may be gone back to
  std::string words = {};  // エラー3件
};
Html steps(const Needed& task, const std::vector<Step>& steps);
// 全5ステップ中2ステップ目
std::string step_words(const std::vector<Step>& steps);

}  // namespace musubi::web::kit
