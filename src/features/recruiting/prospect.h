// prospect.h - the nouns of recruiting. A prospect holds the very structs of the registry, so that
// fields, labels and checks are the same from the first call to the member.
//
//   candidate -> approached -> invited -> applied -> joined       候補 接触 案内 申込 入会
//       \____________\____________\__________\-> lost (見送り) -> back to where it stood
//   applied and joined follow an application or the registry; the rest is the office's word.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "features/members/members.h"

namespace musubi::recruiting {

struct ProspectNoun;
using ProspectId = Id<ProspectNoun>;
struct ContactNoun;
using ContactId = Id<ContactNoun>;

enum class Stage { candidate, approached, invited, applied, joined, lost };
inline constexpr Stage kStages[] = {Stage::candidate, Stage::approached, Stage::invited,
                                    Stage::applied,   Stage::joined,     Stage::lost};
std::string_view stage_name(Stage stage);   // approached (stored)
std::string_view stage_label(Stage stage);  // 接触
std::optional<Stage> stage_from_name(std::string_view name);
bool is_open(Stage stage);     // not joined and not lost
bool is_by_hand(Stage stage);  // candidate, approached, invited: the office says so

// {code, label}: 流入元, 見送りの理由, 接し方.
using Choices = std::vector<std::pair<std::string, std::string>>;
const Choices& sources();
const Choices& lost_reasons();
const Choices& contact_kinds();
std::string label_in(const Choices& choices, std::string_view code);  // "" when unknown

struct Prospect {
  ProspectId id;
  std::string code;  // its own referral code
  Stage stage = Stage::candidate;
  members::Organisation organisation;  // only the fields of prospect_fields()
  members::Person contact;             // only the fields of contact_fields()
  std::string source, source_note, campaign_id;
  AccountId owner_id;
  std::string owner_name;
  std::string next_action, next_action_on;
  std::string lost_reason, lost_note;
  std::string moved_on;
  std::string application_id;
  OrganisationId organisation_id;
  std::string import_id;
  std::string people_erased_on;  // "" = nothing was, or it was touched again since
  std::int64_t version = 0;
  Instant created_at, updated_at;
};

// The registry's fields that a prospect has, in the order of the form, and those of its contact
// person, whose inputs carry the prefix contact_.
const std::vector<std::string>& prospect_fields();
const std::vector<std::string>& contact_fields();
inline constexpr std::string_view kContactPrefix = "contact_";
// Label of any field of the form: name, contact_email, source, next_action_on ...
std::string label_of_field(std::string_view field);
// What an input of the form shows: stored values as text. Of every field of the form.
std::vector<std::pair<std::string, std::string>> typed_of(const Prospect& prospect);

struct Contact {
  ContactId id;
  ProspectId prospect_id;
  std::string kind, happened_on, ours, theirs, summary, next_action, next_action_on;
  AccountId recorded_by;
  std::string recorded_by_name;
  std::int64_t version = 0;
  Instant created_at, updated_at;
};

struct Move {
  std::string id;
  ProspectId prospect_id;
  std::string from_stage, to_stage, happened_on, cause, cause_id, reason, moved_by_name;
  Instant moved_at;
};

}  // namespace musubi::recruiting
