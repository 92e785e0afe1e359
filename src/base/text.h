// text.h - Japanese text: normalising for matching, widths, kana, and checks on what is typed.
// Names are stored as written; every function here that folds is for KEYS or for codes (numbers,
// telephone, postal code, mail address), never for names (NFKC would lose ㈱ ① 髙: C-13).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace musubi {

std::string nfkc(std::string_view utf8);
std::string trim(std::string_view utf8);         // ASCII and ideographic spaces, tabs, line ends
std::string to_katakana(std::string_view utf8);  // hiragana and half-width kana to full katakana
bool is_valid_utf8(std::string_view bytes);
std::size_t count_characters(std::string_view utf8);  // code points
std::string cut_characters(std::string_view utf8, std::size_t most);
// One code point after the other; a byte that is none is U+FFFD. And back.
std::u32string code_points(std::string_view utf8);
std::string utf8_of(std::u32string_view points);
std::vector<std::string> split(std::string_view text, char by);
std::string replace_all(std::string text, std::string_view from, std::string_view to);
std::string lower_ascii(std::string_view text);
std::string thousands(std::int64_t number);  // 1,234,567

// C-13 match key: NFKC, upper case, no spaces or punctuation, corporate form removed, hiragana to
// katakana, ヶ/ケ/が and dashes folded, variant kanji folded (髙 to 高 ...). For comparing only.
std::string match_key(std::string_view name);
// The corporate form spelled out: ㈱ / (株) / （株） / ｶ) become 株式会社, 同 for 有限会社 and
// others.
std::string spell_out_corporate_form(std::string_view name);

// Corporate number (法人番号), C-3: 13 digits whose first is the check digit.
// missing: empty, なし, －. twelve_digits: one digit was lost. scientific: Excel wrote 1.23E+12.
enum class CorporateNumberDefect {
  none,
  missing,
  not_digits,
  twelve_digits,
  scientific,
  bad_check_digit,
  wrong_length
};
struct CorporateNumber {
  std::string digits;  // 13 digits when defect == none, else what could be read
  CorporateNumberDefect defect = CorporateNumberDefect::none;
};
CorporateNumber read_corporate_number(std::string_view typed);  // accepts width, hyphens, spaces
char corporate_check_digit(std::string_view base12);            // '1'..'9'

// Accept then normalise: full width, hyphens, spaces and parentheses are fine. nullopt: not one.
std::optional<std::string> read_postal_code(std::string_view typed);  // 860-0001
std::optional<std::string> read_telephone(std::string_view typed);    // 096-000-5634
// True for 968005959: Excel took the first zero away, and with it the number would be plausible.
bool telephone_lost_its_zero(std::string_view typed);
// ONE address: sizes of RFC 5321, domain lower-cased, full width accepted. Two in a cell: nullopt.
std::optional<std::string> read_email(std::string_view typed);

}  // namespace musubi
