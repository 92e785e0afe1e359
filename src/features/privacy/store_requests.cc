// store_requests.cc - requests of people and the links by which they come back; see store.h.
// SECURITY: a token comes hashed. Decides nothing.
#include "base/sha256.h"
#include "features/privacy/store.h"

namespace musubi::privacy::store {
namespace {

// Everything but the package, which only the page of one request needs.
#define LIST_COLUMNS                                                                              \
  "id, fiscal_year, number, kind, route, state, name, email, account_id, about, received_at,"    \
  " received_on, due_on, extended_on, extension_reason, identity_how, identity_by_name,"         \
  " identity_at, package_sha256, gathered_by_name, gathered_at, outcome, answer,"                \
  " answered_by_name, answered_at, answered_on, forwarded_note, forwarded_at, erased_on, version," \
  " created_at"

constexpr db::Query kInsert{
    "privacy.insert_request",
    "INSERT INTO privacy_requests (" LIST_COLUMNS ", package, is_open, email_key)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)"};
constexpr db::Query kUpdate{
    "privacy.update_request",
    "UPDATE privacy_requests SET fiscal_year = $2, number = $3, state = $4, received_at = $5,"
    " received_on = $6, due_on = $7, extended_on = $8, extension_reason = $9, identity_how = $10,"
    " identity_by_name = $11, identity_at = $12, package = $13, package_sha256 = $14,"
    " gathered_by_name = $15, gathered_at = $16, outcome = $17, answer = $18,"
    " answered_by_name = $19, answered_at = $20, answered_on = $21, forwarded_note = $22,"
    " forwarded_at = $23, is_open = $24, version = version + 1"
    " WHERE id = $1 AND version = $25"};
constexpr db::Query kFind{"privacy.find_request",
                          "SELECT " LIST_COLUMNS ", package FROM privacy_requests WHERE id = $1"};
constexpr db::Query kListOpen{
    "privacy.list_open_requests",
    "SELECT " LIST_COLUMNS
    " FROM privacy_requests WHERE is_open = 1 AND (due_on > $1 OR (due_on = $1 AND id > $2))"
    " ORDER BY due_on, id LIMIT $3"};
constexpr db::Query kListState{"privacy.list_requests_in_state",
                               "SELECT " LIST_COLUMNS
                               " FROM privacy_requests WHERE state = $1 AND ($2 = '' OR id < $2)"
                               " ORDER BY id DESC LIMIT $3"};
constexpr db::Query kListAll{"privacy.list_all_requests",
                             "SELECT " LIST_COLUMNS
                             " FROM privacy_requests WHERE state <> 'proving'"
                             " AND ($1 = '' OR id < $1) ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListAccount{"privacy.list_requests_of_account",
                                 "SELECT " LIST_COLUMNS
                                 " FROM privacy_requests WHERE account_id = $1 AND $1 <> ''"
                                 " ORDER BY id DESC LIMIT $2"};
constexpr db::Query kCountState{"privacy.count_requests",
                                "SELECT count(*) FROM privacy_requests WHERE state = $1"};
constexpr db::Query kCountDue{"privacy.count_open_due",
                              "SELECT count(*) FROM privacy_requests WHERE is_open = 1"
                              " AND due_on <= $1"};
constexpr db::Query kListDue{"privacy.list_open_due",
                             "SELECT " LIST_COLUMNS
                             " FROM privacy_requests WHERE is_open = 1 AND due_on <= $1"
                             " ORDER BY due_on, id LIMIT $2"};
constexpr db::Query kHighest{
    "privacy.find_highest_number",
    "SELECT COALESCE(MAX(number), 0) FROM privacy_requests WHERE fiscal_year = $1 AND number > 0"};
constexpr db::Query kCountAddress{"privacy.count_of_address",
                                  "SELECT count(*) FROM privacy_requests WHERE email_key = $1"
                                  " AND created_at >= $2"};
constexpr db::Query kDeleteUnproved{"privacy.delete_unproved",
                                    "DELETE FROM privacy_requests WHERE state = 'proving'"
                                    " AND created_at < $1"};

constexpr db::Query kInsertProof{
    "privacy.insert_proof",
    "INSERT INTO privacy_proofs (token_hash, request_id, purpose, expires_at)"
    " VALUES ($1, $2, $3, $4)"};
constexpr db::Query kFindProof{"privacy.find_proof",
                               "SELECT token_hash, request_id, purpose, expires_at"
                               " FROM privacy_proofs WHERE token_hash = $1 AND purpose = $2"};
constexpr db::Query kDeleteProofs{
    "privacy.delete_proofs",
    "DELETE FROM privacy_proofs WHERE request_id = $1 AND purpose = $2"};
constexpr db::Query kDeleteProofsBefore{"privacy.delete_proofs_before",
                                        "DELETE FROM privacy_proofs WHERE expires_at < $1"};

#define ENDED                                                                            \
  " WHERE erased_on = '' AND state IN ('answered', 'forwarded', 'withdrawn')"            \
  " AND answered_on <> ''"
constexpr db::Query kListAnswered{
    "privacy.list_answered",
    "SELECT id, fiscal_year, number, answered_on FROM privacy_requests" ENDED
    " AND answered_on <= $1 AND id > $2 ORDER BY id LIMIT $3"};
constexpr db::Query kFindAnswered{
    "privacy.find_answered",
    "SELECT id, fiscal_year, number, answered_on, name, email, about, package, answer"
    " FROM privacy_requests" ENDED " AND id = $1"};
constexpr db::Query kErase{
    "privacy.update_erased",
    "UPDATE privacy_requests SET name = '（消去済み）', email = '', email_key = '', about = '',"
    " identity_how = '', package = '', answer = '', account_id = '', erased_on = $2,"
    " version = version + 1 WHERE id = $1"};
constexpr db::Query kDeleteAllProofs{"privacy.delete_all_proofs",
                                     "DELETE FROM privacy_proofs WHERE request_id = $1"};

db::Value stamp(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}

std::optional<Instant> instant_at(const db::Row& row, std::size_t column) {
  const auto ms = row.integer_or_null(column);
  return ms ? std::optional<Instant>(Instant{*ms}) : std::nullopt;
}

Request request_of(const db::Row& row) {
  Request r;
  r.id = row.text(0);
  r.fiscal_year = row.integer(1);
  r.number = row.integer(2);
  r.kind = row.text(3);
  r.route = row.text(4);
  r.state = row.text(5);
  r.name = row.text(6);
  r.email = row.text(7);
  r.account_id = row.text(8);
  r.about = row.text(9);
  r.received_at = instant_at(row, 10);
  r.received_on = row.text(11);
  r.due_on = row.text(12);
  r.extended_on = row.text(13);
  r.extension_reason = row.text(14);
  r.identity_how = row.text(15);
  r.identity_by_name = row.text(16);
  r.identity_at = instant_at(row, 17);
  r.package_sha256 = row.text(18);
  r.gathered_by_name = row.text(19);
  r.gathered_at = instant_at(row, 20);
  r.outcome = row.text(21);
  r.answer = row.text(22);
  r.answered_by_name = row.text(23);
  r.answered_at = instant_at(row, 24);
  r.answered_on = row.text(25);
  r.forwarded_note = row.text(26);
  r.forwarded_at = instant_at(row, 27);
  r.erased_on = row.text(28);
  r.version = row.integer(29);
  r.created = {row.integer(30)};
  return r;
}

std::vector<Request> requests_of(const std::vector<db::Row>& rows) {
  std::vector<Request> out;
  for (const auto& row : rows) out.push_back(request_of(row));
  return out;
}

std::string key_of(const std::string& email) { return email.empty() ? "" : sha256_hex(email); }

retention::Item item_of(const db::Row& row) {
  retention::Item item;
  item.id = row.text(0);
  item.label = fiscal_year_name(static_cast<int>(row.integer(1))) + " 個請第" +
               std::to_string(row.integer(2)) + "号";
  item.started = parse_iso_date(row.text(3)).value_or(Date{9999, 12, 31});
  return item;
}

}  // namespace

Result<void> insert_request(db::Tx& tx, const Request& r) {
  TRY(tx.run(kInsert, r.id, r.fiscal_year, r.number, r.kind, r.route, r.state, r.name, r.email,
             r.account_id, r.about, stamp(r.received_at), r.received_on, r.due_on, r.extended_on,
             r.extension_reason, r.identity_how, r.identity_by_name, stamp(r.identity_at),
             r.package_sha256, r.gathered_by_name, stamp(r.gathered_at), r.outcome, r.answer,
             r.answered_by_name, stamp(r.answered_at), r.answered_on, r.forwarded_note,
             stamp(r.forwarded_at), r.erased_on, r.version, r.created.ms, r.package, r.is_open(),
             key_of(r.email)));
  return {};
}

Result<void> update_request(db::Tx& tx, const Request& r) {
  const std::int64_t changed = TRY(
      tx.run(kUpdate, r.id, r.fiscal_year, r.number, r.state, stamp(r.received_at), r.received_on,
             r.due_on, r.extended_on, r.extension_reason, r.identity_how, r.identity_by_name,
             stamp(r.identity_at), r.package, r.package_sha256, r.gathered_by_name,
             stamp(r.gathered_at), r.outcome, r.answer, r.answered_by_name, stamp(r.answered_at),
             r.answered_on, r.forwarded_note, stamp(r.forwarded_at), r.is_open(), r.version));
  if (changed == 1) return {};
  return fail(Fault::conflict,
              "ほかの人が先に進めました。入力した内容は残っています。いまの状態を確かめてください");
}

std::optional<Request> find_request(db::Reader& reader, std::string_view id) {
  auto row = reader.first(kFind, id);
  if (!row) return std::nullopt;
  Request r = request_of(*row);
  r.package = row->text(31);
  return r;
}

std::vector<Request> list_requests(db::Reader& reader, const Filter& f) {
  if (f.show.empty()) return requests_of(reader.all(kListOpen, f.after_day, f.after_id, f.most));
  if (f.show == "all") return requests_of(reader.all(kListAll, f.after_id, f.most));
  return requests_of(reader.all(kListState, f.show, f.after_id, f.most));
}

std::vector<Request> list_requests_of_account(db::Reader& reader, std::string_view account,
                                              int most) {
  return requests_of(reader.all(kListAccount, account, most));
}

std::int64_t count_in_state(db::Reader& reader, std::string_view state) {
  return reader.first(kCountState, state)->integer(0);
}

std::int64_t count_open_due(db::Reader& reader, std::string_view until) {
  return reader.first(kCountDue, until)->integer(0);
}

std::vector<Request> list_open_due(db::Reader& reader, std::string_view until, int most) {
  return requests_of(reader.all(kListDue, until, most));
}

std::int64_t find_highest_number(db::Reader& reader, std::int64_t fiscal_year) {
  return reader.first(kHighest, fiscal_year)->integer(0);
}

std::int64_t count_of_address(db::Reader& reader, std::string_view email_key, Instant since) {
  return reader.first(kCountAddress, email_key, since.ms)->integer(0);
}

Result<std::int64_t> delete_unproved_before(db::Tx& tx, Instant before) {
  return tx.run(kDeleteUnproved, before.ms);
}

Result<void> insert_proof(db::Tx& tx, const Proof& p) {
  TRY(tx.run(kInsertProof, p.token_hash, p.request_id, p.purpose, p.expires.ms));
  return {};
}

std::optional<Proof> find_proof(db::Reader& reader, std::string_view token_hash,
                                std::string_view purpose) {
  auto row = reader.first(kFindProof, token_hash, purpose);
  if (!row) return std::nullopt;
  return Proof{row->text(0), row->text(1), row->text(2), {row->integer(3)}};
}

Result<void> delete_proofs(db::Tx& tx, std::string_view request, std::string_view purpose) {
  TRY(tx.run(kDeleteProofs, request, purpose));
  return {};
}

Result<std::int64_t> delete_proofs_before(db::Tx& tx, Instant before) {
  return tx.run(kDeleteProofsBefore, before.ms);
}

std::vector<retention::Item> list_answered(db::Reader& reader, Date until,
                                           const std::string& after_id, int most) {
  return retention::items_of(reader.all(kListAnswered, iso(until), after_id, most), item_of);
}

std::optional<retention::Item> find_answered(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFindAnswered, id);
  if (!row) return std::nullopt;
  retention::Item item = item_of(*row);
  std::string all;
  for (std::size_t i = 4; i < row->size(); ++i) all += row->text(i) + "\n";
  item.sha256 = sha256_hex(all);
  return item;
}

Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& today) {
  TRY(tx.run(kErase, id, today));
  TRY(tx.run(kDeleteAllProofs, id));
  return {};
}

}  // namespace musubi::privacy::store
