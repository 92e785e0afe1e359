// request.h - the noun: what a person asks about their own data, and its clock (conventions C-6).
// Plain structs, their words, and the arithmetic of days. Pure.
//
//   proving -> received -> working (identity checked) -> answered
//                  |-> forwarded (held by the prefecture)   |-> withdrawn
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "core/actor/actor.h"

namespace musubi::privacy {

inline constexpr int kAnswerDays = 30;     // C-6: 遅滞なく; the days of 行政機関等 as the limit
inline constexpr int kExtensionDays = 30;  // once
inline constexpr int kProofHours = 48;
inline constexpr int kStatusDays = 180;
inline constexpr int kReadableDays = 30;  // what was disclosed, after the answer
inline constexpr int kLettersADay = 5;    // to one address that nobody may have proved

struct Request {
  std::string id;
  std::int64_t fiscal_year = 0, number = 0;
  std::string kind, route, state = "proving";
  std::string name, email, account_id, about;
  std::optional<Instant> received_at;
  std::string received_on, due_on, extended_on, extension_reason;
  std::string identity_how, identity_by_name;
  std::optional<Instant> identity_at;
  std::string package, package_sha256, gathered_by_name;
  std::optional<Instant> gathered_at;
  std::string outcome, answer, answered_by_name, answered_on;
  std::optional<Instant> answered_at;
  std::string forwarded_note;
  std::optional<Instant> forwarded_at;
  std::string erased_on;
  std::int64_t version = 1;
  Instant created;
  bool is_open() const { return state == "received" || state == "working"; }
  // Whether the person may read what was disclosed on this day.
  bool is_readable(Date today) const;
};

bool is_kind(std::string_view kind);
std::string_view kind_label(std::string_view kind);        // 開示 …
std::string_view kind_hint(std::string_view kind);         // what it means, for who asks
std::string_view state_label(std::string_view state);      // 本人確認待ち …
std::string_view outcome_label(std::string_view outcome);  // 請求のとおり …
std::string_view route_label(std::string_view route);
std::string request_number(const Request& request);        // 個請 令和6年度 第3号
Date due_day(Date received);
Date extended_day(Date due);

}  // namespace musubi::privacy
