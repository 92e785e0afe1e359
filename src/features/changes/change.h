// change.h - the nouns of changes: a request, its kinds and states. Plain structs; no database.
//   draft -> waiting -> asked -> waiting          (the office's question and the member's answer)
//   waiting -> done | scheduled -> done           (confirmed; a day to come waits for its day)
//   scheduled -> waiting                          (no longer fits the registry: `trouble` says why)
//   waiting | asked | scheduled -> declined       (by the office)
//   draft | waiting | asked | scheduled -> taken_back   (by the member)
// 担当者の交代 goes from draft to done or scheduled: nobody confirms it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/actor/actor.h"

namespace musubi::changes {

struct ChangeNoun;
using ChangeId = Id<ChangeNoun>;

enum class Kind { details, contact, pause, resume, withdrawal, merger };
enum class State { draft, waiting, asked, scheduled, done, declined, taken_back };

// What a kind is called, needs and means. One table: kinds() in change.cc.
struct KindInfo {
  Kind kind;
  std::string_view name;      // stored, and in addresses
  std::string_view label;     // 退会の申出
  std::string_view lead;      // one sentence over the form
  std::string_view meaning;   // what it means for accounts and data, in plain words; lines
  std::string_view event;     // members' event of a change of standing; "" = none
  std::string_view verb;      // the office's button: 退会を確認する
  bool needs_day = false;     // today or later
  bool needs_reason = false;
  bool confirmed = true;      // by the office
};
std::span<const KindInfo> kinds();
const KindInfo& info_of(Kind kind);
const KindInfo* find_kind(std::string_view name);

std::string_view state_name(State state);
std::string_view state_label(State state);
std::optional<State> state_from_name(std::string_view name);
std::span<const State> shown_states();  // in the order of the office's filter; no drafts

struct Request {
  ChangeId id;
  std::int64_t fiscal_year = 0, number = 0;
  OrganisationId organisation_id;
  std::string organisation_name;
  Kind kind = Kind::details;
  State state = State::draft;
  std::string route = "member";
  std::string effective_on, reason;
  Json before = Json::object(), wanted = Json::object();
  std::vector<std::string> accepted;
  std::string other_id;
  std::string file_id, filename;
  std::string question, answer, verdict, trouble;
  std::string made_by, made_by_name, decided_by_name;
  Instant created_at, sent_at, decided_at, done_at;  // ms 0 = not yet
  std::int64_t version = 1;

  std::string receipt_no() const;  // 変更R6-0012; "" for a draft
  std::string text(std::string_view field) const;    // of wanted; "" when absent
  bool is_open() const {
    return state == State::waiting || state == State::asked || state == State::scheduled;
  }
};

}  // namespace musubi::changes
