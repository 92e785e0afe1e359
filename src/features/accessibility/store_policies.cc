// store_policies.cc - the 方針 that is being written and its published editions. See store.h;
// decides nothing, and never changes an edition.
#include "features/accessibility/store.h"

namespace musubi::accessibility::store {
namespace {

#define POLICY_COLUMNS "scope, goal, due, exceptions, extra, contact"

constexpr db::Query kFindDraft{
    "accessibility.find_policy_draft",
    "SELECT " POLICY_COLUMNS ", saved_by_name, saved_at, version"
    " FROM accessibility_policy_draft WHERE id = 'draft'"};
constexpr db::Query kInsertDraft{
    "accessibility.insert_policy_draft",
    "INSERT INTO accessibility_policy_draft (id, " POLICY_COLUMNS
    ", saved_by_name, saved_at, version) VALUES ('draft', $1, $2, $3, $4, $5, $6, $7, $8, 1)"
    " ON CONFLICT (id) DO NOTHING"};
constexpr db::Query kUpdateDraft{
    "accessibility.update_policy_draft",
    "UPDATE accessibility_policy_draft SET scope = $1, goal = $2, due = $3, exceptions = $4,"
    " extra = $5, contact = $6, saved_by_name = $7, saved_at = $8, version = version + 1"
    " WHERE id = 'draft' AND version = $9"};
constexpr db::Query kInsertPolicy{
    "accessibility.insert_policy",
    "INSERT INTO accessibility_policies (" POLICY_COLUMNS
    ", number, published_on, published_by_name, published_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr db::Query kFindPolicy{
    "accessibility.find_policy",
    "SELECT " POLICY_COLUMNS ", number, published_on, published_by_name, published_at"
    " FROM accessibility_policies WHERE number = $1"};
constexpr db::Query kListPolicies{
    "accessibility.list_policies",
    "SELECT " POLICY_COLUMNS ", number, published_on, published_by_name, published_at"
    " FROM accessibility_policies WHERE number < $1 ORDER BY number DESC LIMIT $2"};

constexpr std::int64_t kPastEveryPolicy = 1'000'000'000;

Policy policy_of(const db::Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)};
}

PolicyEdition edition_of(const db::Row& row) {
  return {row.integer(6), policy_of(row), row.text(7), row.text(8), {row.integer(9)}};
}

}  // namespace

std::optional<PolicyDraft> find_policy_draft(db::Reader& reader) {
  const auto row = reader.first(kFindDraft);
  if (!row) return std::nullopt;
  return PolicyDraft{policy_of(*row), row->text(6), {row->integer(7)}, row->integer(8)};
}

Result<void> update_policy_draft(db::Tx& tx, const PolicyDraft& d) {
  const Policy& p = d.policy;
  const std::int64_t changed =
      d.version == 0
          ? TRY(tx.run(kInsertDraft, p.scope, p.goal, p.due, p.exceptions, p.extra, p.contact,
                       d.saved_by_name, d.saved_at.ms))
          : TRY(tx.run(kUpdateDraft, p.scope, p.goal, p.due, p.exceptions, p.extra, p.contact,
                       d.saved_by_name, d.saved_at.ms, d.version));
  if (changed == 1) return {};
  return fail(Fault::conflict,
              "ほかの人が先に方針の下書きを保存しました。入力した内容は残っています。"
              "いまの内容と見比べて、もう一度保存してください");
}

Result<void> insert_policy(db::Tx& tx, const PolicyEdition& e) {
  const Policy& p = e.policy;
  TRY(tx.run(kInsertPolicy, p.scope, p.goal, p.due, p.exceptions, p.extra, p.contact, e.number,
             e.published_on, e.published_by_name, e.published_at.ms));
  return {};
}

std::optional<PolicyEdition> find_policy(db::Reader& reader, std::int64_t number) {
  const auto row = reader.first(kFindPolicy, number);
  if (!row) return std::nullopt;
  return edition_of(*row);
}

std::optional<PolicyEdition> find_newest_policy(db::Reader& reader) {
  const auto row = reader.first(kListPolicies, kPastEveryPolicy, 1);
  if (!row) return std::nullopt;
  return edition_of(*row);
}

std::vector<PolicyEdition> list_policies(db::Reader& reader, std::int64_t before, int most) {
  std::vector<PolicyEdition> out;
  for (const auto& row :
       reader.all(kListPolicies, before > 0 ? before : kPastEveryPolicy, most)) {
    out.push_back(edition_of(row));
  }
  return out;
}

}  // namespace musubi::accessibility::store
