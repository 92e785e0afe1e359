// service_mail.cc - mail that people write to us becomes threads; what is late is told. See
// service.h.
//   token address, or the Message-ID that it answers -> the thread it belongs to
//   else -> a new inquiry          a program's mail -> a note in its thread, or nothing
// SECURITY: nothing that a program wrote is answered, nothing of our own is taken in, and one
// address gets at most kLettersADay receipts: two programs that write to each other end there.
#include <algorithm>

#include "base/log.h"
#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/mail/inbox.h"
#include "core/settings/calendar.h"
#include "core/settings/settings.h"
#include "features/accounts/accounts.h"
#include "features/inquiries/checks.h"
#include "features/inquiries/clock.h"
#include "features/inquiries/letters.h"
#include "features/inquiries/record.h"
#include "features/members/members.h"

namespace musubi::inquiries {
namespace {

constexpr std::size_t kMailsMost = 200;                 // of one run of the job
constexpr std::size_t kMailBytesMost = 12 * 1024 * 1024;
constexpr std::size_t kAttachedOfMail = 5;
constexpr std::int64_t kDayLengthMs = 24LL * 3'600'000;
constexpr int kEqualWordsDays = 3;
constexpr int kAutomaticNotesMost = 5;
constexpr int kNotesLookedAt = 50;
constexpr int kLateMost = 200;
constexpr int kManagersMost = 50;
constexpr std::string_view kProgram = "自動返信の受信";

// What makes it the same mail when the mailbox was made anew: its own id, else its bytes.
std::string source_key_of(const mail::Incoming& mail, std::string_view raw) {
  if (mail.message_id.empty()) return sha256_hex(raw);
  return sha256_hex(mail.message_id + "\n" + mail.from_address);
}

std::string base_address(db::Reader& reader) {
  return settings::find(reader, kReplyAddressSetting);
}

// The 24 digits behind the plus sign, "" when there are none.
std::string token_in(const std::string& address) {
  const std::size_t at = address.find('@');
  const std::size_t plus = address.substr(0, at).find('+');
  if (plus == std::string::npos || at == std::string::npos) return "";
  return address.substr(plus + 1, at - plus - 1);
}

std::optional<Inquiry> alive(db::Reader& reader, const std::string& id) {
  auto found = store::find_inquiry(reader, id);
  if (found && found->state == "merged") found = store::find_inquiry(reader, found->merged_into);
  if (!found || !found->erased_on.empty() || found->state == "discarded") return std::nullopt;
  return found;
}

std::optional<Inquiry> find_thread(db::Reader& reader, const Context& ctx,
                                   const mail::Incoming& mail) {
  for (const std::string& address : mail.recipients) {
    const std::string token = token_in(address);
    if (token.empty() || token.size() > 100) continue;
    const auto link = store::find_link(reader, sha256_hex(token), "reply");
    if (!link || link->expires <= ctx.now) continue;
    if (auto found = alive(reader, link->inquiry_id)) return found;
  }
  for (const std::string& id : mail.references) {
    const auto message = store::find_message_by_message_id(reader, id);
    if (!message) continue;
    if (auto found = alive(reader, message->inquiry_id)) return found;
  }
  return std::nullopt;
}

Message message_from(const mail::Incoming& mail, const std::string& source,
                     const std::string& remark) {
  Message m;
  m.channel = "mail";
  m.body = mail.text.empty() ? "（本文なし）" : cut_characters(mail.text, kBodyMost);
  if (!remark.empty()) m.body += "\n\n" + remark;
  m.author_name = mail.from_name.empty() ? mail.from_address : mail.from_name;
  m.from_address = mail.from_address;
  m.message_id = mail.message_id;
  m.source_key = source;
  return m;
}

struct Attached {
  std::vector<files::Staged> files;
  std::string remark;  // what could not be taken, for whoever reads
};
Attached stage_attached(const mail::Incoming& mail, bool cut) {
  Attached out;
  std::size_t left_out = 0;
  for (const mail::IncomingFile& one : mail.files) {
    // Of a mail whose end is missing nobody knows which attachment is whole.
    if (cut || out.files.size() >= kAttachedOfMail) {
      ++left_out;
      continue;
    }
    auto staged = files::stage_bytes(one.bytes, one.filename, kAttachment);
    if (staged) out.files.push_back(std::move(*staged));
    else ++left_out;
  }
  if (left_out > 0) {
    out.remark = "（添付のうち" + std::to_string(left_out) +
                 "件は、種類か大きさのために受け取れませんでした）";
  }
  return out;
}

// "Out of office" in a thread is worth knowing; anywhere else a program's words are nothing to us.
Result<void> take_automatic(db::Tx& tx, const Context& ctx, const Inquiry& q,
                            const mail::Incoming& mail) {
  const auto notes = store::list_notes(tx, q.id, kNotesLookedAt);
  const auto known = std::count_if(notes.begin(), notes.end(), [](const Note& one) {
    return one.author_name == kProgram;
  });
  if (known >= kAutomaticNotesMost) return {};
  const Instant now = clock_of(ctx);
  const std::string words =
      "自動返信を受け取りました。\n" + mail.subject + "\n" + cut_characters(mail.text, 500);
  TRY(store::insert_note(tx, {new_uuid(now), q.id, words, std::string(kProgram), "", "", now}));
  return note_audit(tx, ctx, q, {.action = "inquiries.note.added"});
}

void judge_mail(db::Reader& reader, const Context& ctx, const mail::Incoming& mail, Inquiry& q,
                const std::string& body) {
  const std::string key = sha256_hex(mail.from_address);
  const std::int64_t now = clock_of(ctx).ms;
  Signals s;
  s.sent_today = store::count_of_email(reader, key, {now - kDayLengthMs});
  s.same_words = store::count_of_body(reader, body_key_of(body), key,
                                      {now - kEqualWordsDays * kDayLengthMs});
  s.name = mail.from_name;
  s.email = mail.from_address;
  s.subject = mail.subject;
  s.body = mail.text;
  const SpamVerdict verdict = judge_spam(s);
  q.spam_score = verdict.score;
  for (const std::string& why : verdict.reasons) q.spam_reasons += why + "\n";
  if (verdict.is_set_aside()) q.state = "quarantined";
}

Result<void> open_new(db::Tx& tx, const Context& ctx, const mail::Incoming& mail,
                      Message message, const Attached& attached) {
  Inquiry q;
  q.channel = "mail";
  q.category = "other";
  q.subject = mail.subject.empty() ? "（件名なし）" : cut_characters(mail.subject, 100);
  q.name = mail.from_name;
  q.email = mail.from_address;
  judge_mail(tx, ctx, mail, q, message.body);
  const auto known = members::list_people_of_address(tx, q.email, 1);
  if (!known.empty()) q.organisation_id = known.front().organisation.text;
  TRY(receive(tx, ctx, q, std::move(message), attached.files));
  if (q.state != "open") return {};
  // An address that no letter can go to: the question is kept all the same.
  const auto sent = send_acknowledgement(tx, ctx, q);
  if (!sent && sent.error().fault != Fault::invalid) return fail(sent.error());
  return {};
}

bool is_our_own(db::Reader& reader, const mail::Incoming& mail) {
  const std::string base = base_address(reader);
  if (!base.empty() && mail.from_address == base) return true;
  const std::size_t at = base.find('@');
  return at != std::string::npos && mail.from_address.starts_with(base.substr(0, at) + "+") &&
         mail.from_address.ends_with(base.substr(at));
}

Result<std::vector<std::pair<std::string, std::string>>> people_of(const Context& ctx, Role role) {
  accounts::ListFilter filter;
  filter.role = role;
  filter.state = accounts::State::active;
  filter.most = kManagersMost;
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& one : TRY(accounts::list_accounts(ctx, filter))) {
    out.emplace_back(one.login, one.name);
  }
  return out;
}

}  // namespace

