// service_sending.cc - the steps behind a mailing, one transaction each: recipients are frozen,
// then queued. A step names the position it begins at, so that a repeated one finds nothing to do,
// and puts its successor into the mails' own lane BEHIND its mails: other people's letters are
// never kept waiting by more than one step, and memory stays that of one step.
//
//   prepare: [500 people] -> [500 people] -> ... -> prepared
//   send:    [100 mails] -> [100 mails] -> ... -> sent      (each asks consents once more)
#include "base/text.h"
#include "core/audit/audit.h"
#include "features/mailings/service.h"
#include "features/mailings/service_consents.h"

namespace musubi::mailings {
namespace {

constexpr int kPrepareMost = 500;
constexpr int kSendMost = 100;
constexpr std::string_view kPrepareTopic = "mailings.mailing.preparing";
constexpr std::string_view kDueTopic = "mailings.mailing.due";
constexpr std::string_view kSendTopic = "mailings.mailing.sending";

Json step_of(const Mailing& mailing) {
  return {{"id", mailing.id.text}, {"run", mailing.run}, {"after", mailing.position}};
}

// Nothing to do when it was done before, started anew or taken back.
std::optional<Mailing> mailing_of(db::Reader& reader, const outbox::Message& message) {
  auto mailing = store::find_mailing(reader, {message.body.value("id", "")});
  if (!mailing || mailing->run.empty() || mailing->run != message.body.value("run", "") ||
      mailing->position != message.body.value("after", "")) {
    return std::nullopt;
  }
  return mailing;
}

std::string reason_to_leave_out(db::Reader& reader, const Mailing& mailing, const Recipient& to) {
  if (to.address_key.empty()) return "no_address";
  if (!read_email(to.address)) return "bad_address";
  if (store::find_address_taken(reader, mailing.id, to.address_key)) return "duplicate";
  return reason_against(reader, mailing.mail_class, to.address_key);
}

Result<void> freeze(db::Tx& tx, const Context& ctx, const Mailing& mailing,
                    const members::AudiencePerson& person) {
  Recipient to;
  to.id = RecipientId::make(ctx.now);
  to.mailing = mailing.id;
  to.person = person.id.text;
  to.organisation = person.organisation.text;
  to.organisation_name = person.organisation_name;
  to.name = person.name;
  to.address = trim(person.email);
  to.address_key = address_key(person.email);
  to.reason = reason_to_leave_out(tx, mailing, to);
  if (!to.reason.empty()) to.state = "left_out";
  return store::insert_recipient(tx, to);
}

// Who left, changed the address or is no longer meant (the member withdrew) since the list was
// frozen is not written to.
std::string reason_now(db::Reader& reader, const Mailing& mailing, const Recipient& to) {
  const auto person =
      members::find_in_audience(reader, audience_of(mailing.conditions), {to.person});
  if (!person || address_key(person->email) != to.address_key) return "changed";
  return reason_against(reader, mailing.mail_class, to.address_key);
}

Result<void> queue_one(db::Tx& tx, const Context& ctx, const keys::Locksmith& smith,
                       const Mailing& mailing, Recipient& to) {
  to.reason = reason_now(tx, mailing, to);
  if (to.reason.empty()) {
    const bool stoppable = can_be_stopped(mailing.mail_class);
    const std::string link = stoppable ? stop_link(stop_token(smith, to.id.text)) : "";
    mail::Letter letter;
    letter.to_address = to.address;
    letter.to_name = to.name;
    letter.text = render(mailing, {to.organisation_name, to.name}, house_of(mailing.house), link);
    letter.mail_class = mailing.mail_class;
    letter.reply_to = house_of(mailing.house).mail;
    if (link.starts_with("https://")) letter.list_unsubscribe = link;
    letter.batch = mailing.id.text;
    const auto queued = mail::enqueue(ctx, tx, letter);
    if (queued) {
      to.mail_id = queued->text;
    } else if (queued.error().fault == Fault::invalid) {
      to.reason = "bad_address";  // one crooked entry must not stop the others
    } else {
      return fail(queued.error());
    }
  }
  to.state = to.reason.empty() ? "queued" : "left_out";
  return store::update_recipient(tx, to);
}

// In the lane of the mails, in order of time and id: after those that were queued before it.
Result<void> queue_step(db::Tx& tx, const Context& ctx, const Mailing& mailing) {
  const std::string key = mailing.id.text + "/" + mailing.run + "/" + mailing.position;
  TRY(outbox::later_once(tx, ctx.now, kSendTopic, key, step_of(mailing), outbox::Lane::foreign));
  return {};
}

Result<void> note(db::Tx& tx, const Context& ctx, std::string_view action,
                  const Mailing& mailing) {
  std::int64_t out = 0, in = 0;
  for (const auto& count : store::count_recipients(tx, mailing.id)) {
    (count.state == "left_out" ? out : in) += count.number;
  }
  return audit::note(tx, ctx, action, {"mailing", mailing.id.text, ""}, nullptr,
                     {{"state", mailing.state}, {"recipients", in}, {"left_out", out}});
}

}  // namespace

Result<void> queue_preparation(db::Tx& tx, const Context& ctx, const Mailing& mailing) {
  return outbox::later(tx, ctx.now, kPrepareTopic, step_of(mailing));
}

Result<void> queue_sending(db::Tx& tx, const Context& ctx, const Mailing& mailing) {
  return outbox::later(tx, ctx.now, kDueTopic, step_of(mailing), mailing.send_at);
}

Result<void> begin_sending(const Context& ctx, const outbox::Message& message) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto mailing = mailing_of(tx, message);
    if (!mailing || mailing->state != "scheduled") return {};
    return queue_step(tx, ctx, *mailing);
  });
}

Result<void> prepare_step(const Context& ctx, const outbox::Message& message) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto mailing = mailing_of(tx, message);
    if (!mailing || mailing->state != "preparing") return {};
    const std::string before = mailing->position;
    const auto people = members::list_audience(tx, audience_of(mailing->conditions), before,
                                                 kPrepareMost);
    for (const auto& person : people) TRY(freeze(tx, ctx, *mailing, person));
    if (static_cast<int>(people.size()) == kPrepareMost) {
      mailing->position = people.back().id.text;
      TRY(store::update_position(tx, *mailing, before));
      return queue_preparation(tx, ctx, *mailing);
    }
    mailing->position.clear();
    mailing->state = "prepared";
    TRY(store::update_position(tx, *mailing, before));
    return note(tx, ctx, "mailings.mailing.prepared", *mailing);
  });
}

Result<void> send_step(const Context& ctx, const keys::Locksmith& smith,
                       const outbox::Message& message) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto mailing = mailing_of(tx, message);
    if (!mailing || (mailing->state != "scheduled" && mailing->state != "sending")) return {};
    const std::string before = mailing->position;
    if (mailing->state == "scheduled") mailing->began_at = ctx.now;
    mailing->state = "sending";
    auto page = store::list_ready(tx, mailing->id, before, kSendMost);
    for (auto& to : page) TRY(queue_one(tx, ctx, smith, *mailing, to));
    if (static_cast<int>(page.size()) == kSendMost) {
      mailing->position = page.back().id.text;
      TRY(store::update_position(tx, *mailing, before));
      return queue_step(tx, ctx, *mailing);
    }
    mailing->state = "sent";
    mailing->ended_at = ctx.now;
    TRY(store::update_position(tx, *mailing, before));
    return note(tx, ctx, "mailings.mailing.sent", *mailing);
  });
}

}  // namespace musubi::mailings
