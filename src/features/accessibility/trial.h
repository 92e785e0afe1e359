// trial.h - the nouns: a 方針, a 試験 (trial) with its pages, checks and verdicts, a 改善課題 (issue).
// Plain structs and their words; what they prove is judgement.h.
//   trial: running -> published | discarded      issue: open -> doing -> done, and back
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"

namespace musubi::accessibility {

struct TrialNoun;
using TrialId = Id<TrialNoun>;
struct IssueNoun;
using IssueId = Id<IssueNoun>;

// ---- 方針 ----
struct Policy {
  std::string scope, goal, due, exceptions, extra, contact;
};
struct PolicyField {
  std::string_view name, label, hint;
  std::string Policy::* text;
  bool required = false;
};
const std::vector<PolicyField>& policy_fields();  // in the order of the form and of the page
Policy first_policy();  // what is promised before the office has published one of its own
struct PolicyDraft {
  Policy policy;
  std::string saved_by_name;
  Instant saved_at;
  std::int64_t version = 0;  // 0 = nobody has begun
};
struct PolicyEdition {
  std::int64_t number = 0;
  Policy policy;
  std::string published_on, published_by_name;
  Instant published_at;
};

// ---- 試験 ----
struct ScopePage {
  std::string path, title;
};
struct Trial {
  TrialId id;
  std::string site;  // public | members
  std::int64_t fiscal_year = 0;
  std::string state = "running";
  std::int64_t number = 0;
  std::string starts_on, ends_on, seed;
  std::int64_t random_count = 0, pages_least = 0, scope_count = 0;
  std::string scope_sha256, scope_words, excluded, technologies, tools, remarks;
  std::string degree, frozen, sha256;
  std::string created_by_name;
  Instant created_at;
  std::string published_by_name, published_on;
  Instant published_at;
  std::int64_t version = 1;

  std::string name() const;  // 令和6年度 公開サイト
};
std::string_view site_label(std::string_view site);    // 公開サイト
std::string_view trial_state_label(std::string_view state);

struct TrialPage {
  std::int64_t position = 0;
  std::string path, title, why = "random", check_state = "unchecked", trouble;
  Instant checked_at;
};
std::string_view why_label(std::string_view why);
std::string_view check_label(std::string_view check_state);  // 検査できなかった

struct PageFinding {
  std::int64_t position = 0;
  std::string criterion, rule, help;
  std::int64_t nodes = 0;
  std::string example;
};
struct CheckRun {
  std::string id, tool;
  std::int64_t pages = 0, could_not = 0, findings = 0;
  std::string taken_by_name;
  Instant taken_at;
};

struct Verdict {
  std::string criterion;
  std::string applies, result;  // '' | yes | no; '' | pass | fail
  bool all_pages = false;
  std::vector<std::int64_t> failing;  // positions, ascending
  std::string methods;                // AC AF HC, space separated
  std::string note, evidence, file_id;
  std::string judged_by_name;
  Instant judged_at;
  std::int64_t version = 0;  // 0 = nobody has judged
};
std::string positions_text(const std::vector<std::int64_t>& positions);  // 3,7
std::string methods_words(std::string_view methods);  // AC（自動）、HC（人の判断）

// ---- 改善課題 ----
struct Issue {
  IssueId id;
  TrialId trial_id;
  std::string site = "public", criterion, place, title, plan;
  AccountId owner_id;
  std::string owner_name, due_on;
  std::string state = "open", outcome, done_on;
  std::string made_by_name;
  Instant made_at;
  std::int64_t version = 1;
};
std::string_view issue_state_label(std::string_view state);

}  // namespace musubi::accessibility
