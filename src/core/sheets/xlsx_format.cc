// xlsx_format.cc - number formats of ECMA-376 18.8.30, as far as they change what a code means.
// Never formats money or percent: a figure stays digits.
#include "core/sheets/xlsx_format.h"

#include <cmath>
#include <cstdint>
#include <cstdio>

#include "base/time.h"

namespace musubi::sheets {

namespace {

// The first section without quoted text, escapes, colours and conditions; [h] and the like stay.
std::string bare(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"') {
      i = code.find('"', i + 1);
      if (i == std::string_view::npos) break;
    } else if (c == '\\' || c == '_' || c == '*') {
      if (c == '\\' && i + 1 < code.size() && code[i + 1] == '-') out += '-';
      ++i;
    } else if (c == '[') {
      const auto close = code.find(']', i);
      if (close == std::string_view::npos) break;
      const std::string_view inside = code.substr(i + 1, close - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) {
        out += inside;
      }
      i = close;
    } else {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return out;
}

std::string show_time(double fraction) {
  const auto minutes = static_cast<int>(std::lround(fraction * 24 * 60)) % (24 * 60);
  char text[8];
  std::snprintf(text, sizeof text, "%02d:%02d", minutes / 60, minutes % 60);
  return text;
}

std::string show_padded(double value, const std::string& pattern) {
  const std::string digits = plain_number(value);
  if (digits.find_first_not_of("0123456789") != std::string::npos) return digits;
  std::string out;
  std::size_t left = digits.size();
  for (std::size_t i = pattern.size(); i-- > 0;) {
    if (pattern[i] != '0') out.insert(out.begin(), pattern[i]);
    else out.insert(out.begin(), left > 0 ? digits[--left] : '0');
  }
  return digits.substr(0, left) + out;
}

}  // namespace

NumberFormat builtin_format(int id) {
  const bool date = (id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 ||
                    (id >= 50 && id <= 54) || id == 57 || id == 58;
  const bool time = (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) ||
                    id == 55 || id == 56;
  if (date) return {NumberLook::date, {}};
  if (time) return {NumberLook::time, {}};
  if (id == 22) return {NumberLook::date_time, {}};
  return {};
}

NumberFormat custom_format(std::string_view code) {
  const std::string text = bare(code);
  if (text.find("general") != std::string::npos) return {};
  if (text.find_first_not_of("0-") == std::string::npos &&
      text.find("00") != std::string::npos) {
    return {NumberLook::padded, text};
  }
  bool day = false, clock = false, month = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char after = i + 1 < text.size() ? text[i + 1] : ' ';
    if (c == 'e' && (after == '+' || after == '-')) continue;  // an exponent
    if (c == 'y' || c == 'd' || c == 'e' || c == 'g') day = true;
    if (c == 'h' || c == 's') clock = true;
    if (c == 'm') month = true;
  }
  if (day && clock) return {NumberLook::date_time, {}};
  if (day || (month && !clock)) return {NumberLook::date, {}};
  if (clock) return {NumberLook::time, {}};
  return {};
}

std::string plain_number(double value) {
  if (!std::isfinite(value)) return "";
  char text[40];
  if (value == std::floor(value) && std::fabs(value) < 1e15) {
    std::snprintf(text, sizeof text, "%.0f", value == 0 ? 0.0 : value);
  } else {
    std::snprintf(text, sizeof text, "%.15g", value);
  }
  return text;
}

std::string show_number(double value, const NumberFormat& format) {
  if (format.look == NumberLook::plain) return plain_number(value);
  if (format.look == NumberLook::padded) return show_padded(value, format.pattern);
  if (!(value >= 0 && value < 2958466)) return plain_number(value);
  const double whole = std::floor(value);
  const bool noted_clock = format.look == NumberLook::date_time && value - whole > 1.0 / 2880;
  if (format.look == NumberLook::time && whole == 0) return show_time(value);
  const auto date = date_from_excel_serial(static_cast<std::int64_t>(whole));
  if (!date) return plain_number(value);
  return noted_clock ? iso(*date) + " " + show_time(value - whole) : iso(*date);
}

}  // namespace musubi::sheets
