// own_fields.h - the one table that says which field of its registration a member changes by itself
// and which the office confirms. Forms, checks and the confirmation walk it. No database.
#pragma once

#include <span>
#include <string_view>

namespace musubi::changes {

enum class Weight {
  free,  // takes effect at once
  key,   // becomes a request
};
struct OwnField {
  std::string_view name;  // of members::organisation_fields()
  Weight weight = Weight::key;
  std::string_view hint = {};
  bool required = false;
};
// No field of the registry: officers beside the representative changed, who stand nowhere in it.
// Told with a request of details; once the office confirms it, whoever screens is told
// (R-5.1.2.c).
inline constexpr std::string_view kOfficersChanged = "officers_changed";
// In the order of the form. What is not listed (会員番号, 備考 ...) is the office's own.
std::span<const OwnField> own_fields();
const OwnField* find_own_field(std::string_view name);

}  // namespace musubi::changes