Result<void> take_mail(const Context& ctx, std::string_view message, bool cut) {
  const mail::Incoming mail = mail::read_incoming(message);
  if (mail.from_address.empty()) return {};  // nobody to answer, and no person's mail
  const std::string source = source_key_of(mail, message);
  // A letter whose Message-ID is of our own mails has come back to us.
  const bool known = ctx.db.read([&](db::Reader& reader) {
    return store::has_source(reader, source) || is_our_own(reader, mail) ||
           (!mail.message_id.empty() &&
            mail::find_mail_by_message_id(reader, mail.message_id).has_value());
  });
  if (known) return {};
  const Attached attached = mail.automatic ? Attached{} : stage_attached(mail, cut);
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (store::has_source(tx, source)) return {};
    auto thread = find_thread(tx, ctx, mail);
    if (mail.automatic) {
      return thread ? take_automatic(tx, ctx, *thread, mail) : Result<void>();
    }
    Message words = message_from(mail, source, attached.remark);
    if (!thread) return open_new(tx, ctx, mail, std::move(words), attached);
    if (thread->state != "quarantined") {
      return add_incoming(tx, ctx, *thread, std::move(words), attached.files);
    }
    words.id = new_uuid(clock_of(ctx));
    words.inquiry_id = thread->id;
    words.created = clock_of(ctx);
    TRY(store::insert_message(tx, words));
    ++thread->thread;
    return save(tx, ctx, *thread,
                {.action = "inquiries.message.received", .after = {{"inquiry_channel", "mail"}}});
  });
}

