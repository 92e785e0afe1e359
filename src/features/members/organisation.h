// organisation.h - the nouns of the registry and the one table of their fields.
// Forms, history, import, merge, export and report all walk kOrganisationFields, so that a field
// has one name, one label and one rule from the input's name= to the column.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"

namespace musubi::members {

struct PersonNoun;
using PersonId = Id<PersonNoun>;

// active -> paused -> active; active -> suspended -> active; active|paused|suspended -> withdrawn;
// any -> merged (undone by unmerge). Requirements section 14.
enum class State { active, paused, suspended, withdrawn, merged };
std::string_view state_name(State state);   // stored
std::string_view state_label(State state);  // 有効・休会・停止・退会・統合済み
std::optional<State> state_from_name(std::string_view name);

struct Organisation {
  OrganisationId id;
  std::string member_no, name, name_kana, corporate_number, category, industry, municipality_code;
  std::string postal_code, address, representative_title, representative_name;
  std::optional<std::int64_t> employees, capital_yen;
  std::string telephone, fax, website;
  std::string interests;  // joined by a line feed
  bool uses_platform = false;
  std::string note;
  State state = State::active;
  std::string joined_on, left_on;  // YYYY-MM-DD or ""
  OrganisationId merged_into;
  std::int64_t open_defects = 0;
  std::int64_t version = 0;
  Instant created_at, updated_at;
};

struct Person {
  PersonId id;
  OrganisationId organisation_id;
  std::string name, name_kana, department, title, email, telephone;
  bool is_primary = false;
  bool is_administrator = false;
  bool left = false;
  std::int64_t position = 0;
  std::int64_t version = 0;
};

struct FieldInfo {
  enum class Kind { text, number, flag, date, lines };
  std::string_view name;   // column and form field
  std::string_view label;  // 団体名
  Kind kind = Kind::text;
  bool personal = false;   // masked for roles without see_personal_data
  int characters_max = 200;
};
// Fields that a person may edit, in the order of the form. State and dates of joining and leaving
// are not among them: they change through membership events.
std::span<const FieldInfo> organisation_fields();
std::span<const FieldInfo> person_fields();
const FieldInfo* find_field(std::span<const FieldInfo> fields, std::string_view name);

// Field by name, as text ("" for an absent number, "1"/"0" for a flag). REQUIRES: a known name.
std::string field_text(const Organisation& organisation, std::string_view field);
void set_field(Organisation& organisation, std::string_view field, std::string_view text);
std::string field_text(const Person& person, std::string_view field);
void set_field(Person& person, std::string_view field, std::string_view text);
// As people read it: 300万円, 情報通信業, 熊本市.
std::string field_for_people(std::string_view field, const std::string& text);

// Keys for matching, from the current values (C-13), and for the next member number.
struct MatchKeys {
  std::string name_key, telephone_key, domain_key;
  std::int64_t member_no_key = 0;
};
// 487 of "K0487"; 0 when it is not K and digits only ("KX1", "K12-3").
std::int64_t member_no_key(std::string_view member_no);
MatchKeys match_keys(const Organisation& organisation, std::string_view email);

// 小規模・中小・大 by employees (and capital where known): conventions C-17. "unknown" without both.
std::string_view size_class(const Organisation& organisation);
std::string_view category_label(std::string_view category);

// 荒木 里奈 -> 荒＊＊; m0095@example.com -> m***@example.com; 096-000-5634 -> 096-***-****.
std::string mask_name(std::string_view name);
std::string mask_email(std::string_view email);
std::string mask_telephone(std::string_view telephone);

}  // namespace musubi::members
