// incident.h - the nouns: an incident with its answers, its nine items, its steps and its timeline.
// Plain structs and their words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "core/actor/actor.h"
#include "features/incidents/duties.h"

namespace musubi::incidents {

struct Incident {
  std::string id;
  std::int64_t fiscal_year = 0, number = 0;
  bool is_drill = false;
  std::string title, state = "open";
  Instant known_at;
  std::string known_on;
  Answers answers;
  Json items = Json::object();  // of item_fields()
  std::string opened_by_name, closed_by_name, closing_words;
  Instant opened_at;
  std::optional<Instant> closed_at;
  std::int64_t version = 1;
};
struct DoneStep {
  std::string step;
  Instant done_at;
  std::string done_by_name, how;
};
struct Event {
  Instant at;
  std::string by_name, what;
};

// {name, label, hint} of the nine items that every report says.
struct ItemField {
  std::string_view name, label, hint;
};
const std::vector<ItemField>& item_fields();
std::string incident_number(const Incident& incident);  // 令和6年度 事故第1号, 訓練第2号
bool is_step(std::string_view step);
std::string_view report_label(std::string_view kind);  // prefecture, prompt, final
Date known_day(const Incident& incident);

}  // namespace musubi::incidents
