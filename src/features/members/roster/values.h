// values.h - what single cells of a roster say: numbers with units, people, choices, lists.
// Inside roster only. Nothing here reports defects; normalise.cc does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace musubi::members {

bool says_none(std::string_view text);  // なし － 無 該当なし
bool contains_any(std::string_view text, std::initializer_list<std::string_view> words);

struct Headcount {
  std::optional<std::int64_t> count;
  bool approximate = false;
  bool several = false;  // 正社員10人、パート20人: the first counts, and is about as many as there are
};
Headcount read_headcount(std::string_view text);              // 48人, 約10名, 10～20 (the middle)
std::optional<std::int64_t> read_yen(std::string_view text);  // 3,000千円, 1億2,000万円

std::vector<std::string> split_list(std::string_view text);    // 、 ，, ／ / ; line ends; ・ alone
std::vector<std::string> split_people(std::string_view text);  // one or several names in a cell
std::vector<std::string> split_mails(std::string_view text);   // pieces, not checked
std::string category_code(std::string_view text);  // company body university government, or ""
std::optional<bool> read_use(std::string_view text);           // ○ 有 利用中; × 無

struct Representative {
  std::string title, name;
};
Representative split_representative(std::string_view text);  // 代表取締役社長　荒木　浩二

bool has_half_width_kana(std::string_view text);
std::string widen_half_width_kana(std::string_view text);  // only those; the rest as written
// Blanks beside the corporate form, and blanks between Japanese characters, are none of a name's.
bool has_space_at_form(std::string_view name);
bool has_space_inside(std::string_view name);
std::string without_stray_spaces(std::string_view name);

// The mail address someone meant: full width, blanks, a comma for a dot, @@. "" when unclear.
std::string mended_email(std::string_view text);

}  // namespace musubi::members
