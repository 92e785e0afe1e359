// linking.h - how an application finds its prospect, and how the prospect follows it to the end.
// keep_up() is called by applications inside the transaction of every step; the rest is what a
// person decides. Nothing here ever stops an applicant, and nothing tells them.
#pragma once

#include <string>
#include <vector>

#include "features/recruiting/service.h"
#include "features/recruiting/store_campaigns.h"

namespace musubi::recruiting {

// A draft that was begun by a campaign's link is counted; one that came in is linked when it is
// surely the prospect's (its own link and the same number or name, or the office typed it from
// the prospect's page), else proposed; one that moved takes its prospect along. What came of the
// same inquiry is tied by carry_prospect() (recruiting.h).
Result<void> keep_up(db::Tx& tx, const Context& ctx, const applications::Application& application);

Result<void> link_application(const Context& ctx, const ProspectId& id,
                              const applications::ApplicationId& application);
// Back to where it stood before; the pair is not proposed again.
Result<void> unlink_application(const Context& ctx, const ProspectId& id);
Result<void> dismiss_match(const Context& ctx, const ProspectId& id,
                           const applications::ApplicationId& application);

struct MatchRow {
  Match match;
  Prospect prospect;
  applications::Application application;
};
struct MatchList {
  std::vector<MatchRow> rows;
  bool more = false;
};
Result<MatchList> list_matches(const Context& ctx, std::int64_t after_ms,
                               const std::string& after_id, int most);

// For the application's page: whose it is, whose it may be, and which campaign led to it.
struct ApplicationTies {
  std::optional<Prospect> prospect;
  std::vector<MatchRow> open;
  std::optional<Campaign> campaign;
};
Result<ApplicationTies> load_ties(const Context& ctx,
                                  const applications::Application& application);

// First contact to member, one page.
struct Chain {
  ProspectPage page;
  std::optional<Campaign> campaign;
  std::optional<applications::Application> application;
  std::optional<members::OrganisationName> member;
};
Result<Chain> load_chain(const Context& ctx, const ProspectId& id);

}  // namespace musubi::recruiting
