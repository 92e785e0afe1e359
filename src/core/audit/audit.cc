// audit.cc - takes notes and seals them into the chain. Sits between every service and its commit.
// Must never update or delete a row, nor hold the chain's lock before the end of a transaction.
//
//   note() ... note() [commit begins] lock -> take tail -> (hash -> insert)* -> move tail -> commit
//
// hash(n) = SHA-256( hash(n-1) "\n" canonical(n) ); canonical = a JSON array of the columns in the
// order of kColumns, before and after as the very text that is stored.
#include "core/audit/audit.h"

#include <utility>

#include "core/audit/chain.h"

namespace musubi::audit {
namespace {

// PostgreSQL: the lock makes the chain's writers queue for the moment of sealing; the number is
// ours alone ("audit" has no meaning to the server). SQLite has one writer anyway.
constexpr db::Query kLock{"audit.lock", "SELECT 1",
                          "SELECT 1 FROM (SELECT pg_advisory_xact_lock(7010251)) AS held"};
// Changes nothing but claims the row: a transaction that lost the race fails here as one to run
// again, while a second entry of the same number would be a conflict, which nobody runs again.
constexpr db::Query kTakeTail{
    "audit.take_tail",
    "UPDATE audit_tail SET sequence = sequence WHERE one = 1 RETURNING sequence, hash"};
constexpr db::Query kMoveTail{
    "audit.move_tail",
    "UPDATE audit_tail SET sequence = $1, hash = $2 WHERE one = 1 AND sequence = $3"};
constexpr db::Query kInsert{
    "audit.insert",
    "INSERT INTO audit_entries (sequence, at, actor_id, actor_name, action, noun, subject_id,"
    " organisation_id, reason, request_id, address, before_json, after_json, hash)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"};

// The end of the chain while a transaction seals. Moved once for all of its notes: PostgreSQL keeps
// every version of a row until the commit, and the next change walks over them.
struct Chain {
  bool taken = false;
  std::int64_t from = 0, sequence = 0;
  std::string hash;
};

Result<void> move_tail(db::Tx& tx) {
  Chain& chain = tx.own<Chain>();
  chain.taken = false;  // who notes after this takes it once more
  const std::int64_t moved = TRY(tx.run(kMoveTail, chain.sequence, chain.hash, chain.from));
  CHECK(moved == 1);
  return {};
}

Result<void> seal(db::Tx& tx, Line line) {
  Chain& chain = tx.own<Chain>();
  if (!chain.taken) {
    tx.first(kLock);
    const auto tail = tx.first(kTakeTail);
    CHECK(tail.has_value());
    chain = {true, tail->integer(0), tail->integer(0), tail->text(1)};
    tx.before_commit(move_tail);  // after the hooks that are there already
  }
  line.sequence = ++chain.sequence;
  line.hash = chain.hash = next_hash(chain.hash, line);
  TRY(tx.run(kInsert, line.sequence, line.at, line.actor_id, line.actor_name, line.action,
             line.noun, line.subject_id, line.organisation_id, line.reason, line.request_id,
             line.address, line.before, line.after, line.hash));
  return {};
}

// SECURITY: bytes that are not UTF-8 are replaced here, so that no input can stop the chain.
std::string text_of(const Json& value) {
  if (value.is_null()) return "";
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Result<void> note(db::Tx& tx, const Context& ctx, std::string_view action, const Subject& subject,
                  const Json& before, const Json& after, std::string_view reason) {
  Line line;
  line.at = ctx.now.ms;
  line.actor_id = ctx.actor.account.text;
  line.actor_name = ctx.actor.kind == Actor::Kind::anonymous ? "（ログイン前）" : ctx.actor.name;
  line.action = action;
  line.noun = subject.noun;
  line.subject_id = subject.id;
  line.organisation_id = subject.organisation;
  line.reason = reason;
  line.request_id = ctx.request_id;
  line.address = ctx.address;
  line.before = text_of(before);
  line.after = text_of(after);
  tx.before_commit([line = std::move(line)](db::Tx& last) { return seal(last, line); });
  return {};
}

}  // namespace musubi::audit
