// store.h - rows of 方針, 試験 and 改善課題 to structs and back. Every statement stands in
// store_*.cc; every order and filter of a list has an index. Decides nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "features/accessibility/trial.h"

namespace musubi::accessibility::store {

// ---- 方針 (store_policies.cc) ----
std::optional<PolicyDraft> find_policy_draft(db::Reader& reader);
// Where the version still is draft.version (0: nobody has begun); Fault::conflict else. Raises it.
Result<void> update_policy_draft(db::Tx& tx, const PolicyDraft& draft);
Result<void> insert_policy(db::Tx& tx, const PolicyEdition& edition);
std::optional<PolicyEdition> find_policy(db::Reader& reader, std::int64_t number);
std::optional<PolicyEdition> find_newest_policy(db::Reader& reader);
std::vector<PolicyEdition> list_policies(db::Reader& reader, std::int64_t before, int most);

// ---- 試験 (store_trials.cc) ----
Result<void> insert_trial(db::Tx& tx, const Trial& trial);
// Fault::conflict when somebody was faster; counts the version up.
Result<void> update_trial(db::Tx& tx, const Trial& trial);
std::optional<Trial> find_trial(db::Reader& reader, const TrialId& id);
std::optional<Trial> find_published(db::Reader& reader, std::int64_t number);
std::optional<Trial> find_trial_of_year(db::Reader& reader, std::string_view site,
                                        std::int64_t fiscal_year, std::string_view state);
std::int64_t find_highest_number(db::Reader& reader);
// Newest first; below `before` ("" = all).
std::vector<Trial> list_trials(db::Reader& reader, std::string_view before, int most);
std::vector<Trial> list_published(db::Reader& reader, std::int64_t before, int most);

Result<void> insert_scope(db::Tx& tx, const TrialId& id, const std::vector<ScopePage>& scope);
std::vector<ScopePage> list_scope(db::Reader& reader, const TrialId& id, std::string_view after,
                                  int most);
Result<void> insert_pages(db::Tx& tx, const TrialId& id, const std::vector<TrialPage>& pages);
std::vector<TrialPage> list_pages(db::Reader& reader, const TrialId& id);
std::optional<TrialPage> find_page(db::Reader& reader, const TrialId& id, std::int64_t position);
Result<void> update_page(db::Tx& tx, const TrialId& id, const TrialPage& page);

struct PaperFile {  // the PDF of a published result
  std::int64_t number = 0;
  std::string file_id;
  std::int64_t bytes = 0;
  Instant made_at;
};
Result<void> insert_paper_file(db::Tx& tx, const PaperFile& file);
std::optional<PaperFile> find_paper_file(db::Reader& reader, std::int64_t number);

// ---- checks and verdicts (store_sheet.cc) ----
Result<void> insert_check(db::Tx& tx, const TrialId& id, const CheckRun& run);
std::vector<CheckRun> list_checks(db::Reader& reader, const TrialId& id, int most);
// Of one page: what was found before goes.
Result<void> replace_findings(db::Tx& tx, const TrialId& id, std::int64_t position,
                              const std::vector<PageFinding>& findings);
std::vector<PageFinding> list_findings(db::Reader& reader, const TrialId& id);
std::vector<Verdict> list_verdicts(db::Reader& reader, const TrialId& id);
std::optional<Verdict> find_verdict(db::Reader& reader, const TrialId& id,
                                    std::string_view criterion);
// Where the version still is verdict.version (0: nobody has judged); Fault::conflict else.
Result<void> update_verdict(db::Tx& tx, const TrialId& id, const Verdict& verdict);

// ---- 改善課題 (store_issues.cc) ----
Result<void> insert_issue(db::Tx& tx, const Issue& issue);
Result<void> update_issue(db::Tx& tx, const Issue& issue);  // Fault::conflict; counts up
std::optional<Issue> find_issue(db::Reader& reader, const IssueId& id);
std::vector<Issue> list_issues_of(db::Reader& reader, const TrialId& id);
struct IssueFilter {
  std::string state = "open";
  std::string after_due, after_id;  // paging by key: earliest day first
  int most = 20;
};
std::vector<Issue> list_issues(db::Reader& reader, const IssueFilter& filter);
// Not done, and due before that day.
std::int64_t count_overdue(db::Reader& reader, std::string_view day);

}  // namespace musubi::accessibility::store
