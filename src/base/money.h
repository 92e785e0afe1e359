// money.h - yen: whole yen in 64 bits, read from what rosters and vouchers hold, and written for
// people. Kept as BIGINT in the databases. Never goes through floating point: 0.1万円 is 1000円
// exactly, a fraction of a yen is refused, and so is everything that does not fit.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace musubi {

struct Yen {
  std::int64_t amount = 0;
  auto operator<=>(const Yen&) const = default;
};

// 「3,000千円」「300万円」「１０００万円」「1億2,000万円」「1.5億円」「¥1,234」「100000000」「△500」.
// Full width, commas and spaces are fine; a leading 約, or 円 left out, too. nullopt: empty,
// 「－」, other words, a fraction of a yen, commas in wrong places, or more than 64 bits hold.
std::optional<Yen> parse_yen(std::string_view typed);

std::string yen_text(Yen yen);  // 1,234,567円; negative: -1,234円
// 1,234万円 when it is a whole number of 万円, 12億3,456万円 from one 億 up; else as yen_text.
std::string yen_text_short(Yen yen);

// nullopt when the result does not fit.
std::optional<Yen> add(Yen a, Yen b);
std::optional<Yen> multiply(Yen a, std::int64_t by);

}  // namespace musubi
