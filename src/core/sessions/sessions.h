// sessions.h - who may sign in, and who is signed in, where. A session is a random 256-bit token
// in a cookie; the database keeps only its SHA-256. Idle limit 30 min, absolute limit 12 h
// (settings). Ending a session works on every node at once because each request looks it up.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"

namespace musubi::sessions {

struct Session {
  std::string id;          // row id, safe to show in a list
  Actor actor;
  std::string csrf_token;  // derived from the session's secret; "" in lists
  Instant created, last_seen, expires;
  std::string address_label, device_label;  // shown to its owner: 「Windows の Chrome」
  bool second_factor = false;               // TOTP was given
};

// A session's id, told after the commit that ended it: whoever holds something open for it (a live
// stream) lets go, on every server of the database.
inline constexpr std::string_view kEndedChannel = "sessions_ended";

struct Limits {
  int idle_minutes = 30;
  int absolute_hours = 12;
};

// The cookie's value. REQUIRES: the password (and TOTP for staff) has been checked by accounts.
Result<std::string> begin(const Context& ctx, db::Tx& tx, const AccountId& account,
                          bool second_factor, std::string_view user_agent);
// One indexed query. Writes last_seen at most once a minute; a suspended account has no session.
std::optional<Session> find(db::Db& db, std::string_view cookie, Instant now, const Limits& limits);
// Whoever holds the id may be the owner or the office: the caller has checked which.
Result<void> end(const Context& ctx, const std::string& session_id);
// Only when it belongs to `account`; not_found otherwise, as if it did not exist.
Result<void> end_own(const Context& ctx, const AccountId& account, const std::string& session_id);
Result<void> end_all_of(db::Tx& tx, const Context& ctx, const AccountId& account);
Result<std::int64_t> end_others_of(db::Tx& tx, const Context& ctx, const AccountId& account,
                                   const std::string& kept_session_id);
// When an organisation leaves or is stopped, its people are signed out at once (R-5.2.3.0a).
Result<void> end_all_of_organisation(db::Tx& tx, const Context& ctx,
                                     const OrganisationId& organisation);
std::vector<Session> list_of(db::Reader& reader, const AccountId& account, Instant now,
                             const Limits& limits = {});
// Starts the idle time again, even within the minute (the page's 「続ける」 button).
// The new moment at which the session ends when nothing is done.
Result<Instant> extend(const Context& ctx, const std::string& session_id, const Limits& limits);
// Removes what can no longer be used; a scheduled job.
Result<std::int64_t> delete_expired(db::Db& db, Instant now, const Limits& limits);

std::string device_label(std::string_view user_agent);  // 「Windows の Chrome」

}  // namespace musubi::sessions
