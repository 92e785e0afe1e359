// without_note.h - the reviewed list of what may be written without an audit note of the same
// transaction: a whole table where nothing in it is anybody's decision, else one statement. What is
// not here and was written without one fails the test that wrote it. ARCHITECTURE.md, invariant 8,
// says the same in words: change both.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "support/watched_db.h"

namespace musubi::test {

struct WithoutNote {
  std::string_view what;  // a table, or a statement: "sessions.touch"
  std::string_view why;
};

inline constexpr WithoutNote kWithoutNote[] = {
    // Work that waits, and what is made of other rows.
    {"outbox_messages", "an order of a change that has its own note; trying again by hand has one"},
    {"job_states", "when the clock's jobs ran"},
    {"job_progress", "how far a long work is"},
    {"receipts", "tells a form that was sent before; what it made has its note"},
    {"search_documents", "made of the rows that it finds"},
    {"search_index", "as search_documents"},
    {"site_search_files", "the words of a public file, read by a program"},
    {"site_search_pages", "the words of a public page, as above"},
    {"site_search_words", "counts of words of the public site"},
    {"site_search_word_pairs", "as above"},
    {"register_answers", "what a public register said, kept for a while"},
    {"consent_texts", "the words that the program shows, kept as they are"},
    {"mail_consent_texts", "as above"},
    {"mail_reach", "counts made of consents and suppressions"},
    {"proposal_searches", "how far the search for doubles is"},
    {"members.insert_merge_proposal", "found by a rule; a person's answer to it has its note"},
    {"members.update_merge_proposal", "as above"},
    {"members.update_merge_accounts", "a mark; each account that moved or stopped has its note"},
    {"applications.update_member_left", "the day of a 退会, which has its own note"},
    {"screening_absences", "members that a rule found to have no file; beginning one has its note"},
    {"link_targets", "what a link of an article was found to lead to"},
    {"link_uses", "which articles have the link, and whether their owners were told"},
    {"campaign_days", "openings of a campaign's link, counted by day"},
    {"analytics_events", "views of the public site"},
    {"analytics_nodes", "as above"},
    {"analytics_sums", "as above"},
    {"uptime_checks", "probes of the public site"},
    // Ways in. Who came in by them, and what was done, has its note.
    {"sessions.touch", "when a session was last used"},
    {"sessions.delete_expired", "what is over"},
    {"accounts.update_totp_step", "that a code is used up; coming in by it has its note"},
    {"sign_in_attempts", "counts of failures; each refusal has its note"},
    {"passkey_challenges", "lives for minutes, between two steps of signing in"},
    {"federation_begun", "a way set out on to a provider of sign-ins"},
    {"account_links", "steps of signing in, and letters' links whose order has its note"},
    {"application_links", "a new way to one's own application, by a link that its letter brought"},
    {"application_letters", "counts what an address was sent, also where somebody only guesses"},
    {"accounts.delete_expired_address_changes", "what is over"},
    {"privacy.delete_proofs_before", "what is over"},
    {"confirmations.delete_links_before", "what is over"},
    {"inquiries.delete_links_before", "what is over"},
    {"listings.delete_links_before", "what is over"},
    // Mail: the row is itself the record of the letter, and its end has a note.
    {"mail.insert", "a letter about a change that has its own note"},
    {"mail.record", "one more try; the end of trying has its note"},
    {"mail.try", "that it is being handed over"},
    {"mail.hide_ended_links", "takes the link of one use out of a letter whose term is over"},
    {"bounce_readings", "how far the mailbox of returned mail was read"},
    {"inquiry_mailbox", "how far the mailbox of inquiries was read"},
    // Slices of what a person ordered: its order and its end have notes.
    {"confirmations.insert_target", "whom a round asks"},
    {"confirmations.insert_link", "the way to answer it"},
    {"confirmations.add_to_count", "counts of the above"},
    {"confirmations.update_round", "how far the round is"},
    {"mailings.insert_recipient", "to whom a mailing goes"},
    {"mailings.update_recipient", "that their mail was queued"},
    {"mailings.update_position", "how far the mailing is"},
    {"members.update_report_file", "that a file could not be made; one that was made has its note"},
    {"members.delete_report_file", "an order that was overtaken; the end of a file has its note"},
    {"analytics.update_report_file", "as above"},
    {"analytics.delete_report_file", "as above"},
    {"reviews.update_notice", "that a notice was printed or mailed, or could not be"},
    {"site_export.update_progress", "how far the copy is"},
    {"site_export.update_copy", "that it is done"},
    {"site_import.update_progress", "how far the reading is"},
    {"site_import.update_import", "that reading began anew; what a person decides has its note"},
    {"site_import_items", "what was read, and how it came over; each article has its note"},
    {"site_import_media", "as above, of files"},
    {"site_import_losses", "what could not be read"},
    {"site_import_moves", "where an old address leads"},
    // Read or typed, and nobody's answer yet.
    {"members.insert_import_row", "rows of a roster that answers nobody yet"},
    {"members.delete_import_rows", "before it is read again"},
    {"members.insert_import_defect", "as of rows"},
    {"members.delete_import_defects", "as of rows"},
    {"members.update_import_lease", "who is reading it"},
    {"members.update_import_progress", "how far the reading is"},
    {"members.update_import_failed", "why it could not be read"},
    {"content_writings", "what somebody types before saving it"},
};

// What a database was seen to write without a note and may not, with what was going on.
inline std::map<WatchedDb::Change, std::string> unexcused(const WatchedDb& watched) {
  auto out = watched.without_note();
  std::erase_if(out, [](const auto& seen) {
    for (const WithoutNote& one : kWithoutNote) {
      if (one.what == seen.first.first || one.what == seen.first.second) return true;
    }
    return false;
  });
  return out;
}

}  // namespace musubi::test
