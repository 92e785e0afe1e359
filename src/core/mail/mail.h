// mail.h - mail to people: one mail per recipient, queued in the caller's transaction, delivered
// after the commit by the outbox (topic core.mail.queued) through libcurl.
//   waiting -> sent | failed (refused for good, or out of attempts)
//   undelivered (未配信): no mail server is configured; kept so that the office can read it
//   sent -> returned (戻り): the recipient's server sent it back later
// At least once: the Message-ID is made from the mail's id, so a repeat is recognisable.
// One of many (Letter::batch) goes out at most once: what was under way when its process was killed
// ends as uncertain, and a person decides. waiting -> withdrawn when the batch is stopped.
// SECURITY: header values with line breaks or controls are refused, never cleaned in silence.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "core/files/files.h"
#include "core/outbox/outbox.h"

namespace musubi::mail {

struct MailNoun;
using MailId = Id<MailNoun>;

enum class Security { none, starttls, tls };
struct Smtp {
  std::string host;
  int port = 587;
  Security security = Security::starttls;
  std::string user, password;  // "" = no authentication; never logged
  std::string from_address;    // jimukyoku@example.jp
  std::string from_name;       // くまもとＤＸ推進コンソーシアム事務局
  std::string ca_file;         // "" = the system's certificates
  int timeout_ms = 30'000;
};
inline constexpr std::string_view kTopic = "core.mail.queued";  // its key is the mail's id

// nullopt: keep mail as 未配信. Call at start and on reload.
void configure(std::optional<Smtp> smtp);
bool configured();

// A template is plain text: first line 「件名: …」, an empty line, the body. {{name}} is replaced.
// A placeholder without a value, or a value without a placeholder, is a CHECK: a broken promise of
// our own code that must not reach a recipient.
struct Text {
  std::string subject, body;
};
using Values = std::map<std::string, std::string, std::less<>>;
Text compose(std::string_view text, const Values& values);

// C-10: business notices are always sent; the others need consent (checked by the caller).
enum class Class { business, news, member_pr };

struct Letter {
  std::string to_address, to_name;
  Text text;
  Class mail_class = Class::business;
  std::string reply_to;          // address, "" = none
  std::string list_unsubscribe;  // https URL, "" = none; adds one-click headers
  std::vector<files::FileId> attachments;
  // A link in the body that opens something once, and until when. It leaves the kept mail when the
  // mail was sent or the link is over; "" = none.
  std::string one_time_link = {};
  Instant link_until = {};
  // What it is one of many of (the id of a mailing); "" = a letter of its own.
  std::string batch = {};
};
// Fault::invalid for an address or header value that cannot be one.
Result<MailId> enqueue(const Context& ctx, db::Tx& tx, const Letter& letter);

enum class State { waiting, sent, failed, undelivered, returned, uncertain, withdrawn };
std::string_view state_name(State state);
std::string_view state_label(State state);  // 未配信 ...

struct Mail {
  MailId id;
  std::string to_address, to_name, subject, body, message_id, last_error;
  Class mail_class = Class::business;
  State state = State::waiting;
  int attempts = 0;
  Instant created;
  std::optional<Instant> sent;
  bool link_hidden = false;  // it held a one-time link, which is no longer kept
  std::string batch;
};
struct Filter {
  std::optional<State> state;
  std::string to_address;  // the whole address, in any letter case
  std::string after;       // id of the last row of the page before, "" = newest
  int most = 50;
};
std::vector<Mail> list_mails(db::Reader& reader, const Filter& filter);  // newest first
std::int64_t count_mails(db::Reader& reader, State state);
std::optional<Mail> find_mail(db::Reader& reader, const MailId& id);
// As the office may read it. SECURITY: while a server is configured, a one-time link is its
// recipient's alone: in its place the body says so.
std::optional<Mail> find_mail_to_show(db::Reader& reader, const MailId& id);
// Puts a failed or undelivered mail back into the queue (office), where it waits once.
// Fault::conflict when it went out meanwhile, or when its one-time link is over; Fault::unready
// while no server is configured. REQUIRES: the caller has asked must().
Result<void> send_again(const Context& ctx, db::Tx& tx, const MailId& id);
// Before a message of kTopic that was laid aside is retried: its mail waits again, or a retry would
// find it settled and send nothing. The same failures and REQUIRES.
Result<void> wait_again(const Context& ctx, db::Tx& tx, const MailId& id);

// ---- one of many, and what comes back ----

// Why one of many must not go after all, in words for the office; "" = it may. Asked in the
// transaction that lets it go: also after days of trying again, and when a person sends it again.
using Objection = std::function<std::string(db::Reader& reader, const Mail& mail)>;
void configure_objection(Objection objection);  // once, before threads
std::vector<std::pair<State, std::int64_t>> count_batch(db::Reader& reader, std::string_view batch);
// In order of id; `after` "" = first page.
std::vector<Mail> list_batch(db::Reader& reader, std::string_view batch, State state,
                             std::string_view after, int most);
// Takes back what still waits; how many. What is under way is not touched.
Result<std::int64_t> withdraw_batch(const Context& ctx, db::Tx& tx, std::string_view batch);
// `message_id` with its angle brackets.
std::optional<Mail> find_mail_by_message_id(db::Reader& reader, std::string_view message_id);
// A server sent it back. False when it is not one that was sent. REQUIRES: audited by the caller.
Result<bool> mark_returned(db::Tx& tx, const MailId& id, std::string_view says);
// What became of a mail that never meets a server of ours: the demo's stories.
Result<void> settle_as(const Context& ctx, db::Tx& tx, const MailId& id, State state);
// When something last went to this address and did not come back.
std::optional<Instant> find_last_sent(db::Reader& reader, std::string_view to_address);

// SECURITY: takes one-time links that are over out of the kept mails. How many; a scheduled job.
Result<std::int64_t> hide_ended_links(const Context& ctx);

void add_handlers(outbox::Handlers& handlers);
// Connects, greets and authenticates without sending; for doctor. Fault::unavailable with detail,
// Fault::unready when no server is configured.
Result<void> check_connection();

}  // namespace musubi::mail
