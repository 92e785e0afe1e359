// store_reviews.cc - reviews, their answers and the notices of decisions; see store.h.
// Decides nothing.
#include "features/reviews/store.h"

namespace musubi::reviews::store {
namespace {

#define REVIEW_COLUMNS                                                                       \
  "application_id, set_id, state, reviewer_id, reviewer_name, opinion, opinion_words,"       \
  " ready_at, decided_by, decided_by_name, decided_at, decision_note, invitations, began_at," \
  " version"
#define ANSWER_COLUMNS                                                                  \
  "criterion_id, answer, grounds, file_id, filename, sha256, answered_by,"              \
  " answered_by_name, answered_at, version"
#define NOTICE_COLUMNS                                                                     \
  "application_id, kind, fiscal_year, number, issued_on, model, state, file_id, filename," \
  " sha256, made_at, mailed_at"

constexpr db::Query kFind{"reviews.find_review",
                          "SELECT " REVIEW_COLUMNS " FROM reviews WHERE application_id = $1"};
constexpr db::Query kInsert{
    "reviews.insert_review",
    "INSERT INTO reviews (" REVIEW_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"};
constexpr db::Query kUpdate{
    "reviews.update_review",
    "UPDATE reviews SET state = $2, reviewer_id = $3, reviewer_name = $4, opinion = $5,"
    " opinion_words = $6, ready_at = $7, decided_by = $8, decided_by_name = $9, decided_at = $10,"
    " decision_note = $11, invitations = $12, version = version + 1"
    " WHERE application_id = $1 AND version = $13"};
constexpr db::Query kCount{"reviews.count_reviews_in_state",
                           "SELECT count(*) FROM reviews WHERE state = $1"};
constexpr db::Query kListAnswers{
    "reviews.list_answers",
    "SELECT " ANSWER_COLUMNS " FROM review_answers WHERE application_id = $1"};
constexpr db::Query kFindAnswer{"reviews.find_answer",
                                "SELECT " ANSWER_COLUMNS
                                " FROM review_answers WHERE application_id = $1"
                                " AND criterion_id = $2"};
constexpr db::Query kInsertAnswer{
    "reviews.insert_answer",
    "INSERT INTO review_answers (application_id, " ANSWER_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)"
    " ON CONFLICT (application_id, criterion_id) DO NOTHING"};
constexpr db::Query kUpdateAnswer{
    "reviews.update_answer",
    "UPDATE review_answers SET answer = $3, grounds = $4, file_id = $5, filename = $6,"
    " sha256 = $7, answered_by = $8, answered_by_name = $9, answered_at = $10,"
    " version = version + 1 WHERE application_id = $1 AND criterion_id = $2 AND version = $11"};
constexpr db::Query kInsertPerson{
    "reviews.insert_review_person",
    "INSERT INTO review_people (application_id, account_id) VALUES ($1, $2)"
    " ON CONFLICT (application_id, account_id) DO NOTHING"};
constexpr db::Query kListPeople{
    "reviews.list_review_people",
    "SELECT account_id FROM review_people WHERE application_id = $1 ORDER BY account_id"};
constexpr db::Query kHighestNotice{
    "reviews.find_highest_notice_number",
    "SELECT COALESCE(MAX(number), 0) FROM review_notices WHERE fiscal_year = $1"};
constexpr db::Query kInsertNotice{
    "reviews.insert_notice",
    "INSERT INTO review_notices (" NOTICE_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
constexpr db::Query kFindNotice{
    "reviews.find_notice",
    "SELECT " NOTICE_COLUMNS " FROM review_notices WHERE application_id = $1"};
constexpr db::Query kUpdateNotice{
    "reviews.update_notice",
    "UPDATE review_notices SET state = $2, file_id = $3, filename = $4, sha256 = $5,"
    " made_at = $6, mailed_at = $7 WHERE application_id = $1"};
constexpr db::Query kCountNotices{"reviews.count_notices_in_state",
                                  "SELECT count(*) FROM review_notices WHERE state = $1"};

db::Value stamp(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}

std::optional<Instant> stamp_of(const db::Row& row, std::size_t column) {
  auto at = row.integer_or_null(column);
  if (!at) return std::nullopt;
  return Instant{*at};
}

Review review_of(const db::Row& row) {
  Review r;
  r.application_id = {row.text(0)};
  r.set_id = row.text(1);
  r.state = row.text(2);
  r.reviewer_id = row.text(3);
  r.reviewer_name = row.text(4);
  r.opinion = row.text(5);
  r.opinion_words = row.text(6);
  r.ready_at = stamp_of(row, 7);
  r.decided_by = row.text(8);
  r.decided_by_name = row.text(9);
  r.decided_at = stamp_of(row, 10);
  r.decision_note = row.text(11);
  r.invitations = Json::parse(row.text(12));
  r.began_at = {row.integer(13)};
  r.version = row.integer(14);
  return r;
}

Answer answer_of(const db::Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3),      row.text(4),
          row.text(5), row.text(6), row.text(7), {row.integer(8)}, row.integer(9)};
}

}  // namespace

