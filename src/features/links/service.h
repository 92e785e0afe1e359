// service.h - reading the articles, asking where their links lead, telling who can mend them; and
// what a person does with the list. Who is asked is a parameter: the program itself (own.h),
// another site (core/http), a table in tests.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "features/links/permissions.h"
#include "features/links/store.h"

namespace musubi::links {

inline constexpr std::string_view kAsked = "links.target.asked";
// "on" or "off"; never set = off, and a manager still has to decide.
inline constexpr std::string_view kExternalSetting = "links.external";
// Pages of ours in one turn of the job: fewer than what the limits let one address ask at once.
inline constexpr int kOwnAtOnce = 200;
inline constexpr int kOthersAtOnce = 10;   // other sites in one turn, one address of each
using Ask = std::function<Answer(const std::string& address)>;

// ---- the clock ----
// All published articles, in small transactions, and what the office has arranged of the open
// site; what none names any more is forgotten.
Result<void> read_articles(const Context& ctx);
// Our own addresses that are due, kOwnAtOnce of them.
Result<void> check_own(const Context& ctx, const Ask& ask);
// Orders the asking of others that are due, where it is switched on; how many.
Result<std::int64_t> order_external(const Context& ctx);
// Of an order: asks and keeps what came. Nothing when it is well kept by now or switched off.
Result<void> check_external(const Context& ctx, const std::string& address, const Ask& ask);
// One mail to each owner with what broke since the last; each use is told once.
Result<void> tell_owners(const Context& ctx);
Answer ask_other_site(const std::string& address);  // core/http

// ---- people ----
struct Shown {
  Target target;
  std::vector<Use> uses;
  bool more_uses = false;
};
struct LinkList {
  std::vector<Shown> rows;
  bool more = false;
  bool external_on = false, external_decided = false;
  std::int64_t broken = 0, unsure = 0;
};
Result<LinkList> list_links(const Context& ctx, store::ListFilter filter);
// Now: our own at once by `ask`, others by the outbox. Fault::conflict while others are off.
Result<void> look_again(const Context& ctx, const std::string& address, const Ask& ask);
Result<void> switch_external(const Context& ctx, bool on);
// Articles link to other sites, and no manager has decided yet whether these are asked.
bool waits_for_decision(db::Reader& reader);

}  // namespace musubi::links
