// store_keeping.cc - see store_keeping.h. A row that was emptied keeps its number, its kind, its
// day and its outcome.
#include "features/changes/keeping/store_keeping.h"

#include <algorithm>

#include "base/sha256.h"
#include "features/changes/store.h"

namespace musubi::changes::store {
namespace {

constexpr db::Query kListOver{
    "changes.list_over",
    "SELECT id FROM change_requests WHERE id > $1 AND erased_on = '' AND number > 0"
    " AND state IN ('done', 'declined', 'taken_back') AND decided_at <= $2 ORDER BY id LIMIT $3"};
constexpr db::Query kFindOver{
    "changes.find_over",
    "SELECT id, fiscal_year, number, organisation_id, decided_at, done_at, reason, before_values,"
    " wanted_values, question, answer, verdict, made_by_name, filename FROM change_requests"
    " WHERE id = $1 AND erased_on = '' AND number > 0"
    " AND state IN ('done', 'declined', 'taken_back')"};
constexpr db::Query kErase{
    "changes.update_erased",
    "UPDATE change_requests SET erased_on = $2, reason = '', before_values = '{}',"
    " wanted_values = '{}', question = '', answer = '', trouble = '', made_by_name = '',"
    " file_id = '', filename = '', verdict = '保存期限を過ぎたため、届出の内容を消しました。',"
    " version = version + 1 WHERE id = $1"};

}  // namespace

std::vector<retention::Item> list_over(db::Reader& reader, Date until,
                                       const std::string& after_id, int most) {
  std::vector<retention::Item> out;
  const Instant end{start_of_day_in_japan(add_days(until, 1)).ms - 1};
  for (const auto& row : reader.all(kListOver, after_id, end.ms, most)) {
    if (auto item = find_over(reader, row.text(0))) out.push_back(std::move(*item));
  }
  return out;
}

std::optional<retention::Item> find_over(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFindOver, id);
  if (!row) return std::nullopt;
  Request numbered;
  numbered.fiscal_year = row->integer(1);
  numbered.number = row->integer(2);
  retention::Item item;
  item.id = row->text(0);
  item.label = "受付番号 " + numbered.receipt_no();
  item.organisation_id = row->text(3);
  // What was confirmed for a later day is over when that day came.
  item.started = date_in_japan(Instant{std::max(row->integer(4), row->integer(5))});
  std::string all;
  for (std::size_t i = 0; i < row->size(); ++i) all += row->text(i) + "\n";
  item.sha256 = sha256_hex(all);
  return item;
}

Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& day) {
  TRY(tx.run(kErase, id, day));
  return {};
}

}  // namespace musubi::changes::store
