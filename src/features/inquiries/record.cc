// record.cc - see record.h. The search finds inquiries for the office only, and never by notes.
// Called by the services; must never be called without their transaction.
#include "features/inquiries/record.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/outbox/outbox.h"
#include "core/settings/calendar.h"
#include "core/settings/settings.h"
#include "features/inquiries/clock.h"
#include "features/inquiries/service.h"

namespace musubi::inquiries {
namespace {

constexpr int kSearchedMessages = 20;
constexpr std::size_t kSearchedWords = 4000;
constexpr std::size_t kKeyWords = 300;

std::string one_line_of(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Result<void> keep_files(db::Tx& tx, const Context& ctx, const Message& message,
                        const std::vector<files::Staged>& attached) {
  for (const files::Staged& one : attached) {
    const files::File file = TRY(files::take(ctx, tx, one, kAttachment));
    TRY(store::insert_file(tx, {file.id.text, message.id, message.inquiry_id, file.filename, ""}));
  }
  return {};
}

void stamp(const Context& ctx, const Inquiry& inquiry, Message& message) {
  const Instant now = clock_of(ctx);
  message.id = new_uuid(now);
  message.inquiry_id = inquiry.id;
  message.created = now;
}

}  // namespace

int answer_days(db::Reader& reader) {
  const std::int64_t days = settings::find_number(reader, kAnswerDaysSetting, kAnswerDays);
  return static_cast<int>(std::clamp<std::int64_t>(days, 1, 20));
}

Instant due_of(db::Reader& reader, Instant from) {
  return due_after(settings::find_calendar(reader), from, answer_days(reader));
}

std::string body_key_of(const std::string& body) {
  std::string key;
  for (const char c : lower_ascii(nfkc(cut_characters(body, kKeyWords)))) {
    if (static_cast<unsigned char>(c) > 0x20) key += c;
  }
  return sha256_hex(key);
}

search::Document document_of(db::Reader& reader, const Inquiry& q) {
  search::Document out;
  out.noun = "inquiry";
  out.id = q.id;
  out.organisation_id = q.organisation_id;
  out.title = inquiry_number(q) + " " + q.subject;
  for (const std::string* one : {&q.name, &q.organisation_name, &q.email, &q.telephone}) {
    if (!one->empty()) out.body += one_line_of(*one) + "\n";
  }
  for (const Message& m : store::list_messages(reader, q.id, kSearchedMessages)) {
    out.body += one_line_of(cut_characters(m.body, kSearchedWords)) + "\n";
  }
  out.visibility = "inquiries";
  out.at = q.asked_at;
  return out;
}

Result<void> note_audit(db::Tx& tx, const Context& ctx, const Inquiry& q, const Change& change) {
  return audit::note(tx, ctx, change.action, {"inquiry", q.id, q.organisation_id}, change.before,
                     change.after, change.reason);
}

Result<void> save(db::Tx& tx, const Context& ctx, Inquiry& q, const Change& change) {
  TRY(store::update_inquiry(tx, q));
  TRY(note_audit(tx, ctx, q, change));
  return search::put(tx, document_of(tx, q));
}

Result<void> receive(db::Tx& tx, const Context& ctx, Inquiry& q, Message first,
                     const std::vector<files::Staged>& attached) {
  // A call may be written down a day later: its clock began with the call.
  const Instant now = q.received_at.ms != 0 ? q.received_at : clock_of(ctx);
  q.id = new_uuid(clock_of(ctx));
  q.received_at = now;
  q.received_on = iso(date_in_japan(now));
  q.fiscal_year = fiscal_year(date_in_japan(now));
  q.number = store::find_highest_number(tx, q.fiscal_year) + 1;
  q.first_due_at = due_of(tx, now);
  q.due_at = q.first_due_at;
  q.asked_at = now;
  q.created = clock_of(ctx);
  q.thread = 1;
  q.body_key = body_key_of(first.body);
  stamp(ctx, q, first);
  TRY(store::insert_inquiry(tx, q));
  TRY(store::insert_message(tx, first));
  TRY(keep_files(tx, ctx, first, attached));
  TRY(note_audit(tx, ctx, q,
                 {.action = kReceivedTopic,
                  .after = {{"number", inquiry_number(q)},
                            {"inquiry_channel", q.channel},
                            {"inquiry_category", q.category},
                            {"inquiry_state", q.state},
                            {"files", attached.size()}}}));
  TRY(search::put(tx, document_of(tx, q)));
  const bool by_hand = q.channel == "phone" || q.channel == "visit";
  if (q.state != "open" || by_hand) return {};
  return outbox::later(tx, ctx.now, kReceivedTopic, {{"id", q.id}});
}

Result<void> add_incoming(db::Tx& tx, const Context& ctx, Inquiry& q, Message message,
                          const std::vector<files::Staged>& attached) {
  const Instant now = clock_of(ctx);
  stamp(ctx, q, message);
  TRY(store::insert_message(tx, message));
  TRY(keep_files(tx, ctx, message, attached));
  const std::string before = q.state;
  // What waits already keeps its due time: who asks twice must not wait longer.
  if (q.state != "open") {
    q.due_at = due_of(tx, now);
    q.asked_at = now;
    q.escalation = 0;
  }
  q.state = "open";
  q.closed_on.clear();
  ++q.thread;
  TRY(save(tx, ctx, q,
           {.action = "inquiries.message.received",
            .before = {{"inquiry_state", before}},
            .after = {{"inquiry_state", q.state},
                      {"inquiry_channel", message.channel},
                      {"files", attached.size()}}}));
  return outbox::later(tx, ctx.now, kReceivedTopic, {{"id", q.id}});
}

Result<void> add_outgoing(db::Tx& tx, const Context& ctx, Inquiry& q, Message message,
                          const std::vector<AttachedFile>& attached) {
  stamp(ctx, q, message);
  message.outgoing = true;
  TRY(store::insert_message(tx, message));
  for (AttachedFile one : attached) {
    one.message_id = message.id;
    one.inquiry_id = q.id;
    TRY(store::insert_file(tx, one));
  }
  const std::string before = q.state;
  if (!q.first_answered_at) q.first_answered_at = clock_of(ctx);
  if (q.state == "open") q.state = "answered";
  ++q.thread;
  return save(tx, ctx, q,
              {.action = "inquiries.message.sent",
               .before = {{"inquiry_state", before}},
               .after = {{"inquiry_state", q.state},
                         {"inquiry_channel", message.channel},
                         {"files", attached.size()}}});
}

}  // namespace musubi::inquiries
