// codes.cc - words for codes, and the size class of an organisation; see codes.h.
// Pure functions over the lists of roster/regions.h.
#include "features/members/codes.h"

namespace musubi::members {
namespace {

// 中小企業基本法 第2条: small and medium up to `employees` or up to `capital_yen`; 小規模 up to `small`.
struct SizeRule {
  std::int64_t capital_yen, employees, small;
};
constexpr SizeRule kManufacturingAndOthers{300'000'000, 300, 20};
constexpr SizeRule kRetail{50'000'000, 50, 5};
constexpr SizeRule kServices{50'000'000, 100, 5};

// The division alone is known, so wholesale and retail (I) and lodging (M) take the retail row: the
// stricter one, so that nobody is called 中小 who is not.
SizeRule rule_for(std::string_view industry) {
  constexpr std::string_view kServiceDivisions = "LNOPQR";
  if (industry == "I" || industry == "M") return kRetail;
  if (industry.size() == 1 && kServiceDivisions.find(industry[0]) != std::string_view::npos) {
    return kServices;
  }
  return kManufacturingAndOthers;
}

}  // namespace

std::string municipality_label(std::string_view code) {
  if (code.empty()) return "不明";
  if (const auto* row = find_municipality(code)) return std::string(row->name);
  for (const auto& ward : wards()) {
    if (ward.code6 == code) return std::string(municipalities().front().name).append(ward.name);
  }
  return "県外";
}

std::string_view area_of(std::string_view municipality_code) {
  if (municipality_code.empty()) return "不明";
  if (const auto* row = find_municipality(municipality_code)) return row->area;
  for (const auto& ward : wards()) {
    if (ward.code6 == municipality_code) return municipalities().front().area;
  }
  return "県外";
}

std::string_view industry_label(std::string_view letter) {
  const auto* row = letter.size() == 1 ? find_industry(letter[0]) : nullptr;
  return row != nullptr ? row->name : "";
}

std::string_view size_class_of(std::string_view industry, std::optional<std::int64_t> employees,
                               std::optional<std::int64_t> capital_yen) {
  if (!employees && !capital_yen) return "unknown";
  const SizeRule rule = rule_for(industry);
  if (employees && *employees <= rule.small) return "small";
  bool by_employees = employees && *employees <= rule.employees;
  bool by_capital = capital_yen && *capital_yen <= rule.capital_yen;
  return by_employees || by_capital ? "medium" : "large";
}

std::string_view size_class_label(std::string_view size_class) {
  if (size_class == "small") return "小規模企業者";
  if (size_class == "medium") return "中小企業（小規模を除く）";
  if (size_class == "large") return "大企業・中堅企業等";
  return "不明";
}

}  // namespace musubi::members
