// listing.h - the nouns of 掲載依頼: an event that somebody wants listed, what was said about it, and
// their words. Plain structs, one table of the event's fields. Pure.
//
//   quarantined -> open -> drafted (a draft of the site) -> listed (public) -> ended (day passed)
//        |          ^ |-> asked_back (the asker's turn) -> open
//        v          | |-> declined
//   discarded       |    open, asked_back -> expired (its day passed undecided)
//                   +--- the draft was thrown away: it can be made again from drafted
//   open, asked_back, drafted, listed -> withdrawn by the asker
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/actor/actor.h"

namespace musubi::listings {

inline constexpr int kListDays = 3;     // business days until it is public (R-5.2.2.イ.b)
inline constexpr int kLinkDays = 180;
inline constexpr int kLettersADay = 5;  // acknowledgements to one address
inline constexpr int kAheadYears = 2;   // an event further away is a typing error
inline constexpr std::size_t kWordsMost = 2'000;
inline constexpr std::string_view kConsentVersion = "2024-10";

// Named as the fields of publishing's type イベント, as far as that has them.
struct Event {
  std::string title, organiser_kind, organiser, starts_on, ends_on, hours, place,
      municipality_code, capacity, fee, application, contact, website, summary;
  bool operator==(const Event&) const = default;
  const std::string& last_day() const { return ends_on.empty() ? starts_on : ends_on; }
};

struct EventField {
  enum class Kind { line, lines, number, day, choice };
  std::string_view name;   // title: of the form and the column
  std::string_view label;  // 催しの名前
  Kind kind = Kind::line;
  bool needed = false;
  std::size_t most = 200;  // characters
  std::string_view hint = {};
  std::string Event::*at = nullptr;
};
std::span<const EventField> event_fields();  // in the order of the form
const EventField* find_event_field(std::string_view name);  // null when unknown

struct Listing {
  std::string id;
  std::int64_t fiscal_year = 0, number = 0;
  std::string channel, state = "open";
  std::string name, organisation_name, email, telephone, account_id, organisation_id;
  std::string consent_version, body_key;
  Event event;
  Instant received_at;
  std::string received_on;
  Instant due_at;
  std::optional<Instant> settled_at;
  std::string item_id, public_path, pending, decline_reason, inquiry_id;
  std::int64_t spam_score = 0;
  std::string spam_reasons;
  bool late_told = false;
  std::string ended_on, erased_on;
  std::int64_t version = 1;
  Instant created;
  bool is_counted() const { return state != "quarantined" && state != "discarded"; }
  // The office owes something: a decision, or the public page.
  bool is_owed() const { return state == "open" || state == "drafted"; }
  bool is_late(Instant at) const { return is_owed() && due_at < at; }
  bool is_over() const { return !ended_on.empty(); }
};

struct Words {
  std::string id, listing_id, kind, body, author_name;
  bool is_office = false;
  Instant created;
};

// {code, label}
using Choices = std::vector<std::pair<std::string, std::string>>;
const Choices& channels();
const Choices& states();           // as the office calls them
const Choices& organiser_kinds();
const Choices& decline_reasons();
const Choices& word_kinds();
std::string label_in(const Choices& choices, std::string_view code);  // "" when unknown
Choices choices_of(std::string_view field);
std::string for_people(const EventField& field, const std::string& value);

std::string listing_number(std::int64_t fiscal_year, std::int64_t number);  // R6-掲-0003
inline std::string listing_number(const Listing& one) {
  return listing_number(one.fiscal_year, one.number);
}

// A stranger's words as Markdown that says just these words: no heading, link, picture or file of
// the library comes of them.
std::string markdown_of(const std::string& words);

}  // namespace musubi::listings
