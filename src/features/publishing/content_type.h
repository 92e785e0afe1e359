// content_type.h - the types of content and their own fields: one table, which forms, checks,
// history, filters and exports walk. A field has one name from the input's name= to the JSON of
// content_versions.fields.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace musubi::publishing {

// {code, label}
using Choices = std::vector<std::pair<std::string, std::string>>;

struct FieldInfo {
  enum class Kind { line, lines, number, day, choice, list };  // list: parted by 、
  std::string_view name;   // industry
  std::string_view label;  // 業種
  Kind kind = Kind::line;
  bool needed = false;     // to be published
  bool facet = false;      // visitors filter by it
  std::string_view hint = {};
  int characters_max = 200;
};

struct ContentType {
  std::string_view name;    // dx_case (stored)
  std::string_view label;   // ＤＸ事例
  std::string_view prefix;  // /cases/: every address of this type begins so
  // Fixed on purpose, no setting: docs/decisions.md 65.
  bool prefecture = false;  // needs the step 県確認
  bool company = false;     // needs the consent of the organisation that it is about
  int review_months = 12;   // from publishing to the day to look at it again
  std::span<const FieldInfo> fields = {};
};

std::span<const ContentType> content_types();
const ContentType* find_type(std::string_view name);         // null when unknown
const ContentType& type_of(std::string_view name);           // REQUIRES: a known name
// What any item may have for other readers (variants.h), kept among its fields; no facet, no need.
std::span<const FieldInfo> variant_fields();
const FieldInfo* find_variant_field(std::string_view name);  // null when unknown
const FieldInfo* find_field(const ContentType& type, std::string_view name);
Choices choices_of(std::string_view field);                  // of a choice; empty for others
std::string field_for_people(std::string_view field, const std::string& text);  // 情報通信業
// The values that a facet gives a visitor to filter by: one, or the parts of a list.
std::vector<std::string> facet_values(const FieldInfo& field, const std::string& text);

}  // namespace musubi::publishing
