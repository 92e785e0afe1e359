// search_index.cc - see search_index.h. Builds one document an account, here and for
// `musubi search rebuild`. Must never decide who sees a page: the label follows its permission.
#include "features/accounts/search_index.h"

#include "features/accounts/permissions.h"
#include "features/accounts/store.h"

namespace musubi::accounts {
namespace {

constexpr const char* kLabel = "accounts";

search::Document document_of(const Account& account) {
  search::Document document{.noun = "account", .id = account.id.text,
                            .organisation_id = account.organisation.text, .title = account.name,
                            .body = account.login, .visibility = kLabel, .at = account.updated};
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    if (account.roles.has(role)) document.body += "\n" + std::string(role_label(role));
  }
  return document;
}

}  // namespace

Result<void> index_account(db::Tx& tx, const AccountId& id) {
  const auto account = store::find_account(tx, id.text);
  CHECK(account.has_value());
  return search::put(tx, document_of(*account));
}

std::vector<std::string> visible_accounts(const Actor& actor) {
  if (!can(actor, may::see_accounts)) return {};
  return {kLabel};
}

search::Feeders search_feeders() {
  return {{"account", [](db::Reader& reader, const std::string& after, int most) {
             std::vector<search::Document> out;
             for (const Account& one : store::list_accounts_after(reader, after, most)) {
               out.push_back(document_of(one));
             }
             return out;
           }}};
}

}  // namespace musubi::accounts
