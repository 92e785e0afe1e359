// regions.cc - public codes of Kumamoto as tables, and an address read into them. The codes are
// the national codes of local governments (全国地方公共団体コード, six digits with check digit);
// the areas are the prefecture's own (広域区分).
#include "features/members/roster/regions.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace musubi::members {

namespace {

constexpr std::array<Municipality, 45> kMunicipalities = {{
    {"431001", "熊本市", "くまもとし", "政令指定都市", "", "熊本"},
    {"432024", "八代市", "やつしろし", "市", "", "八代"},
    {"432032", "人吉市", "ひとよしし", "市", "", "人吉・球磨"},
    {"432041", "荒尾市", "あらおし", "市", "", "玉名・荒尾"},
    {"432059", "水俣市", "みなまたし", "市", "", "水俣・芦北"},
    {"432067", "玉名市", "たまなし", "市", "", "玉名・荒尾"},
    {"432083", "山鹿市", "やまがし", "市", "", "鹿本"},
    {"432105", "菊池市", "きくちし", "市", "", "菊池"},
    {"432113", "宇土市", "うとし", "市", "", "宇城"},
    {"432121", "上天草市", "かみあまくさし", "市", "", "天草"},
    {"432130", "宇城市", "うきし", "市", "", "宇城"},
    {"432148", "阿蘇市", "あそし", "市", "", "阿蘇"},
    {"432156", "天草市", "あまくさし", "市", "", "天草"},
    {"432164", "合志市", "こうしし", "市", "", "菊池"},
    {"433489", "美里町", "みさとまち", "町", "下益城郡", "宇城"},
    {"433641", "玉東町", "ぎょくとうまち", "町", "玉名郡", "玉名・荒尾"},
    {"433675", "南関町", "なんかんまち", "町", "玉名郡", "玉名・荒尾"},
    {"433683", "長洲町", "ながすまち", "町", "玉名郡", "玉名・荒尾"},
    {"433691", "和水町", "なごみまち", "町", "玉名郡", "玉名・荒尾"},
    {"434035", "大津町", "おおづまち", "町", "菊池郡", "菊池"},
    {"434043", "菊陽町", "きくようまち", "町", "菊池郡", "菊池"},
    {"434230", "南小国町", "みなみおぐにまち", "町", "阿蘇郡", "阿蘇"},
    {"434248", "小国町", "おぐにまち", "町", "阿蘇郡", "阿蘇"},
    {"434256", "産山村", "うぶやまむら", "村", "阿蘇郡", "阿蘇"},
    {"434281", "高森町", "たかもりまち", "町", "阿蘇郡", "阿蘇"},
    {"434329", "西原村", "にしはらむら", "村", "阿蘇郡", "阿蘇"},
    {"434337", "南阿蘇村", "みなみあそむら", "村", "阿蘇郡", "阿蘇"},
    {"434418", "御船町", "みふねまち", "町", "上益城郡", "上益城"},
    {"434426", "嘉島町", "かしままち", "町", "上益城郡", "上益城"},
    {"434434", "益城町", "ましきまち", "町", "上益城郡", "上益城"},
    {"434442", "甲佐町", "こうさまち", "町", "上益城郡", "上益城"},
    {"434477", "山都町", "やまとちょう", "町", "上益城郡", "上益城"},
    {"434680", "氷川町", "ひかわちょう", "町", "八代郡", "八代"},
    {"434825", "芦北町", "あしきたまち", "町", "葦北郡", "水俣・芦北"},
    {"434841", "津奈木町", "つなぎまち", "町", "葦北郡", "水俣・芦北"},
    {"435015", "錦町", "にしきまち", "町", "球磨郡", "人吉・球磨"},
    {"435058", "多良木町", "たらぎまち", "町", "球磨郡", "人吉・球磨"},
    {"435066", "湯前町", "ゆのまえまち", "町", "球磨郡", "人吉・球磨"},
    {"435074", "水上村", "みずかみむら", "村", "球磨郡", "人吉・球磨"},
    {"435104", "相良村", "さがらむら", "村", "球磨郡", "人吉・球磨"},
    {"435112", "五木村", "いつきむら", "村", "球磨郡", "人吉・球磨"},
    {"435121", "山江村", "やまえむら", "村", "球磨郡", "人吉・球磨"},
    {"435139", "球磨村", "くまむら", "村", "球磨郡", "人吉・球磨"},
    {"435147", "あさぎり町", "あさぎりちょう", "町", "球磨郡", "人吉・球磨"},
    {"435317", "苓北町", "れいほくまち", "町", "天草郡", "天草"},
}};

constexpr std::array<Ward, 5> kWards = {{
    {"431010", "中央区"},
    {"431028", "東区"},
    {"431036", "西区"},
    {"431044", "南区"},
    {"431052", "北区"},
}};

// 令和5年7月改定 (第14回改定) の大分類。
constexpr std::array<Industry, 20> kIndustries = {{
    {'A', "農業、林業"},
    {'B', "漁業"},
    {'C', "鉱業、採石業、砂利採取業"},
    {'D', "建設業"},
    {'E', "製造業"},
    {'F', "電気・ガス・熱供給・水道業"},
    {'G', "情報通信業"},
    {'H', "運輸業、郵便業"},
    {'I', "卸売業、小売業"},
    {'J', "金融業、保険業"},
    {'K', "不動産業、物品賃貸業"},
    {'L', "学術研究、専門・技術サービス業"},
    {'M', "宿泊業、飲食サービス業"},
    {'N', "生活関連サービス業、娯楽業"},
    {'O', "教育、学習支援業"},
    {'P', "医療、福祉"},
    {'Q', "複合サービス事業"},
    {'R', "サービス業（他に分類されないもの）"},
    {'S', "公務（他に分類されるものを除く）"},
    {'T', "分類不能の産業"},
}};

constexpr std::string_view kPrefecture = "熊本県";

// The prefecture an address begins with, "" when it begins with none.
std::string_view prefecture_of(std::string_view address) {
  for (const std::string_view whole : {"東京都", "北海道", "大阪府", "京都府"}) {
    if (address.starts_with(whole)) return whole;
  }
  // Two or three characters and 県; a town's name never holds the sign.
  for (const std::size_t bytes : {6U, 9U}) {
    if (address.size() >= bytes + 3 && address.substr(bytes, 3) == "県") {
      return address.substr(0, bytes + 3);
    }
  }
  return {};
}

std::string_view ward_of(std::string_view rest) {
  for (const Ward& ward : kWards) {
    if (rest.starts_with(ward.name)) return ward.code6;
  }
  return {};
}

}  // namespace

