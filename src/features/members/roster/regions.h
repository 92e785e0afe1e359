// regions.h - public codes of Kumamoto: the 45 municipalities, the wards of Kumamoto city, and the
// major divisions of the Japan Standard Industrial Classification (日本標準産業分類), with the rules
// that read a messy address or industry into a code. Product data: the same for every installation.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace musubi::members {

struct Municipality {
  std::string_view code6;    // 431001
  std::string_view name;     // 熊本市
  std::string_view kana;     // くまもとし
  std::string_view kind;     // 政令指定都市 市 町 村
  std::string_view county;   // 下益城郡, "" for a city
  std::string_view area;     // 熊本, 宇城 ... (広域区分)
};
struct Ward {
  std::string_view code6;
  std::string_view name;  // 中央区
};
struct Industry {
  char letter;                // 'A'..'T'
  std::string_view name;      // 令和5年7月改定: 農業、林業
};
std::span<const Municipality> municipalities();
std::span<const Ward> wards();
std::span<const Industry> industries();
const Municipality* find_municipality(std::string_view code6);  // nullptr when unknown
const Industry* find_industry(char letter);

struct Place {
  std::string municipality;  // code6, "" when outside or not found
  std::string ward;          // code6
  bool outside_prefecture = false;
};
Place place_of_address(std::string_view address);
// "Ｇ 情報通信業", "IT・ソフトウェア", "コンサル", "製造業（食品）" ... '\0' when it cannot be told.
char industry_letter(std::string_view text);

}  // namespace musubi::members
