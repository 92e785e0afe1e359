// store_applications.cc - rows of `applications`: found, written, listed for the queue and counted.
// Lists are made of fixed fragments whose every order has an index; see the migration.
#include "base/sha256.h"
#include "base/text.h"
#include "features/applications/store.h"

namespace musubi::applications::store {
namespace {

#define APPLICATION_COLUMNS                                                                       \
  "id, state, is_open, receipt_no, receipt_year, receipt_number, intake_route, referral_code, "  \
  "email, email_key, email_verified_at, name, name_kana, corporate_number, category, industry, " \
  "municipality_code, postal_code, address, representative_title, representative_name, "         \
  "employees, capital_yen, telephone, fax, website, interests, uses_platform, note, name_key, "  \
  "telephone_key, domain_key, received_at, received_on, due_on, waited_days, review_begun, "     \
  "decided_at, decided_on, first_time, ended_on, organisation_id, assigned_to, "                 \
  "assigned_to_name, entered_by, entered_by_name, version, created_at, updated_at"
// What one statement alone writes comes behind.
#define APPLICATION_READ APPLICATION_COLUMNS ", email_check, email_checked_by"

constexpr db::Query kFind{"applications.find",
                          "SELECT " APPLICATION_READ " FROM applications WHERE id = $1"};
constexpr db::Query kFindByReceipt{
    "applications.find_by_receipt_no",
    "SELECT " APPLICATION_READ " FROM applications WHERE receipt_no = $1 AND $1 <> ''"};
constexpr db::Query kFindTyped{"applications.find_typed",
                               "SELECT typed FROM applications WHERE id = $1"};
constexpr db::Query kInsert{
    "applications.insert",
    "INSERT INTO applications (" APPLICATION_COLUMNS
    ", typed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
    "$18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, "
    "$36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)"};
constexpr db::Query kUpdate{
    "applications.update",
    "UPDATE applications SET state = $2, is_open = $3, receipt_no = $4, receipt_year = $5, "
    "receipt_number = $6, intake_route = $7, referral_code = $8, email = $9, email_key = $10, "
    "email_verified_at = $11, name = $12, name_kana = $13, corporate_number = $14, category = $15, "
    "industry = $16, municipality_code = $17, postal_code = $18, address = $19, "
    "representative_title = $20, representative_name = $21, employees = $22, capital_yen = $23, "
    "telephone = $24, fax = $25, website = $26, interests = $27, uses_platform = $28, note = $29, "
    "name_key = $30, telephone_key = $31, domain_key = $32, received_at = $33, received_on = $34, "
    "due_on = $35, waited_days = $36, review_begun = $37, decided_at = $38, decided_on = $39, "
    "first_time = $40, ended_on = $41, organisation_id = $42, assigned_to = $43, "
    "assigned_to_name = $44, entered_by = $45, entered_by_name = $46, version = version + 1, "
    "created_at = $48, updated_at = $49 WHERE id = $1 AND version = $47"};
constexpr db::Query kUpdateTyped{"applications.update_typed",
                                 "UPDATE applications SET typed = $2, email = $3, email_key = $4, "
                                 "updated_at = $5 WHERE id = $1 AND state = 'draft'"};
constexpr db::Query kVerify{"applications.update_email_verified",
                            "UPDATE applications SET email_verified_at = $2, email_check = $3, "
                            "email_checked_by = $4 WHERE id = $1"};
constexpr db::Query kUnverify{"applications.update_email_unverified",
                              "UPDATE applications SET email_verified_at = NULL WHERE id = $1 "
                              "AND email <> $2"};
constexpr db::Query kDeleteDraft{"applications.delete_draft",
                                 "DELETE FROM applications WHERE id = $1 AND state = 'draft'"};
constexpr db::Query kListDrafts{"applications.list_drafts_between",
                                "SELECT id FROM applications WHERE state = 'draft' AND "
                                "updated_at >= $1 AND updated_at < $2 "
                                "ORDER BY updated_at LIMIT $3"};
constexpr db::Query kHighest{"applications.find_highest_receipt_number",
                             "SELECT max(receipt_number) FROM applications "
                             "WHERE receipt_year = $1 AND receipt_number > 0"};
constexpr db::Query kListById{"applications.list_by_id",
                              "SELECT " APPLICATION_READ
                              " FROM applications WHERE id > $1 AND state <> 'draft' "
                              "ORDER BY id LIMIT $2"};
#define DECIDED_COLUMNS                                                                         \
  "SELECT id, state, receipt_no, name, corporate_number, decided_on, referral_code, first_time, " \
  "organisation_id FROM applications "
constexpr db::Query kListApproved{
    "applications.list_approved",
    DECIDED_COLUMNS "WHERE decided_on >= $1 AND decided_on <= $2 "
    "AND state IN ('approved', 'registered') "
    "AND (decided_on > $3 OR (decided_on = $3 AND id > $4)) "
    "ORDER BY decided_on, id LIMIT $5"};
constexpr db::Query kCountOfReferral{
    "applications.count_of_referral",
    "SELECT state, count(*) FROM applications WHERE referral_code = $1 AND $1 <> '' "
    "AND state <> 'draft' GROUP BY state"};
constexpr db::Query kAlike{
    "applications.list_alike",
    "SELECT " APPLICATION_READ
    " FROM (SELECT * FROM applications WHERE corporate_number = $1 AND $1 <> '' UNION "
    "SELECT * FROM applications WHERE name_key = $2 AND $2 <> '' UNION "
    "SELECT * FROM applications WHERE telephone_key = $3 AND $3 <> '') AS found "
    "WHERE id <> $4 AND state NOT IN ('draft', 'withdrawn') "
    "ORDER BY received_on DESC, id LIMIT 20"};

std::optional<Instant> instant_or_null(const db::Row& row, std::size_t column) {
  if (row.is_null(column)) return {};
  return Instant{row.integer(column)};
}

void read_organisation(members::Organisation& o, const db::Row& row) {
  o.name = row.text(11);
  o.name_kana = row.text(12);
  o.corporate_number = row.text(13);
  o.category = row.text(14);
  o.industry = row.text(15);
  o.municipality_code = row.text(16);
  o.postal_code = row.text(17);
  o.address = row.text(18);
  o.representative_title = row.text(19);
  o.representative_name = row.text(20);
  o.employees = row.integer_or_null(21);
  o.capital_yen = row.integer_or_null(22);
  o.telephone = row.text(23);
  o.fax = row.text(24);
  o.website = row.text(25);
  o.interests = row.text(26);
  o.uses_platform = row.flag(27);
  o.note = row.text(28);
}

Application application_of(const db::Row& row) {
  Application a;
  a.id = {row.text(0)};
  a.state = state_from_name(row.text(1)).value_or(State::draft);
  a.receipt_no = row.text(3);
  a.intake_route = row.text(6);
  a.referral_code = row.text(7);
  a.email = row.text(8);
  a.email_verified = !row.is_null(10);
  a.email_verified_at = instant_or_null(row, 10);
  read_organisation(a.organisation, row);
  a.received_at = {row.integer(32)};
  a.received_on = row.text(33);
  a.due_on = row.text(34);
  a.waited_days = row.integer(35);
  a.review_begun = row.flag(36);
  a.decided_at = instant_or_null(row, 37);
  a.decided_on = row.text(38);
  a.first_time = row.flag(39);
  a.ended_on = row.text(40);
  a.organisation_id = {row.text(41)};
  a.assigned_to = {row.text(42)};
  a.assigned_to_name = row.text(43);
  a.entered_by = {row.text(44)};
  a.entered_by_name = row.text(45);
  a.version = row.integer(46);
  a.created_at = {row.integer(47)};
  a.updated_at = {row.integer(48)};
  a.email_check = row.text(49);
  a.email_checked_by = row.text(50);
  return a;
}

Decided decided_of(const db::Row& row) {
  return {{row.text(0)}, state_from_name(row.text(1)).value_or(State::approved), row.text(2),
          row.text(3),   row.text(4), row.text(5), row.text(6), row.flag(7), {row.text(8)}};
}

std::optional<std::int64_t> ms_of(const std::optional<Instant>& at) {
  if (!at) return {};
  return at->ms;
}

// R6-0012: the year and the number are columns of their own, for the next one.
std::pair<std::int64_t, std::int64_t> receipt_parts(const Application& a) {
  const auto hyphen = a.receipt_no.find('-');
  const auto day = parse_iso_date(a.received_on);
  if (hyphen == std::string::npos || !day) return {0, 0};
  return {fiscal_year(*day), std::stoll(a.receipt_no.substr(hyphen + 1))};
}

std::vector<db::Value> values_of(const Application& a) {
  const members::Organisation& o = a.organisation;
  const members::MatchKeys keys = members::match_keys(o, a.email);
  const auto [year, number] = receipt_parts(a);
  const db::Value received =
      a.received_on.empty() ? db::null() : db::to_value(a.received_at.ms);
  const auto v = [](const auto& value) { return db::to_value(value); };
  return {v(a.id.text), v(state_name(a.state)), v(is_open(a.state)), v(a.receipt_no), v(year),
          v(number), v(a.intake_route), v(a.referral_code), v(a.email), v(email_key(a.email)),
          v(ms_of(a.email_verified_at)), v(o.name), v(o.name_kana), v(o.corporate_number),
          v(o.category), v(o.industry), v(o.municipality_code), v(o.postal_code), v(o.address),
          v(o.representative_title), v(o.representative_name), v(o.employees), v(o.capital_yen),
          v(o.telephone), v(o.fax), v(o.website), v(o.interests), v(o.uses_platform), v(o.note),
          v(keys.name_key), v(keys.telephone_key), v(keys.domain_key), received,
          v(a.received_on), v(a.due_on), v(a.waited_days), v(a.review_begun),
          v(ms_of(a.decided_at)), v(a.decided_on), v(a.first_time), v(a.ended_on),
          v(a.organisation_id.text),
          v(a.assigned_to.text), v(a.assigned_to_name), v(a.entered_by.text),
          v(a.entered_by_name), v(a.version), v(a.created_at.ms), v(a.updated_at.ms)};
}

// Builds "WHERE ..." from fixed fragments; every value is a parameter.
struct Where {
  std::string sql;
  std::vector<db::Value> args;

