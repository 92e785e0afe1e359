// store_listings.cc - the requests themselves: one, lists by what is due, counts; see store.h.
// Decides nothing.
#include "base/sha256.h"
#include "features/listings/store.h"

namespace musubi::listings::store {
namespace {

#define LISTING_COLUMNS                                                                        \
  "id, fiscal_year, number, channel, state, name, organisation_name, email, telephone,"       \
  " account_id, organisation_id, consent_version, body_key, title, organiser_kind, organiser," \
  " starts_on, ends_on, hours, place, municipality_code, capacity, fee, application, contact," \
  " website, summary, received_at, received_on, due_at, settled_at, item_id, public_path,"     \
  " pending, decline_reason, inquiry_id, spam_score, spam_reasons, late_told, ended_on,"       \
  " erased_on, version, created_at"

constexpr db::Query kInsertListing{
    "listings.insert_listing",
    "INSERT INTO event_listings (" LISTING_COLUMNS ", is_counted, email_key, last_day)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36,"
    " $37, $38, $39, $40, $41, $42, $43, $44, $45, $46)"};
constexpr db::Query kUpdateListing{
    "listings.update_listing",
    "UPDATE event_listings SET state = $2, organisation_id = $3, title = $4,"
    " organiser_kind = $5, organiser = $6, starts_on = $7, ends_on = $8, hours = $9, place = $10,"
    " municipality_code = $11, capacity = $12, fee = $13, application = $14, contact = $15,"
    " website = $16, summary = $17, last_day = $18, received_at = $19, received_on = $20,"
    " due_at = $21, settled_at = $22, item_id = $23, public_path = $24, pending = $25,"
    " decline_reason = $26, late_told = $27, ended_on = $28, is_counted = $29,"
    " version = version + 1 WHERE id = $1 AND version = $30"};
constexpr db::Query kFindListing{
    "listings.find_listing", "SELECT " LISTING_COLUMNS " FROM event_listings WHERE id = $1"};
constexpr db::Query kHighestListing{
    "listings.find_highest_number",
    "SELECT COALESCE(MAX(number), 0) FROM event_listings WHERE fiscal_year = $1"};
constexpr db::Query kListOwed{
    "listings.list_owed",
    "SELECT " LISTING_COLUMNS
    " FROM event_listings WHERE state IN ('open', 'drafted')"
    " AND (due_at > $1 OR (due_at = $1 AND id > $2)) ORDER BY due_at, id LIMIT $3"};
constexpr db::Query kListPending{"listings.list_pending",
                                 "SELECT " LISTING_COLUMNS
                                 " FROM event_listings WHERE pending <> '' AND id < $1"
                                 " ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListStateDown{"listings.list_in_state_down",
                                   "SELECT " LISTING_COLUMNS
                                   " FROM event_listings WHERE state = $1 AND id < $2"
                                   " ORDER BY id DESC LIMIT $3"};
constexpr db::Query kListStateUp{"listings.list_in_state_up",
                                 "SELECT " LISTING_COLUMNS
                                 " FROM event_listings WHERE state = $1 AND id > $2"
                                 " ORDER BY id LIMIT $3"};
constexpr db::Query kListEvery{"listings.list_all",
                               "SELECT " LISTING_COLUMNS
                               " FROM event_listings WHERE id < $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListOfMember{
    "listings.list_of_organisation",
    "SELECT " LISTING_COLUMNS
    " FROM event_listings WHERE organisation_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"};
constexpr db::Query kListOfAddress{"listings.list_of_email",
                                   "SELECT " LISTING_COLUMNS
                                   " FROM event_listings WHERE email_key = $1 AND id < $2"
                                   " ORDER BY created_at DESC, id DESC LIMIT $3"};
constexpr db::Query kListOfAccount{
    "listings.list_of_account",
    "SELECT " LISTING_COLUMNS
    " FROM event_listings WHERE account_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"};
constexpr db::Query kListById{"listings.list_by_id",
                              "SELECT " LISTING_COLUMNS
                              " FROM event_listings WHERE id > $1 ORDER BY id LIMIT $2"};
constexpr db::Query kListPast{"listings.list_past",
                              "SELECT " LISTING_COLUMNS
                              " FROM event_listings WHERE state = $1 AND last_day < $2"
                              " ORDER BY last_day, id LIMIT $3"};
constexpr db::Query kListLateUntold{
    "listings.list_late_untold",
    "SELECT " LISTING_COLUMNS
    " FROM event_listings WHERE state IN ('open', 'drafted') AND due_at < $1 AND late_told = 0"
    " ORDER BY due_at, id LIMIT $2"};
constexpr db::Query kListDueUntil{
    "listings.list_due_until",
    "SELECT " LISTING_COLUMNS
    " FROM event_listings WHERE state IN ('open', 'drafted') AND due_at <= $1"
    " ORDER BY due_at, id LIMIT $2"};
constexpr db::Query kListOfInquiry{
    "listings.list_of_inquiry",
    "SELECT " LISTING_COLUMNS
    " FROM event_listings WHERE inquiry_id = $1 AND inquiry_id <> '' ORDER BY id LIMIT $2"};
constexpr db::Query kCountState{"listings.count_in_state",
                                "SELECT count(*) FROM event_listings WHERE state = $1"};
constexpr db::Query kCountLateOnes{
    "listings.count_late",
    "SELECT count(*) FROM event_listings WHERE state IN ('open', 'drafted') AND due_at < $1"};
constexpr db::Query kCountPending{"listings.count_pending",
                                  "SELECT count(*) FROM event_listings WHERE pending <> ''"};
constexpr db::Query kCountAskedOf{
    "listings.count_asked_of",
    "SELECT count(*) FROM event_listings WHERE account_id = $1 AND state = 'asked_back'"};
constexpr db::Query kCountAddress{
    "listings.count_of_email",
    "SELECT count(*) FROM event_listings WHERE email_key = $1 AND created_at >= $2"};
constexpr db::Query kCountSame{"listings.count_of_body",
                               "SELECT count(*) FROM event_listings WHERE body_key = $1"
                               " AND created_at >= $3 AND email_key <> $2"};
constexpr db::Query kHasOfMember{
    "listings.has_of_organisation",
    "SELECT id FROM event_listings WHERE organisation_id = $1 LIMIT 1"};
constexpr db::Query kListMonths{
    "listings.list_month",
    "SELECT channel, count(*),"
    " SUM(CASE WHEN public_path <> '' AND settled_at <= due_at THEN 1 ELSE 0 END),"
    " SUM(CASE WHEN public_path <> '' AND settled_at > due_at THEN 1 ELSE 0 END),"
    " SUM(CASE WHEN state = 'declined' THEN 1 ELSE 0 END),"
    " SUM(CASE WHEN public_path = '' AND state IN ('withdrawn', 'expired') THEN 1 ELSE 0 END),"
    " SUM(CASE WHEN state IN ('open', 'asked_back', 'drafted') THEN 1 ELSE 0 END)"
    " FROM event_listings WHERE is_counted = 1 AND received_on >= $1 AND received_on <= $2"
    " GROUP BY channel ORDER BY channel"};

db::Value moment_or_null(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}

Listing listing_of(const db::Row& row) {
  Listing q;
  q.id = row.text(0);
  q.fiscal_year = row.integer(1);
  q.number = row.integer(2);
  std::size_t at = 3;
  for (std::string* one :
       {&q.channel, &q.state, &q.name, &q.organisation_name, &q.email, &q.telephone,
        &q.account_id, &q.organisation_id, &q.consent_version, &q.body_key, &q.event.title,
        &q.event.organiser_kind, &q.event.organiser, &q.event.starts_on, &q.event.ends_on,
        &q.event.hours, &q.event.place, &q.event.municipality_code, &q.event.capacity,
        &q.event.fee, &q.event.application, &q.event.contact, &q.event.website,
        &q.event.summary}) {
    *one = row.text(at++);
  }
  q.received_at = {row.integer(27)};
  q.received_on = row.text(28);
  q.due_at = {row.integer(29)};
  if (!row.is_null(30)) q.settled_at = Instant{row.integer(30)};
  q.item_id = row.text(31);
  q.public_path = row.text(32);
  q.pending = row.text(33);
  q.decline_reason = row.text(34);
  q.inquiry_id = row.text(35);
  q.spam_score = row.integer(36);
  q.spam_reasons = row.text(37);
  q.late_told = row.flag(38);
  q.ended_on = row.text(39);
  q.erased_on = row.text(40);
  q.version = row.integer(41);
  q.created = {row.integer(42)};
  return q;
}

std::vector<Listing> listings_of(const std::vector<db::Row>& rows) {
  std::vector<Listing> out;
  for (const auto& row : rows) out.push_back(listing_of(row));
  return out;
}

std::string address_key_of(const std::string& email) {
  return email.empty() ? "" : sha256_hex(email);
}

std::string before_or_last(std::string_view id) {
  return std::string(id.empty() ? kPastEveryUuid : id);
}

}  // namespace

Result<void> insert_listing(db::Tx& tx, const Listing& q) {
  const Event& e = q.event;
  TRY(tx.run(kInsertListing, q.id, q.fiscal_year, q.number, q.channel, q.state, q.name,
             q.organisation_name, q.email, q.telephone, q.account_id, q.organisation_id,
             q.consent_version, q.body_key, e.title, e.organiser_kind, e.organiser, e.starts_on,
             e.ends_on, e.hours, e.place, e.municipality_code, e.capacity, e.fee, e.application,
             e.contact, e.website, e.summary, q.received_at.ms, q.received_on, q.due_at.ms,
             moment_or_null(q.settled_at), q.item_id, q.public_path, q.pending, q.decline_reason,
             q.inquiry_id, q.spam_score, q.spam_reasons, q.late_told, q.ended_on, q.erased_on,
             q.version, q.created.ms, q.is_counted(), address_key_of(q.email), e.last_day()));
  return {};
}

Result<void> update_listing(db::Tx& tx, Listing& q) {
  const Event& e = q.event;
  const std::int64_t changed = TRY(tx.run(
      kUpdateListing, q.id, q.state, q.organisation_id, e.title, e.organiser_kind, e.organiser,
      e.starts_on, e.ends_on, e.hours, e.place, e.municipality_code, e.capacity, e.fee,
      e.application, e.contact, e.website, e.summary, e.last_day(), q.received_at.ms,
      q.received_on, q.due_at.ms, moment_or_null(q.settled_at), q.item_id, q.public_path,
      q.pending, q.decline_reason, q.late_told, q.ended_on, q.is_counted(), q.version));
  if (changed == 0) {
    return fail(Fault::conflict,
                "ほかの人が先にこの依頼を変えました。いまの内容を確かめて、もう一度押してください");
  }
  ++q.version;
  return {};
}

std::optional<Listing> find_listing(db::Reader& reader, std::string_view id) {
  const auto row = reader.first(kFindListing, id);
  return row ? std::optional<Listing>(listing_of(*row)) : std::nullopt;
}

std::int64_t find_highest_number(db::Reader& reader, std::int64_t fiscal_year) {
  return reader.first(kHighestListing, fiscal_year)->integer(0);
}

std::vector<Listing> list_listings(db::Reader& reader, const Filter& f) {
  const std::string before = before_or_last(f.after_id);
  if (!f.organisation_id.empty()) {
    return listings_of(reader.all(kListOfMember, f.organisation_id, before, f.most));
  }
  if (!f.email.empty()) {
    return listings_of(reader.all(kListOfAddress, address_key_of(f.email), before, f.most));
  }
  if (f.show.empty()) {
    return listings_of(reader.all(kListOwed, f.after_due, f.after_id, f.most));
  }
  if (f.show == "pending") return listings_of(reader.all(kListPending, before, f.most));
  if (f.show == "all") return listings_of(reader.all(kListEvery, before, f.most));
  return listings_of(reader.all(kListStateDown, f.show, before, f.most));
}

std::vector<Listing> list_listings_of_account(db::Reader& reader, std::string_view account,
                                              std::string_view before_id, int most) {
  if (account.empty()) return {};
  return listings_of(reader.all(kListOfAccount, account, before_or_last(before_id), most));
}

std::vector<Listing> list_by_id(db::Reader& reader, std::string_view after_id, int most) {
  return listings_of(reader.all(kListById, after_id, most));
}

std::vector<Listing> list_in_state(db::Reader& reader, std::string_view state,
                                   std::string_view after_id, int most) {
  return listings_of(reader.all(kListStateUp, state, after_id, most));
}

std::vector<Listing> list_past(db::Reader& reader, std::string_view state, Date day, int most) {
  return listings_of(reader.all(kListPast, state, iso(day), most));
}

std::vector<Listing> list_late_untold(db::Reader& reader, Instant now, int most) {
  return listings_of(reader.all(kListLateUntold, now.ms, most));
}

std::vector<Listing> list_due_until(db::Reader& reader, Instant until, int most) {
  return listings_of(reader.all(kListDueUntil, until.ms, most));
}

std::vector<Listing> list_listings_of_inquiry(db::Reader& reader, std::string_view inquiry,
                                              int most) {
  return listings_of(reader.all(kListOfInquiry, inquiry, most));
}

std::int64_t count_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCountState, state)->integer(0);
}

