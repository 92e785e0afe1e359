// text_names.cc - keys for comparing the names of organisations (conventions C-13) and the
// spelling out of abbreviated corporate forms.
//
//   as written        ㈱髙木ﾌｰｽﾞ 緑ヶ丘店
//   NFKC, upper       (株)髙木フーズ 緑ヶ丘店
//   form removed      髙木フーズ 緑ヶ丘店
//   kana, marks       髙木フーズ緑ケ丘店        spaces and punctuation gone, ヶ/が before kanji to
//   ケ variants          高木フーズ緑ケ丘店
//
// The key is only ever compared: names are stored and shown as written.
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/text.h"

namespace musubi {
namespace {

// Longest first: 医療法人社団 must go before 医療法人.
constexpr std::array<std::string_view, 44> kCorporateForms{"特定非営利活動法人",
                                                           "地方独立行政法人",
                                                           "国立研究開発法人",
                                                           "社会保険労務士法人",
                                                           "土地家屋調査士法人",
                                                           "国立大学法人",
                                                           "公立大学法人",
                                                           "一般社団法人",
                                                           "一般財団法人",
                                                           "公益社団法人",
                                                           "公益財団法人",
                                                           "社会福祉法人",
                                                           "社会医療法人",
                                                           "特定医療法人",
                                                           "医療法人社団",
                                                           "医療法人財団",
                                                           "農事組合法人",
                                                           "独立行政法人",
                                                           "管理組合法人",
                                                           "更生保護法人",
                                                           "司法書士法人",
                                                           "行政書士法人",
                                                           "事業協同組合",
                                                           "特定目的会社",
                                                           "弁護士法人",
                                                           "税理士法人",
                                                           "弁理士法人",
                                                           "株式会社",
                                                           "有限会社",
                                                           "合同会社",
                                                           "合資会社",
                                                           "合名会社",
                                                           "相互会社",
                                                           "医療法人",
                                                           "学校法人",
                                                           "宗教法人",
                                                           "監査法人",
                                                           "特殊法人",
                                                           "社団法人",
                                                           "財団法人",
                                                           "NPO法人",
                                                           "協同組合",
                                                           "企業組合",
                                                           "協業組合"};

// What stands in brackets for a form, in NFKC spelling.
constexpr std::array<std::pair<std::string_view, std::string_view>, 26> kAbbreviations{{
    {"株", "株式会社"},
    {"有", "有限会社"},
    {"同", "合同会社"},
    {"資", "合資会社"},
    {"名", "合名会社"},
    {"相", "相互会社"},
    {"医社", "医療法人社団"},
    {"医財", "医療法人財団"},
    {"医", "医療法人"},
    {"社福", "社会福祉法人"},
    {"福", "社会福祉法人"},
    {"一社", "一般社団法人"},
    {"一財", "一般財団法人"},
    {"公社", "公益社団法人"},
    {"公財", "公益財団法人"},
    {"社", "社団法人"},
    {"財", "財団法人"},
    {"学", "学校法人"},
    {"特非", "特定非営利活動法人"},
    {"独", "独立行政法人"},
    {"農", "農事組合法人"},
    {"協", "協同組合"},
    {"宗", "宗教法人"},
    {"弁", "弁護士法人"},
    {"税", "税理士法人"},
    {"監", "監査法人"},
}};

// The bank transfer spelling, in which kana stands for the form: ｶ)ｱｿ, ｱｿ(ｶ.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kTransferForms{{
    {"カ", "株式会社"},
    {"ユ", "有限会社"},
    {"ド", "合同会社"},
    {"シ", "合資会社"},
    {"メ", "合名会社"},
    {"フク", "社会福祉法人"},
}};

// Single characters that Unicode holds for an abbreviation: spelled out as NFKC reads them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kSingleSigns{{
    {"㈱", "株式会社"},
    {"㍿", "株式会社"},
    {"㈲", "有限会社"},
    {"㈾", "合資会社"},
    {"㈴", "合名会社"},
    {"㈳", "社団法人"},
    {"㈶", "財団法人"},
    {"㈻", "学校法人"},
    {"㈿", "協同組合"},
}};

// Variant kanji to the everyday form (C-13 and its like in personal and place names).
const std::unordered_map<char32_t, char32_t>& variants() {
  static const std::unordered_map<char32_t, char32_t> kMap = [] {
    constexpr std::u32string_view kPairs =
        U"髙高﨑崎嵜崎碕崎邉辺邊辺齋斉齊斉斎斉櫻桜國国廣広澤沢濵浜濱浜嶋島嶌島德徳眞真惠恵榮栄"
        U"龍竜瀧滝藏蔵學学會会圓円亞亜條条壽寿實実冨富曻昇舘館槇槙靜静萬万與与𠮷吉縣県經経濟済"
        U"鐵鉄藝芸醫医淺浅顯顕豐豊澁渋巖巌禮礼渕淵檜桧將将彌弥瀨瀬關関鷗鴎頴穎桒桑栁柳靏鶴黑黒"
        U"彥彦增増淸清郞郎橫横戶戸寬寛吳呉";
    std::unordered_map<char32_t, char32_t> map;
    for (std::size_t at = 0; at + 1 < kPairs.size(); at += 2) map[kPairs[at]] = kPairs[at + 1];
    return map;
  }();
  return kMap;
}

