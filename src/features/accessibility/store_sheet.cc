// store_sheet.cc - what the automatic check found, and what people judged. See store.h; decides
// nothing.
#include <charconv>

#include "base/text.h"
#include "features/accessibility/store.h"

namespace musubi::accessibility::store {
namespace {

#define VERDICT_COLUMNS                                                                     \
  "criterion, applies, result, all_pages, failing, methods, note, evidence, file_id,"       \
  " judged_by_name, judged_at, version"

constexpr db::Query kInsertCheck{
    "accessibility.insert_check",
    "INSERT INTO accessibility_checks (id, trial_id, tool, pages, could_not, findings,"
    " taken_by_name, taken_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Query kListChecks{
    "accessibility.list_checks",
    "SELECT id, tool, pages, could_not, findings, taken_by_name, taken_at"
    " FROM accessibility_checks WHERE trial_id = $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kDeleteFindings{
    "accessibility.delete_findings",
    "DELETE FROM accessibility_findings WHERE trial_id = $1 AND position = $2"};
constexpr db::Query kInsertFinding{
    "accessibility.insert_finding",
    "INSERT INTO accessibility_findings (trial_id, position, criterion, rule, help, nodes,"
    " example) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Query kListFindings{
    "accessibility.list_findings",
    "SELECT position, criterion, rule, help, nodes, example FROM accessibility_findings"
    " WHERE trial_id = $1 ORDER BY position, criterion, rule"};
constexpr db::Query kListVerdicts{
    "accessibility.list_verdicts",
    "SELECT " VERDICT_COLUMNS " FROM accessibility_verdicts WHERE trial_id = $1"};
constexpr db::Query kFindVerdict{
    "accessibility.find_verdict",
    "SELECT " VERDICT_COLUMNS
    " FROM accessibility_verdicts WHERE trial_id = $1 AND criterion = $2"};
constexpr db::Query kInsertVerdict{
    "accessibility.insert_verdict",
    "INSERT INTO accessibility_verdicts (trial_id, criterion, applies, result, all_pages, failing,"
    " methods, note, evidence, file_id, judged_by_name, judged_at, version)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)"
    " ON CONFLICT (trial_id, criterion) DO NOTHING"};
constexpr db::Query kUpdateVerdict{
    "accessibility.update_verdict",
    "UPDATE accessibility_verdicts SET applies = $3, result = $4, all_pages = $5, failing = $6,"
    " methods = $7, note = $8, evidence = $9, file_id = $10, judged_by_name = $11,"
    " judged_at = $12, version = version + 1"
    " WHERE trial_id = $1 AND criterion = $2 AND version = $13"};

std::vector<std::int64_t> positions_of(const std::string& text) {
  std::vector<std::int64_t> out;
  for (const std::string& part : split(text, ',')) {
    std::int64_t number = 0;
    std::from_chars(part.data(), part.data() + part.size(), number);
    if (number > 0) out.push_back(number);
  }
  return out;
}

Verdict verdict_of_row(const db::Row& row) {
  Verdict v;
  v.criterion = row.text(0);
  v.applies = row.text(1);
  v.result = row.text(2);
  v.all_pages = row.flag(3);
  v.failing = positions_of(row.text(4));
  v.methods = row.text(5);
  v.note = row.text(6);
  v.evidence = row.text(7);
  v.file_id = row.text(8);
  v.judged_by_name = row.text(9);
  v.judged_at = {row.integer(10)};
  v.version = row.integer(11);
  return v;
}

}  // namespace

Result<void> insert_check(db::Tx& tx, const TrialId& id, const CheckRun& r) {
  TRY(tx.run(kInsertCheck, r.id, id.text, r.tool, r.pages, r.could_not, r.findings,
             r.taken_by_name, r.taken_at.ms));
  return {};
}

std::vector<CheckRun> list_checks(db::Reader& reader, const TrialId& id, int most) {
  std::vector<CheckRun> out;
  for (const auto& row : reader.all(kListChecks, id.text, most)) {
    out.push_back({row.text(0), row.text(1), row.integer(2), row.integer(3), row.integer(4),
                   row.text(5), {row.integer(6)}});
  }
  return out;
}

Result<void> replace_findings(db::Tx& tx, const TrialId& id, std::int64_t position,
                              const std::vector<PageFinding>& findings) {
  TRY(tx.run(kDeleteFindings, id.text, position));
  for (const PageFinding& f : findings) {
    TRY(tx.run(kInsertFinding, id.text, position, f.criterion, f.rule, f.help, f.nodes,
               f.example));
  }
  return {};
}

std::vector<PageFinding> list_findings(db::Reader& reader, const TrialId& id) {
  std::vector<PageFinding> out;
  for (const auto& row : reader.all(kListFindings, id.text)) {
    out.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.integer(4),
                   row.text(5)});
  }
  return out;
}

std::vector<Verdict> list_verdicts(db::Reader& reader, const TrialId& id) {
  std::vector<Verdict> out;
  for (const auto& row : reader.all(kListVerdicts, id.text)) out.push_back(verdict_of_row(row));
  return out;
}

std::optional<Verdict> find_verdict(db::Reader& reader, const TrialId& id,
                                    std::string_view criterion) {
  const auto row = reader.first(kFindVerdict, id.text, criterion);
  if (!row) return std::nullopt;
  return verdict_of_row(*row);
}

Result<void> update_verdict(db::Tx& tx, const TrialId& id, const Verdict& v) {
  const std::string failing = positions_text(v.failing);
  const std::int64_t changed =
      v.version == 0
          ? TRY(tx.run(kInsertVerdict, id.text, v.criterion, v.applies, v.result, v.all_pages,
                       failing, v.methods, v.note, v.evidence, v.file_id, v.judged_by_name,
                       v.judged_at.ms))
          : TRY(tx.run(kUpdateVerdict, id.text, v.criterion, v.applies, v.result, v.all_pages,
                       failing, v.methods, v.note, v.evidence, v.file_id, v.judged_by_name,
                       v.judged_at.ms, v.version));
  if (changed == 1) return {};
  return fail(Fault::conflict,
              "ほかの人が先にこの達成基準を判定しました。入力した内容は残っています。"
              "いまの内容と見比べて、もう一度保存してください");
}

}  // namespace musubi::accessibility::store
