// store.cc - see store.h. A list has an index behind its order; pages go by key.
// Never decides who may or what follows.
#include "features/changes/store.h"

#include "base/text.h"

namespace musubi::changes::store {
namespace {

#define REQUEST_COLUMNS                                                                         \
  "id, fiscal_year, number, organisation_id, organisation_name, kind, state, route,"           \
  " effective_on, reason, before_values, wanted_values, accepted, other_id, file_id, filename," \
  " question, answer, verdict, trouble, made_by, made_by_name, decided_by_name, created_at,"    \
  " sent_at, decided_at, done_at, version"

constexpr db::Query kFind{"changes.find_request",
                          "SELECT " REQUEST_COLUMNS " FROM change_requests WHERE id = $1"};
constexpr db::Query kHighest{
    "changes.find_highest_number",
    "SELECT max(number) FROM change_requests WHERE fiscal_year = $1 AND number > 0"};
constexpr db::Query kInsert{
    "changes.insert_request",
    "INSERT INTO change_requests (" REQUEST_COLUMNS
    ", wanted_email) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
    " $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)"};
constexpr db::Query kUpdate{
    "changes.update_request",
    "UPDATE change_requests SET fiscal_year = $2, number = $3, organisation_name = $4, state = $5,"
    " effective_on = $6, reason = $7, before_values = $8, wanted_values = $9, accepted = $10,"
    " other_id = $11, file_id = $12, filename = $13, question = $14, answer = $15, verdict = $16,"
    " trouble = $17, decided_by_name = $18, sent_at = $19, decided_at = $20, done_at = $21,"
    " wanted_email = $23, version = version + 1 WHERE id = $1 AND version = $22"};
constexpr db::Query kDelete{"changes.delete_draft",
                            "DELETE FROM change_requests WHERE id = $1 AND state = 'draft'"};
constexpr db::Query kListState{
    "changes.list_requests_in_state",
    "SELECT " REQUEST_COLUMNS
    " FROM change_requests WHERE state = $1 AND (sent_at, id) > ($2, $3)"
    " AND ($4 = '' OR kind = $4) ORDER BY sent_at, id LIMIT $5"};
constexpr db::Query kListAll{
    "changes.list_requests",
    "SELECT " REQUEST_COLUMNS
    " FROM change_requests WHERE sent_at > 0 AND (sent_at, id) < ($1, $2)"
    " AND ($3 = '' OR kind = $3) ORDER BY sent_at DESC, id DESC LIMIT $4"};
constexpr db::Query kListOf{
    "changes.list_requests_of_organisation",
    "SELECT " REQUEST_COLUMNS
    " FROM change_requests WHERE organisation_id = $1 AND (created_at, id) < ($2, $3)"
    " ORDER BY created_at DESC, id DESC LIMIT $4"};
constexpr db::Query kListOpenOf{
    "changes.list_open_of_organisation",
    "SELECT " REQUEST_COLUMNS
    " FROM change_requests WHERE organisation_id = $1"
    " AND state IN ('waiting', 'asked', 'scheduled') ORDER BY created_at, id"};
constexpr db::Query kListDue{
    "changes.list_due",
    "SELECT " REQUEST_COLUMNS
    " FROM change_requests WHERE state = 'scheduled' AND effective_on <= $1"
    " ORDER BY effective_on, id LIMIT $2"};
constexpr db::Query kListOldDrafts{
    "changes.list_old_drafts",
    "SELECT " REQUEST_COLUMNS
    " FROM change_requests WHERE state = 'draft' AND sent_at = 0 AND id > $1"
    " AND created_at <= $2 ORDER BY id LIMIT $3"};
constexpr db::Query kListSentById{"changes.list_sent_by_id",
                              "SELECT " REQUEST_COLUMNS
                              " FROM change_requests WHERE id > $1 AND number > 0"
                              " ORDER BY id LIMIT $2"};
constexpr db::Query kCount{"changes.count_in_state",
                           "SELECT count(*) FROM change_requests WHERE state = $1"};
constexpr db::Query kHasSent{
    "changes.find_sent_since",
    "SELECT 1 FROM change_requests WHERE organisation_id = $1 AND sent_at >= $2 LIMIT 1"};

Request request_of(const db::Row& row) {
  Request r;
  r.id = {row.text(0)};
  r.fiscal_year = row.integer(1);
  r.number = row.integer(2);
  r.organisation_id = {row.text(3)};
  r.organisation_name = row.text(4);
  const KindInfo* kind = find_kind(row.text(5));
  CHECK(kind != nullptr);
  r.kind = kind->kind;
  r.state = state_from_name(row.text(6)).value_or(State::draft);
  r.route = row.text(7);
  r.effective_on = row.text(8);
  r.reason = row.text(9);
  r.before = Json::parse(row.text(10));
  r.wanted = Json::parse(row.text(11));
  r.accepted = Json::parse(row.text(12)).get<std::vector<std::string>>();
  r.other_id = row.text(13);
  r.file_id = row.text(14);
  r.filename = row.text(15);
  r.question = row.text(16);
  r.answer = row.text(17);
  r.verdict = row.text(18);
  r.trouble = row.text(19);
  r.made_by = row.text(20);
  r.made_by_name = row.text(21);
  r.decided_by_name = row.text(22);
  r.created_at = {row.integer(23)};
  r.sent_at = {row.integer(24)};
  r.decided_at = {row.integer(25)};
  r.done_at = {row.integer(26)};
  r.version = row.integer(27);
  return r;
}

std::vector<Request> all_of(const std::vector<db::Row>& rows) {
  std::vector<Request> out;
  for (const auto& row : rows) out.push_back(request_of(row));
  return out;
}

// By which the new contact finds the request; see the migration.
std::string wanted_email(const Request& r) {
  return r.kind == Kind::contact ? lower_ascii(r.text("email")) : std::string();
}

constexpr std::int64_t kEndOfTime = 9'000'000'000'000'000;

}  // namespace

std::optional<Request> find_request(db::Reader& reader, const ChangeId& id) {
  auto row = reader.first(kFind, id.text);
  if (!row) return std::nullopt;
  return request_of(*row);
}

std::int64_t find_highest_number(db::Reader& reader, std::int64_t fiscal_year) {
  return reader.first(kHighest, fiscal_year)->integer(0);
}

Result<void> insert_request(db::Tx& tx, const Request& r) {
  TRY(tx.run(kInsert, r.id.text, r.fiscal_year, r.number, r.organisation_id.text,
             r.organisation_name, info_of(r.kind).name, state_name(r.state), r.route,
             r.effective_on, r.reason, r.before.dump(), r.wanted.dump(), Json(r.accepted).dump(),
             r.other_id, r.file_id, r.filename, r.question, r.answer, r.verdict, r.trouble,
             r.made_by, r.made_by_name, r.decided_by_name, r.created_at.ms, r.sent_at.ms,
             r.decided_at.ms, r.done_at.ms, r.version, wanted_email(r)));
  return {};
}

Result<void> update_request(db::Tx& tx, const Request& r) {
  const auto changed = TRY(tx.run(
      kUpdate, r.id.text, r.fiscal_year, r.number, r.organisation_name, state_name(r.state),
      r.effective_on, r.reason, r.before.dump(), r.wanted.dump(), Json(r.accepted).dump(),
      r.other_id, r.file_id, r.filename, r.question, r.answer, r.verdict, r.trouble,
      r.decided_by_name, r.sent_at.ms, r.decided_at.ms, r.done_at.ms, r.version,
      wanted_email(r)));
  if (changed == 0) {
    return fail(Fault::conflict,
                "ほかの人が先にこの届出を変えました。いまの内容を確かめて、もう一度押してください");
  }
  return {};
}

Result<void> delete_request(db::Tx& tx, const ChangeId& id) {
  TRY(tx.run(kDelete, id.text));
  return {};
}

std::vector<Request> list_requests(db::Reader& reader, std::string_view state,
                                   std::string_view kind, const Key& after, int most) {
  if (!state.empty()) return all_of(reader.all(kListState, state, after.at, after.id, kind, most));
  const std::int64_t before = after.id.empty() ? kEndOfTime : after.at;
  return all_of(reader.all(kListAll, before, after.id, kind, most));
}

std::vector<Request> list_requests_of(db::Reader& reader, const OrganisationId& organisation,
                                      const Key& before, int most) {
  const std::int64_t at = before.id.empty() ? kEndOfTime : before.at;
  return all_of(reader.all(kListOf, organisation.text, at, before.id, most));
}

std::vector<Request> list_open_of(db::Reader& reader, const OrganisationId& organisation) {
  return all_of(reader.all(kListOpenOf, organisation.text));
}

std::vector<Request> list_due(db::Reader& reader, std::string_view day, int most) {
  return all_of(reader.all(kListDue, day, most));
}

std::vector<Request> list_old_drafts(db::Reader& reader, Instant until, std::string_view after_id,
                                     int most) {
  return all_of(reader.all(kListOldDrafts, after_id, until.ms, most));
}

std::vector<Request> list_sent_by_id(db::Reader& reader, std::string_view after_id, int most) {
  return all_of(reader.all(kListSentById, after_id, most));
}

std::int64_t count_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCount, state)->integer(0);
}

bool has_sent_since(db::Reader& reader, const OrganisationId& organisation, Instant since) {
  return reader.first(kHasSent, organisation.text, since.ms).has_value();
}

}  // namespace musubi::changes::store
