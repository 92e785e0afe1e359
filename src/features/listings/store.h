// store.h - rows of the listings: requests, what was said about them, links. Every statement stands
// in store_*.cc. Finds, lists, counts, inserts, updates; never decides.
#pragma once

#include <vector>

#include "core/retention/retention.h"
#include "db/db.h"
#include "features/listings/listing.h"

namespace musubi::listings::store {

// ---- requests ----
Result<void> insert_listing(db::Tx& tx, const Listing& listing);
// Where the version still is listing.version; Fault::conflict else. Raises it.
Result<void> update_listing(db::Tx& tx, Listing& listing);
std::optional<Listing> find_listing(db::Reader& reader, std::string_view id);
std::int64_t find_highest_number(db::Reader& reader, std::int64_t fiscal_year);

struct Filter {
  std::string show;             // "" = what is owed, by due time | pending | all | a state's code
  std::string organisation_id;  // of one member, newest first
  std::string email;            // of one address, newest first; exact
  std::int64_t after_due = 0;   // paging by key
  std::string after_id;
  int most = 25;
};
std::vector<Listing> list_listings(db::Reader& reader, const Filter& filter);
std::vector<Listing> list_listings_of_account(db::Reader& reader, std::string_view account,
                                              std::string_view before_id, int most);
std::vector<Listing> list_by_id(db::Reader& reader, std::string_view after_id, int most);
std::vector<Listing> list_in_state(db::Reader& reader, std::string_view state,
                                   std::string_view after_id, int most);  // oldest first
// Their last day lies before `day`; in order of that day.
std::vector<Listing> list_past(db::Reader& reader, std::string_view state, Date day, int most);
// Owed, late, and nobody was told.
std::vector<Listing> list_late_untold(db::Reader& reader, Instant now, int most);
std::vector<Listing> list_due_until(db::Reader& reader, Instant until, int most);
std::vector<Listing> list_listings_of_inquiry(db::Reader& reader, std::string_view inquiry,
                                              int most);  // the first that was written down first
std::int64_t count_in_state(db::Reader& reader, std::string_view state);
std::int64_t count_late(db::Reader& reader, Instant now);
std::int64_t count_pending(db::Reader& reader);
// Asked back, and this account's to answer.
std::int64_t count_asked_of(db::Reader& reader, std::string_view account);
std::int64_t count_of_email(db::Reader& reader, std::string_view email_key, Instant since);
// Of other addresses.
std::int64_t count_of_body(db::Reader& reader, std::string_view body_key,
                           std::string_view email_key, Instant since);
bool has_listing_of(db::Reader& reader, const OrganisationId& organisation);

struct MonthRow {
  std::string channel;
  std::int64_t received = 0, in_time = 0, late = 0, declined = 0, ended_before = 0, waiting = 0;
};
std::vector<MonthRow> list_month(db::Reader& reader, Date from, Date until);

// ---- what was said ----
Result<void> insert_words(db::Tx& tx, const Words& words);
std::vector<Words> list_words(db::Reader& reader, std::string_view listing, int most);

// ---- links ----
struct Link {
  std::string token_hash, listing_id;
  Instant expires;
};
Result<void> insert_link(db::Tx& tx, const Link& link);
std::optional<Link> find_link(db::Reader& reader, std::string_view token_hash);
Result<std::int64_t> delete_links_before(db::Tx& tx, Instant before);

// ---- core/retention ----
// discarded: those judged unwanted, which go by themselves; else those that ended.
std::vector<retention::Item> list_ended(db::Reader& reader, bool discarded, Date until,
                                        const std::string& after_id, int most);
std::optional<retention::Item> find_ended(db::Reader& reader, bool discarded,
                                          const std::string& id);
// The person goes, with what was said; number, channel, days, the event's name and place stay.
Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& today);
Result<void> delete_listing(db::Tx& tx, const std::string& id);

}  // namespace musubi::listings::store
