// judgement.h - what a sheet proves: the outcome of each criterion, and the level that may be
// shown. Pure. The words follow the WAIC notation guideline for JIS X 8341-3:2016 (C-1):
//   準拠       each of the 38 passes or does not apply, on every page; enough pages; a public 方針
//   一部準拠   all is judged and every page was checked; each failure has a 改善課題 with its day
//   配慮し試験 tested, and neither of the two can be said
// Must never give 準拠 while anything failed or is not known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/accessibility/criteria.h"
#include "features/accessibility/trial.h"

namespace musubi::accessibility {

enum class Outcome { open, passes, fails, not_applicable };  // open: nobody knows
std::string_view outcome_name(Outcome outcome);   // open passes fails not_applicable
std::string_view outcome_label(Outcome outcome);  // 適合
Outcome outcome_from_name(std::string_view name);

// Everything that is known of one trial. `verdicts` holds those that were given, in any order;
// `findings` what the automatic check found on any page.
struct Sheet {
  std::vector<TrialPage> pages;
  std::vector<PageFinding> findings;
  std::vector<Verdict> verdicts;
  std::vector<Issue> issues;  // of this trial
  std::int64_t scope_count = 0, pages_least = 0;
  bool has_policy = false;    // a 方針 is public
};
struct Judged {
  const Criterion* criterion = nullptr;
  Outcome outcome = Outcome::open;
  std::vector<std::int64_t> failing;  // positions of pages, ascending
  bool found_by_machine = false;
};
std::vector<Judged> judge(const Sheet& sheet);  // one for each of criteria(), in that order

enum class Degree { considered, partial, conforming };
std::string_view degree_name(Degree degree);        // considered partial conforming
std::string_view degree_label(std::string_view name);  // 準拠
struct Level {
  Degree degree = Degree::considered;
  std::vector<std::string> lacks;  // why it is not 準拠, in sentences; empty exactly when it is
};
Level level_of(const Sheet& sheet);

}  // namespace musubi::accessibility
