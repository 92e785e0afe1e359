// sessions.cc - sessions in the database. Called by the gate on every request (find) and by
// accounts at sign-in and sign-out. Must never log or store a token: only its SHA-256.
#include "core/sessions/sessions.h"

#include <algorithm>
#include <utility>

#include "base/sha256.h"
#include "core/audit/audit.h"

namespace musubi::sessions {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr int kTokenBytes = 32;  // 256 bits

// One query for everything the gate needs: the session by its unique hash, its account by key, the
// roles by the first column of their key.
constexpr db::Query kFind{
    "sessions.find",
    "SELECT s.id, s.created_at, s.last_seen_at, s.address, s.device_label, s.second_factor,"
    " a.id, a.name, a.organisation_id,"
    " (SELECT group_concat(r.role, ' ') FROM account_roles r WHERE r.account_id = a.id)"
    " FROM sessions s JOIN accounts a ON a.id = s.account_id"
    " WHERE s.token_hash = $1 AND a.state = 'active'",
    "SELECT s.id, s.created_at, s.last_seen_at, s.address, s.device_label, s.second_factor,"
    " a.id, a.name, a.organisation_id,"
    " (SELECT string_agg(r.role, ' ') FROM account_roles r WHERE r.account_id = a.id)"
    " FROM sessions s JOIN accounts a ON a.id = s.account_id"
    " WHERE s.token_hash = $1 AND a.state = 'active'"};
constexpr db::Query kList{
    "sessions.list_of_account",
    "SELECT s.id, s.created_at, s.last_seen_at, s.address, s.device_label, s.second_factor"
    " FROM sessions s WHERE s.account_id = $1 ORDER BY s.last_seen_at DESC, s.id DESC LIMIT 100"};
constexpr db::Query kInsert{
    "sessions.insert",
    "INSERT INTO sessions (id, token_hash, account_id, created_at, last_seen_at, address,"
    " device_label, second_factor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Query kTouch{"sessions.touch",
                           "UPDATE sessions SET last_seen_at = $2 WHERE id = $1"
                           " AND last_seen_at < $2"};
constexpr db::Query kOwner{"sessions.find_owner",
                           "SELECT s.account_id, a.organisation_id FROM sessions s"
                           " JOIN accounts a ON a.id = s.account_id WHERE s.id = $1"};
constexpr db::Query kAccount{
    "sessions.find_account", "SELECT name, organisation_id FROM accounts WHERE id = $1"};
constexpr db::Query kCreated{"sessions.find_created",
                             "SELECT created_at FROM sessions WHERE id = $1"};
constexpr db::Query kIdsOfAccount{"sessions.list_ids_of_account",
                                  "SELECT id FROM sessions WHERE account_id = $1"};
constexpr db::Query kIdsOfOrganisation{
    "sessions.list_ids_of_organisation",
    "SELECT s.id FROM sessions s JOIN accounts a ON a.id = s.account_id"
    " WHERE a.organisation_id = $1"};
constexpr db::Query kDelete{"sessions.delete", "DELETE FROM sessions WHERE id = $1"};
constexpr db::Query kDeleteAll{"sessions.delete_all_of_account",
                               "DELETE FROM sessions WHERE account_id = $1"};
constexpr db::Query kDeleteOthers{"sessions.delete_others",
                                  "DELETE FROM sessions WHERE account_id = $1 AND id <> $2"};
constexpr db::Query kDeleteOfOrganisation{
    "sessions.delete_of_organisation",
    "DELETE FROM sessions WHERE account_id IN"
    " (SELECT id FROM accounts WHERE organisation_id = $1)"};
constexpr db::Query kDeleteExpired{
    "sessions.delete_expired", "DELETE FROM sessions WHERE last_seen_at < $1 OR created_at < $2"};

Instant ends_at(Instant created, Instant last_seen, const Limits& limits) {
  return Instant{std::min(last_seen.ms + limits.idle_minutes * kMinuteMs,
                          created.ms + limits.absolute_hours * kHourMs)};
}

// SECURITY: the CSRF token is derived from the cookie's secret, so that it cannot be known without
// it and is never stored.
std::string csrf_of(std::string_view cookie) {
  return sha256_hex("musubi csrf 1 " + std::string(cookie)).substr(0, 43);
}

Roles read_roles(const std::string& names) {
  Roles roles;
  std::size_t from = 0;
  while (from < names.size()) {
    std::size_t to = names.find(' ', from);
    if (to == std::string::npos) to = names.size();
    if (auto role = role_from_name(std::string_view(names).substr(from, to - from))) {
      roles.add(*role);
    }
    from = to + 1;
  }
  return roles;
}

Session base_of(const db::Row& row, const Limits& limits) {
  Session s;
  s.id = row.text(0);
  s.created = Instant{row.integer(1)};
  s.last_seen = Instant{row.integer(2)};
  s.address_label = row.text(3);
  s.device_label = row.text(4);
  s.second_factor = row.flag(5);
  s.expires = ends_at(s.created, s.last_seen, limits);
  return s;
}

// REQUIRES: before their rows go.
void tell_ends(db::Tx& tx, const db::Query& ids, const std::string& of,
               const std::string& kept_session_id = "") {
  for (const db::Row& row : tx.all(ids, of)) {
    if (row.text(0) != kept_session_id) tx.notify(kEndedChannel, row.text(0));
  }
}

Result<void> note_end(db::Tx& tx, const Context& ctx, const std::string& account,
                      const std::string& organisation, std::string_view reason) {
  return audit::note(tx, ctx, "accounts.session.ended", {"account", account, organisation},
                     nullptr, nullptr, reason);
}

}  // namespace