std::int64_t count_late(db::Reader& reader, Instant now) {
  return reader.first(kCountLateOnes, now.ms)->integer(0);
}

std::int64_t count_pending(db::Reader& reader) { return reader.first(kCountPending)->integer(0); }

std::int64_t count_asked_of(db::Reader& reader, std::string_view account) {
  if (account.empty()) return 0;
  return reader.first(kCountAskedOf, account)->integer(0);
}

std::int64_t count_of_email(db::Reader& reader, std::string_view email_key, Instant since) {
  return reader.first(kCountAddress, email_key, since.ms)->integer(0);
}

std::int64_t count_of_body(db::Reader& reader, std::string_view body_key,
                           std::string_view email_key, Instant since) {
  return reader.first(kCountSame, body_key, email_key, since.ms)->integer(0);
}

bool has_listing_of(db::Reader& reader, const OrganisationId& organisation) {
  return !organisation.empty() && reader.first(kHasOfMember, organisation.text).has_value();
}

std::vector<MonthRow> list_month(db::Reader& reader, Date from, Date until) {
  std::vector<MonthRow> out;
  for (const auto& row : reader.all(kListMonths, iso(from), iso(until))) {
    out.push_back({row.text(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4),
                   row.integer(5), row.integer(6)});
  }
  return out;
}

}  // namespace musubi::listings::store
