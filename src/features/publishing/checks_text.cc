// checks_text.cc - what is looked for in words, wherever they stand: characters apart, characters
// of one machine, dates that are read wrongly, links that say nothing. Pure; see checks.h.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "features/publishing/checks.h"

namespace musubi::publishing {
namespace {

bool is_blank(char32_t c) { return c == U' ' || c == U'　' || c == 0xA0; }

bool is_ideograph(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == U'々';
}
bool is_kana_letter(char32_t c) { return c >= 0x3041 && c <= 0x30FE && c != U'・'; }

bool is_word_letter(char32_t c) {
  return is_ideograph(c) || is_kana_letter(c) || (c >= U'0' && c <= U'9') ||
         (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || (c >= U'０' && c <= U'９');
}

// The end of a word of single ideographs that begins at `from`, as 日　時; `from` when it is none.
// A letter right behind the last one is of another word (市 役所), unless it is no ideograph and a
// known word stands before it: 日　時は is 日時 and は, and 日 時間 is not.
std::size_t end_of_spaced(const std::u32string& text, std::size_t from) {
  std::size_t end = from + 1;
  std::size_t letters = 1;
  for (;;) {
    std::size_t next = end;
    while (next < text.size() && is_blank(text[next])) ++next;
    if (next == end || next >= text.size() || !is_ideograph(text[next])) break;
    const char32_t behind = next + 1 < text.size() ? text[next + 1] : U' ';
    if (is_ideograph(behind)) break;
    if (is_word_letter(behind) &&
        !is_known_word(utf8_of(std::u32string_view(text).substr(from, next + 1 - from)))) {
      break;
    }
    end = next + 1;
    ++letters;
  }
  return letters < 2 ? from : end;
}

constexpr std::array kKnownWords{
    "日時", "場所", "会場", "主催", "共催", "後援", "対象", "定員", "内容", "講師", "期間", "期日",
    "時間", "費用", "料金", "住所", "電話", "氏名", "備考", "目的", "日程", "申込", "担当", "部署",
    "所属", "締切", "名称", "資料", "概要", "方法", "会費", "様式", "件名", "宛先", "議題", "出席",
    "欠席", "結果", "課題", "回答", "提出", "期限", "連絡", "集合", "持参", "会員", "事務局", "参加費",
    "問合先", "申込先", "県民", "日付", "曜日", "年齢", "性別", "職業", "金額", "数量", "単価", "合計"};

// ---- characters ----

std::string remedy_for(char32_t c) {
  if (c >= 0x2460 && c <= 0x2473) {
    return "「(" + std::to_string(c - 0x2460 + 1) + ")」か、番号付きの箇条書きにしてください";
  }
  if (c >= 0x2474 && c <= 0x24FF) return "ふつうの数字か文字にしてください";
  if (c >= 0x2160 && c <= 0x217F) return "算用数字かローマ字（I、V、X）にしてください";
  if (c == 0x3231 || c == 0x3232) {
    return c == 0x3231 ? "「株式会社」と書いてください" : "「有限会社」と書いてください";
  }
  if (c == 0x2116) return "「No.」か「番号」と書いてください";
  if (c == 0x2121) return "「電話」と書いてください";
  if (c >= 0xFF61 && c <= 0xFF9F) return "全角のカナで書いてください";
  if (c >= 0xE000 && c <= 0xF8FF) return "ほかの機器では表示できない文字（外字）です。別の字で書いてください";
  if (c >= 0x3220 && c <= 0x33FF) return "ふつうの文字に直してください";
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F) {
    return "文字の並ぶ向きを変える、目に見えない文字です。前後の文字ごと消して、打ち直してください";
  }
  return {};
}

// ---- dates ----

struct Numbers {
  std::vector<int> values;
  std::vector<std::size_t> sizes;
  char separator = 0;
  std::size_t end = 0;
};

// 2024/11/8 from its first digit on.
Numbers read_numbers(const std::string& text, std::size_t at) {
  Numbers out;
  while (out.values.size() < 4) {
    int value = 0;
    std::size_t digits = 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9' && digits < 5) {
      value = value * 10 + (text[at] - '0');
      ++at;
      ++digits;
    }
    if (digits == 0) {
      --at;  // the separator belongs to what follows
      break;
    }
    out.values.push_back(value);
    out.sizes.push_back(digits);
    const bool goes_on = at + 1 < text.size() && (text[at] == '/' || text[at] == '.') &&
                         (out.separator == 0 || text[at] == out.separator) &&
                         text[at + 1] >= '0' && text[at + 1] <= '9';
    if (!goes_on) break;
    out.separator = text[at];
    ++at;
  }
  out.end = at;
  return out;
}

bool is_month_and_day(int month, int day) {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool is_date(const Numbers& n, bool after_era) {
  const auto& v = n.values;
  if (v.size() == 3) {
    return (n.sizes[0] == 4 || after_era) && is_month_and_day(v[1], v[2]);
  }
  return v.size() == 2 && n.separator == '/' && n.sizes[0] <= 2 && n.sizes[1] <= 2 &&
         is_month_and_day(v[0], v[1]);
}

bool continues_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         c == '/' || c == '.' || c == '-' || c == '_' || c == ':' || c == '%';
}

}  // namespace