  std::string parameter(db::Value value) {
    args.push_back(std::move(value));
    return "$" + std::to_string(args.size());
  }
  void add(const std::string& condition) { sql += (sql.empty() ? " WHERE " : " AND ") + condition; }
};

Where where_of(const QueueFilter& filter, Date today) {
  Where where;
  if (filter.by_search) {
    std::string list = "''";
    for (const auto& id : filter.ids) list += ", " + where.parameter(id);
    where.add("id IN (" + list + ")");
  }
  if (filter.state.empty()) {
    where.add("is_open = 1");
  } else if (filter.state == "all") {
    where.add("received_on > ''");
  } else {
    where.add("state = " + where.parameter(filter.state));
    where.add("received_on > ''");
  }
  if (filter.assigned_to == "none") {
    where.add("assigned_to = ''");
  } else if (!filter.assigned_to.empty()) {
    where.add("assigned_to = " + where.parameter(filter.assigned_to));
  }
  if (!filter.intake_route.empty()) {
    where.add("intake_route = " + where.parameter(filter.intake_route));
  }
  if (filter.late) {
    where.add("is_open = 1");
    where.add("state NOT IN ('approved', 'supplement')");
    where.add("due_on < " + where.parameter(iso(today)));
  }
  return where;
}

}  // namespace

std::string email_key(const std::string& email) {
  return email.empty() ? std::string() : sha256_hex(lower_ascii(email));
}

std::optional<Application> find_application(db::Reader& reader, const ApplicationId& id) {
  auto row = reader.first(kFind, id.text);
  if (!row) return {};
  return application_of(*row);
}

std::optional<Application> find_application_by_receipt_no(db::Reader& reader,
                                                          std::string_view receipt_no) {
  auto row = reader.first(kFindByReceipt, receipt_no);
  if (!row) return {};
  return application_of(*row);
}

std::string find_typed(db::Reader& reader, const ApplicationId& id) {
  auto row = reader.first(kFindTyped, id.text);
  return row ? row->text(0) : "{}";
}

Result<void> insert_application(db::Tx& tx, const Application& application,
                                const std::string& typed) {
  auto values = values_of(application);
  values.push_back(db::to_value(typed));
  TRY(tx.change(kInsert, values));
  return {};
}

Result<void> update_application(db::Tx& tx, const Application& application) {
  const auto changed = TRY(tx.change(kUpdate, values_of(application)));
  if (changed != 0) return {};
  return fail(Fault::conflict,
              "ほかの人が先にこの申込みを進めました。画面を読み込み直して、いまの内容を確かめてください");
}

Result<void> update_typed(db::Tx& tx, const ApplicationId& id, const std::string& typed,
                          const std::string& email, Instant now) {
  TRY(tx.run(kUnverify, id.text, email));
  const auto changed = TRY(tx.run(kUpdateTyped, id.text, typed, email, email_key(email), now.ms));
  if (changed != 0) return {};
  return fail(Fault::conflict, "この申込みは、すでに送られています");
}

Result<void> update_email_verified(db::Tx& tx, const ApplicationId& id, Instant now,
                                   const EmailCheck& check) {
  TRY(tx.run(kVerify, id.text, now.ms, check.how, check.by_name));
  return {};
}

Result<void> delete_draft(db::Tx& tx, const ApplicationId& id) {
  TRY(tx.run(kDeleteDraft, id.text));
  return {};
}

std::vector<ApplicationId> list_drafts_between(db::Reader& reader, Instant from, Instant before,
                                               int most) {
  std::vector<ApplicationId> out;
  for (const auto& row : reader.all(kListDrafts, from.ms, before.ms, most)) {
    out.push_back({row.text(0)});
  }
  return out;
}

std::int64_t find_highest_receipt_number(db::Reader& reader, std::int64_t fiscal_year) {
  return reader.first(kHighest, fiscal_year)->integer(0);
}

std::vector<Application> list_applications_by_id(db::Reader& reader, std::string_view after_id,
                                                 int most) {
  std::vector<Application> out;
  for (const auto& row : reader.all(kListById, after_id, most)) out.push_back(application_of(row));
  return out;
}

std::vector<Application> list_queue(db::Reader& reader, const QueueFilter& filter, Date today) {
  Where where = where_of(filter, today);
  const std::string order = filter.newest_first ? " DESC" : "";
  if (!filter.after_id.empty()) {
    const std::string day = where.parameter(filter.after_value);
    where.add("(received_on, id) " + std::string(filter.newest_first ? "<" : ">") + " (" + day +
              ", " + where.parameter(filter.after_id) + ")");
  }
  const std::string sql = "SELECT " APPLICATION_READ " FROM applications" + where.sql +
                          " ORDER BY received_on" + order + ", id" + order + " LIMIT " +
                          where.parameter(static_cast<std::int64_t>(filter.most));
  std::vector<Application> out;
  for (const auto& row : reader.select({"applications.list_queue", sql}, where.args)) {
    out.push_back(application_of(row));
  }
  return out;
}

std::int64_t count_queue(db::Reader& reader, const QueueFilter& filter, Date today,
                         std::int64_t cap) {
  Where where = where_of(filter, today);
  const std::string sql = "SELECT count(*) FROM (SELECT 1 FROM applications" + where.sql +
                          " LIMIT " + where.parameter(cap) + ") AS found";
  return reader.select({"applications.count_queue", sql}, where.args).front().integer(0);
}

std::vector<Decided> list_approved(db::Reader& reader, const std::string& from,
                                   const std::string& until, const std::string& after_day,
                                   const std::string& after_id, int most) {
  std::vector<Decided> out;
  for (const auto& row : reader.all(kListApproved, from, until, after_day, after_id, most)) {
    out.push_back(decided_of(row));
  }
  return out;
}

std::vector<Decided> list_decided_of(db::Reader& reader,
                                     const std::vector<OrganisationId>& members) {
  if (members.empty()) return {};
  std::string list;
  std::vector<db::Value> args;
  for (const auto& id : members) {
    args.push_back(db::to_value(id.text));
    list += (list.empty() ? "$" : ", $") + std::to_string(args.size());
  }
  const std::string sql = DECIDED_COLUMNS "WHERE organisation_id IN (" + list +
                          ") AND decided_on <> '' ORDER BY organisation_id, decided_on, id";
  std::vector<Decided> out;
  for (const auto& row : reader.select({"applications.list_decided_of", sql}, args)) {
    Decided one = decided_of(row);
    if (!out.empty() && out.back().organisation_id == one.organisation_id) out.pop_back();
    out.push_back(std::move(one));
  }
  return out;
}

ReferralCounts count_of_referral(db::Reader& reader, std::string_view referral_code) {
  ReferralCounts out;
  for (const auto& row : reader.all(kCountOfReferral, referral_code)) {
    out.sent += row.integer(1);
    const auto state = state_from_name(row.text(0));
    if (state == State::approved || state == State::registered) out.approved += row.integer(1);
  }
  return out;
}

std::vector<Application> list_alike(db::Reader& reader, const Application& application) {
  const members::MatchKeys keys = members::match_keys(application.organisation, "");
  std::vector<Application> out;
  for (const auto& row : reader.all(kAlike, application.organisation.corporate_number,
                                    keys.name_key, keys.telephone_key, application.id.text)) {
    out.push_back(application_of(row));
  }
  return out;
}

}  // namespace musubi::applications::store
