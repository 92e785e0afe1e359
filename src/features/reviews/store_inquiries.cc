// store_inquiries.cc - questions to the prefecture's officers and their answers; see store.h.
// SECURITY: a token comes hashed; it is forgotten in the same statement that ends its inquiry.
#include "features/reviews/store.h"

namespace musubi::reviews::store {
namespace {

#define INQUIRY_COLUMNS                                                                        \
  "id, application_id, about, screening_id, question, officer_id, officer_name, token_hash,"   \
  " state, asked_by, asked_by_name, asked_at, expires_at, answer, words, answered_at"

constexpr db::Query kInsert{
    "reviews.insert_inquiry",
    "INSERT INTO review_inquiries (" INQUIRY_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"};
constexpr db::Query kFind{"reviews.find_inquiry",
                          "SELECT " INQUIRY_COLUMNS " FROM review_inquiries WHERE id = $1"};
constexpr db::Query kFindByToken{
    "reviews.find_inquiry_by_token",
    "SELECT " INQUIRY_COLUMNS
    " FROM review_inquiries WHERE token_hash = $1 AND token_hash <> ''"};
constexpr db::Query kList{"reviews.list_inquiries",
                          "SELECT " INQUIRY_COLUMNS
                          " FROM review_inquiries WHERE application_id = $1"
                          " ORDER BY asked_at, id"};
constexpr db::Query kUpdateOver{
    "reviews.update_inquiry_over",
    "UPDATE review_inquiries SET state = $2, token_hash = '', answer = $3, words = $4,"
    " answered_at = $5 WHERE id = $1 AND state = 'waiting'"};
constexpr db::Query kListExpired{
    "reviews.list_expired_inquiries",
    "SELECT " INQUIRY_COLUMNS
    " FROM review_inquiries WHERE state = 'waiting' AND expires_at <= $1"
    " ORDER BY expires_at LIMIT $2"};

Inquiry inquiry_of(const db::Row& row) {
  Inquiry i;
  i.id = row.text(0);
  i.application_id = {row.text(1)};
  i.about = row.text(2);
  i.screening_id = row.text(3);
  i.question = row.text(4);
  i.officer_id = row.text(5);
  i.officer_name = row.text(6);
  i.token_hash = row.text(7);
  i.state = row.text(8);
  i.asked_by = row.text(9);
  i.asked_by_name = row.text(10);
  i.asked_at = {row.integer(11)};
  i.expires_at = {row.integer(12)};
  i.answer = row.text(13);
  i.words = row.text(14);
  if (auto at = row.integer_or_null(15)) i.answered_at = Instant{*at};
  return i;
}

std::vector<Inquiry> all_of(const std::vector<db::Row>& rows) {
  std::vector<Inquiry> out;
  for (const auto& row : rows) out.push_back(inquiry_of(row));
  return out;
}

std::optional<Inquiry> first_of(std::optional<db::Row> row) {
  if (!row) return std::nullopt;
  return inquiry_of(*row);
}

}  // namespace

Result<void> insert_inquiry(db::Tx& tx, const Inquiry& i) {
  TRY(tx.run(kInsert, i.id, i.application_id.text, i.about, i.screening_id, i.question,
             i.officer_id, i.officer_name, i.token_hash, i.state, i.asked_by, i.asked_by_name,
             i.asked_at.ms, i.expires_at.ms, i.answer, i.words,
             i.answered_at ? db::to_value(i.answered_at->ms) : db::null()));
  return {};
}

std::optional<Inquiry> find_inquiry(db::Reader& reader, std::string_view id) {
  return first_of(reader.first(kFind, id));
}

std::optional<Inquiry> find_inquiry_by_token(db::Reader& reader, std::string_view token_hash) {
  return first_of(reader.first(kFindByToken, token_hash));
}

std::vector<Inquiry> list_inquiries(db::Reader& reader, const ApplicationId& id) {
  return all_of(reader.all(kList, id.text));
}

Result<std::int64_t> update_inquiry_over(db::Tx& tx, const Inquiry& i) {
  return tx.run(kUpdateOver, i.id, i.state, i.answer, i.words,
                i.answered_at ? db::to_value(i.answered_at->ms) : db::null());
}

std::vector<Inquiry> list_expired(db::Reader& reader, Instant now, int most) {
  return all_of(reader.all(kListExpired, now.ms, most));
}

}  // namespace musubi::reviews::store
