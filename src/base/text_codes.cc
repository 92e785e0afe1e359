// text_codes.cc - codes and addresses that people type: corporate number, postal code, telephone,
// mail. Each reader accepts what people and Excel write, gives one normalised spelling, or nothing.
// Guessing is left to the caller: a reader never invents a digit.
#include <algorithm>
#include <array>

#include "base/text.h"

namespace musubi {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// Half width, dashes of every kind as '-', outer spaces gone.
std::string plain(std::string_view typed) {
  std::string text = nfkc(typed);
  for (std::string_view dash : {"‐", "‑", "‒", "–", "—", "―", "−", "ー", "─", "﹣"}) {
    text = replace_all(std::move(text), dash, "-");
  }
  return trim(text);
}

std::string without(std::string_view text, std::string_view characters) {
  std::string out;
  for (char c : text) {
    if (characters.find(c) == std::string_view::npos) out += c;
  }
  return out;
}

bool says_nothing(std::string_view text) {
  constexpr std::array<std::string_view, 9> kNothing{"",   "-",    "--",   "なし", "無し",
                                                     "無", "不明", "未定", "同左"};
  return std::find(kNothing.begin(), kNothing.end(), text) != kNothing.end();
}

// 1.23E+12 as Excel shows 13 digits in a narrow column, also 1E+12.
bool is_scientific(std::string_view text) {
  const std::size_t e = text.find_first_of("Ee");
  if (e == std::string_view::npos || e == 0) return false;
  std::string_view exponent = text.substr(e + 1);
  if (exponent.starts_with("+")) exponent.remove_prefix(1);
  const std::string mantissa = without(text.substr(0, e), ".");
  return all_digits(mantissa) && all_digits(exponent) && exponent.size() <= 2;
}

// Area codes whose length cannot be seen from the digits. In the 3-digit areas the listed next
// digits belong to a 4-digit area code of the same beginning (096-3xx but 0968-xx).
struct Area {
  std::string_view code;
  std::string_view longer_when_next;
};
constexpr std::array<Area, 42> kAreas3{{
    {"011", ""},         {"017", "234568"},  {"018", "234567"},   {"019", "134578"},
    {"022", "0345689"},  {"023", "345678"},  {"024", "01234678"}, {"025", "014678"},
    {"026", "01345789"}, {"027", "0456789"}, {"028", "0234579"},  {"029", "134567"},
    {"042", "28"},       {"043", "689"},     {"044", ""},         {"045", ""},
    {"046", "03567"},    {"047", "05689"},   {"048", "0"},        {"049", "345"},
    {"052", ""},         {"053", "1236789"}, {"054", "14578"},    {"055", "013467"},
    {"058", "145679"},   {"059", "456789"},  {"072", "15"},       {"073", "56789"},
    {"075", ""},         {"076", "135678"},  {"077", "01234689"}, {"078", ""},
    {"079", "01456789"}, {"082", "034679"},  {"083", "345678"},   {"084", "5678"},
    {"086", "356789"},   {"087", "579"},     {"088", "0345789"},  {"089", "2345678"},
    {"092", "0"},        {"093", "0"},
}};
constexpr std::array<Area, 5> kAreas3Kyushu{{{"095", "024567"},
                                             {"096", "456789"},
                                             {"097", "234789"},
                                             {"098", "0234567"},
                                             {"099", "34567"}}};
constexpr std::array<std::string_view, 26> kAreas5{
    "01267", "01372", "01374", "01377", "01392", "01397", "01398", "01456", "01457",
    "01466", "01547", "01558", "01564", "01586", "01587", "01632", "01634", "01635",
    "01648", "01654", "01655", "01656", "01658", "04992", "04994", "04996"};
constexpr std::array<std::string_view, 14> kAreas5West{"04998", "05769", "05979", "07468", "08387",
                                                       "08388", "08396", "08477", "08512", "08514",
                                                       "09496", "09802", "09912", "09969"};

template <class List>
bool any_starts(const List& list, std::string_view digits) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view code) { return digits.starts_with(code); });
}

