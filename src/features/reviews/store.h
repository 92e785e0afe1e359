// store.h - the rows of criteria, reviews, answers, inquiries and notices. Every statement stands
// in store_*.cc. Finds, lists, counts, inserts, updates; never decides.
#pragma once

#include "db/db.h"
#include "features/reviews/review.h"

namespace musubi::reviews::store {

// ---- criteria ----
std::optional<CriteriaSet> find_criteria_set(db::Reader& reader, std::string_view id);
std::optional<CriteriaSet> find_newest_confirmed(db::Reader& reader);
std::optional<CriteriaSet> find_in_work(db::Reader& reader);  // draft or sent: at most one
std::vector<CriteriaSet> list_criteria_sets(db::Reader& reader, int most);  // without criteria
std::int64_t find_highest_set_number(db::Reader& reader);
std::int64_t count_sets_in_state(db::Reader& reader, std::string_view state);
Result<void> insert_criteria_set(db::Tx& tx, const CriteriaSet& set);
// State, note and stamps, where the version still is set.version. Fault::conflict else.
Result<void> update_criteria_set(db::Tx& tx, const CriteriaSet& set);
// All criteria anew. REQUIRES: the set is a draft.
Result<void> replace_criteria(db::Tx& tx, const CriteriaSet& set);
Result<void> insert_comment(db::Tx& tx, const std::string& set_id, const CriteriaComment& comment);
std::vector<CriteriaComment> list_comments(db::Reader& reader, std::string_view set_id);

// ---- reviews ----
std::optional<Review> find_review(db::Reader& reader, const ApplicationId& id);
Result<void> insert_review(db::Tx& tx, const Review& review);
Result<void> update_review(db::Tx& tx, const Review& review);  // where version fits; conflict else
std::int64_t count_reviews_in_state(db::Reader& reader, std::string_view state);
std::vector<Answer> list_answers(db::Reader& reader, const ApplicationId& id);
std::optional<Answer> find_answer(db::Reader& reader, const ApplicationId& id,
                                  std::string_view criterion_id);
// Version 0 inserts; else updates where it fits. How many rows changed: 0 = somebody was faster.
Result<std::int64_t> update_answer(db::Tx& tx, const ApplicationId& id, const Answer& answer);
// Everybody who ever took part, by account; nobody is taken out again. Twice is once.
Result<void> insert_review_person(db::Tx& tx, const ApplicationId& id, const AccountId& account);
std::vector<AccountId> list_review_people(db::Reader& reader, const ApplicationId& id);

// ---- inquiries ----
Result<void> insert_inquiry(db::Tx& tx, const Inquiry& inquiry);
std::optional<Inquiry> find_inquiry_by_token(db::Reader& reader, std::string_view token_hash);
std::optional<Inquiry> find_inquiry(db::Reader& reader, std::string_view id);
std::vector<Inquiry> list_inquiries(db::Reader& reader, const ApplicationId& id);
// Only while it waits; forgets the token. How many rows changed: 0 = it was over before.
Result<std::int64_t> update_inquiry_over(db::Tx& tx, const Inquiry& inquiry);
std::vector<Inquiry> list_expired(db::Reader& reader, Instant now, int most);

// ---- look-ups ----
Result<void> insert_lookup(db::Tx& tx, const ApplicationId& id, const Lookup& lookup);
std::vector<Lookup> list_lookups(db::Reader& reader, const ApplicationId& id);  // newest first

// ---- notices ----
std::int64_t find_highest_notice_number(db::Reader& reader, int fiscal_year);
Result<void> insert_notice(db::Tx& tx, const Notice& notice);
std::optional<Notice> find_notice(db::Reader& reader, const ApplicationId& id);
Result<void> update_notice(db::Tx& tx, const Notice& notice);
std::int64_t count_notices_in_state(db::Reader& reader, std::string_view state);

}  // namespace musubi::reviews::store
