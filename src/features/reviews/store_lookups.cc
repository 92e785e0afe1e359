// store_lookups.cc - answers of public registers as a review's evidence; see store.h.
// Inserted and listed; never changed, never decided upon.
#include "features/reviews/store.h"

namespace musubi::reviews::store {
namespace {

constexpr int kMost = 20;  // of one application; nobody asks more often within a year

constexpr db::Query kInsert{
    "reviews.insert_lookup",
    "INSERT INTO review_lookups (id, application_id, source, corporate_number, name, address,"
    " close_date, close_cause, updated_on, answer, answer_sha256, fetched_at, asked_by_name,"
    " asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"};
constexpr db::Query kList{
    "reviews.list_lookups",
    "SELECT id, source, corporate_number, name, address, close_date, close_cause, updated_on,"
    " answer_sha256, fetched_at, asked_by_name, asked_at FROM review_lookups"
    " WHERE application_id = $1 ORDER BY id DESC LIMIT $2"};

}  // namespace

Result<void> insert_lookup(db::Tx& tx, const ApplicationId& id, const Lookup& l) {
  TRY(tx.run(kInsert, l.id, id.text, l.source, l.corporate_number, l.name, l.address,
             l.close_date, l.close_cause, l.updated_on, l.answer, l.answer_sha256,
             l.fetched_at.ms, l.asked_by_name, l.asked_at.ms));
  return {};
}

std::vector<Lookup> list_lookups(db::Reader& reader, const ApplicationId& id) {
  std::vector<Lookup> out;
  for (const auto& row : reader.all(kList, id.text, kMost)) {
    Lookup& l = out.emplace_back();
    l.id = row.text(0);
    l.source = row.text(1);
    l.corporate_number = row.text(2);
    l.name = row.text(3);
    l.address = row.text(4);
    l.close_date = row.text(5);
    l.close_cause = row.text(6);
    l.updated_on = row.text(7);
    l.answer_sha256 = row.text(8);
    l.fetched_at = {row.integer(9)};
    l.asked_by_name = row.text(10);
    l.asked_at = {row.integer(11)};
  }
  return out;
}

}  // namespace musubi::reviews::store
