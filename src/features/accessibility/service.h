// service.h - what people can do: write and publish the 方針, begin a 試験 and draw its pages, take in
// the automatic check, judge each criterion, publish the result; and the 改善課題. Every write is
// permitted, audited and committed in one transaction. What anyone may read is at the end.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/files/files.h"
#include "features/accessibility/judgement.h"
#include "features/accessibility/paper.h"
#include "features/accessibility/permissions.h"
#include "features/accessibility/results.h"
#include "features/accessibility/store.h"

namespace musubi::accessibility {

inline constexpr int kRandomUsual = 30;        // of pages; with ten representative ones: forty
inline constexpr int kRandomMost = 300;
inline constexpr int kPagesLeast = 40;         // WAIC; setting accessibility.pages_least
inline constexpr std::string_view kPagesLeastSetting = "accessibility.pages_least";
inline constexpr int kRepresentativeMost = 60;
inline constexpr std::size_t kScopeMost = 50'000;
// Of cached open pages that show what was published: those of the site.
inline constexpr std::string_view kOpenPagesTag = "site";

inline constexpr files::Purpose kEvidence{
    "accessibility.evidence", "達成基準の判定の資料", 20'000'000,
    "image/* application/pdf text/plain text/csv "
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    may::see_trials, false};

inline constexpr files::Purpose kResultPdf{"accessibility.result", "試験結果のPDF", 20'000'000,
                                           "application/pdf", may::anyone, false};

// ---- 方針 (service_policies.cc) ----
struct PolicyDesk {
  PolicyDraft draft;  // version 0: nobody has begun; then what would be written first
  std::vector<PolicyEdition> editions;  // newest first
  bool differs = false;                 // the draft is not what was published last
};
Result<PolicyDesk> load_policy_desk(const Context& ctx);
Result<void> save_policy(const Context& ctx, const Policy& policy, std::int64_t version);
// Its number. Fault::conflict when the draft has moved on, or says nothing new.
Result<std::int64_t> publish_policy(const Context& ctx, std::int64_t version);

// ---- 試験 (service_trials.cc) ----
struct NewTrial {
  std::string site;                  // public | members
  std::string starts_on;             // YYYY-MM-DD
  std::string seed;                  // "" = made now
  std::int64_t random_count = kRandomUsual;
  std::string representative, excluded;  // addresses, a line each
  std::vector<ScopePage> own_pages;      // of the program itself (scope.h); the articles are added
  std::string sending;
};
Result<TrialId> begin_trial(const Context& ctx, const NewTrial& input);
struct TrialDesk {
  Trial trial;
  Sheet sheet;
  std::vector<Judged> judged;
  Level level;
  std::vector<CheckRun> checks;  // newest first
  ResultPaper paper;             // what would be published now
  std::string fingerprint;       // of the paper: who publishes says what was seen
};
Result<TrialDesk> load_visible_trial(const Context& ctx, const TrialId& id);
Result<std::vector<Trial>> list_trials(const Context& ctx, const std::string& before, int most);
Result<std::vector<ScopePage>> list_scope(const Context& ctx, const TrialId& id,
                                          const std::string& after, int most);
// What a person says about the trial as a whole.
struct TrialWords {
  std::string starts_on, ends_on, scope_words, technologies, tools, remarks;
};
Result<void> save_trial(const Context& ctx, const TrialId& id, const TrialWords& words,
                        std::int64_t version);
Result<void> discard_trial(const Context& ctx, const TrialId& id, std::int64_t version,
                           const std::string& reason);
// Its number. `seen`: TrialDesk::fingerprint; Fault::conflict when anything is otherwise by now.
// Fault::invalid without a period. What it says of the level is computed here.
Result<std::int64_t> publish_trial(const Context& ctx, const TrialId& id,
                                   const std::string& seen);

// ---- the sheet (service_sheet.cc) ----
// Pages of the trial that the results leave out stay as they are; a page that is none of the trial
// is Fault::invalid (field "file").
Result<CheckRun> take_check(const Context& ctx, const TrialId& id, const CheckResults& results);
struct VerdictInput {
  std::string criterion, applies, result;
  bool all_pages = false;
  std::string failing;                // 3、7: as typed
  std::vector<std::string> methods;   // AC AF HC
  std::string note, evidence;
  std::optional<files::Staged> file;  // a new one; the one before is no longer shown
  std::int64_t version = 0;
};
Result<void> save_verdict(const Context& ctx, const TrialId& id, const VerdictInput& input);
Result<files::Opened> open_evidence(const Context& ctx, const TrialId& id,
                                    const std::string& criterion);

// ---- 改善課題 (service_issues.cc) ----
struct IssueInput {
  IssueId id;          // "" = a new one
  TrialId trial_id;    // of a new one; "" = of no trial
  std::string site, criterion, place, title, plan, owner_id, due_on, state, outcome;
  std::int64_t version = 0;
  std::string sending;
};
Result<IssueId> save_issue(const Context& ctx, const IssueInput& input);
Result<Issue> load_visible_issue(const Context& ctx, const IssueId& id);
struct IssueList {
  std::vector<Issue> rows;
  bool more = false;
};
Result<IssueList> list_issues(const Context& ctx, store::IssueFilter filter);
struct Person {
  AccountId id;
  std::string name;
};
Result<std::vector<Person>> list_owners(const Context& ctx);

// ---- by the year ----
struct Due {
  std::string site;
  std::int64_t number = 0;  // of the result published in this fiscal year; 0 = none
  TrialId running;          // "" = none
};
std::vector<Due> list_due(db::Reader& reader, int year);  // one for each site

// ---- anyone (service_public.cc) ----
struct PublicResult {
  ResultPaper paper;
  std::string sha256;
  bool sound = false;                // it is as it was when it was frozen
  std::vector<Issue> issues;         // as they stand now
  std::optional<store::PaperFile> file;  // nothing while it is not printed yet
};
Result<PublicResult> load_public_result(const Context& ctx, std::int64_t number);
Result<files::Opened> open_result_pdf(const Context& ctx, std::int64_t number);
std::vector<Trial> list_public_results(const Context& ctx, std::int64_t before, int most);
// The newest edition; number 0: nothing was published, these are the words until then.
PolicyEdition load_public_policy(const Context& ctx);
Result<PolicyEdition> load_public_edition(const Context& ctx, std::int64_t number);
std::vector<PolicyEdition> list_public_editions(const Context& ctx, int most);

// ---- shared by the parts of the service ----
Sheet load_sheet(db::Reader& reader, const Trial& trial);
Failure trial_gone();
// Fault::conflict once it was published or given up.
Result<Trial> find_running(db::Reader& reader, const TrialId& id);

}  // namespace musubi::accessibility