std::string find_spaced_word(std::string_view utf8) {
  const std::u32string text = code_points(utf8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_ideograph(text[i]) || (i > 0 && is_word_letter(text[i - 1]))) continue;
    const std::size_t end = end_of_spaced(text, i);
    if (end != i) return utf8_of(std::u32string_view(text).substr(i, end - i));
  }
  return {};
}

bool is_known_word(std::string_view word) {
  const std::string bare = replace_all(replace_all(std::string(word), "　", ""), " ", "");
  return std::find(kKnownWords.begin(), kKnownWords.end(), bare) != kKnownWords.end();
}

std::string find_platform_character(std::string_view utf8, std::string& remedy) {
  for (char32_t c : code_points(utf8)) {
    remedy = remedy_for(c);
    if (!remedy.empty()) return utf8_of(std::u32string_view(&c, 1));
  }
  return {};
}

std::string find_unreadable_date(std::string_view utf8) {
  const std::string text = nfkc(utf8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') continue;
    const char era = i > 0 ? text[i - 1] : ' ';
    const bool after_era = (era == 'R' || era == 'H' || era == 'S') &&
                           (i < 2 || !continues_word(text[i - 2]));
    const bool inside = i > 0 && continues_word(era) && !after_era;
    const Numbers numbers = read_numbers(text, i);
    const bool goes_on = numbers.end < text.size() && continues_word(text[numbers.end]) &&
                         text[numbers.end] != '.' && text[numbers.end] != '-';
    if (!inside && !goes_on && is_date(numbers, after_era)) {
      const std::size_t from = after_era ? i - 1 : i;
      return text.substr(from, numbers.end - from);
    }
    i = std::max(i, numbers.end == 0 ? i : numbers.end - 1);
  }
  return {};
}

std::string find_short_weekday(std::string_view text) {
  for (const char* day : {"月", "火", "水", "木", "金", "土", "日"}) {
    for (const auto& [open, close] : {std::pair{"（", "）"}, std::pair{"(", ")"}}) {
      const std::string wanted = std::string(open) + day + close;
      if (text.find(wanted) != std::string_view::npos) return wanted;
    }
  }
  return {};
}

bool says_where_it_leads(std::string_view link_words) {
  static constexpr std::array kEmptyWords{
      "こちら",   "ここ",     "コチラ",   "詳細",       "詳しくはこちら", "こちらから", "こちらへ",
      "クリック", "リンク",   "もっと見る", "続きを読む", "続き",           "here",       "more",
      "詳しく",   "詳細はこちら", "くわしくはこちら", "このページ", "click here", "read more", "PDF"};
  const std::string bare = trim(replace_all(replace_all(trim(link_words), "「", ""), "」", ""));
  return std::find(kEmptyWords.begin(), kEmptyWords.end(), bare) == kEmptyWords.end();
}

double share_of_japanese(std::string_view text) {
  std::size_t japanese = 0, letters = 0;
  for (char32_t c : code_points(text)) {
    const bool own = is_ideograph(c) || is_kana_letter(c);
    const bool latin = (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
    if (own) ++japanese;
    if (own || latin) ++letters;
  }
  if (letters == 0) return -1;
  return static_cast<double>(japanese) / static_cast<double>(letters);
}

}  // namespace musubi::publishing
