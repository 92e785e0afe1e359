// store.h - the rows of segments, mailings, recipients, consents and suppressions. Every statement
// stands in store_*.cc. Finds, lists, counts, inserts, updates; never decides.
#pragma once

#include "db/db.h"
#include "features/mailings/consents.h"
#include "features/mailings/mailing.h"

namespace musubi::mailings::store {

// ---- segments ----
std::optional<Segment> find_segment(db::Reader& reader, const SegmentId& id);
std::vector<Segment> list_segments(db::Reader& reader, int most);  // active, by name
Result<void> insert_segment(db::Tx& tx, const Segment& segment);
// Where version fits; Fault::conflict else.
Result<void> update_segment(db::Tx& tx, const Segment& segment);

// ---- mailings ----
std::optional<Mailing> find_mailing(db::Reader& reader, const MailingId& id);
// `states` joined by nothing: "" = all; newest first, before `before_id` ("" = first page).
std::vector<Mailing> list_mailings(db::Reader& reader, std::string_view state,
                                   std::string_view before_id, int most);
std::int64_t count_mailings_in_state(db::Reader& reader, std::string_view state);
// Waiting for a second person who is not this one.
std::int64_t count_mailings_waiting_for(db::Reader& reader, std::string_view account);
Result<void> insert_mailing(db::Tx& tx, const Mailing& mailing);
// All columns, where version fits; Fault::conflict else.
Result<void> update_mailing(db::Tx& tx, const Mailing& mailing);
// How far a step has come, where run and position still are what it began with: how many rows.
Result<std::int64_t> update_position(db::Tx& tx, const Mailing& mailing, std::string_view before);

// ---- recipients ----
Result<void> insert_recipient(db::Tx& tx, const Recipient& recipient);
bool find_address_taken(db::Reader& reader, const MailingId& mailing, std::string_view key);
std::vector<Recipient> list_ready(db::Reader& reader, const MailingId& mailing,
                                  std::string_view after, int most);
// state "" = any; for people's pages.
std::vector<Recipient> list_recipients(db::Reader& reader, const MailingId& mailing,
                                       std::string_view state, std::string_view after, int most);
std::optional<Recipient> find_recipient(db::Reader& reader, std::string_view id);
std::optional<Recipient> find_recipient_of_mail(db::Reader& reader, std::string_view mail_id);
std::vector<Recipient> list_recipients_of_organisation(db::Reader& reader,
                                                       std::string_view organisation, int most);
Result<void> update_recipient(db::Tx& tx, const Recipient& recipient);
struct Count {
  std::string state, reason;
  std::int64_t number = 0;
};
std::vector<Count> count_recipients(db::Reader& reader, const MailingId& mailing);
Result<void> delete_recipients(db::Tx& tx, const MailingId& mailing);

// ---- consents ----
Result<void> insert_consent(db::Tx& tx, const Consent& consent);
std::optional<Consent> find_newest_consent(db::Reader& reader, std::string_view key,
                                           mail::Class mail_class);
// key "" = everybody's; newest first.
std::vector<Consent> list_consents(db::Reader& reader, std::string_view key,
                                   std::string_view before_id, int most);

// Once for each version: what is kept never changes.
Result<void> insert_wording(db::Tx& tx, const Wording& wording, Instant now);
std::optional<Wording> find_wording(db::Reader& reader, std::string_view version);

// ---- suppressions ----
std::optional<Suppression> find_active_suppression(db::Reader& reader, std::string_view key);
std::optional<Suppression> find_suppression(db::Reader& reader, std::string_view id);
std::vector<Suppression> list_suppressions(db::Reader& reader, std::string_view state,
                                           std::string_view before_id, int most);
// False when the address is suppressed already.
Result<bool> insert_suppression(db::Tx& tx, const Suppression& suppression);
// How many rows: 0 = lifted before.
Result<std::int64_t> update_suppression_lifted(db::Tx& tx, const Suppression& suppression);

// ---- bounces ----
struct Reading {
  std::string validity;
  std::int64_t last_uid = 0;
};
Reading find_reading(db::Reader& reader);
Result<void> update_reading(db::Tx& tx, const Reading& reading, Instant now);
// False when this very one was noted before.
Result<bool> insert_bounce(db::Tx& tx, const BounceRow& bounce);
std::vector<BounceRow> list_bounces(db::Reader& reader, std::string_view state,
                                    std::string_view before_id, int most);  // state "" = all
std::int64_t count_bounces_in_state(db::Reader& reader, std::string_view state);
std::int64_t count_soft_bounces(db::Reader& reader, std::string_view key, Instant since);
// Up to and with this id; how many.
Result<std::int64_t> update_bounces_seen(db::Tx& tx, std::string_view until_id);

// ---- who has received anything ----
Result<void> insert_reach(db::Tx& tx, const Reach& reach);  // or replaces it
Result<void> delete_reach_of_other_runs(db::Tx& tx, std::string_view run);
// Longest ago first, before `until`; paged by (last_at, organisation_id).
std::vector<Reach> list_unreached(db::Reader& reader, Instant until, Instant after_last,
                                  std::string_view after_id, int most);

}  // namespace musubi::mailings::store
