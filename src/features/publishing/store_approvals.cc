// store_approvals.cc - who was asked about a version and what they answered; see store.h.
// SECURITY: a token comes hashed; it is forgotten in the same statement that ends its question.
#include "features/publishing/store.h"

namespace musubi::publishing::store {
namespace {

#define APPROVAL_COLUMNS                                                                     \
  "id, item_id, number, kind, account_id, name, email, message, due_on, token_hash, state, " \
  "answer, words, by_hand, asked_by, asked_by_name, asked_at, expires_at, answered_at"

constexpr db::Query kInsertApproval{
    "publishing.insert_approval",
    "INSERT INTO content_approvals (" APPROVAL_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
    "$19)"};
constexpr db::Query kFindApproval{
    "publishing.find_approval",
    "SELECT " APPROVAL_COLUMNS " FROM content_approvals WHERE id = $1"};
constexpr db::Query kFindApprovalByToken{
    "publishing.find_approval_by_token",
    "SELECT " APPROVAL_COLUMNS
    " FROM content_approvals WHERE token_hash = $1 AND token_hash <> ''"};
constexpr db::Query kListApprovals{
    "publishing.list_approvals",
    "SELECT " APPROVAL_COLUMNS
    " FROM content_approvals WHERE item_id = $1 ORDER BY asked_at, id"};
constexpr db::Query kListApprovalsOf{
    "publishing.list_approvals_of_address",
    "SELECT " APPROVAL_COLUMNS
    " FROM content_approvals WHERE email = $1 AND email <> '' ORDER BY asked_at DESC, id LIMIT $2"};
constexpr db::Query kListExpiredApprovals{
    "publishing.list_expired_approvals",
    "SELECT " APPROVAL_COLUMNS
    " FROM content_approvals WHERE state = 'waiting' AND expires_at <= $1"
    " ORDER BY expires_at LIMIT $2"};
constexpr db::Query kUpdateApprovalOver{
    "publishing.update_approval_over",
    "UPDATE content_approvals SET state = $2, token_hash = '', answer = $3, words = $4,"
    " answered_at = $5 WHERE id = $1 AND state = 'waiting'"};

constexpr db::Query kListOldApprovals{
    "publishing.list_old_approvals",
    "SELECT " APPROVAL_COLUMNS
    " FROM content_approvals WHERE id > $2 AND name <> '' AND state <> 'waiting'"
    " AND asked_at <= $1 ORDER BY id LIMIT $3"};
constexpr db::Query kAnonymousApproval{
    "publishing.update_approval_anonymous",
    "UPDATE content_approvals SET name = '', email = '', message = '' WHERE id = $1"};

db::Value instant_value(const std::optional<Instant>& at) {
  return at ? db::to_value(at->ms) : db::null();
}

Approval approval_of(const db::Row& row) {
  Approval a;
  a.id = {row.text(0)};
  a.item = {row.text(1)};
  a.number = row.integer(2);
  a.kind = row.text(3);
  a.account = {row.text(4)};
  a.name = row.text(5);
  a.email = row.text(6);
  a.message = row.text(7);
  a.due_on = row.text(8);
  a.token_hash = row.text(9);
  a.state = row.text(10);
  a.answer = row.text(11);
  a.words = row.text(12);
  a.by_hand = row.flag(13);
  a.asked_by = {row.text(14)};
  a.asked_by_name = row.text(15);
  a.asked_at = {row.integer(16)};
  a.expires_at = {row.integer(17)};
  if (const auto at = row.integer_or_null(18)) a.answered_at = Instant{*at};
  return a;
}

std::vector<Approval> approvals_of(const std::vector<db::Row>& rows) {
  std::vector<Approval> out;
  for (const auto& row : rows) out.push_back(approval_of(row));
  return out;
}

std::optional<Approval> first_approval(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return approval_of(*row);
}

}  // namespace

Result<void> insert_approval(db::Tx& tx, const Approval& a) {
  TRY(tx.run(kInsertApproval, a.id.text, a.item.text, a.number, a.kind, a.account.text, a.name,
             a.email, a.message, a.due_on, a.token_hash, a.state, a.answer, a.words, a.by_hand,
             a.asked_by.text, a.asked_by_name, a.asked_at.ms, a.expires_at.ms,
             instant_value(a.answered_at)));
  return {};
}

std::optional<Approval> find_approval(db::Reader& reader, std::string_view id) {
  return first_approval(reader.first(kFindApproval, id));
}

std::optional<Approval> find_approval_by_token(db::Reader& reader, std::string_view token_hash) {
  return first_approval(reader.first(kFindApprovalByToken, token_hash));
}

std::vector<Approval> list_approvals(db::Reader& reader, const ContentId& id) {
  return approvals_of(reader.all(kListApprovals, id.text));
}

std::vector<Approval> list_approvals_of(db::Reader& reader, std::string_view email, int most) {
  return approvals_of(reader.all(kListApprovalsOf, email, most));
}

std::vector<Approval> list_expired_approvals(db::Reader& reader, Instant now, int most) {
  return approvals_of(reader.all(kListExpiredApprovals, now.ms, most));
}

std::vector<Approval> list_old_approvals(db::Reader& reader, Instant until,
                                         std::string_view after, int most) {
  return approvals_of(reader.all(kListOldApprovals, until.ms, after, most));
}

Result<void> update_approval_anonymous(db::Tx& tx, std::string_view id) {
  TRY(tx.run(kAnonymousApproval, id));
  return {};
}

Result<std::int64_t> update_approval_over(db::Tx& tx, const Approval& a) {
  return tx.run(kUpdateApprovalOver, a.id.text, a.state, a.answer, a.words,
                instant_value(a.answered_at));
}

}  // namespace musubi::publishing::store
