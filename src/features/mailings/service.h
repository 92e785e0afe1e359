// service.h - what people do with segments and mailings: write, prepare, submit, confirm, cancel.
// One function per thing a person can do; each asks its permission and audits what it changes.
#pragma once

#include "core/outbox/outbox.h"
#include "features/mailings/mailing.h"
#include "features/mailings/store.h"
#include "features/mailings/text.h"

namespace musubi::mailings {

// ---- segments ----

struct SegmentInput {
  std::string name;
  members::Audience audience;
  std::int64_t version = 0;  // of the one that is changed
  std::string sending;       // core/receipts
};
Result<std::vector<Segment>> list_segments(const Context& ctx);
Result<Segment> load_segment(const Context& ctx, const SegmentId& id);
Result<members::AudienceSize> count_audience(const Context& ctx, const members::Audience& audience);
Result<SegmentId> create_segment(const Context& ctx, const SegmentInput& input);
Result<void> update_segment(const Context& ctx, const SegmentId& id, const SegmentInput& input);
Result<void> retire_segment(const Context& ctx, const SegmentId& id);

// ---- mailings ----

struct Draft {
  std::string mail_class, subject, body, segment;
  std::int64_t version = 0;
  std::string sending;
};
struct Delivery {  // from the mails of a mailing
  mail::State state = mail::State::waiting;
  std::int64_t number = 0;
};
struct MailingPage {
  Mailing mailing;
  Segment segment;
  std::vector<store::Count> counts;  // of recipients, frozen
  std::vector<Delivery> deliveries;  // of the mails queued so far
  members::AudienceSize now;         // what the segment finds at this moment; drafts only
  std::int64_t ready = 0, left_out = 0, queued = 0;

  std::int64_t delivered(mail::State state) const;
  bool needs_second_person() const { return ready + queued > kSecondPersonAbove; }
};
Result<std::vector<Mailing>> list_mailings(const Context& ctx, const std::string& state,
                                           const std::string& before_id, int most);
Result<MailingPage> load_visible_mailing(const Context& ctx, const MailingId& id);
Result<MailingId> create_mailing(const Context& ctx, const Draft& input);
Result<void> update_mailing(const Context& ctx, const MailingId& id, const Draft& input);
// Freezes who gets it and who is left out, in steps behind this call.
Result<void> prepare_mailing(const Context& ctx, const MailingId& id);
// Back to a draft from prepared or waiting; the frozen recipients go.
Result<void> reopen_mailing(const Context& ctx, const MailingId& id);
struct Submission {
  std::optional<Instant> send_at;  // nullopt = as soon as it may
  House house;
  std::int64_t version = 0;
};
// To the second person above kSecondPersonAbove recipients, else straight into the queue.
Result<void> submit_mailing(const Context& ctx, const MailingId& id, const Submission& input);
Result<void> confirm_mailing(const Context& ctx, const MailingId& id, std::int64_t version);
Result<void> return_mailing(const Context& ctx, const MailingId& id, const std::string& note);
// Before the first mail: cancelled. While it goes out: what still waits is taken back.
Result<void> cancel_mailing(const Context& ctx, const MailingId& id);
// One mail to the writer's own address, as the recipient after `after` would get it.
Result<std::string> send_test(const Context& ctx, const keys::Locksmith& smith,
                              const MailingId& id, const House& house, const std::string& after);

struct Preview {
  mail::Text text;
  std::string organisation_name, name, person;  // masked where the reader must not see them
  bool last = false;  // nobody after this one
};
// The next real recipient after `after` ("" = the first); not_found when there is none.
Result<Preview> preview_mailing(const Context& ctx, const MailingId& id, const House& house,
                                const std::string& after);

struct RecipientRow {
  Recipient recipient;
  std::optional<mail::State> outcome;
  std::string says;  // the server's words
};
// show: ready | left_out | queued, or a mail::State's name. Masked where needed.
Result<std::vector<RecipientRow>> list_recipients(const Context& ctx, const MailingId& id,
                                                  const std::string& show,
                                                  const std::string& after, int most);

// For a link on a page: whether this person may be the second one.
bool may_confirm(const Actor& actor, const Mailing& mailing);

// ---- behind the commit (outbox) ----
Result<void> prepare_step(const Context& ctx, const outbox::Message& message);
Result<void> begin_sending(const Context& ctx, const outbox::Message& message);
Result<void> send_step(const Context& ctx, const keys::Locksmith& smith,
                       const outbox::Message& message);
Result<void> queue_preparation(db::Tx& tx, const Context& ctx, const Mailing& mailing);
Result<void> queue_sending(db::Tx& tx, const Context& ctx, const Mailing& mailing);

}  // namespace musubi::mailings
