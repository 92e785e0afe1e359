// destruction.h - the nouns: a destruction with the records that it names, and the daily look at
// the evidence. Plain structs and their words.
//
//   proposed -> approved -> done (certified by a numbered paper)
//       |-> refused (by who decides)   |-> withdrawn (by the office)
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"

namespace musubi::retention {

struct Destruction {
  std::string id;
  std::string kind, kind_label, way, term_words, basis;
  std::string state, reason;
  std::int64_t total = 0, destroyed = 0, spared = 0;
  std::string proposed_by, proposed_by_name;
  Instant proposed_at;
  std::string decided_by, decided_by_name, decision_note;
  std::optional<Instant> decided_at, done_at;
  std::string done_on;
  std::int64_t fiscal_year = 0, number = 0;
  std::string list_sha256, paper_state, file_id, filename, sha256;
  std::int64_t version = 1;
  bool is_open() const { return state == "proposed" || state == "approved"; }
};

struct ListedItem {
  std::string id, label, started_on, ended_on, sha256;
  std::string state = "waiting", why;  // waiting | destroyed | spared
  std::optional<Instant> done_at;
  std::string done_on;
};

struct EvidenceCheck {
  std::string id, round;
  Instant checked_at;
  std::string what;  // audit | files | destructions
  std::int64_t objects = 0, lost = 0;
  std::string says;
};

std::string_view state_label(std::string_view state);       // 承認待ち …
std::string_view item_state_label(std::string_view state);  // 消去した …
std::string_view what_label(std::string_view what);         // 操作の記録 …
std::string certificate_number(const Destruction& d);       // 令和6年度 消去第3号

}  // namespace musubi::retention
