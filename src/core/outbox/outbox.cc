// outbox.cc - the queue's rows: written in the caller's transaction, claimed, finished, retried.
// Must never run a handler inside a transaction: a handler may be slow and may write itself.
#include "core/outbox/outbox.h"

#include <sodium.h>

#include <algorithm>

#include "core/audit/audit.h"
#include "core/outbox/claims.h"

namespace musubi::outbox {
namespace {

constexpr db::Query kInsert{
    "outbox.insert",
    "INSERT INTO outbox_messages (id, topic, body, state, attempts, due_at, created_at, lane)"
    " VALUES ($1, $2, $3, 'waiting', 0, $4, $5, $6)"};
constexpr db::Query kInsertOnce{
    "outbox.insert_once",
    "INSERT INTO outbox_messages (id, topic, body, state, attempts, due_at, created_at, lane,"
    " once_key) VALUES ($1, $2, $3, 'waiting', 0, $4, $4, $5, $6)"
    " ON CONFLICT (topic, once_key) WHERE once_key <> '' AND state <> 'done'"
    " DO UPDATE SET state = 'waiting', attempts = 0, due_at = excluded.due_at, finished_at = NULL,"
    " last_error = '' WHERE outbox_messages.state = 'dead'"};
constexpr db::Query kDue{
    "outbox.list_due",
    "SELECT id, topic, body, attempts FROM outbox_messages"
    " WHERE lane = $3 AND state IN ('waiting', 'running') AND due_at <= $1"
    " ORDER BY due_at, id LIMIT $2",
    "SELECT id, topic, body, attempts FROM outbox_messages"
    " WHERE lane = $3 AND state IN ('waiting', 'running') AND due_at <= $1"
    " ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED"};
constexpr db::Query kClaim{
    "outbox.claim",
    "UPDATE outbox_messages SET state = 'running', attempts = $2, due_at = $3 WHERE id = $1"};
// `attempts` stands for the lease: whoever claimed it later has a higher one, and wins.
constexpr db::Query kFinish{
    "outbox.finish",
    "UPDATE outbox_messages SET state = $3, due_at = $4, finished_at = $5, last_error = $6"
    " WHERE id = $1 AND attempts = $2 AND state = 'running'"};
// SECURITY: what was delivered is not kept: a body may hold a one-time link.
constexpr db::Query kDone{
    "outbox.done",
    "UPDATE outbox_messages SET state = 'done', due_at = $3, finished_at = $3, last_error = '',"
    " body = '{}' WHERE id = $1 AND attempts = $2 AND state = 'running'"};
constexpr db::Query kBury{
    "outbox.bury",
    "UPDATE outbox_messages SET state = 'dead', finished_at = $2, last_error = $3 WHERE id = $1"};
#define LETTER_COLUMNS "id, topic, once_key, state, last_error, attempts, created_at, due_at"
constexpr db::Query kList{"outbox.list",
                          "SELECT " LETTER_COLUMNS " FROM outbox_messages"
                          " WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3"};
constexpr db::Query kFind{"outbox.find",
                          "SELECT " LETTER_COLUMNS " FROM outbox_messages WHERE id = $1"};
#undef LETTER_COLUMNS
constexpr db::Query kCount{"outbox.count",
                           "SELECT count(*) FROM outbox_messages WHERE state = $1"};
constexpr db::Query kRetry{
    "outbox.retry",
    "UPDATE outbox_messages SET state = 'waiting', attempts = 0, due_at = $2, finished_at = NULL"
    " WHERE id = $1 AND state = 'dead'"};
constexpr db::Query kDeleteDone{
    "outbox.delete_done",
    "DELETE FROM outbox_messages WHERE state = 'done' AND finished_at < $1"};

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kFirstWaitMs = 10'000;
constexpr std::int64_t kLongestWaitMs = 3'600'000;

std::string_view lane_name(Lane lane) {
  switch (lane) {
    case Lane::own: return "own";
    case Lane::printed: return "printed";
    case Lane::slow: return "slow";
    case Lane::foreign: break;
  }
  return "foreign";
}

std::string text_of(const Json& body) {
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Letter letter_of(const db::Row& row) {
  Letter letter;
  letter.id = row.text(0);
  letter.topic = row.text(1);
  letter.key = row.text(2);
  letter.state = row.text(3);
  letter.last_error = row.text(4);
  letter.attempts = static_cast<int>(row.integer(5));
  letter.created = Instant{row.integer(6)};
  letter.next_try = Instant{row.integer(7)};
  return letter;
}

}  // namespace

std::int64_t back_off_ms(int attempt) {
  std::int64_t wait = kFirstWaitMs;
  for (int i = 1; i < attempt && wait < kLongestWaitMs; ++i) wait *= 2;
  wait = std::min(wait, kLongestWaitMs);
  return wait + randombytes_uniform(static_cast<std::uint32_t>(wait / 5));
}

Result<void> later(db::Tx& tx, Instant now, std::string_view topic, const Json& body,
                   Instant not_before, Lane lane) {
  const std::int64_t due = std::max(now.ms, not_before.ms);
  TRY(tx.run(kInsert, new_uuid(now), topic, text_of(body), due, now.ms, lane_name(lane)));
  tx.notify(kChannel, "");
  return {};
}

Result<bool> later_once(db::Tx& tx, Instant now, std::string_view topic, std::string_view key,
                        const Json& body, Lane lane) {
  CHECK(!key.empty());
  const std::int64_t changed = TRY(tx.run(kInsertOnce, new_uuid(now), topic, text_of(body), now.ms,
                                          lane_name(lane), key));
  if (changed > 0) tx.notify(kChannel, "");
  return changed > 0;
}

Result<std::vector<Message>> claim_due(db::Db& db, Instant now, int most, Lane lane) {
  return db.write([&](db::Tx& tx) -> Result<std::vector<Message>> {
    std::vector<Message> out;
    for (const db::Row& row : tx.all(kDue, now.ms, most, lane_name(lane))) {
      const int tried = static_cast<int>(row.integer(3));
      if (tried >= kMostAttempts) {  // its process died each time: poison must not go round
        TRY(tx.run(kBury, row.text(0), now.ms, "処理の途中で止まりました"));
        continue;
      }
      TRY(tx.run(kClaim, row.text(0), tried + 1, now.ms + kLeaseMinutes * kMinuteMs));
      out.push_back(Message{row.text(0), row.text(1), Json::parse(row.text(2), nullptr, false),
                            tried + 1});
    }
    return out;
  });
}

Result<void> finish(db::Db& db, const Message& message, const Result<void>& outcome, Instant now) {
  return db.write([&](db::Tx& tx) -> Result<void> {
    if (outcome) {
      TRY(tx.run(kDone, message.id, message.attempt, now.ms));
      return {};
    }
    const bool dead = message.attempt >= kMostAttempts;
    const std::int64_t due = dead ? now.ms : now.ms + back_off_ms(message.attempt);
    TRY(tx.run(kFinish, message.id, message.attempt, dead ? "dead" : "waiting", due,
               dead ? db::to_value(now.ms) : db::null(), outcome.error().says));
    return {};
  });
}

std::vector<Letter> list_letters(db::Reader& reader, std::string_view state, int most,
                                 std::string_view before_id) {
  std::vector<Letter> out;
  for (const db::Row& row :
       reader.all(kList, state, before_id.empty() ? kPastEveryUuid : before_id, most)) {
    out.push_back(letter_of(row));
  }
  return out;
}

std::int64_t count_letters(db::Reader& reader, std::string_view state) {
  return reader.first(kCount, state)->integer(0);
}

std::optional<Letter> find_letter(db::Reader& reader, const std::string& id) {
  const auto row = reader.first(kFind, id);
  if (!row) return std::nullopt;
  return letter_of(*row);
}

Result<void> retry_letter(const Context& ctx, db::Tx& tx, const std::string& id) {
  const std::int64_t changed = TRY(tx.run(kRetry, id, ctx.now.ms));
  if (changed == 0) {
    return fail(Fault::not_found, "止まっているものの中に見つかりません。一覧を開き直してください");
  }
  tx.notify(kChannel, "");
  return audit::note(tx, ctx, "outbox.letter.retried", {"letter", id, ""});
}

Result<std::int64_t> delete_done(db::Db& db, Instant before) {
  return db.write([&](db::Tx& tx) { return tx.run(kDeleteDone, before.ms); });
}

}  // namespace musubi::outbox
