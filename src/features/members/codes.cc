// codes.cc - the code lists behind codes.h. Municipalities and wards: 全国地方公共団体コード with check
// digit; divisions: 日本標準産業分類 令和5年7月改定; areas: the prefecture's 広域区分. Public codes,
// kept in the program because a registry that cannot name a municipality is of no use offline.
#include "features/members/codes.h"

#include <algorithm>
#include <array>

namespace musubi::members {
namespace {

constexpr std::array kMunicipalities = std::to_array<Municipality>({
    {"431001", "熊本市", "くまもとし", "熊本"},
    {"432024", "八代市", "やつしろし", "八代"},
    {"432032", "人吉市", "ひとよしし", "人吉・球磨"},
    {"432041", "荒尾市", "あらおし", "玉名・荒尾"},
    {"432059", "水俣市", "みなまたし", "水俣・芦北"},
    {"432067", "玉名市", "たまなし", "玉名・荒尾"},
    {"432083", "山鹿市", "やまがし", "鹿本"},
    {"432105", "菊池市", "きくちし", "菊池"},
    {"432113", "宇土市", "うとし", "宇城"},
    {"432121", "上天草市", "かみあまくさし", "天草"},
    {"432130", "宇城市", "うきし", "宇城"},
    {"432148", "阿蘇市", "あそし", "阿蘇"},
    {"432156", "天草市", "あまくさし", "天草"},
    {"432164", "合志市", "こうしし", "菊池"},
    {"433489", "美里町", "みさとまち", "宇城"},
    {"433641", "玉東町", "ぎょくとうまち", "玉名・荒尾"},
    {"433675", "南関町", "なんかんまち", "玉名・荒尾"},
    {"433683", "長洲町", "ながすまち", "玉名・荒尾"},
    {"433691", "和水町", "なごみまち", "玉名・荒尾"},
    {"434035", "大津町", "おおづまち", "菊池"},
    {"434043", "菊陽町", "きくようまち", "菊池"},
    {"434230", "南小国町", "みなみおぐにまち", "阿蘇"},
    {"434248", "小国町", "おぐにまち", "阿蘇"},
    {"434256", "産山村", "うぶやまむら", "阿蘇"},
    {"434281", "高森町", "たかもりまち", "阿蘇"},
    {"434329", "西原村", "にしはらむら", "阿蘇"},
    {"434337", "南阿蘇村", "みなみあそむら", "阿蘇"},
    {"434418", "御船町", "みふねまち", "上益城"},
    {"434426", "嘉島町", "かしままち", "上益城"},
    {"434434", "益城町", "ましきまち", "上益城"},
    {"434442", "甲佐町", "こうさまち", "上益城"},
    {"434477", "山都町", "やまとちょう", "上益城"},
    {"434680", "氷川町", "ひかわちょう", "八代"},
    {"434825", "芦北町", "あしきたまち", "水俣・芦北"},
    {"434841", "津奈木町", "つなぎまち", "水俣・芦北"},
    {"435015", "錦町", "にしきまち", "人吉・球磨"},
    {"435058", "多良木町", "たらぎまち", "人吉・球磨"},
    {"435066", "湯前町", "ゆのまえまち", "人吉・球磨"},
    {"435074", "水上村", "みずかみむら", "人吉・球磨"},
    {"435104", "相良村", "さがらむら", "人吉・球磨"},
    {"435112", "五木村", "いつきむら", "人吉・球磨"},
    {"435121", "山江村", "やまえむら", "人吉・球磨"},
    {"435139", "球磨村", "くまむら", "人吉・球磨"},
    {"435147", "あさぎり町", "あさぎりちょう", "人吉・球磨"},
    {"435317", "苓北町", "れいほくまち", "天草"},
});

constexpr std::array kWards = std::to_array<Ward>({
    {"431010", "熊本市中央区"},
    {"431028", "熊本市東区"},
    {"431036", "熊本市西区"},
    {"431044", "熊本市南区"},
    {"431052", "熊本市北区"},
});

constexpr std::array kIndustries = std::to_array<Industry>({
    {"A", "農業、林業"},
    {"B", "漁業"},
    {"C", "鉱業、採石業、砂利採取業"},
    {"D", "建設業"},
    {"E", "製造業"},
    {"F", "電気・ガス・熱供給・水道業"},
    {"G", "情報通信業"},
    {"H", "運輸業、郵便業"},
    {"I", "卸売業、小売業"},
    {"J", "金融業、保険業"},
    {"K", "不動産業、物品賃貸業"},
    {"L", "学術研究、専門・技術サービス業"},
    {"M", "宿泊業、飲食サービス業"},
    {"N", "生活関連サービス業、娯楽業"},
    {"O", "教育、学習支援業"},
    {"P", "医療、福祉"},
    {"Q", "複合サービス事業"},
    {"R", "サービス業（他に分類されないもの）"},
    {"S", "公務（他に分類されるものを除く）"},
    {"T", "分類不能の産業"},
});

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

template <class Rows>
auto find_code(const Rows& rows, std::string_view code) {
  return std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.code == code; });
}

}  // namespace

std::span<const Municipality> municipalities() { return kMunicipalities; }
std::span<const Ward> wards() { return kWards; }
std::span<const Industry> industries() { return kIndustries; }

std::string municipality_label(std::string_view code) {
  if (code.empty()) return "不明";
  if (auto row = find_code(kMunicipalities, code); row != kMunicipalities.end()) {
    return std::string(row->name);
  }
  if (auto row = find_code(kWards, code); row != kWards.end()) return std::string(row->name);
  return "県外";
}

std::string_view area_of(std::string_view municipality_code) {
  if (municipality_code.empty()) return "不明";
  auto row = find_code(kMunicipalities, municipality_code);
  if (row != kMunicipalities.end()) return row->area;
  if (find_code(kWards, municipality_code) != kWards.end()) return kMunicipalities.front().area;
  return "県外";
}

std::string_view industry_label(std::string_view letter) {
  for (const auto& row : kIndustries) {
    if (row.letter == letter) return row.name;
  }
  return "";
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
