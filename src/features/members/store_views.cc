// store_views.cc - rows of `saved_views`: the lists that a person keeps.
// Every statement names the account: a view is nobody else's.
#include "features/members/store_views.h"

namespace musubi::members::store {
namespace {

constexpr db::Query kList{"members.list_saved_views",
                          "SELECT id, name, query FROM saved_views WHERE account_id = $1 "
                          "ORDER BY position, id LIMIT $2"};
constexpr db::Query kInsert{
    "members.insert_saved_view",
    "INSERT INTO saved_views (id, account_id, name, query, position, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Query kDelete{"members.delete_saved_view_in_account",
                            "DELETE FROM saved_views WHERE account_id = $1 AND id = $2"};

}  // namespace

std::vector<SavedView> list_saved_views_in_account(db::Reader& reader, const AccountId& account,
                                                   int most) {
  std::vector<SavedView> out;
  for (const auto& row : reader.all(kList, account.text, most)) {
    out.push_back({row.text(0), row.text(1), row.text(2)});
  }
  return out;
}

Result<void> insert_saved_view(db::Tx& tx, const AccountId& account, const SavedView& view,
                               Instant now) {
  TRY(tx.run(kInsert, view.id, account.text, view.name, view.query, now.ms, now.ms));
  return {};
}

Result<std::int64_t> delete_saved_view_in_account(db::Tx& tx, const AccountId& account,
                                                  const std::string& id) {
  return tx.run(kDelete, account.text, id);
}

}  // namespace musubi::members::store
