// service_colleagues.h - what an organisation's administrator does with the accounts of its own
// people: invite, role, suspend, resume, hand over. Called by this feature's pages only.
// SECURITY: the organisation is the actor's, never the request's; other people are not found.
#pragma once

#include <string>
#include <vector>

#include "features/accounts/service.h"

namespace musubi::accounts {

inline constexpr int kColleaguesMost = 200;
inline constexpr int kInvitedADayMost = 30;  // of one organisation: nobody tries out addresses

struct Colleagues {
  std::vector<Account> rows;
  int administrators = 0;  // who can sign in
};
Result<Colleagues> list_colleagues(const Context& ctx);
Result<Account> load_colleague(const Context& ctx, const AccountId& id);

struct NewColleague {
  std::string login, name;
  std::optional<Role> role;  // member_staff or member_admin
};
// SECURITY: says nothing of accounts outside the organisation. Such an address is listed as
// invited, its owner is told by letter, and the office brings the two together.
Result<AccountId> invite_colleague(const Context& ctx, const NewColleague& input,
                                   const std::string& public_origin);
// The link again, when the first one got lost or ran out.
Result<void> remind_colleague(const Context& ctx, const AccountId& id,
                              const std::string& public_origin);
Result<void> change_colleague_role(const Context& ctx, const AccountId& id, Role role);
Result<void> suspend_colleague(const Context& ctx, const AccountId& id, const std::string& reason);
// Only whom an administrator stopped; whom the office stopped, the office brings back.
Result<void> resume_colleague(const Context& ctx, const AccountId& id);
// The colleague becomes administrator and the actor an ordinary member, both at once.
Result<void> hand_over(const Context& ctx, const AccountId& to);

}  // namespace musubi::accounts
