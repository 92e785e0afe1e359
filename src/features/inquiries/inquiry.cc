// inquiry.cc - the words of the desk's nouns and their numbers; see inquiry.h.
// Pure; no I/O.
#include "features/inquiries/inquiry.h"

#include <charconv>

#include "base/text.h"

namespace musubi::inquiries {
namespace {

constexpr int kReiwaBefore = 2018;  // 令和元年 is 2019

std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  if (error != std::errc() || end != digits.data() + digits.size() || out <= 0) return {};
  return out;
}

}  // namespace

const Choices& categories() {
  static const Choices kAll{{"join", "入会・登録の内容"},
                            {"event", "イベント・セミナー"},
                            {"platform", "情報プラットフォームの使い方"},
                            {"site", "ホームページ"},
                            {"case", "ＤＸの相談・事例"},
                            {"survey", "調査"},
                            {"listing", "催しの掲載依頼"},
                            {"body", "他団体・行政からの連絡"},
                            {"other", "そのほか"}};
  return kAll;
}

const Choices& channels() {
  static const Choices kAll{{"form", "ホームページのフォーム"},
                            {"members", "会員のページ"},
                            {"mail", "メール"},
                            {"phone", "電話"},
                            {"visit", "来所"}};
  return kAll;
}

const Choices& states() {
  static const Choices kAll{{"open", "回答待ち"},         {"answered", "回答済み"},
                            {"closed", "完了"},           {"quarantined", "迷惑の疑い"},
                            {"discarded", "迷惑と判断"}, {"merged", "まとめ済み"}};
  return kAll;
}

std::string label_in(const Choices& choices, std::string_view code) {
  for (const auto& [known, label] : choices) {
    if (known == code) return label;
  }
  return "";
}

std::string inquiry_number(std::int64_t fiscal_year, std::int64_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return "R" + std::to_string(fiscal_year - kReiwaBefore) + "-問-" + digits;
}

std::optional<std::pair<std::int64_t, std::int64_t>> read_number(std::string_view typed) {
  std::string text = lower_ascii(trim(nfkc(typed)));
  text = replace_all(std::move(text), "問-", "");
  if (text.starts_with("r")) text.erase(0, 1);
  const std::size_t dash = text.find('-');
  if (dash == std::string::npos) return {};
  const auto year = whole_number(std::string_view(text).substr(0, dash));
  const auto number = whole_number(std::string_view(text).substr(dash + 1));
  if (!year || !number || *year > 100) return {};
  return std::pair{*year + kReiwaBefore, *number};
}

}  // namespace musubi::inquiries
