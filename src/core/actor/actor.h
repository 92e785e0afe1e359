// actor.h - who is acting, and the Context that every service function is given.
// Context is a parameter, never a global: what a function can touch is visible in its signature.
#pragma once

#include <optional>
#include <string>

#include "base/ids.h"
#include "base/time.h"
#include "core/access/access.h"
#include "db/db.h"

namespace musubi {

struct AccountNoun;
using AccountId = Id<AccountNoun>;
struct OrganisationNoun;
using OrganisationId = Id<OrganisationNoun>;

struct Actor {
  enum class Kind { anonymous, person, system };
  Kind kind = Kind::anonymous;
  AccountId account;            // person only
  std::string name;             // shown in the audit: 荒木 里奈, or the system's part: 定時処理
  Roles roles;                  // person only
  OrganisationId organisation;  // member staff and administrators only

  bool is_person() const { return kind == Kind::person; }
  static Actor anonymous() { return {}; }
  // For commands and jobs. The system holds every permission and its name says which part acts.
  static Actor system(std::string part) { return Actor{Kind::system, {}, std::move(part), {}, {}}; }
};

struct Context {
  Actor actor;
  db::Db& db;
  Instant now;
  std::string request_id;  // shown on error pages and in the log
  std::string address;     // client IP, for audit and rate limits; never logged in full
  // The demo plays in its fiscal year: deadlines and figures are then counted from this day, while
  // `now` (audit, sessions, TOTP) is always the real clock. Empty in every real installation.
  std::optional<Date> pretended_today = {};

  Date today() const { return pretended_today ? *pretended_today : date_in_japan(now); }
};

// The moment that today() is a day of: now, or in the demo the same hour of its day.
inline Instant clock_of(const Context& ctx) {
  if (!ctx.pretended_today) return ctx.now;
  const Instant midnight = start_of_day_in_japan(date_in_japan(ctx.now));
  return Instant{start_of_day_in_japan(*ctx.pretended_today).ms + ctx.now.ms - midnight.ms};
}

}  // namespace musubi
