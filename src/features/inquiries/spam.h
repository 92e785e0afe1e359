// spam.h - points for what unwanted sendings have in common, instead of a puzzle for everybody.
// From kSetAside on the inquiry is set aside for a person to look at; nothing is refused or
// dropped. Pure: what was counted is given.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace musubi::inquiries {

inline constexpr int kSetAside = 6;
inline constexpr std::int64_t kHumanMsLeast = 4'000;  // to fill in a form, after it was shown

struct Signals {
  bool by_form = false;            // else by mail
  bool trap_filled = false;        // a field that people do not see
  std::int64_t filled_in_ms = -1;  // since the form was shown; -1: the form does not say
  std::int64_t sent_today = 0;     // by the same address before this one
  std::int64_t same_words = 0;     // by other addresses in the last days
  std::string name, email, subject, body;
};
struct SpamVerdict {
  int score = 0;
  std::vector<std::string> reasons;  // in words, for the person who looks
  bool is_set_aside() const { return score >= kSetAside; }
};
SpamVerdict judge_spam(const Signals& signals);

}  // namespace musubi::inquiries