bool has_three_digit_area(std::string_view digits) {
  const auto fits = [&](const Area& area) {
    if (!digits.starts_with(area.code)) return false;
    // No real exchange begins with 0, and examples are written 096-000-xxxx: the longer code would
    // read 0920-00-xxxx.
    if (digits.substr(3, 3) == "000") return true;
    return area.longer_when_next.find(digits[3]) == std::string_view::npos;
  };
  return std::any_of(kAreas3.begin(), kAreas3.end(), fits) ||
         std::any_of(kAreas3Kyushu.begin(), kAreas3Kyushu.end(), fits);
}

std::string join3(std::string_view digits, std::size_t first, std::size_t second) {
  return std::string(digits.substr(0, first)) + "-" + std::string(digits.substr(first, second)) +
         "-" + std::string(digits.substr(first + second));
}

bool is_eleven_digit_service(std::string_view digits) {
  constexpr std::array<std::string_view, 6> kPrefixes{"020", "050", "060", "070", "080", "090"};
  return any_starts(kPrefixes, digits);
}

bool is_four_three_three_service(std::string_view digits) {
  constexpr std::array<std::string_view, 4> kPrefixes{"0120", "0570", "0170", "0180"};
  return digits.size() == 10 && any_starts(kPrefixes, digits);
}

// REQUIRES: plausible(digits).
std::string hyphenate(std::string_view digits) {
  if (digits.size() == 11) {
    return digits.starts_with("0800") ? join3(digits, 4, 3) : join3(digits, 3, 4);
  }
  if (is_four_three_three_service(digits)) return join3(digits, 4, 3);
  if (digits.starts_with("03") || digits.starts_with("06")) return join3(digits, 2, 4);
  if (any_starts(kAreas5, digits) || any_starts(kAreas5West, digits)) return join3(digits, 5, 1);
  return has_three_digit_area(digits) ? join3(digits, 3, 3) : join3(digits, 4, 2);
}

// 10 digits for fixed lines and services, 11 for mobile, IP and 0800; 00 is not a subscriber.
bool plausible(std::string_view digits) {
  if (!all_digits(digits) || digits[0] != '0' || digits.substr(0, 2) == "00") return false;
  // 060 with 10 digits is Osaka's 06; with 11 a mobile.
  if (digits.size() == 10) return !is_eleven_digit_service(digits) || digits.starts_with("06");
  return digits.size() == 11 && (is_eleven_digit_service(digits) || digits.starts_with("0800"));
}

// Digits and how they were grouped: 「(096)000-1234」 is {096,000,1234}. Empty when anything else
// than digits and separators is there.
std::vector<std::string> digit_groups(std::string_view typed) {
  std::string text = plain(typed);
  for (std::string_view label : {"TEL", "Tel", "tel", "電話"}) {
    if (text.starts_with(label)) text.erase(0, label.size());
  }
  if (text.starts_with(":")) text.erase(0, 1);
  text = trim(text);
  if (text.starts_with("+81")) {
    text.erase(0, 3);
    text = replace_all(std::move(text), "(0)", "");
    const std::size_t digit = text.find_first_of("0123456789");
    if (digit != std::string::npos && text[digit] != '0') text.insert(digit, "0");
  }
  std::vector<std::string> groups(1);
  for (char c : text) {
    if (is_digit(c)) {
      groups.back() += c;
    } else if (c == '-' || c == '(' || c == ')' || c == ' ' || c == '.') {
      if (!groups.back().empty()) groups.emplace_back();
    } else {
      return {};
    }
  }
  if (groups.back().empty()) groups.pop_back();
  return groups;
}

std::string joined(const std::vector<std::string>& groups) {
  std::string digits;
  for (const std::string& group : groups) digits += group;
  return digits;
}

