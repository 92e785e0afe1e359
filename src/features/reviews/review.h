// review.h - the nouns: criteria in versions, an application's review with its answers, inquiries
// to the prefecture, the notice of the decision. Plain structs and their words.
//
//   criteria: draft -> sent -> confirmed (never changes again); sent -> draft when returned
//   review:   open -> ready -> approved | declined; ready -> open when sent back; any -> ended
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/actor/actor.h"
#include "features/applications/applications.h"

namespace musubi::reviews {

using applications::ApplicationId;

struct Criterion {
  std::string id, title, guide;
};

struct CriteriaSet {
  std::string id;
  std::int64_t number = 0;
  std::string state, note;  // state: draft | sent | confirmed
  std::string made_by_name, sent_by_name, confirmed_by_name;
  Instant made_at;
  std::optional<Instant> sent_at, confirmed_at;
  std::int64_t version = 1;
  std::vector<Criterion> criteria;
};

struct CriteriaComment {
  std::string account_name, body;
  Instant created;
};

struct Answer {
  std::string criterion_id, answer, grounds;  // answer: fit | unfit | held
  std::string file_id, filename, sha256;
  std::string answered_by, answered_by_name;
  Instant answered_at;
  std::int64_t version = 0;  // 0: nobody has answered
};

struct Review {
  ApplicationId application_id;
  std::string set_id, state;
  std::string reviewer_id, reviewer_name;
  std::string opinion, opinion_words;  // approve | decline
  std::optional<Instant> ready_at, decided_at;
  std::string decided_by, decided_by_name, decision_note;
  Json invitations = Json::array();
  Instant began_at;
  std::int64_t version = 1;
};

struct Inquiry {
  std::string id;
  ApplicationId application_id;
  std::string about, screening_id, question;  // about: opinion | screening
  std::string officer_id, officer_name, token_hash, state;
  std::string asked_by, asked_by_name;
  Instant asked_at, expires_at;
  std::string answer, words;  // answer: no_concern | concern | unsure
  std::optional<Instant> answered_at;
};

// What a public register of companies said about the applicant's number.
struct Lookup {
  std::string id, source, corporate_number, name, address, close_date, close_cause, updated_on;
  std::string answer, answer_sha256;  // as it came; lists leave the answer away
  Instant fetched_at, asked_at;
  std::string asked_by_name;
};

struct Notice {
  ApplicationId application_id;
  std::string kind;  // approved | declined
  std::int64_t fiscal_year = 0, number = 0;
  std::string issued_on;
  Json model;
  std::string state, file_id, filename, sha256;  // state: ordered | ready | failed
  std::optional<Instant> made_at, mailed_at;
};

std::string_view criteria_state_label(std::string_view state);
std::string_view answer_label(std::string_view answer);          // 適・否・保留
std::string_view opinion_label(std::string_view opinion);        // 承認が適当 …
std::string_view inquiry_answer_label(std::string_view answer);  // 支障なし …
std::string_view about_label(std::string_view about);
std::string notice_number(const Notice& notice);  // く推審 第12号

}  // namespace musubi::reviews
