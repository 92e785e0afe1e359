// store_keeping.cc - see store_keeping.h. A row that was emptied keeps its number, its kind, its
// day and its outcome.
#include "features/changes/keeping/store_keeping.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"

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
    " file_id = '', filename = '', wanted_email = '', verdict = '保存期限を過ぎたため、届出の内容を消しました。',"
    " version = version + 1 WHERE id = $1"};

constexpr db::Query kMadeBy{
    "changes.list_made_by",
    "SELECT id FROM change_requests WHERE made_by = $1 AND made_by <> ''"
    " ORDER BY created_at DESC, id DESC LIMIT $2"};
constexpr db::Query kWanting{
    "changes.list_wanting_address",
    "SELECT id FROM change_requests WHERE wanted_email = $1 AND wanted_email <> ''"
    " ORDER BY created_at DESC, id DESC LIMIT $2"};
constexpr db::Query kLeaving{
    "changes.list_leaving",
    "SELECT id FROM change_requests WHERE other_id = $1 AND other_id <> '' AND kind = 'contact'"
    " ORDER BY created_at DESC, id DESC LIMIT $2"};
constexpr db::Query kByLink{
    "changes.list_by_link",
    "SELECT id FROM change_requests WHERE organisation_id = $1 AND route = 'link'"
    " AND made_by_name = $2 AND made_by_name <> '' ORDER BY created_at DESC, id DESC LIMIT $3"};

retention::Item draft_item(const Request& draft) {
  retention::Item item;
  item.id = draft.id.text;
  item.label = "下書き …" + item.id.substr(item.id.size() - 12);
  item.organisation_id = draft.organisation_id.text;
  item.started = date_in_japan(draft.created_at);
  item.sha256 = sha256_hex(draft.before.dump() + "\n" + draft.wanted.dump() + "\n" + draft.reason +
                           "\n" + draft.made_by_name + "\n" + draft.filename);
  return item;
}

std::vector<Request> requests_of(db::Reader& reader, const std::vector<db::Row>& rows) {
  std::vector<Request> out;
  for (const auto& row : rows) {
    if (auto request = find_request(reader, ChangeId{row.text(0)})) {
      out.push_back(std::move(*request));
    }
  }
  return out;
}

}  // namespace

std::vector<Request> list_made_by(db::Reader& reader, const AccountId& account, int most) {
  return requests_of(reader, reader.all(kMadeBy, account.text, most));
}

std::vector<Request> list_wanting_address(db::Reader& reader, std::string_view email, int most) {
  return requests_of(reader, reader.all(kWanting, lower_ascii(email), most));
}

std::vector<Request> list_leaving(db::Reader& reader, std::string_view person_id, int most) {
  return requests_of(reader, reader.all(kLeaving, person_id, most));
}

std::vector<Request> list_by_link(db::Reader& reader, const OrganisationId& organisation,
                                  std::string_view name, int most) {
  return requests_of(reader, reader.all(kByLink, organisation.text, name, most));
}

std::vector<retention::Item> list_over(db::Reader& reader, Date until,
                                       const std::string& after_id, int most) {
  std::vector<retention::Item> out;
  const Instant end = retention::last_moment_of(until);
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

std::vector<retention::Item> list_due_drafts(db::Reader& reader, Date until,
                                             const std::string& after_id, int most) {
  std::vector<retention::Item> out;
  const Instant end = retention::last_moment_of(until);
  for (const Request& draft : list_old_drafts(reader, end, after_id, most)) {
    out.push_back(draft_item(draft));
  }
  return out;
}

std::optional<retention::Item> find_draft(db::Reader& reader, const std::string& id) {
  const auto draft = find_request(reader, ChangeId{id});
  if (!draft || draft->state != State::draft) return std::nullopt;
  return draft_item(*draft);
}

Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& day) {
  TRY(tx.run(kErase, id, day));
  return {};
}

}  // namespace musubi::changes::store
