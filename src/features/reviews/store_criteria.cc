// store_criteria.cc - the versions of the prefecture's criteria; see store.h.
// Decides nothing.
#include "features/reviews/store.h"

namespace musubi::reviews::store {
namespace {

#define SET_COLUMNS                                                                       \
  "id, number, state, note, made_by_name, made_at, sent_by_name, sent_at,"                \
  " confirmed_by_name, confirmed_at, version"

constexpr db::Query kFind{"reviews.find_criteria_set",
                          "SELECT " SET_COLUMNS " FROM review_criteria_sets WHERE id = $1"};
constexpr db::Query kFindConfirmed{"reviews.find_newest_confirmed",
                                   "SELECT " SET_COLUMNS
                                   " FROM review_criteria_sets WHERE state = 'confirmed'"
                                   " ORDER BY number DESC LIMIT 1"};
constexpr db::Query kFindInWork{"reviews.find_criteria_in_work",
                                "SELECT " SET_COLUMNS
                                " FROM review_criteria_sets WHERE state IN ('draft', 'sent')"
                                " ORDER BY number DESC LIMIT 1"};
constexpr db::Query kList{"reviews.list_criteria_sets",
                          "SELECT " SET_COLUMNS
                          " FROM review_criteria_sets ORDER BY number DESC LIMIT $1"};
constexpr db::Query kHighest{"reviews.find_highest_set_number",
                             "SELECT COALESCE(MAX(number), 0) FROM review_criteria_sets"};
constexpr db::Query kCount{"reviews.count_sets_in_state",
                           "SELECT count(*) FROM review_criteria_sets WHERE state = $1"};
constexpr db::Query kInsert{"reviews.insert_criteria_set",
                            "INSERT INTO review_criteria_sets (" SET_COLUMNS
                            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
constexpr db::Query kUpdate{
    "reviews.update_criteria_set",
    "UPDATE review_criteria_sets SET state = $2, note = $3, sent_by_name = $4, sent_at = $5,"
    " confirmed_by_name = $6, confirmed_at = $7, version = version + 1"
    " WHERE id = $1 AND version = $8 AND state <> 'confirmed'"};
constexpr db::Query kListCriteria{
    "reviews.list_criteria",
    "SELECT id, title, guide FROM review_criteria WHERE set_id = $1 ORDER BY position"};
constexpr db::Query kDeleteCriteria{"reviews.delete_criteria",
                                    "DELETE FROM review_criteria WHERE set_id = $1"};
constexpr db::Query kInsertCriterion{
    "reviews.insert_criterion",
    "INSERT INTO review_criteria (id, set_id, position, title, guide)"
    " VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Query kInsertComment{
    "reviews.insert_criteria_comment",
    "INSERT INTO review_criteria_comments (id, set_id, account_name, body, created_at)"
    " VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Query kListComments{
    "reviews.list_criteria_comments",
    "SELECT account_name, body, created_at FROM review_criteria_comments"
    " WHERE set_id = $1 ORDER BY created_at, id"};

db::Value stamp(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}

CriteriaSet set_of(const db::Row& row) {
  CriteriaSet s;
  s.id = row.text(0);
  s.number = row.integer(1);
  s.state = row.text(2);
  s.note = row.text(3);
  s.made_by_name = row.text(4);
  s.made_at = {row.integer(5)};
  s.sent_by_name = row.text(6);
  if (auto at = row.integer_or_null(7)) s.sent_at = Instant{*at};
  s.confirmed_by_name = row.text(8);
  if (auto at = row.integer_or_null(9)) s.confirmed_at = Instant{*at};
  s.version = row.integer(10);
  return s;
}

std::optional<CriteriaSet> with_criteria(db::Reader& reader, std::optional<db::Row> row) {
  if (!row) return std::nullopt;
  CriteriaSet set = set_of(*row);
  for (const auto& one : reader.all(kListCriteria, set.id)) {
    set.criteria.push_back({one.text(0), one.text(1), one.text(2)});
  }
  return set;
}

}  // namespace

std::optional<CriteriaSet> find_criteria_set(db::Reader& reader, std::string_view id) {
  return with_criteria(reader, reader.first(kFind, id));
}

std::optional<CriteriaSet> find_newest_confirmed(db::Reader& reader) {
  return with_criteria(reader, reader.first(kFindConfirmed));
}

std::optional<CriteriaSet> find_in_work(db::Reader& reader) {
  return with_criteria(reader, reader.first(kFindInWork));
}

std::vector<CriteriaSet> list_criteria_sets(db::Reader& reader, int most) {
  std::vector<CriteriaSet> out;
  for (const auto& row : reader.all(kList, most)) out.push_back(set_of(row));
  return out;
}

std::int64_t find_highest_set_number(db::Reader& reader) {
  return reader.first(kHighest)->integer(0);
}

std::int64_t count_sets_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCount, state)->integer(0);
}

Result<void> insert_criteria_set(db::Tx& tx, const CriteriaSet& s) {
  TRY(tx.run(kInsert, s.id, s.number, s.state, s.note, s.made_by_name, s.made_at.ms,
             s.sent_by_name, stamp(s.sent_at), s.confirmed_by_name, stamp(s.confirmed_at),
             s.version));
  return replace_criteria(tx, s);
}

Result<void> update_criteria_set(db::Tx& tx, const CriteriaSet& s) {
  const std::int64_t changed =
      TRY(tx.run(kUpdate, s.id, s.state, s.note, s.sent_by_name, stamp(s.sent_at),
                 s.confirmed_by_name, stamp(s.confirmed_at), s.version));
  if (changed == 1) return {};
  return fail(Fault::conflict, "ほかの人が先に変えました。画面を開き直して、内容を確かめてください");
}

Result<void> replace_criteria(db::Tx& tx, const CriteriaSet& s) {
  TRY(tx.run(kDeleteCriteria, s.id));
  std::int64_t position = 0;
  for (const Criterion& one : s.criteria) {
    TRY(tx.run(kInsertCriterion, one.id, s.id, ++position, one.title, one.guide));
  }
  return {};
}

Result<void> insert_comment(db::Tx& tx, const std::string& set_id, const CriteriaComment& c) {
  TRY(tx.run(kInsertComment, new_uuid(c.created), set_id, c.account_name, c.body, c.created.ms));
  return {};
}

std::vector<CriteriaComment> list_comments(db::Reader& reader, std::string_view set_id) {
  std::vector<CriteriaComment> out;
  for (const auto& row : reader.all(kListComments, set_id)) {
    out.push_back({row.text(0), row.text(1), {row.integer(2)}});
  }
  return out;
}

}  // namespace musubi::reviews::store
