// mailing.h - the nouns: a segment, a mailing with its recipients, a consent, a suppression. Plain
// structs and the words of their codes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/mail/mail.h"
#include "features/members/members.h"

namespace musubi::mailings {

struct MailingNoun;
using MailingId = Id<MailingNoun>;
struct SegmentNoun;
using SegmentId = Id<SegmentNoun>;
struct RecipientNoun;
using RecipientId = Id<RecipientNoun>;

inline constexpr std::int64_t kSecondPersonAbove = 50;  // recipients; C-10

struct Segment {
  SegmentId id;
  std::string name, state = "active", made_by_name;
  members::Audience audience;
  Instant made_at;
  std::int64_t version = 1;
};
std::string audience_json(const members::Audience& audience);
members::Audience audience_of(std::string_view json);

// draft -> preparing -> prepared -> waiting -> scheduled -> sending -> sent
// prepared | waiting -> draft; prepared | waiting | scheduled -> cancelled; sending -> stopped
struct Mailing {
  MailingId id;
  mail::Class mail_class = mail::Class::business;
  std::string subject, body;
  SegmentId segment;
  std::string conditions;  // JSON, frozen with the recipients; "" before
  std::string state = "draft", run, position, house;
  Instant send_at;  // 0 = as soon as it may
  std::string written_by, written_by_name;
  Instant written_at;
  std::string submitted_by, submitted_by_name;
  std::optional<Instant> submitted_at;
  std::string confirmed_by_name;
  std::optional<Instant> confirmed_at;
  std::string returned_note;
  std::optional<Instant> began_at, ended_at;
  std::string erased_on;  // the day its recipients lost their names; "" before
  std::int64_t version = 1;
};

struct Recipient {
  RecipientId id;
  MailingId mailing;
  std::string person, organisation, organisation_name, name, address, address_key;
  std::string state = "ready", reason, mail_id;
};

struct Consent {
  std::string id, address_key, decision, wording, way, by_account, by_name, from_address;
  std::string mailing_id, note;
  mail::Class mail_class = mail::Class::news;
  Instant created;
};

struct Suppression {
  std::string id, address_key, cause, note, mail_id, made_by_name, state = "active";
  Instant made_at;
  std::string lifted_note, lifted_by_name;
  std::optional<Instant> lifted_at;
};

struct BounceRow {
  std::string id, source, kind, address_key, status, says, mail_id, subject, state = "new";
  Instant created;
};

struct Reach {
  std::string organisation, member_no, name;
  Instant last;  // 0 = never
  std::int64_t addresses = 0;
  std::string run;
};

std::string_view class_name(mail::Class mail_class);   // business
std::string_view class_label(mail::Class mail_class);  // 事務連絡
std::string_view class_about(mail::Class mail_class);  // who gets it, in a sentence
std::optional<mail::Class> class_from_name(std::string_view name);
bool can_be_stopped(mail::Class mail_class);  // お知らせ and 会員PR

std::string_view state_label(std::string_view state);
std::string_view reason_label(std::string_view reason);  // why somebody is left out
std::string_view cause_label(std::string_view cause);    // why an address is suppressed
std::string_view way_label(std::string_view way);
std::string_view bounce_label(std::string_view kind);

// One address, whatever its letter case: what duplicates, consents and suppressions go by.
std::string address_key(std::string_view address);
std::string masked_address(const std::string& address, bool may_see);

}  // namespace musubi::mailings
