// outbox.h - effects that wait for the commit: mail, live updates, welcome letters.
// later() writes the intent in the caller's transaction; a dispatcher loop delivers at least once,
// with back-off and dead letters, so a handler must be idempotent (it is given an idempotency key).
// On PostgreSQL several processes share the work (FOR UPDATE SKIP LOCKED). A message that was taken
// has a lease: when its process is killed, the message comes back after kLeaseMinutes.
//   waiting -> running -> done
//                 |-> waiting (retry, back-off) -> dead (after kMostAttempts)
// Lanes, each with its own thread: neither what waits for somebody else's server (mail) nor what
// keeps this machine busy for long (a report's files) nor what waits for the one printer (a notice,
// a certificate) keeps the rest of our work (a scan, proposals) waiting.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/actor/actor.h"
#include "db/db.h"

namespace musubi::outbox {

inline constexpr int kMostAttempts = 10;
inline constexpr int kLeaseMinutes = 5;  // longer than any handler's own time limits together

struct Message {
  std::string id;  // the idempotency key
  std::string topic;
  Json body;
  int attempt = 1;
};

// own: work of this machine. printed: the same, with a short PDF that somebody waits for; it waits
// for at most the pass that is being printed (core/documents). slow: when one message takes many
// seconds. foreign: needs a server elsewhere that may be silent for long; there Fault::unavailable
// from a handler says that the server itself does not answer, so the whole lane rests (back-off of
// the attempts in a row, at most about a minute and a half) before it is asked again, and no other
// message loses an attempt.
enum class Lane { own, printed, slow, foreign };

// topic: dotted feature.noun.past_verb. `not_before` delays delivery.
Result<void> later(db::Tx& tx, Instant now, std::string_view topic, const Json& body,
                   Instant not_before = {}, Lane lane = Lane::own);
// The same for what must wait here once at most, however often it is asked for: `key` says what it
// is about (a file, a mail). One that waits or runs already stays alone (false); one that was laid
// aside waits again, with fresh attempts (true).
Result<bool> later_once(db::Tx& tx, Instant now, std::string_view topic, std::string_view key,
                        const Json& body, Lane lane = Lane::own);

using Handler = std::function<Result<void>(const Context& ctx, const Message& message)>;
using Handlers = std::map<std::string, Handler, std::less<>>;

// The loop: one thread for each lane, started by serve. stop() finishes the messages in flight.
// What is due the clock says; handlers work on `pretended_today` in a demo (see Context).
class Dispatcher {
 public:
  Dispatcher(db::Db& db, Handlers handlers, std::function<Instant()> clock,
             std::optional<Date> pretended_today = {});
  ~Dispatcher();
  void start();
  void stop();
  void nudge();            // something was just committed
  // Delivers what is due now in all lanes, on this thread; how many were tried.
  int run_due();
 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

struct Letter {  // for the office's page of waiting and dead letters
  std::string id, topic, key, state, last_error;  // key: of later_once(), else ""
  int attempts = 0;
  Instant created, next_try;
};
// Newest first; `before_id` pages by key ("" = first page).
std::vector<Letter> list_letters(db::Reader& reader, std::string_view state, int most,
                                 std::string_view before_id = {});
std::int64_t count_letters(db::Reader& reader, std::string_view state);
std::optional<Letter> find_letter(db::Reader& reader, const std::string& id);
// A dead letter waits again, with fresh attempts; not_found when it is none. REQUIRES: the caller
// has asked must(), and has put right what the handler would look at.
Result<void> retry_letter(const Context& ctx, db::Tx& tx, const std::string& id);
Result<std::int64_t> delete_done(db::Db& db, Instant before);  // a scheduled job
// How long to wait before the next attempt: doubling from 10 s to 1 h, spread by up to a fifth so
// that messages that failed together do not come back together.
std::int64_t back_off_ms(int attempt);

}  // namespace musubi::outbox
