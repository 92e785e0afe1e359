// confirmation.h - the nouns of the yearly confirmation: a round and what it asks of each member.
//   round:  preparing -> open -> closed
//   target: silent -> unchanged | changed | gone; unchanged -> changed
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"

namespace musubi::confirmations {

struct RoundNoun;
using RoundId = Id<RoundNoun>;

struct Round {
  RoundId id;
  std::int64_t fiscal_year = 0, number = 0;
  std::string state = "preparing";
  std::string opened_on, due_on;    // YYYY-MM-DD
  std::vector<int> reminder_days;   // days before the due day, largest first
  std::string message, prepared_to, opened_by_name;
  Instant opened_at, closed_at;
  std::int64_t version = 1;

  std::string name() const;  // 令和6年度 第1回
};
std::string_view round_state_label(std::string_view state);

struct Target {
  RoundId round_id;
  OrganisationId organisation_id;
  std::string member_no, name;
  std::string state = "silent";
  bool has_mail = false;
  Instant mailed_at, answered_at;
  std::string reminded_for, way, answered_by_name, note;
};
std::string_view target_state_label(std::string_view state);  // 未回答 ...
std::string_view way_label(std::string_view way);

struct Counts {
  std::int64_t silent = 0, silent_without_mail = 0, unchanged = 0, changed = 0, gone = 0;
  std::int64_t answered() const { return unchanged + changed; }
  std::int64_t asked() const { return silent + unchanged + changed; }  // who left is not asked
};

}  // namespace musubi::confirmations
