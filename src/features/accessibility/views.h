// views.h - the pages of 方針, 試験 and 改善課題: structs to Html. Called by pages_*.cc. Decides
// nothing: what a sheet proves and who may what is told to it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/accessibility/service.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::accessibility::views {

inline const std::string kAreaTitle = "ウェブアクセシビリティ";  // of the office's pages
inline constexpr const char* kOffice = "/office/accessibility";
inline constexpr const char* kPolicyDesk = "/office/accessibility/policy";
inline constexpr const char* kIssues = "/office/accessibility/issues";
inline constexpr const char* kOpen = "/policies/accessibility";
inline constexpr const char* kResults = "/policies/accessibility/results";
std::string path_of(const TrialId& id);
std::string path_of(const IssueId& id);
std::string result_path(std::int64_t number);

// ---- parts (views_parts.cc) ----
web::Area area_of(const web::Request& request);
web::Html outcome_badge(std::string_view outcome);
web::Html check_badge(const TrialPage& page);
web::Html day_or(const std::string& iso_day, const char* otherwise);
// The paper with the items of JB.3, as the office previews and anyone reads it.
web::Html paper_parts(const ResultPaper& paper);

// ---- the office: trials (views_trials.cc) ----
struct HubPage {
  std::vector<Trial> trials;
  std::vector<Due> due;
  int year = 0;
  std::int64_t policy_number = 0, overdue = 0;
  std::string next_path, status;
  bool first_page = true, may_keep = false;
};
web::Html hub(const web::Request& request, const HubPage& data);

struct NewTrialPage {
  web::Fields typed;
  web::kit::DateParts starts_on;
  std::optional<Error> error;
};
web::Html new_trial(const web::Request& request, const NewTrialPage& data);

struct TrialView {
  TrialDesk desk;
  bool may_keep = false, may_publish = false;
  std::string status;
  web::Fields typed;  // of the form about the whole
  web::kit::DateParts starts_on, ends_on;
  std::optional<Error> error;
  std::optional<TrialWords> mine;  // when somebody else was first
};
web::Html trial_desk(const web::Request& request, const TrialView& data);
web::Html trial_page(const web::Request& request, const TrialDesk& desk, const TrialPage& page);
web::Html trial_scope(const web::Request& request, const Trial& trial,
                      const std::vector<ScopePage>& scope, const std::string& next_path);
web::Html preview(const web::Request& request, const TrialDesk& desk, bool may_publish,
                  const std::optional<Error>& error);
web::Html discard(const web::Request& request, const Trial& trial, const web::Fields& typed,
                  const std::optional<Error>& error);
web::Fields fields_of(const Trial& trial);

// ---- the office: one criterion (views_sheet.cc) ----
struct VerdictPage {
  TrialDesk desk;
  const Criterion* criterion = nullptr;
  Verdict verdict;      // as it is
  bool may_keep = false;
  web::Fields typed;
  std::vector<std::string> methods;
  std::string status;
  std::optional<Error> error;
  bool conflict = false;  // typed beside what is there now
};
web::Html verdict_page(const web::Request& request, const VerdictPage& data);
web::Fields fields_of(const Verdict& verdict);

// ---- the office: 方針 (views_policy.cc) ----
struct PolicyPage {
  PolicyDesk desk;
  bool may_keep = false, may_publish = false;
  std::string status;
  web::Fields typed;
  std::optional<Error> error;
  bool conflict = false;
};
web::Html policy_desk(const web::Request& request, const PolicyPage& data);
web::Fields fields_of(const Policy& policy);

// ---- the office: 改善課題 (views_issues.cc) ----
struct IssuesPage {
  IssueList list;
  std::string state, next_path, status, today;
  bool first_page = true, may_keep = false;
};
web::Html issues(const web::Request& request, const IssuesPage& data);
struct IssuePage {
  std::optional<Issue> issue;  // nothing: a new one
  TrialId trial_id;            // of a new one
  std::vector<Person> owners;
  bool may_keep = false;
  web::Fields typed;
  web::kit::DateParts due_on;
  std::string status;
  std::optional<Error> error;
  bool conflict = false;
};
web::Html issue_page(const web::Request& request, const IssuePage& data);
web::Fields fields_of(const Issue& issue);

// ---- anyone (views_public.cc) ----
struct OpenPolicyPage {
  PolicyEdition edition;
  bool is_newest = true;
  std::vector<PolicyEdition> editions;  // newest first
  std::vector<Trial> results;           // the newest few
};
web::Html open_policy(const web::Request& request, const OpenPolicyPage& data);
web::Html open_result(const web::Request& request, const PublicResult& result);
web::Html open_results(const web::Request& request, const std::vector<Trial>& results,
                       const std::string& next_path);

}  // namespace musubi::accessibility::views
