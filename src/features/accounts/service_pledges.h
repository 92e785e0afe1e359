// service_pledges.h - giving a pledge at sign-in, and the office's file of pledges.
// Called by this feature's pages only; the record itself is in pledges.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/accounts/pledges.h"
#include "features/accounts/service.h"

namespace musubi::accounts {

// The half-way step of somebody who has given every factor and must pledge before the session.
Result<Account> load_pledge_step(const Context& ctx, const std::string& step_token);
Result<Entered> give_pledge(const Context& ctx, const std::string& step_token, bool agreed,
                            const Browser& browser);

// The office: what is on file, a paper added, one that no longer counts (its sessions end).
Result<std::vector<Pledge>> list_pledges_of(const Context& ctx, const AccountId& account);
struct PaperPledge {
  std::optional<Date> given_on;
  std::string path, filename;  // the upload; "" when none came
};
Result<void> file_paper_pledge(const Context& ctx, const AccountId& account,
                               const PaperPledge& input);
Result<void> withdraw_pledge(const Context& ctx, const AccountId& account, const PledgeId& id,
                             const std::string& reason);
Result<files::Opened> open_pledge_paper(const Context& ctx, const AccountId& account,
                                        const PledgeId& id);

}  // namespace musubi::accounts