std::span<const Municipality> municipalities() { return kMunicipalities; }
std::span<const Ward> wards() { return kWards; }
std::span<const Industry> industries() { return kIndustries; }

const Municipality* find_municipality(std::string_view code6) {
  const auto found = std::find_if(kMunicipalities.begin(), kMunicipalities.end(),
                                  [&](const Municipality& m) { return m.code6 == code6; });
  return found == kMunicipalities.end() ? nullptr : &*found;
}

const Industry* find_industry(char letter) {
  const auto found = std::find_if(kIndustries.begin(), kIndustries.end(),
                                  [&](const Industry& i) { return i.letter == letter; });
  return found == kIndustries.end() ? nullptr : &*found;
}

Place place_of_address(std::string_view written) {
  Place place;
  std::string address = nfkc(written);
  for (const std::string_view blank : {" ", "　", "\n", "\t"}) {
    address = replace_all(std::move(address), blank, "");
  }
  if (address.starts_with("〒")) {  // some put the postal code in front
    const auto text = address.find_first_not_of("0123456789-", 3);
    address.erase(0, text == std::string::npos ? address.size() : text);
  }
  std::string_view rest = address;
  const std::string_view prefecture = prefecture_of(rest);
  if (!prefecture.empty() && prefecture != kPrefecture) {
    place.outside_prefecture = true;
    return place;
  }
  rest.remove_prefix(prefecture.size());
  for (const Municipality& town : kMunicipalities) {
    std::string_view after = rest;
    if (!town.county.empty() && after.starts_with(town.county)) {
      after.remove_prefix(town.county.size());
    }
    if (!after.starts_with(town.name)) continue;
    after.remove_prefix(town.name.size());
    place.municipality = town.code6;
    if (town.kind == "政令指定都市") place.ward = ward_of(after);
    return place;
  }
  return place;
}

}  // namespace musubi::members
