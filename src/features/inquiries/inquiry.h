// inquiry.h - the nouns of the desk: one inquiry, what was written to and fro, notes among
// colleagues, ready-made texts; and their words. Plain structs. Pure.
//
//   quarantined -> open (our turn) <-> answered (the asker's turn) -> closed -> open again
//        |-> discarded                 open, answered, closed -> merged into another, and back
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/actor/actor.h"

namespace musubi::inquiries {

inline constexpr int kAnswerDays = 2;     // business days, unless set: inquiries.answer_days
inline constexpr int kEscalationDays = 5; // business days without an answer
inline constexpr int kQuietDays = 30;     // answered, then silence: closed by itself
inline constexpr int kLinkDays = 180;
inline constexpr int kLettersADay = 5;    // acknowledgements to one address
inline constexpr std::size_t kBodyMost = 10'000;
inline constexpr std::size_t kFilesMost = 3;
inline constexpr std::string_view kConsentVersion = "2024-04";

// SECURITY: two types for two audiences. Neither becomes the other: what letters.h sends is made
// of an OutgoingText only.
struct OutgoingText {
  explicit OutgoingText(std::string text) : words(std::move(text)) {}
  std::string words;
};
struct InternalText {
  explicit InternalText(std::string text) : words(std::move(text)) {}
  std::string words;
};

struct Inquiry {
  std::string id;
  std::int64_t fiscal_year = 0, number = 0;
  std::string channel, category, subject, state = "open";
  std::string name, organisation_name, email, telephone, account_id, organisation_id;
  std::string consent_version, body_key;
  Instant received_at;
  std::string received_on;
  Instant first_due_at;
  std::optional<Instant> first_answered_at;
  Instant due_at, asked_at;
  std::int64_t thread = 0;
  std::string assigned_to, assigned_name, follow_up_on;
  bool faq_wanted = false;
  std::int64_t spam_score = 0;
  std::string spam_reasons, merged_into;
  std::string linked_kind, linked_id, linked_label;
  std::string faq_id, news_id;  // the articles that were begun from it; "" = none
  std::int64_t escalation = 0;  // told: 0 nobody, 1 past its due time, 2 after kEscalationDays
  std::string closed_on, erased_on;
  std::int64_t version = 1;
  Instant created;
  bool is_counted() const {
    return state == "open" || state == "answered" || state == "closed";
  }
  bool is_late(Instant at) const { return state == "open" && due_at < at; }
};

struct Message {
  std::string id, inquiry_id;
  bool outgoing = false;
  std::string channel, body, author_name, author_account, from_address, mail_id, message_id;
  std::string source_key, merge_id;
  Instant created;
};
struct Note {
  std::string id, inquiry_id, body, author_name, author_account, merge_id;
  Instant created;
};
struct AttachedFile {
  std::string file_id, message_id, inquiry_id, filename, merge_id;
  std::string held_back = {};  // why the office cannot open it (yet); "" = it can. Not stored.
};
struct ReadyText {
  std::string id, title, category, body;
  bool is_active = true;
  std::string changed_by_name;
  Instant changed_at;
  std::int64_t version = 0;
};
struct Merge {
  std::string id, gone_id, kept_id, gone_state, made_by_name, undone_by_name;
  Instant made_at;
  std::optional<Instant> undone_at;
};

// {code, label}
using Choices = std::vector<std::pair<std::string, std::string>>;
const Choices& categories();
const Choices& channels();
const Choices& states();
std::string label_in(const Choices& choices, std::string_view code);  // "" when unknown

std::string inquiry_number(std::int64_t fiscal_year, std::int64_t number);  // R6-問-0012
inline std::string inquiry_number(const Inquiry& one) {
  return inquiry_number(one.fiscal_year, one.number);
}
// R6-問-0012, r6-問-12, 6-12 typed by a person; nothing when it is no such number.
std::optional<std::pair<std::int64_t, std::int64_t>> read_number(std::string_view typed);

}  // namespace musubi::inquiries
