// application.h - the nouns of an application for membership. The organisation and its people are
// the very structs of the registry, so that fields, labels, checks and columns are the same and an
// approved application becomes a member without retyping.
//
//   draft -> received -> reviewing -> awaiting_decision -> approved -> registered
//                |  ^        |  ^              |    \-> declined
//                v  |        v  |              v
//              supplement (補正)             reviewing (sent back)
//   received, supplement, reviewing, awaiting_decision -> withdrawn       (requirements section 14)
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "core/actor/actor.h"
#include "core/files/files.h"
#include "features/members/members.h"

namespace musubi::applications {

struct ApplicationNoun;
using ApplicationId = Id<ApplicationNoun>;
struct SupplementNoun;
using SupplementId = Id<SupplementNoun>;

enum class State {
  draft,
  received,
  supplement,
  reviewing,
  awaiting_decision,
  approved,
  registered,
  declined,
  withdrawn
};
std::string_view state_name(State state);   // awaiting_decision (stored)
std::string_view state_label(State state);  // 下書き 受付 補正待ち 審査中 決裁待ち 承認 登録済み ...
std::optional<State> state_from_name(std::string_view name);
// received and not yet ended: stands in the office's queue. approved is open until registered.
bool is_open(State state);

std::string_view route_label(std::string_view intake_route);  // Web 書面 電話 郵送 来所

struct Application {
  ApplicationId id;
  State state = State::draft;
  std::string receipt_no;    // R6-0012; "" while a draft
  std::string intake_route;  // web paper telephone mail visit
  std::string referral_code;
  std::string email;         // where links and notices go; "" for paper without one
  bool email_verified = false;  // a link that was mailed there has been used
  std::optional<Instant> email_verified_at;
  // How the office made sure that it reaches the contact person, and who: where no link did.
  std::string email_check, email_checked_by;
  // Fields of the form only: member_no, state, joined_on ... are not an application's.
  members::Organisation organisation;
  std::vector<members::Person> people;  // [0] is the contact person (主担当)
  Instant received_at;
  std::string received_on, due_on;  // YYYY-MM-DD; due_on: end of the standard period
  std::int64_t waited_days = 0;     // business days that the applicant took for supplements
  bool review_begun = false;
  std::optional<Instant> decided_at;
  std::string decided_on;           // approved or declined
  bool first_time = false;          // at the decision: never a member before (KPI-01)
  std::string ended_on;
  OrganisationId organisation_id;   // the member that it became
  AccountId assigned_to;
  std::string assigned_to_name;
  AccountId entered_by;             // who of the office typed a paper or telephone application
  std::string entered_by_name;
  std::int64_t version = 0;
  Instant created_at, updated_at;
};

// What was agreed to, when and from where. kind: rules | privacy | anti_social (規約・個人情報・暴排).
struct Consent {
  std::string kind, text_version, text_sha256, medium, agreed_by, address;
  Instant agreed_at;
};
std::string_view consent_label(std::string_view kind);  // 会員規約への同意 ...

struct AttachedFile {
  std::string id;             // of the row; the address is path_of_file()
  files::File file;
  SupplementId supplement;    // empty: with the application itself
  Instant added_at;
};

// 補正. state: open | answered | cancelled.
struct Supplement {
  SupplementId id;
  std::int64_t number = 0;
  std::string state, request;
  std::vector<std::string> fields;  // names that the applicant may change; contact_... for people
  bool wants_files = false;
  AccountId asked_by;
  std::string asked_by_name;
  Instant asked_at;
  std::string asked_on, answer_due_on, answered_on, answered_by_name, answer;
  std::optional<Instant> answered_at;
  Json before, after;               // only the fields that changed
};

}  // namespace musubi::applications