std::string remove_bracketed_forms(std::string text) {
  for (const auto& [sign, form] : kAbbreviations) {
    text = replace_all(std::move(text), "(" + std::string(sign) + ")", " ");
  }
  for (const auto& [sign, form] : kTransferForms) {
    const std::string kana(sign);
    text = replace_all(std::move(text), "(" + kana + ")", " ");
    if (text.starts_with(kana + ")")) text.erase(0, kana.size() + 1);
    if (text.ends_with("(" + kana)) text.erase(text.size() - kana.size() - 1);
  }
  return text;
}

bool is_dash(char32_t c) {
  return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30FC || c == 0x2500 ||
         c == 0xFE63 || c == 0x2043;
}

bool is_dropped(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  const auto mask = static_cast<std::uint32_t>(U_GET_GC_MASK(code));
  const bool selector = (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
  const bool tilde = c == U'~' || c == 0x301C || c == 0x3030 || c == U'`' || c == U'^';
  return selector || tilde ||
         (mask & (U_GC_Z_MASK | U_GC_P_MASK | U_GC_CC_MASK | U_GC_CF_MASK)) != 0;
}

bool is_kanji(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_HAN;
}

std::u32string to_u32(std::string_view utf8) {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  std::u32string out;
  for (std::int32_t at = 0; at < text.length();) {
    const UChar32 c = text.char32At(at);
    out += static_cast<char32_t>(c);
    at += U16_LENGTH(c);
  }
  return out;
}

std::string to_utf8(const std::u32string& text) {
  icu::UnicodeString out;
  for (char32_t c : text) out.append(static_cast<UChar32>(c));
  std::string utf8;
  out.toUTF8String(utf8);
  return utf8;
}

// Kana, dashes, variants; spaces and punctuation go.
std::string fold_characters(std::string_view text) {
  const std::u32string source = to_u32(to_katakana(text));
  std::u32string key;
  for (std::size_t at = 0; at < source.size(); ++at) {
    char32_t c = source[at];
    if (is_dash(c)) {
      key += U'ー';
      continue;
    }
    if (is_dropped(c)) continue;
    if (const auto found = variants().find(c); found != variants().end()) c = found->second;
    if (c == U'ヶ' || c == U'ヵ') c = U'ケ';
    // 緑が丘 and 緑ヶ丘 are one place; the が of a word in kana is not.
    if (c == U'ガ' && at + 1 < source.size() && is_kanji(source[at + 1])) c = U'ケ';
    key += c;
  }
  return to_utf8(key);
}

std::string upper(std::string_view utf8) {
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  text.toUpper(icu::Locale::getRoot());
  std::string out;
  text.toUTF8String(out);
  return out;
}

}  // namespace

std::string match_key(std::string_view name) {
  const std::string folded = trim(upper(nfkc(name)));
  // Spaces go first, so that 「株式 会社」 is seen; brackets are still there for (株).
  std::string text = remove_bracketed_forms(replace_all(folded, " ", ""));
  for (std::string_view form : kCorporateForms) text = replace_all(std::move(text), form, " ");
  const std::string key = fold_characters(text);
  // A name that is nothing but a form keeps it: an empty key would match everything.
  return key.empty() ? fold_characters(folded) : key;
}

std::string spell_out_corporate_form(std::string_view name) {
  std::string text(name);
  for (const auto& [sign, form] : kSingleSigns) text = replace_all(std::move(text), sign, form);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kBrackets{
      {{"(", ")"}, {"（", "）"}, {"(", "）"}, {"（", ")"}}};
  for (const auto& [open, close] : kBrackets) {
    for (const auto& [sign, form] : kAbbreviations) {
      const std::string written = std::string(open) + std::string(sign) + std::string(close);
      text = replace_all(std::move(text), written, form);
    }
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kHalf{
      {{"ｶ", "カ"}, {"ﾕ", "ユ"}, {"ﾄﾞ", "ド"}, {"ｼ", "シ"}, {"ﾒ", "メ"}, {"ﾌｸ", "フク"}}};
  for (std::size_t at = 0; at < kHalf.size(); ++at) {
    const std::string form(kTransferForms[at].second);
    for (std::string_view kana : {kHalf[at].first, kHalf[at].second}) {
      for (std::string_view close : {")", "）"}) {
        const std::string prefix = std::string(kana) + std::string(close);
        if (text.starts_with(prefix)) text = form + text.substr(prefix.size());
      }
      for (std::string_view open : {"(", "（"}) {
        const std::string suffix = std::string(open) + std::string(kana);
        if (text.ends_with(suffix)) text = text.substr(0, text.size() - suffix.size()) + form;
      }
    }
  }
  return text;
}

}  // namespace musubi