std::string device_label(std::string_view agent) {
  auto has = [&](std::string_view part) { return agent.find(part) != std::string_view::npos; };
  std::string system = "不明な機器";
  if (has("iPhone")) system = "iPhone";
  else if (has("iPad")) system = "iPad";
  else if (has("Android")) system = "Android";
  else if (has("Windows")) system = "Windows";
  else if (has("Mac OS X")) system = "Mac";
  else if (has("Linux")) system = "Linux";
  std::string browser = "ブラウザー";
  if (has("Edg/")) browser = "Edge";
  else if (has("Firefox/")) browser = "Firefox";
  else if (has("Chrome/")) browser = "Chrome";
  else if (has("Safari/")) browser = "Safari";
  return system + " の " + browser;
}

Result<std::string> begin(const Context& ctx, db::Tx& tx, const AccountId& account,
                          bool second_factor, std::string_view user_agent) {
  auto row = tx.first(kAccount, account.text);
  if (!row) return fail(Fault::not_found, "アカウントが見つかりません");
  const std::string token = random_token(kTokenBytes);
  const std::string id = new_uuid(ctx.now);
  TRY(tx.run(kInsert, id, sha256_hex(token), account.text, ctx.now.ms, ctx.now.ms, ctx.address,
             device_label(user_agent), second_factor));
  Context self = ctx;  // at sign-in nobody is acting yet: the person themselves is
  self.actor = Actor{Actor::Kind::person, account, row->text(0), {}, {row->text(1)}};
  TRY(audit::note(tx, self, "accounts.session.began", {"account", account.text, row->text(1)},
                  nullptr, Json{{"device", device_label(user_agent)},
                                {"second_factor", second_factor}}));
  return token;
}

std::optional<Session> find(db::Db& db, std::string_view cookie, Instant now,
                            const Limits& limits) {
  // A token is 43 characters of base64url; anything else is not looked up.
  if (cookie.size() < 40 || cookie.size() > 64) return std::nullopt;
  const std::string hash = sha256_hex(cookie);
  auto row = db.read([&](db::Reader& reader) { return reader.first(kFind, hash); });
  if (!row) return std::nullopt;
  Session s = base_of(*row, limits);
  if (now >= s.expires) return std::nullopt;
  s.actor.kind = Actor::Kind::person;
  s.actor.account = AccountId{row->text(6)};
  s.actor.name = row->text(7);
  s.actor.organisation = OrganisationId{row->text(8)};
  s.actor.roles = read_roles(row->text(9));
  s.csrf_token = csrf_of(cookie);
  if (now.ms - s.last_seen.ms >= kMinuteMs) {
    auto touched = db.write([&](db::Tx& tx) { return tx.run(kTouch, s.id, now.ms); });
    if (touched) {
      s.last_seen = now;
      s.expires = ends_at(s.created, now, limits);
    }
  }
  return s;
}

