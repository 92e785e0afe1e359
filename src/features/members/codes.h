// codes.h - how the registry and its reports speak of codes: municipality and area, industry, size
// class (C-16, C-17). The code lists themselves stand in roster/regions.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "features/members/roster/regions.h"

namespace musubi::members {

// 熊本市, 県外 for a code outside the prefecture, 不明 for "".
std::string municipality_label(std::string_view code);
std::string_view area_of(std::string_view municipality_code);  // 県外 / 不明 likewise

std::string_view industry_label(std::string_view letter);  // "" for unknown

// small (小規模企業者), medium (中小企業), large, unknown. By 中小企業基本法: employees decide when
// capital is unknown; the reverse when employees are unknown. The division alone decides the row.
std::string_view size_class_of(std::string_view industry, std::optional<std::int64_t> employees,
                               std::optional<std::int64_t> capital_yen);

std::string_view size_class_label(std::string_view size_class);

}  // namespace musubi::members
