// store_issues.cc - what is to be mended, by whom and when. See store.h.
// Rows in, structs out; decides nothing.
#include "features/accessibility/store.h"

namespace musubi::accessibility::store {
namespace {

#define ISSUE_COLUMNS                                                                       \
  "id, trial_id, site, criterion, place, title, plan, owner_id, owner_name, due_on, state," \
  " outcome, done_on, made_by_name, made_at, version"

constexpr db::Query kInsertIssue{
    "accessibility.insert_issue",
    "INSERT INTO accessibility_issues (" ISSUE_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"};
constexpr db::Query kUpdateIssue{
    "accessibility.update_issue",
    "UPDATE accessibility_issues SET criterion = $3, place = $4, title = $5, plan = $6,"
    " owner_id = $7, owner_name = $8, due_on = $9, state = $10, outcome = $11, done_on = $12,"
    " version = version + 1 WHERE id = $1 AND version = $2"};
constexpr db::Query kFindIssue{"accessibility.find_issue",
                               "SELECT " ISSUE_COLUMNS
                               " FROM accessibility_issues WHERE id = $1"};
constexpr db::Query kListOfTrial{
    "accessibility.list_issues_of_trial",
    "SELECT " ISSUE_COLUMNS " FROM accessibility_issues WHERE trial_id = $1 ORDER BY id"};
constexpr db::Query kListIssues{
    "accessibility.list_issues",
    "SELECT " ISSUE_COLUMNS
    " FROM accessibility_issues WHERE state = $1 AND (due_on, id) > ($2, $3)"
    " ORDER BY due_on, id LIMIT $4"};
constexpr db::Query kCountOverdue{
    "accessibility.count_overdue_issues",
    "SELECT count(*) FROM accessibility_issues WHERE state IN ('open', 'doing')"
    " AND due_on < $1"};

Issue issue_of(const db::Row& row) {
  Issue i;
  i.id = {row.text(0)};
  i.trial_id = {row.text(1)};
  i.site = row.text(2);
  i.criterion = row.text(3);
  i.place = row.text(4);
  i.title = row.text(5);
  i.plan = row.text(6);
  i.owner_id = {row.text(7)};
  i.owner_name = row.text(8);
  i.due_on = row.text(9);
  i.state = row.text(10);
  i.outcome = row.text(11);
  i.done_on = row.text(12);
  i.made_by_name = row.text(13);
  i.made_at = {row.integer(14)};
  i.version = row.integer(15);
  return i;
}

std::vector<Issue> issues_of(const std::vector<db::Row>& rows) {
  std::vector<Issue> out;
  for (const auto& row : rows) out.push_back(issue_of(row));
  return out;
}

}  // namespace

Result<void> insert_issue(db::Tx& tx, const Issue& i) {
  TRY(tx.run(kInsertIssue, i.id.text, i.trial_id.text, i.site, i.criterion, i.place, i.title,
             i.plan, i.owner_id.text, i.owner_name, i.due_on, i.state, i.outcome, i.done_on,
             i.made_by_name, i.made_at.ms, i.version));
  return {};
}

Result<void> update_issue(db::Tx& tx, const Issue& i) {
  const std::int64_t changed =
      TRY(tx.run(kUpdateIssue, i.id.text, i.version, i.criterion, i.place, i.title, i.plan,
                 i.owner_id.text, i.owner_name, i.due_on, i.state, i.outcome, i.done_on));
  if (changed == 1) return {};
  return fail(Fault::conflict,
              "ほかの人が先にこの改善課題を書き換えました。入力した内容は残っています。"
              "いまの内容と見比べて、もう一度保存してください");
}

std::optional<Issue> find_issue(db::Reader& reader, const IssueId& id) {
  const auto row = reader.first(kFindIssue, id.text);
  if (!row) return std::nullopt;
  return issue_of(*row);
}

std::vector<Issue> list_issues_of(db::Reader& reader, const TrialId& id) {
  return issues_of(reader.all(kListOfTrial, id.text));
}

std::vector<Issue> list_issues(db::Reader& reader, const IssueFilter& filter) {
  return issues_of(reader.all(kListIssues, filter.state, filter.after_due, filter.after_id,
                              filter.most));
}

std::int64_t count_overdue(db::Reader& reader, std::string_view day) {
  return reader.first(kCountOverdue, day)->integer(0);
}

}  // namespace musubi::accessibility::store
