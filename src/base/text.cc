// text.cc - the general part of text.h on ICU: normalising, widths, kana, cutting and trimming.
// Keys for names are in text_names.cc, codes and addresses that people type in text_codes.cc.
// Bytes that are not UTF-8 become U+FFFD here and never crash: all input comes from outside.
#include "base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace musubi {
namespace {

const icu::Normalizer2& nfkc_rules() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* rules = icu::Normalizer2::getNFKCInstance(status);
  CHECK(U_SUCCESS(status) && rules != nullptr);
  return *rules;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_space(UChar32 c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

UChar32 next(std::string_view text, std::int32_t& at) {
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(text.data(), at, static_cast<std::int32_t>(text.size()), c);
  return c;
}

}  // namespace

std::string nfkc(std::string_view utf8) {
  if (is_ascii(utf8)) return std::string(utf8);
  const icu::UnicodeString source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString folded = nfkc_rules().normalize(source, status);
  CHECK(U_SUCCESS(status));
  std::string out;
  folded.toUTF8String(out);
  return out;
}

std::string trim(std::string_view utf8) {
  const auto size = static_cast<std::int32_t>(utf8.size());
  std::int32_t first = 0;
  for (std::int32_t at = 0; at < size;) {
    if (!is_space(next(utf8, at))) break;
    first = at;
  }
  std::int32_t last = size;
  while (last > first) {
    std::int32_t at = last;
    U8_BACK_1(reinterpret_cast<const std::uint8_t*>(utf8.data()), first, at);
    std::int32_t probe = at;
    if (!is_space(next(utf8, probe))) break;
    last = at;
  }
  return std::string(
      utf8.substr(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first)));
}

std::string to_katakana(std::string_view utf8) {
  const icu::UnicodeString source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  // Only half-width kana (with its marks) goes through NFKC: the rest of the text is left as it is.
  icu::UnicodeString out, half;
  const auto flush = [&] {
    if (half.isEmpty()) return;
    UErrorCode status = U_ZERO_ERROR;
    out.append(nfkc_rules().normalize(half, status));
    CHECK(U_SUCCESS(status));
    half.remove();
  };
  for (std::int32_t at = 0; at < source.length();) {
    const UChar32 c = source.char32At(at);
    at += U16_LENGTH(c);
    if (c >= 0xFF66 && c <= 0xFF9F) {
      half.append(c);
      continue;
    }
    flush();
    const bool hiragana = (c >= 0x3041 && c <= 0x3096) || c == 0x309D || c == 0x309E;
    out.append(hiragana ? c + 0x60 : c);
  }
  flush();
  std::string result;
  out.toUTF8String(result);
  return result;
}

bool is_valid_utf8(std::string_view bytes) {
  const auto size = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes.data(), at, size, c);
    if (c < 0) return false;
  }
  return true;
}

std::size_t count_characters(std::string_view utf8) {
  std::size_t count = 0;
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(utf8.size()); ++count) next(utf8, at);
  return count;
}

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  const auto size = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t at = 0; at < size;) out += static_cast<char32_t>(next(utf8, at));
  return out;
}

std::string utf8_of(std::u32string_view points) {
  icu::UnicodeString text;
  for (char32_t c : points) text.append(static_cast<UChar32>(c));
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string cut_characters(std::string_view utf8, std::size_t most) {
  std::int32_t at = 0;
  for (std::size_t n = 0; n < most && at < static_cast<std::int32_t>(utf8.size()); ++n) {
    next(utf8, at);
  }
  return std::string(utf8.substr(0, static_cast<std::size_t>(at)));
}

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at = text.find(by); at != std::string_view::npos; at = text.find(by, from)) {
    parts.emplace_back(text.substr(from, at - from));
    from = at + 1;
  }
  parts.emplace_back(text.substr(from));
  return parts;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  if (from.empty()) return text;
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, done)) {
    out.append(text, done, at - done).append(to);
    done = at + from.size();
  }
  if (done == 0) return text;
  return out.append(text, done);
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string thousands(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > sign + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace musubi
