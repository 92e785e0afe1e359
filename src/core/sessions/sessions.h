// sessions.h - who is signed in, where. A session is a random 256-bit token in a cookie; the
// database keeps only its SHA-256. Idle limit 30 min, absolute limit 12 h (settings). Ending a
// session works on every node at once because each request looks it up.
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
  std::string csrf_token;  // derived from the session's secret
  Instant created, last_seen, expires;
  std::string address_label, device_label;  // shown to its owner: 「Windows の Chrome」
  bool second_factor = false;               // TOTP was given
};

struct Limits {
  int idle_minutes = 30;
  int absolute_hours = 12;
};

// The cookie's value. REQUIRES: the password (and TOTP for staff) has been checked by accounts.
Result<std::string> begin(const Context& ctx, db::Tx& tx, const AccountId& account,
                          bool second_factor, std::string_view user_agent);
std::optional<Session> find(db::Db& db, std::string_view cookie, Instant now, const Limits& limits);
Result<void> end(const Context& ctx, const std::string& session_id);
Result<void> end_all_of(db::Tx& tx, const Context& ctx, const AccountId& account);
std::vector<Session> list_of(db::Reader& reader, const AccountId& account, Instant now);

}  // namespace musubi::sessions