bool is_atom_character(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-/=?^_`{|}~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
         kOthers.find(c) != std::string_view::npos;
}

// RFC 5321 dot-string; Japanese carriers issued addresses with dots at odd places, but mail
// servers of today refuse them, so a person has to look.
bool is_local_part(std::string_view local) {
  constexpr std::size_t kBytesMax = 64;
  if (local.empty() || local.size() > kBytesMax || local.front() == '.' || local.back() == '.' ||
      local.find("..") != std::string_view::npos) {
    return false;
  }
  return std::all_of(local.begin(), local.end(),
                     [](char c) { return c == '.' || is_atom_character(c); });
}

bool is_domain(std::string_view domain) {
  constexpr std::size_t kBytesMax = 255, kLabelBytesMax = 63;
  if (domain.size() > kBytesMax) return false;
  const std::vector<std::string> labels = split(domain, '.');
  const auto good = [&](const std::string& label) {
    return !label.empty() && label.size() <= kLabelBytesMax && label.front() != '-' &&
           label.back() != '-' && std::all_of(label.begin(), label.end(), [](char c) {
             return c == '-' || is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
  };
  // A top level of digits only would be an IP address.
  return labels.size() >= 2 && std::all_of(labels.begin(), labels.end(), good) &&
         labels.back().size() >= 2 && !all_digits(labels.back());
}

}  // namespace

// CD = 9 - (sum of P_n * Q_n mod 9), n counted from the right, Q 1 for odd and 2 for even n.
char corporate_check_digit(std::string_view base12) {
  CHECK(base12.size() == 12 && all_digits(base12));
  int sum = 0;
  for (std::size_t n = 1; n <= 12; ++n) {
    sum += (base12[12 - n] - '0') * (n % 2 == 1 ? 1 : 2);
  }
  return static_cast<char>('0' + 9 - sum % 9);
}

CorporateNumber read_corporate_number(std::string_view typed) {
  const std::string text = plain(typed);
  if (says_nothing(text)) return {"", CorporateNumberDefect::missing};
  if (is_scientific(text)) return {text, CorporateNumberDefect::scientific};
  // A leading apostrophe is how people tell Excel to keep text.
  const std::string digits = without(text, "- \t\r\n'");
  if (digits.empty()) return {"", CorporateNumberDefect::missing};
  if (!all_digits(digits)) return {digits, CorporateNumberDefect::not_digits};
  if (digits.size() == 12) return {digits, CorporateNumberDefect::twelve_digits};
  if (digits.size() != 13) return {digits, CorporateNumberDefect::wrong_length};
  if (corporate_check_digit(std::string_view(digits).substr(1)) != digits[0]) {
    return {digits, CorporateNumberDefect::bad_check_digit};
  }
  return {digits, CorporateNumberDefect::none};
}

std::optional<std::string> read_postal_code(std::string_view typed) {
  std::string text = plain(typed);
  if (text.starts_with("〒")) text = trim(text.substr(std::string_view("〒").size()));
  const std::size_t hyphen = text.find('-');
  if (hyphen != std::string::npos && trim(text.substr(0, hyphen)).size() != 3) return std::nullopt;
  const std::string digits = without(text, "- ");
  if (digits.size() != 7 || !all_digits(digits)) return std::nullopt;
  return digits.substr(0, 3) + "-" + digits.substr(3);
}

std::optional<std::string> read_telephone(std::string_view typed) {
  const std::vector<std::string> groups = digit_groups(typed);
  const std::string digits = joined(groups);
  if (digits.empty() || !plausible(digits)) return std::nullopt;
  // Three groups of the usual lengths are how the owner writes it: kept.
  const std::size_t last = is_four_three_three_service(digits) ? 3 : 4;
  if (groups.size() == 3 && groups[0].size() >= 2 && groups[0].size() <= 5 &&
      groups[2].size() == last) {
    return groups[0] + "-" + groups[1] + "-" + groups[2];
  }
  return hyphenate(digits);
}

bool telephone_lost_its_zero(std::string_view typed) {
  const std::string digits = joined(digit_groups(typed));
  return !digits.empty() && digits[0] != '0' && plausible("0" + digits);
}

std::optional<std::string> read_email(std::string_view typed) {
  constexpr std::size_t kBytesMax = 254;  // RFC 5321 path of 256 less its angle brackets
  if (!is_valid_utf8(typed)) return std::nullopt;
  std::string text = trim(nfkc(typed));
  if (lower_ascii(text).starts_with("mailto:")) text.erase(0, 7);
  const std::size_t at = text.find('@');
  if (text.size() > kBytesMax || at == std::string::npos) return std::nullopt;
  const std::string local = text.substr(0, at), domain = text.substr(at + 1);
  if (!is_local_part(local) || !is_domain(domain)) return std::nullopt;
  return local + "@" + lower_ascii(domain);
}

}  // namespace musubi
