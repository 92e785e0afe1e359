// duties.h - which duties follow from what is known of an incident, until when, and why
// (conventions C-6: 個人情報保護法第26条, 規則第7条・第8条・第43条, 個人情報取扱特記事項). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace musubi::incidents {

inline constexpr int kPromptDays = 5;      // 速報: おおむね3〜5日以内
inline constexpr int kPromptAimDays = 3;
inline constexpr int kFinalDays = 30;      // 確報
inline constexpr int kFinalWrongDays = 60;  // 不正の目的によるおそれ
inline constexpr std::int64_t kPeopleOver = 1000;
inline constexpr std::int64_t kPeopleOverEntrusted = 100;  // 行政機関等の情報: 規則第43条

struct Answers {
  bool sensitive = false;  // 要配慮個人情報
  bool property = false;   // 財産的被害のおそれ
  bool malicious = false;  // 不正の目的によるおそれ
  std::int64_t people = 0;
  bool entrusted = false;  // the prefecture's data
  bool encrypted = false;  // 高度な暗号化などの措置
};

struct Duty {
  std::string step;   // prefecture | prompt | persons | final
  std::string label;  // 県への報告
  bool needed = true;
  Date due;           // meaningful when needed
  std::string until;  // 当日中, 5日以内（3日を目安）
  std::string why;
};
// Always the four, in the order in which they are done.
std::vector<Duty> duties_of(const Answers& answers, Date known);
// What of the answers makes it reportable; empty: nothing does.
std::vector<std::string> grounds_of(const Answers& answers);

}  // namespace musubi::incidents
