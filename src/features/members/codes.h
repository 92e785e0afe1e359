// codes.h - public code lists that the registry and its reports speak in: municipalities and areas
// of the prefecture (全国地方公共団体コード, C-16), JSIC divisions (C-16), size classes (C-17).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace musubi::members {

struct Municipality {
  std::string_view code;  // 6 digits with check digit
  std::string_view name;  // 熊本市
  std::string_view kana;
  std::string_view area;  // 広域区分: 熊本, 県北 ...
};
std::span<const Municipality> municipalities();  // the 45 of the prefecture, by code
struct Ward {
  std::string_view code;
  std::string_view name;  // 熊本市中央区
};
std::span<const Ward> wards();
// 熊本市, 県外 for a code outside the prefecture, 不明 for "".
std::string municipality_label(std::string_view code);
std::string_view area_of(std::string_view municipality_code);  // 県外 / 不明 likewise

struct Industry {
  std::string_view letter;  // G
  std::string_view name;    // 情報通信業
};
std::span<const Industry> industries();
std::string_view industry_label(std::string_view letter);  // "" for unknown

// small (小規模企業者), medium (中小企業), large, unknown. By 中小企業基本法: employees decide when
// capital is unknown; the reverse when employees are unknown. The division alone decides the row.
std::string_view size_class_of(std::string_view industry, std::optional<std::int64_t> employees,
                               std::optional<std::int64_t> capital_yen);

std::string_view size_class_label(std::string_view size_class);

}  // namespace musubi::members