Result<void> read_mailbox(const Context& ctx) {
  const auto inbox = mail::current_inbox();
  if (!inbox) return {};
  store::Place place =
      ctx.db.read([](db::Reader& reader) { return store::find_place(reader); });
  mail::NewMessages found = TRY(mail::list_new_messages(*inbox, place.last_uid, kMailsMost));
  if (found.validity != place.validity) {
    // Another mailbox, or one that was made anew: what was taken is known by its source.
    place = {found.validity, 0};
    found = TRY(mail::list_new_messages(*inbox, 0, kMailsMost));
  }
  for (const std::int64_t uid : found.uids) {
    const auto raw = mail::read_message(*inbox, uid, kMailBytesMost);
    if (!raw && raw.error().fault != Fault::not_found) return fail(raw.error());
    if (raw) {
      const auto taken = take_mail(ctx, *raw, raw->size() >= kMailBytesMost);
      if (!taken && taken.error().fault == Fault::unavailable) return fail(taken.error());
      // One mail that cannot be taken must not keep those behind it waiting for ever.
      if (!taken) log::warning("inquiries.mail_refused", {{"uid", std::to_string(uid)}});
    }
    place.last_uid = uid;
    TRY(ctx.db.write([&](db::Tx& tx) { return store::update_place(tx, place, ctx.now); }));
  }
  if (!found.uids.empty()) {
    log::info("inquiries.mail_read", {{"messages", std::to_string(found.uids.size())}});
  }
  return {};
}

Result<void> escalate(const Context& ctx) {
  const Instant now = clock_of(ctx);
  const auto managers = TRY(people_of(ctx, Role::secretariat_manager));
  auto told = TRY(people_of(ctx, Role::secretariat));
  for (const auto& one : managers) {
    if (std::find(told.begin(), told.end(), one) == told.end()) told.push_back(one);
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const BusinessCalendar calendar = settings::find_calendar(tx);
    std::vector<Inquiry> late, forgotten;
    for (Inquiry& q : store::list_to_escalate(tx, now, {0}, "", kLateMost)) {
      if (due_after(calendar, q.asked_at, kEscalationDays) < now) forgotten.push_back(q);
      else if (q.escalation == 0) late.push_back(q);
    }
    const auto raise = [&](std::vector<Inquiry>& some, std::int64_t stage) -> Result<void> {
      for (Inquiry& q : some) {
        q.escalation = stage;
        TRY(save(tx, ctx, q,
                 {.action = "inquiries.inquiry.escalated", .after = {{"escalation", stage}}}));
      }
      return {};
    };
    if (!late.empty()) TRY(send_late_news(tx, ctx, late, 1, told));
    if (!forgotten.empty()) TRY(send_late_news(tx, ctx, forgotten, 2, managers));
    const auto first = raise(late, 1);
    if (!first) return fail(first.error());
    return raise(forgotten, 2);
  });
}

}  // namespace musubi::inquiries
