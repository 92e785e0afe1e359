// xlsx_format.h - what a number in a sheet looks like to a person: a date, a padded code, a plain
// number. Inside core/sheets only. Dates are found by their number format, never by their size.
#pragma once

#include <string>
#include <string_view>

namespace musubi::sheets {

enum class NumberLook { plain, date, time, date_time, padded };

struct NumberFormat {
  NumberLook look = NumberLook::plain;
  std::string pattern;  // padded: 000-0000
};

NumberFormat builtin_format(int id);
NumberFormat custom_format(std::string_view code);
std::string show_number(double value, const NumberFormat& format);  // date: 1900 serial in, ISO out
std::string plain_number(double value);  // 1999902000336, 0.5; no exponent below 1e15

}  // namespace musubi::sheets
