// other_ways.cc - what other features have that opens an account besides its password: entering
// by it, and taking it along when the account is reset or erased. See accounts.h.
// Must never begin a session: that is let_in(), behind enter().
#include <map>
#include <mutex>

#include "features/accounts/service.h"

namespace musubi::accounts {
namespace {

struct OtherWays {
  std::mutex mutex;
  std::map<std::string, ForgetWay> by_name;
};
OtherWays& other_ways() {
  static OtherWays all;
  return all;
}

}  // namespace

void tell_other_way(const std::string& name, ForgetWay forget) {
  const std::lock_guard lock(other_ways().mutex);
  other_ways().by_name.insert_or_assign(name, std::move(forget));
}

Result<void> forget_other_ways(db::Tx& tx, const AccountId& account) {
  std::vector<ForgetWay> all;
  {
    const std::lock_guard lock(other_ways().mutex);
    for (const auto& [name, forget] : other_ways().by_name) all.push_back(forget);
  }
  for (const ForgetWay& forget : all) TRY(forget(tx, account));
  return {};
}

std::optional<AccountId> find_account_id(db::Reader& reader, const std::string& login) {
  const auto account = store::find_account_by_login(reader, normal_login(login));
  return account ? std::optional(account->id) : std::nullopt;
}

Result<Entered> enter_proven(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                             const AccountId& account, const Browser& browser,
                             const std::string& return_to) {
  const auto secrets = store::find_secrets(tx, account.text);
  if (!secrets || secrets->account.state != State::active) {
    return fail(Fault::forbidden,
                "このアカウントは、いまログインできません。事務局にお問い合わせください");
  }
  return enter(tx, ctx, smith, *secrets, browser, return_to);
}

}  // namespace musubi::accounts