std::optional<Review> find_review(db::Reader& reader, const ApplicationId& id) {
  auto row = reader.first(kFind, id.text);
  if (!row) return std::nullopt;
  return review_of(*row);
}

Result<void> insert_review(db::Tx& tx, const Review& r) {
  TRY(tx.run(kInsert, r.application_id.text, r.set_id, r.state, r.reviewer_id, r.reviewer_name,
             r.opinion, r.opinion_words, stamp(r.ready_at), r.decided_by, r.decided_by_name,
             stamp(r.decided_at), r.decision_note, r.invitations.dump(), r.began_at.ms,
             r.version));
  return {};
}

Result<void> update_review(db::Tx& tx, const Review& r) {
  const std::int64_t changed =
      TRY(tx.run(kUpdate, r.application_id.text, r.state, r.reviewer_id, r.reviewer_name,
                 r.opinion, r.opinion_words, stamp(r.ready_at), r.decided_by, r.decided_by_name,
                 stamp(r.decided_at), r.decision_note, r.invitations.dump(), r.version));
  if (changed == 1) return {};
  return fail(Fault::conflict, "ほかの人が先に記録しました。画面を開き直して、内容を確かめてください");
}

std::int64_t count_reviews_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCount, state)->integer(0);
}

std::vector<Answer> list_answers(db::Reader& reader, const ApplicationId& id) {
  std::vector<Answer> out;
  for (const auto& row : reader.all(kListAnswers, id.text)) out.push_back(answer_of(row));
  return out;
}

std::optional<Answer> find_answer(db::Reader& reader, const ApplicationId& id,
                                  std::string_view criterion_id) {
  auto row = reader.first(kFindAnswer, id.text, criterion_id);
  if (!row) return std::nullopt;
  return answer_of(*row);
}

Result<std::int64_t> update_answer(db::Tx& tx, const ApplicationId& id, const Answer& a) {
  if (a.version == 0) {
    return tx.run(kInsertAnswer, id.text, a.criterion_id, a.answer, a.grounds, a.file_id,
                  a.filename, a.sha256, a.answered_by, a.answered_by_name, a.answered_at.ms);
  }
  return tx.run(kUpdateAnswer, id.text, a.criterion_id, a.answer, a.grounds, a.file_id, a.filename,
                a.sha256, a.answered_by, a.answered_by_name, a.answered_at.ms, a.version);
}

Result<void> insert_review_person(db::Tx& tx, const ApplicationId& id, const AccountId& account) {
  TRY(tx.run(kInsertPerson, id.text, account.text));
  return {};
}

std::vector<AccountId> list_review_people(db::Reader& reader, const ApplicationId& id) {
  std::vector<AccountId> out;
  for (const auto& row : reader.all(kListPeople, id.text)) out.push_back({row.text(0)});
  return out;
}

std::int64_t find_highest_notice_number(db::Reader& reader, int fiscal_year) {
  return reader.first(kHighestNotice, fiscal_year)->integer(0);
}

Result<void> insert_notice(db::Tx& tx, const Notice& n) {
  TRY(tx.run(kInsertNotice, n.application_id.text, n.kind, n.fiscal_year, n.number, n.issued_on,
             n.model.dump(), n.state, n.file_id, n.filename, n.sha256, stamp(n.made_at),
             stamp(n.mailed_at)));
  return {};
}

std::optional<Notice> find_notice(db::Reader& reader, const ApplicationId& id) {
  auto row = reader.first(kFindNotice, id.text);
  if (!row) return std::nullopt;
  Notice n;
  n.application_id = {row->text(0)};
  n.kind = row->text(1);
  n.fiscal_year = row->integer(2);
  n.number = row->integer(3);
  n.issued_on = row->text(4);
  n.model = Json::parse(row->text(5));
  n.state = row->text(6);
  n.file_id = row->text(7);
  n.filename = row->text(8);
  n.sha256 = row->text(9);
  n.made_at = stamp_of(*row, 10);
  n.mailed_at = stamp_of(*row, 11);
  return n;
}

Result<void> update_notice(db::Tx& tx, const Notice& n) {
  TRY(tx.run(kUpdateNotice, n.application_id.text, n.state, n.file_id, n.filename, n.sha256,
             stamp(n.made_at), stamp(n.mailed_at)));
  return {};
}

std::int64_t count_notices_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCountNotices, state)->integer(0);
}

}  // namespace musubi::reviews::store
