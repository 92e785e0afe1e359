// money.cc - reading and writing yen in whole numbers.
// A text is a sum of parts, each a decimal and a unit: 「1億2,000万円」 = 1 x 10^8 + 2000 x 10^4.
// Every step checks for overflow; nothing is rounded.
#include "base/money.h"

#include <array>

#include "base/text.h"

namespace musubi {
namespace {

struct Unit {
  std::string_view word;
  std::int64_t yen;
};
// Longest first, so that 千万 is not read as 千.
constexpr std::array<Unit, 9> kUnits{{{"百万", 1'000'000},
                                      {"千万", 10'000'000},
                                      {"十億", 1'000'000'000},
                                      {"百億", 10'000'000'000},
                                      {"兆", 1'000'000'000'000},
                                      {"億", 100'000'000},
                                      {"万", 10'000},
                                      {"千", 1'000},
                                      {"", 1}}};

constexpr std::int64_t kMan = 10'000;
constexpr std::int64_t kOku = 100'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool take(std::string_view& text, std::string_view word) {
  if (word.empty() || !text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

// Digits with commas in threes (or none) and an optional fraction, kept as text.
struct Decimal {
  std::string whole;
  std::string fraction;
};

std::optional<Decimal> take_decimal(std::string_view& text) {
  Decimal decimal;
  std::size_t group = 0;
  bool commas = false;
  while (!text.empty() && (is_digit(text[0]) || text[0] == ',')) {
    if (text[0] == ',') {
      const bool fits = commas ? group == 3 : group >= 1 && group <= 3;
      if (!fits) return std::nullopt;
      commas = true;
      group = 0;
    } else {
      decimal.whole += text[0];
      ++group;
    }
    text.remove_prefix(1);
  }
  if (decimal.whole.empty() || (commas && group != 3)) return std::nullopt;
  if (take(text, ".")) {
    while (!text.empty() && is_digit(text[0])) {
      decimal.fraction += text[0];
      text.remove_prefix(1);
    }
    if (decimal.fraction.empty()) return std::nullopt;
  }
  return decimal;
}

// decimal * unit, exact; nullopt on overflow or when a part of a yen is left.
std::optional<std::int64_t> times(const Decimal& decimal, std::int64_t unit) {
  std::int64_t total = 0;
  for (char c : decimal.whole) {
    if (__builtin_mul_overflow(total, 10, &total) ||
        __builtin_add_overflow(total, c - '0', &total)) {
      return std::nullopt;
    }
  }
  if (__builtin_mul_overflow(total, unit, &total)) return std::nullopt;
  for (char c : decimal.fraction) {
    if (unit % 10 != 0) {
      if (c != '0') return std::nullopt;
      continue;
    }
    unit /= 10;
    if (__builtin_add_overflow(total, unit * (c - '0'), &total)) return std::nullopt;
  }
  return total;
}

std::optional<std::int64_t> sum_of_parts(std::string_view text) {
  std::int64_t total = 0;
  std::int64_t previous_unit = INT64_MAX;
  while (!text.empty()) {
    const std::optional<Decimal> decimal = take_decimal(text);
    if (!decimal) return std::nullopt;
    std::int64_t unit = 1;
    for (const Unit& known : kUnits) {
      if (take(text, known.word)) {
        unit = known.yen;
        break;
      }
    }
    // Units only go down: 「2万1億」 is no amount. A fraction ends the amount: 「1.5億2万」.
    if (unit >= previous_unit || (!decimal->fraction.empty() && !text.empty())) {
      return std::nullopt;
    }
    previous_unit = unit;
    const std::optional<std::int64_t> part = times(*decimal, unit);
    if (!part || __builtin_add_overflow(total, *part, &total)) return std::nullopt;
  }
  return total;
}

std::string magnitude(std::int64_t amount) {
  std::string text = thousands(amount);
  if (text[0] == '-') text.erase(0, 1);
  return text;
}

}  // namespace

std::optional<Yen> parse_yen(std::string_view typed) {
  constexpr std::size_t kBytesMax = 200;
  if (typed.size() > kBytesMax || !is_valid_utf8(typed)) return std::nullopt;
  std::string folded = replace_all(trim(nfkc(typed)), " ", "");
  for (std::string_view minus : {"△", "▲", "−", "‐"}) {
    folded = replace_all(std::move(folded), minus, "-");
  }
  std::string_view text = folded;
  take(text, "約");
  bool negative = take(text, "-");
  const bool sign_shown = take(text, "¥") || take(text, "\\");
  if (sign_shown && !negative) negative = take(text, "-");
  if (text.ends_with("円")) text.remove_suffix(std::string_view("円").size());
  if (text.empty()) return std::nullopt;
  const std::optional<std::int64_t> amount = sum_of_parts(text);
  if (!amount) return std::nullopt;
  return Yen{negative ? -*amount : *amount};
}

std::string yen_text(Yen yen) { return thousands(yen.amount) + "円"; }

std::string yen_text_short(Yen yen) {
  const std::int64_t amount = yen.amount;
  if (amount == 0 || amount % kMan != 0) return yen_text(yen);
  const std::string sign = amount < 0 ? "-" : "";
  const std::string oku = magnitude(amount / kOku), man = magnitude(amount % kOku / kMan);
  if (oku == "0") return sign + man + "万円";
  return sign + oku + "億" + (man == "0" ? "" : man + "万") + "円";
}

std::optional<Yen> add(Yen a, Yen b) {
  Yen sum;
  if (__builtin_add_overflow(a.amount, b.amount, &sum.amount)) return std::nullopt;
  return sum;
}

std::optional<Yen> multiply(Yen a, std::int64_t by) {
  Yen product;
  if (__builtin_mul_overflow(a.amount, by, &product.amount)) return std::nullopt;
  return product;
}

}  // namespace musubi
