// service_bounces.cc - see service_bounces.h. SECURITY: whoever can write to the mailbox can claim
// anything; an address is suppressed only when the letter names the Message-ID of a mail that we
// sent, and then it is the address of THAT mail, whatever else the letter says.
#include "features/mailings/service_bounces.h"

#include "base/log.h"
#include "core/audit/audit.h"
#include "core/mail/inbox.h"
#include "features/mailings/permissions.h"
#include "features/mailings/store.h"

namespace musubi::mailings {
namespace {

constexpr std::size_t kMessagesMost = 500;  // of one run of the job
constexpr std::int64_t kDayMs = 24LL * 3'600'000;

using Kind = BouncedAddress::Kind;

std::string_view kind_name(Kind kind) {
  if (kind == Kind::hard) return "hard";
  return kind == Kind::soft ? "soft" : "complaint";
}

Result<void> suppress(db::Tx& tx, const Context& ctx, const BounceRow& bounce) {
  const Instant since{ctx.now.ms - kSoftDays * kDayMs};
  const bool soft = bounce.kind == "soft";
  if (soft && store::count_soft_bounces(tx, bounce.address_key, since) < kSoftMost) return {};
  Suppression row;
  row.id = new_uuid(ctx.now);
  row.address_key = bounce.address_key;
  row.cause = bounce.kind;
  row.note = bounce.says;
  row.mail_id = bounce.mail_id;
  row.made_by_name = ctx.actor.name;
  row.made_at = ctx.now;
  if (!TRY(store::insert_suppression(tx, row))) return {};
  return audit::note(tx, ctx, "mailings.suppression.added", {"mail_suppression", row.id, ""},
                     nullptr, {{"cause", row.cause}});
}

Result<void> note_one(db::Tx& tx, const Context& ctx, const BouncedAddress& said,
                      const std::optional<mail::Mail>& mail, const std::string& source) {
  BounceRow row;
  row.id = new_uuid(ctx.now);
  row.source = source;
  row.kind = mail ? kind_name(said.kind) : "unproven";
  row.address_key = mail ? address_key(mail->to_address) : said.address;
  row.status = said.status;
  row.says = said.says;
  row.mail_id = mail ? mail->id.text : "";
  row.subject = mail ? mail->subject : "";
  row.created = ctx.now;
  if (!TRY(store::insert_bounce(tx, row))) return {};
  TRY(audit::note(tx, ctx, "mailings.bounce.noted", {"mail_bounce", row.id, ""}, nullptr,
                  {{"kind", row.kind}, {"status", row.status}}));
  if (!mail) return {};
  if (said.kind != Kind::complaint) TRY(mail::mark_returned(tx, mail->id, said.says));
  return suppress(tx, ctx, row);
}

Result<void> note_place(const Context& ctx, const store::Reading& reading) {
  return ctx.db.write(
      [&](db::Tx& tx) { return store::update_reading(tx, reading, ctx.now); });
}

Result<store::Reading> begin_reading(const Context& ctx, const mail::Inbox& inbox,
                                     mail::NewMessages& found) {
  store::Reading reading =
      ctx.db.read([](db::Reader& reader) { return store::find_reading(reader); });
  found = TRY(mail::list_new_messages(inbox, reading.last_uid, kMessagesMost));
  if (found.validity == reading.validity) return reading;
  // Another mailbox, or one that was made anew: its numbers begin from the start. What was noted
  // before is known by its source and is not noted twice.
  reading = {found.validity, 0};
  found = TRY(mail::list_new_messages(inbox, 0, kMessagesMost));
  return reading;
}

}  // namespace

Result<void> note_bounce(const Context& ctx, std::string_view message,
                         const std::string& source) {
  const auto bounce = read_bounce(message);
  if (!bounce) return {};
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto mail = bounce->message_id.empty()
                          ? std::nullopt
                          : mail::find_mail_by_message_id(tx, bounce->message_id);
    int place = 0;
    for (const BouncedAddress& one : bounce->addresses) {
      // Ours go to one address each: a second one in the letter is somebody else's mail.
      const bool ours = place == 0;
      if (mail && !ours) break;
      TRY(note_one(tx, ctx, one, mail, source + "/" + std::to_string(place++)));
    }
    return {};
  });
}

Result<void> read_bounces(const Context& ctx) {
  const auto inbox = mail::current_inbox();
  if (!inbox) return {};
  mail::NewMessages found;
  store::Reading reading = TRY(begin_reading(ctx, *inbox, found));
  for (const std::int64_t uid : found.uids) {
    const auto message = mail::read_message(*inbox, uid);
    if (!message && message.error().fault != Fault::not_found) return fail(message.error());
    if (message) {
      const std::string source = reading.validity + ":" + std::to_string(uid);
      TRY(note_bounce(ctx, *message, source));
    }
    reading.last_uid = uid;
    TRY(note_place(ctx, reading));
  }
  if (!found.uids.empty()) {
    log::info("mailings.bounces_read", {{"messages", std::to_string(found.uids.size())}});
  }
  return {};
}

Result<std::vector<BounceRow>> list_bounces(const Context& ctx, const std::string& state,
                                            const std::string& before_id, int most) {
  TRY(must(ctx.actor, may::see_mailings));
  const bool sees = can(ctx.actor, may::see_addresses);
  auto rows = ctx.db.read([&](db::Reader& reader) {
    return store::list_bounces(reader, state, before_id, most);
  });
  for (auto& row : rows) {
    row.address_key = masked_address(row.address_key, sees);
    if (!sees) row.says.clear();  // servers repeat the address in their words
  }
  return rows;
}

Result<void> mark_bounces_seen(const Context& ctx, const std::string& until_id) {
  TRY(must(ctx.actor, may::keep_suppressions));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const std::int64_t number = TRY(store::update_bounces_seen(tx, until_id));
    if (number == 0) return {};
    return audit::note(tx, ctx, "mailings.bounces.seen", {"mail_bounce", until_id, ""}, nullptr,
                       {{"number", number}});
  });
}

}  // namespace musubi::mailings
