// store.h - rows of the desk: inquiries, what was written, notes, files, links, ready-made texts,
// merges, the place in the mailbox. Every statement stands in store_*.cc. Finds, lists, counts,
// inserts, updates; never decides.
#pragma once

#include <vector>

#include "core/retention/retention.h"
#include "db/db.h"
#include "features/inquiries/inquiry.h"

namespace musubi::inquiries::store {

// ---- inquiries ----
Result<void> insert_inquiry(db::Tx& tx, const Inquiry& inquiry);
// Where the version still is inquiry.version; Fault::conflict else. Raises it.
Result<void> update_inquiry(db::Tx& tx, Inquiry& inquiry);
std::optional<Inquiry> find_inquiry(db::Reader& reader, std::string_view id);
std::optional<Inquiry> find_inquiry_by_number(db::Reader& reader, std::int64_t fiscal_year,
                                              std::int64_t number);
std::int64_t find_highest_number(db::Reader& reader, std::int64_t fiscal_year);

struct Filter {
  std::string show;             // "" open, by due time | all | a state's code
  std::string assigned_to;      // with show "": only this person's
  std::string organisation_id;  // of one member, newest first
  std::string email;            // of one address, newest first; exact
  std::int64_t after_due = 0;   // paging by key
  std::string after_id;
  int most = 25;
};
std::vector<Inquiry> list_inquiries(db::Reader& reader, const Filter& filter);
std::vector<Inquiry> list_inquiries_by_ids(db::Reader& reader,
                                           const std::vector<std::string>& ids);
std::vector<Inquiry> list_inquiries_of_account(db::Reader& reader, std::string_view account,
                                               std::string_view before_id, int most);
// Of what became of them: kind application, and its id. Newest first.
std::vector<Inquiry> list_inquiries_linked_to(db::Reader& reader, std::string_view kind,
                                              std::string_view id, int most);
std::vector<Inquiry> list_due_until(db::Reader& reader, Instant until, int most);
// Open, past their due time, with news to tell; in order of the due time.
std::vector<Inquiry> list_to_escalate(db::Reader& reader, Instant now, Instant after_due,
                                      std::string_view after_id, int most);
// Answered, owed nothing since before then, and not to be looked at again.
std::vector<Inquiry> list_quiet(db::Reader& reader, Instant due_before, int most);
std::vector<Inquiry> list_follow_ups(db::Reader& reader, Date until, int most);
std::vector<Inquiry> list_by_id(db::Reader& reader, std::string_view after_id, int most);
std::int64_t count_in_state(db::Reader& reader, std::string_view state);
std::int64_t count_late(db::Reader& reader, Instant now);
std::int64_t count_open_of(db::Reader& reader, std::string_view account);
std::int64_t count_of_email(db::Reader& reader, std::string_view email_key, Instant since);
// Of other addresses.
std::int64_t count_of_body(db::Reader& reader, std::string_view body_key,
                           std::string_view email_key, Instant since);
bool has_inquiry_of(db::Reader& reader, const OrganisationId& organisation);

struct MonthRow {
  std::string category, channel;
  std::int64_t received = 0, in_time = 0, late = 0, unanswered = 0;
};
std::vector<MonthRow> list_month(db::Reader& reader, Date from, Date until);

// ---- what was written ----
Result<void> insert_message(db::Tx& tx, const Message& message);
std::vector<Message> list_messages(db::Reader& reader, std::string_view inquiry, int most);
std::optional<Message> find_message_by_message_id(db::Reader& reader, std::string_view message_id);
bool has_source(db::Reader& reader, std::string_view source_key);
Result<void> insert_note(db::Tx& tx, const Note& note);
std::vector<Note> list_notes(db::Reader& reader, std::string_view inquiry, int most);
Result<void> insert_file(db::Tx& tx, const AttachedFile& file);
std::vector<AttachedFile> list_files(db::Reader& reader, std::string_view inquiry);

// ---- links ----
struct Link {
  std::string token_hash, inquiry_id, purpose;
  Instant expires;
};
Result<void> insert_link(db::Tx& tx, const Link& link);
std::optional<Link> find_link(db::Reader& reader, std::string_view token_hash,
                              std::string_view purpose);
Result<void> delete_links(db::Tx& tx, std::string_view inquiry, std::string_view purpose);
Result<std::int64_t> delete_links_before(db::Tx& tx, Instant before);

// ---- ready-made texts ----
Result<void> insert_text(db::Tx& tx, const ReadyText& text);
// How many rows changed: 0 = somebody was faster.
Result<std::int64_t> update_text(db::Tx& tx, const ReadyText& text);
std::optional<ReadyText> find_text(db::Reader& reader, std::string_view id);
std::vector<ReadyText> list_texts(db::Reader& reader, bool active_only, int most);

// ---- merges ----
Result<void> insert_merge(db::Tx& tx, const Merge& merge);
Result<void> update_merge_undone(db::Tx& tx, const Merge& merge);
std::optional<Merge> find_merge(db::Reader& reader, std::string_view id);
std::vector<Merge> list_merges_into(db::Reader& reader, std::string_view kept);  // not undone
// What is written in one moves to the other; the merge's own rows move back.
Result<void> move_rows(db::Tx& tx, std::string_view from, std::string_view to,
                       std::string_view merge);
Result<void> move_rows_back(db::Tx& tx, std::string_view to, std::string_view merge);
std::int64_t count_messages(db::Reader& reader, std::string_view inquiry);

// ---- the mailbox ----
struct Place {
  std::string validity;
  std::int64_t last_uid = 0;
};
Place find_place(db::Reader& reader);
Result<void> update_place(db::Tx& tx, const Place& place, Instant now);

// ---- core/retention, core/holdings ----
// state "discarded" goes by itself; "closed" is made anonymous.
std::vector<retention::Item> list_ended(db::Reader& reader, std::string_view state, Date until,
                                        const std::string& after_id, int most);
std::optional<retention::Item> find_ended(db::Reader& reader, std::string_view state,
                                          const std::string& id);
// The person goes, with everything that was written; number, category, days and channel stay.
Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& today);
Result<void> delete_inquiry(db::Tx& tx, const std::string& id);

}  // namespace musubi::inquiries::store
