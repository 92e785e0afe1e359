// store_inquiries.cc - the inquiries themselves: one, lists by what is due, counts; see store.h.
// Decides nothing.
#include "base/sha256.h"
#include "features/inquiries/store.h"

namespace musubi::inquiries::store {
namespace {

#define INQUIRY_COLUMNS                                                                          \
  "id, fiscal_year, number, channel, category, subject, state, name, organisation_name, email," \
  " telephone, account_id, organisation_id, consent_version, body_key, received_at,"            \
  " received_on, first_due_at, first_answered_at, due_at, asked_at, thread, assigned_to,"       \
  " assigned_name, follow_up_on, faq_wanted, spam_score, spam_reasons, merged_into,"            \
  " linked_kind, linked_id, linked_label, escalation, closed_on, erased_on, version, created_at,"  \
  " faq_id, news_id"

constexpr db::Query kInsertInquiry{
    "inquiries.insert_inquiry",
    "INSERT INTO inquiries (" INQUIRY_COLUMNS ", is_counted, email_key)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36,"
    " $37, $38, $39, $40, $41)"};
constexpr db::Query kUpdateInquiry{
    "inquiries.update_inquiry",
    "UPDATE inquiries SET category = $2, subject = $3, state = $4, organisation_id = $5,"
    " first_answered_at = $6, due_at = $7, asked_at = $8, thread = $9, assigned_to = $10,"
    " assigned_name = $11, follow_up_on = $12, faq_wanted = $13, merged_into = $14,"
    " linked_kind = $15, linked_id = $16, linked_label = $17, escalation = $18,"
    " closed_on = $19, is_counted = $20, faq_id = $22, news_id = $23,"
    " version = version + 1"
    " WHERE id = $1 AND version = $21"};
constexpr db::Query kFindInquiry{
    "inquiries.find_inquiry", "SELECT " INQUIRY_COLUMNS " FROM inquiries WHERE id = $1"};
constexpr db::Query kFindNumber{"inquiries.find_inquiry_by_number",
                                "SELECT " INQUIRY_COLUMNS
                                " FROM inquiries WHERE fiscal_year = $1 AND number = $2"};
constexpr db::Query kHighestNumber{
    "inquiries.find_highest_number",
    "SELECT COALESCE(MAX(number), 0) FROM inquiries WHERE fiscal_year = $1"};
constexpr db::Query kListOpenInquiries{
    "inquiries.list_open",
    "SELECT " INQUIRY_COLUMNS
    " FROM inquiries WHERE state = 'open' AND (due_at > $1 OR (due_at = $1 AND id > $2))"
    " ORDER BY due_at, id LIMIT $3"};
constexpr db::Query kListAssigned{
    "inquiries.list_assigned",
    "SELECT " INQUIRY_COLUMNS
    " FROM inquiries WHERE assigned_to = $4 AND state = 'open'"
    " AND (due_at > $1 OR (due_at = $1 AND id > $2)) ORDER BY due_at, id LIMIT $3"};
constexpr db::Query kListInState{"inquiries.list_in_state",
                                 "SELECT " INQUIRY_COLUMNS
                                 " FROM inquiries WHERE state = $1 AND id < $2"
                                 " ORDER BY id DESC LIMIT $3"};
constexpr db::Query kListAllInquiries{"inquiries.list_all",
                                      "SELECT " INQUIRY_COLUMNS
                                      " FROM inquiries WHERE id < $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListOfOrganisation{
    "inquiries.list_of_organisation",
    "SELECT " INQUIRY_COLUMNS
    " FROM inquiries WHERE organisation_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"};
constexpr db::Query kListOfEmail{"inquiries.list_of_email",
                                 "SELECT " INQUIRY_COLUMNS
                                 " FROM inquiries WHERE email_key = $1 AND id < $2"
                                 " ORDER BY created_at DESC, id DESC LIMIT $3"};
constexpr db::Query kListOfAccount{
    "inquiries.list_of_account",
    "SELECT " INQUIRY_COLUMNS
    " FROM inquiries WHERE account_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"};
constexpr db::Query kListLinkedTo{
    "inquiries.list_linked_to",
    "SELECT " INQUIRY_COLUMNS
    " FROM inquiries WHERE linked_id = $1 AND linked_id <> '' AND linked_kind = $2"
    " ORDER BY id DESC LIMIT $3"};
constexpr db::Query kListDueUntil{"inquiries.list_due_until",
                                  "SELECT " INQUIRY_COLUMNS
                                  " FROM inquiries WHERE state = 'open' AND due_at <= $1"
                                  " ORDER BY due_at, id LIMIT $2"};
constexpr db::Query kListToEscalate{
    "inquiries.list_to_escalate",
    "SELECT " INQUIRY_COLUMNS
    " FROM inquiries WHERE state = 'open' AND escalation < 2 AND due_at < $1"
    " AND (due_at > $2 OR (due_at = $2 AND id > $3)) ORDER BY due_at, id LIMIT $4"};
constexpr db::Query kListQuiet{"inquiries.list_quiet",
                               "SELECT " INQUIRY_COLUMNS
                               " FROM inquiries WHERE state = 'answered' AND due_at < $1"
                               " AND follow_up_on = '' ORDER BY due_at, id LIMIT $2"};
constexpr db::Query kListFollowUps{
    "inquiries.list_follow_ups",
    "SELECT " INQUIRY_COLUMNS
    " FROM inquiries WHERE follow_up_on <> '' AND follow_up_on <= $1"
    " ORDER BY follow_up_on, id LIMIT $2"};
constexpr db::Query kListById{"inquiries.list_by_id",
                              "SELECT " INQUIRY_COLUMNS
                              " FROM inquiries WHERE id > $1 ORDER BY id LIMIT $2"};
constexpr db::Query kCountInState{"inquiries.count_in_state",
                                  "SELECT count(*) FROM inquiries WHERE state = $1"};
constexpr db::Query kCountLate{
    "inquiries.count_late",
    "SELECT count(*) FROM inquiries WHERE state = 'open' AND due_at < $1"};
constexpr db::Query kCountOpenOf{
    "inquiries.count_open_of",
    "SELECT count(*) FROM inquiries WHERE assigned_to = $1 AND state = 'open'"};
constexpr db::Query kCountEmail{
    "inquiries.count_of_email",
    "SELECT count(*) FROM inquiries WHERE email_key = $1 AND created_at >= $2"};
constexpr db::Query kCountBody{"inquiries.count_of_body",
                               "SELECT count(*) FROM inquiries WHERE body_key = $1"
                               " AND created_at >= $3 AND email_key <> $2"};
constexpr db::Query kHasOfOrganisation{
    "inquiries.has_of_organisation",
    "SELECT id FROM inquiries WHERE organisation_id = $1 LIMIT 1"};
constexpr db::Query kListMonth{
    "inquiries.list_month",
    "SELECT category, channel, count(*),"
    " SUM(CASE WHEN first_answered_at <= first_due_at THEN 1 ELSE 0 END),"
    " SUM(CASE WHEN first_answered_at > first_due_at THEN 1 ELSE 0 END),"
    " SUM(CASE WHEN first_answered_at IS NULL THEN 1 ELSE 0 END)"
    " FROM inquiries WHERE is_counted = 1 AND received_on >= $1 AND received_on <= $2"
    " GROUP BY category, channel ORDER BY category, channel"};

db::Value stamp_or_null(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}

Inquiry inquiry_of(const db::Row& row) {
  Inquiry q;
  q.id = row.text(0);
  q.fiscal_year = row.integer(1);
  q.number = row.integer(2);
  q.channel = row.text(3);
  q.category = row.text(4);
  q.subject = row.text(5);
  q.state = row.text(6);
  q.name = row.text(7);
  q.organisation_name = row.text(8);
  q.email = row.text(9);
  q.telephone = row.text(10);
  q.account_id = row.text(11);
  q.organisation_id = row.text(12);
  q.consent_version = row.text(13);
  q.body_key = row.text(14);
  q.received_at = {row.integer(15)};
  q.received_on = row.text(16);
  q.first_due_at = {row.integer(17)};
  if (!row.is_null(18)) q.first_answered_at = Instant{row.integer(18)};
  q.due_at = {row.integer(19)};
  q.asked_at = {row.integer(20)};
  q.thread = row.integer(21);
  q.assigned_to = row.text(22);
  q.assigned_name = row.text(23);
  q.follow_up_on = row.text(24);
  q.faq_wanted = row.flag(25);
  q.spam_score = row.integer(26);
  q.spam_reasons = row.text(27);
  q.merged_into = row.text(28);
  q.linked_kind = row.text(29);
  q.linked_id = row.text(30);
  q.linked_label = row.text(31);
  q.escalation = row.integer(32);
  q.closed_on = row.text(33);
  q.erased_on = row.text(34);
  q.version = row.integer(35);
  q.created = {row.integer(36)};
  q.faq_id = row.text(37);
  q.news_id = row.text(38);
  return q;
}

std::vector<Inquiry> inquiries_of(const std::vector<db::Row>& rows) {
  std::vector<Inquiry> out;
  for (const auto& row : rows) out.push_back(inquiry_of(row));
  return out;
}

std::string email_key_of(const std::string& email) {
  return email.empty() ? "" : sha256_hex(email);
}

std::string before_or_newest(std::string_view id) {
  return std::string(id.empty() ? kPastEveryUuid : id);
}

}  // namespace

Result<void> insert_inquiry(db::Tx& tx, const Inquiry& q) {
  TRY(tx.run(kInsertInquiry, q.id, q.fiscal_year, q.number, q.channel, q.category, q.subject,
             q.state, q.name, q.organisation_name, q.email, q.telephone, q.account_id,
             q.organisation_id, q.consent_version, q.body_key, q.received_at.ms, q.received_on,
             q.first_due_at.ms, stamp_or_null(q.first_answered_at), q.due_at.ms, q.asked_at.ms,
             q.thread, q.assigned_to, q.assigned_name, q.follow_up_on, q.faq_wanted, q.spam_score,
             q.spam_reasons, q.merged_into, q.linked_kind, q.linked_id, q.linked_label,
             q.escalation, q.closed_on, q.erased_on, q.version, q.created.ms, q.faq_id,
             q.news_id, q.is_counted(), email_key_of(q.email)));
  return {};
}

Result<void> update_inquiry(db::Tx& tx, Inquiry& q) {
  const std::int64_t changed = TRY(tx.run(
      kUpdateInquiry, q.id, q.category, q.subject, q.state, q.organisation_id,
      stamp_or_null(q.first_answered_at), q.due_at.ms, q.asked_at.ms, q.thread, q.assigned_to,
      q.assigned_name, q.follow_up_on, q.faq_wanted, q.merged_into, q.linked_kind, q.linked_id,
      q.linked_label, q.escalation, q.closed_on, q.is_counted(), q.version, q.faq_id,
      q.news_id));
  if (changed == 0) {
    return fail(Fault::conflict,
                "ほかの人が先にこの問合せを変えました。いまの内容を確かめて、もう一度押してください");
  }
  ++q.version;
  return {};
}

std::optional<Inquiry> find_inquiry(db::Reader& reader, std::string_view id) {
  const auto row = reader.first(kFindInquiry, id);
  return row ? std::optional<Inquiry>(inquiry_of(*row)) : std::nullopt;
}

std::optional<Inquiry> find_inquiry_by_number(db::Reader& reader, std::int64_t fiscal_year,
                                              std::int64_t number) {
  const auto row = reader.first(kFindNumber, fiscal_year, number);
  return row ? std::optional<Inquiry>(inquiry_of(*row)) : std::nullopt;
}

std::int64_t find_highest_number(db::Reader& reader, std::int64_t fiscal_year) {
  return reader.first(kHighestNumber, fiscal_year)->integer(0);
}

std::vector<Inquiry> list_inquiries(db::Reader& reader, const Filter& f) {
  const std::string before = before_or_newest(f.after_id);
  if (!f.organisation_id.empty()) {
    return inquiries_of(reader.all(kListOfOrganisation, f.organisation_id, before, f.most));
  }
  if (!f.email.empty()) {
    return inquiries_of(reader.all(kListOfEmail, email_key_of(f.email), before, f.most));
  }
  if (f.show.empty() && !f.assigned_to.empty()) {
    return inquiries_of(
        reader.all(kListAssigned, f.after_due, f.after_id, f.most, f.assigned_to));
  }
  if (f.show.empty()) {
    return inquiries_of(reader.all(kListOpenInquiries, f.after_due, f.after_id, f.most));
  }
  if (f.show == "all") return inquiries_of(reader.all(kListAllInquiries, before, f.most));
  return inquiries_of(reader.all(kListInState, f.show, before, f.most));
}

std::vector<Inquiry> list_inquiries_by_ids(db::Reader& reader,
                                           const std::vector<std::string>& ids) {
  std::vector<Inquiry> out;
  for (const std::string& id : ids) {
    if (auto one = find_inquiry(reader, id)) out.push_back(std::move(*one));
  }
  return out;
}

std::vector<Inquiry> list_inquiries_of_account(db::Reader& reader, std::string_view account,
                                               std::string_view before_id, int most) {
  if (account.empty()) return {};
  return inquiries_of(reader.all(kListOfAccount, account, before_or_newest(before_id), most));
}

std::vector<Inquiry> list_inquiries_linked_to(db::Reader& reader, std::string_view kind,
                                              std::string_view id, int most) {
  return inquiries_of(reader.all(kListLinkedTo, id, kind, most));
}

std::vector<Inquiry> list_due_until(db::Reader& reader, Instant until, int most) {
  return inquiries_of(reader.all(kListDueUntil, until.ms, most));
}

std::vector<Inquiry> list_to_escalate(db::Reader& reader, Instant now, Instant after_due,
                                      std::string_view after_id, int most) {
  return inquiries_of(reader.all(kListToEscalate, now.ms, after_due.ms, after_id, most));
}

std::vector<Inquiry> list_quiet(db::Reader& reader, Instant due_before, int most) {
  return inquiries_of(reader.all(kListQuiet, due_before.ms, most));
}

std::vector<Inquiry> list_follow_ups(db::Reader& reader, Date until, int most) {
  return inquiries_of(reader.all(kListFollowUps, iso(until), most));
}

std::vector<Inquiry> list_by_id(db::Reader& reader, std::string_view after_id, int most) {
  return inquiries_of(reader.all(kListById, after_id, most));
}

std::int64_t count_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCountInState, state)->integer(0);
}

std::int64_t count_late(db::Reader& reader, Instant now) {
  return reader.first(kCountLate, now.ms)->integer(0);
}

std::int64_t count_open_of(db::Reader& reader, std::string_view account) {
  return reader.first(kCountOpenOf, account)->integer(0);
}

std::int64_t count_of_email(db::Reader& reader, std::string_view email_key, Instant since) {
  return reader.first(kCountEmail, email_key, since.ms)->integer(0);
}

std::int64_t count_of_body(db::Reader& reader, std::string_view body_key,
                           std::string_view email_key, Instant since) {
  return reader.first(kCountBody, body_key, email_key, since.ms)->integer(0);
}

bool has_inquiry_of(db::Reader& reader, const OrganisationId& organisation) {
  return !organisation.empty() && reader.first(kHasOfOrganisation, organisation.text).has_value();
}

std::vector<MonthRow> list_month(db::Reader& reader, Date from, Date until) {
  std::vector<MonthRow> out;
  for (const auto& row : reader.all(kListMonth, iso(from), iso(until))) {
    out.push_back({row.text(0), row.text(1), row.integer(2), row.integer(3), row.integer(4),
                   row.integer(5)});
  }
  return out;
}

}  // namespace musubi::inquiries::store