Result<void> end(const Context& ctx, const std::string& session_id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto owner = tx.first(kOwner, session_id);
    if (!owner) return {};  // ended already: what was asked for is so
    TRY(tx.run(kDelete, session_id));
    tx.notify(kEndedChannel, session_id);
    return note_end(tx, ctx, owner->text(0), owner->text(1), "");
  });
}

Result<void> end_own(const Context& ctx, const AccountId& account, const std::string& session_id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto owner = tx.first(kOwner, session_id);
    if (!owner || owner->text(0) != account.text) {
      return fail(Fault::not_found, "このログインは、すでに終わっています");
    }
    TRY(tx.run(kDelete, session_id));
    tx.notify(kEndedChannel, session_id);
    return note_end(tx, ctx, owner->text(0), owner->text(1), "");
  });
}

Result<void> end_all_of(db::Tx& tx, const Context& ctx, const AccountId& account) {
  auto row = tx.first(kAccount, account.text);
  tell_ends(tx, kIdsOfAccount, account.text);
  const std::int64_t ended = TRY(tx.run(kDeleteAll, account.text));
  if (ended == 0) return {};
  return note_end(tx, ctx, account.text, row ? row->text(1) : "", "すべてのログインを終えた");
}

Result<std::int64_t> end_others_of(db::Tx& tx, const Context& ctx, const AccountId& account,
                                   const std::string& kept_session_id) {
  auto row = tx.first(kAccount, account.text);
  tell_ends(tx, kIdsOfAccount, account.text, kept_session_id);
  const std::int64_t ended = TRY(tx.run(kDeleteOthers, account.text, kept_session_id));
  if (ended > 0) {
    TRY(note_end(tx, ctx, account.text, row ? row->text(1) : "", "ほかのログインをすべて終えた"));
  }
  return ended;
}

Result<void> end_all_of_organisation(db::Tx& tx, const Context& ctx,
                                     const OrganisationId& organisation) {
  tell_ends(tx, kIdsOfOrganisation, organisation.text);
  const std::int64_t ended = TRY(tx.run(kDeleteOfOrganisation, organisation.text));
  if (ended == 0) return {};
  return audit::note(tx, ctx, "accounts.session.ended",
                     {"organisation", organisation.text, organisation.text}, nullptr,
                     Json{{"sessions", ended}}, "団体の状態が変わったため");
}

std::vector<Session> list_of(db::Reader& reader, const AccountId& account, Instant now,
                             const Limits& limits) {
  std::vector<Session> out;
  for (const db::Row& row : reader.all(kList, account.text)) {
    Session s = base_of(row, limits);
    if (now < s.expires) out.push_back(std::move(s));
  }
  return out;
}

Result<Instant> extend(const Context& ctx, const std::string& session_id, const Limits& limits) {
  return ctx.db.write([&](db::Tx& tx) -> Result<Instant> {
    auto row = tx.first(kCreated, session_id);
    if (!row) return fail(Fault::unauthenticated, "もう一度ログインしてください");
    TRY(tx.run(kTouch, session_id, ctx.now.ms));
    return ends_at(Instant{row->integer(0)}, ctx.now, limits);
  });
}

Result<std::int64_t> delete_expired(db::Db& db, Instant now, const Limits& limits) {
  return db.write([&](db::Tx& tx) {
    return tx.run(kDeleteExpired, now.ms - limits.idle_minutes * kMinuteMs,
                  now.ms - limits.absolute_hours * kHourMs);
  });
}

}  // namespace musubi::sessions
