// tokenizer.cc - folding and cutting; see tokenizer.h. Every rule keeps the byte range of what it
// folded, because snippets mark the original text.
#include "core/search/tokenizer.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/result.h"

namespace musubi::search {
namespace {

// Variants that the same person or place is written with; NFKC keeps them apart (C-13).
constexpr std::u32string_view kVariants =
    U"髙高﨑崎嵜崎濵浜濱浜邉辺邊辺齋斎齊斉澤沢櫻桜國国廣広眞真德徳惠恵榮栄龍竜藏蔵豐豊會会學学來来條条瀨瀬"
    U"賴頼靜静增増黑黒𠮷吉彌弥壽寿實実嶋島嶌島峯峰冨富槇槙桒桑舘館鐵鉄圓円萬万與与佛仏號号體体藝芸縣県"
    U"靑青淸清ヶケヵカ";

char32_t fold_variant(char32_t c) {
  static const std::unordered_map<char32_t, char32_t> table = [] {
    std::unordered_map<char32_t, char32_t> map;
    for (std::size_t i = 0; i + 1 < kVariants.size(); i += 2) map[kVariants[i]] = kVariants[i + 1];
    return map;
  }();
  if (c < 0x30F5) return c;
  auto found = table.find(c);
  return found == table.end() ? c : found->second;
}

char32_t fold_kana(char32_t c) {
  if ((c >= 0x3041 && c <= 0x3096) || c == 0x309D || c == 0x309E) return c + 0x60;
  return c;
}

const icu::Normalizer2& normalizer() {
  static const icu::Normalizer2* found = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* n = icu::Normalizer2::getNFKCCasefoldInstance(status);
    CHECK(U_SUCCESS(status));
    return n;
  }();
  return *found;
}

// Normalises one piece that cannot interact with its neighbours and appends its characters.
void append_piece(const icu::UnicodeString& piece, std::uint32_t from, std::uint32_t to,
                  std::vector<Unit>& out) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString normal = normalizer().normalize(piece, status);
  if (U_FAILURE(status)) return;
  for (int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1)) {
    char32_t c = fold_variant(fold_kana(static_cast<char32_t>(normal.char32At(i))));
    out.push_back({c, from, to});
  }
}

// What nearly every character of a text is: one that becomes one character, whatever stands beside
// it. Looked up here, because a long document is folded for each of its snippets.
class Plain {
 public:
  static const Plain& table() {
    static const Plain once;
    return once;
  }
  // 0: ask the normaliser.
  char32_t folded(UChar32 c) const { return is_known(c) ? folded_[index(c)] : 0; }
  // Nothing before it changes it.
  bool begins_anew(UChar32 c) const {
    return is_known(c) ? begins_[index(c)] != 0 : normalizer().hasBoundaryBefore(c);
  }

 private:
  static constexpr std::size_t kKnown = 0x10000;
  static bool is_known(UChar32 c) { return c >= 0 && c < static_cast<UChar32>(kKnown); }
  static std::size_t index(UChar32 c) { return static_cast<std::size_t>(c); }
  Plain() : folded_(kKnown, 0), begins_(kKnown, 0) {
    std::vector<Unit> units;
    for (std::size_t i = 1; i < kKnown; ++i) {
      const auto c = static_cast<UChar32>(i);
      begins_[i] = normalizer().hasBoundaryBefore(c) ? 1 : 0;
      if (U_IS_SURROGATE(c)) continue;
      units.clear();
      append_piece(icu::UnicodeString(c), 0, 0, units);
      if (units.size() == 1) folded_[i] = units.front().character;
    }
  }
  std::vector<char32_t> folded_;
  std::vector<char> begins_;
};

// The character at `at`; a line end where the bytes are no UTF-8 or end.
UChar32 character_at(const std::uint8_t* bytes, int32_t& at, int32_t length) {
  if (at >= length) return '\n';
  UChar32 c = 0;
  U8_NEXT(bytes, at, length, c);
  return c < 0 ? '\n' : c;
}

// Step 1: characters, normalised and mapped, everything still in (spaces, punctuation).
std::vector<Unit> normalised(std::string_view utf8) {
  const Plain& plain = Plain::table();
  std::vector<Unit> out;
  out.reserve(utf8.size() / 2);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto length = static_cast<int32_t>(utf8.size());
  icu::UnicodeString piece;
  std::uint32_t piece_from = 0;
  int32_t at = 0;
  while (at < length) {
    const int32_t from = at;
    const UChar32 c = character_at(bytes, at, length);
    if (!piece.isEmpty() && plain.begins_anew(c)) {
      append_piece(piece, piece_from, static_cast<std::uint32_t>(from), out);
      piece.remove();
    }
    if (const char32_t folded = plain.folded(c); folded != 0 && piece.isEmpty()) {
      int32_t behind = at;
      if (plain.begins_anew(character_at(bytes, behind, length))) {
        out.push_back({folded, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(at)});
        continue;
      }
    }
    if (piece.isEmpty()) piece_from = static_cast<std::uint32_t>(from);
    piece.append(c);
    // A hostile pile of combining marks must not make one endless piece.
    if (piece.length() > 64) {
      append_piece(piece, piece_from, static_cast<std::uint32_t>(at), out);
      piece.remove();
    }
  }
  if (!piece.isEmpty()) append_piece(piece, piece_from, static_cast<std::uint32_t>(length), out);
  return out;
}

// (株) and its kin, as NFKC leaves ㈱ and as people type it.
const std::map<std::u32string, std::u32string>& corporate_forms() {
  static const std::map<std::u32string, std::u32string> forms = {
      {U"株", U"株式会社"},      {U"有", U"有限会社"},      {U"資", U"合資会社"},
      {U"名", U"合名会社"},      {U"同", U"合同会社"},      {U"合", U"合同会社"},
      {U"社", U"社団法人"},      {U"財", U"財団法人"},      {U"一社", U"一般社団法人"},
      {U"一財", U"一般財団法人"}, {U"公社", U"公益社団法人"}, {U"公財", U"公益財団法人"},
      {U"医", U"医療法人"},      {U"学", U"学校法人"},      {U"福", U"社会福祉法人"},
      {U"特非", U"特定非営利活動法人"}, {U"独", U"独立行政法人"}};
  return forms;
}

// Step 2: corporate forms spelled out. Each new character points at the whole form.
std::vector<Unit> spelled_out(std::vector<Unit> in) {
  std::vector<Unit> out;
  out.reserve(in.size());
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (in[i].character == U'(') {
      std::u32string inside;
      std::size_t close = i + 1;
      while (close < in.size() && inside.size() < 3 && in[close].character != U')') {
        inside += in[close++].character;
      }
      auto form = corporate_forms().find(inside);
      if (close < in.size() && in[close].character == U')' && form != corporate_forms().end()) {
        for (char32_t c : form->second) out.push_back({c, in[i].from, in[close].to});
        i = close;
        continue;
      }
    }
    out.push_back(in[i]);
  }
  return out;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_ascii_word(char32_t c) { return is_digit(c) || (c >= U'a' && c <= U'z'); }
bool is_searchable(char32_t c) {
  if (c < 0x80) return is_ascii_word(c);
  const int8_t type = u_charType(static_cast<UChar32>(c));
  return u_isalnum(static_cast<UChar32>(c)) || type == U_LETTER_NUMBER || type == U_OTHER_NUMBER ||
         type == U_OTHER_SYMBOL;
}
bool is_mark(char32_t c) {
  return c >= 0x300 && (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

// What stands between two searchable characters; the strongest one seen decides.
enum class Between { nothing, space, hyphen, grouping, hard };

Between kind_of(char32_t c) {
  if (c == U'\n' || c == U'\r') return Between::hard;
  if (c == U' ' || c == U'\t' || c == 0x30FB) return Between::space;
  if (c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212) return Between::hyphen;
  if (c == U'(' || c == U')' || c == U',') return Between::grouping;
  return Between::hard;
}
// Two different separators in a row never join, except brackets and hyphens in a number.
Between together(Between a, Between b) {
  if (a == Between::nothing || a == b) return b;
  const bool number_signs = a != Between::space && a != Between::hard && b != Between::space &&
                            b != Between::hard;
  return number_signs ? Between::grouping : Between::hard;
}
// 熊本　太郎 is 熊本太郎; 096-000-5634 and 096(000)5634 are 0960005634; wi-fi is wifi; 1,234 is 1234.
bool joins(char32_t left, Between between, char32_t right) {
  switch (between) {
    case Between::nothing: return true;
    case Between::space: return !is_ascii_word(left) || !is_ascii_word(right);
    case Between::hyphen: return is_ascii_word(left) && is_ascii_word(right);
    case Between::grouping: return is_digit(left) && is_digit(right);
    case Between::hard: return false;
  }
  return false;
}

std::string utf8_of(char32_t c) {
  std::string out;
  icu::UnicodeString(static_cast<UChar32>(c)).toUTF8String(out);
  return out;
}

}  // namespace

std::vector<Unit> fold(std::string_view utf8) {
  std::vector<Unit> out;
  Between between = Between::nothing;
  const std::vector<Unit> in = spelled_out(normalised(utf8));
  for (std::size_t i = 0; i < in.size(); ++i) {
    const Unit& unit = in[i];
    if (is_mark(unit.character)) continue;
    // 096ー000 typed with the long vowel mark: a hyphen when digits stand on both sides.
    const bool long_mark_in_number = unit.character == 0x30FC && i > 0 && i + 1 < in.size() &&
                                     is_digit(in[i - 1].character) &&
                                     is_digit(in[i + 1].character);
    if (long_mark_in_number || !is_searchable(unit.character)) {
      between = together(between, long_mark_in_number ? Between::hyphen : kind_of(unit.character));
      continue;
    }
    if (!out.empty() && !joins(out.back().character, between, unit.character)) {
      out.push_back({0, unit.from, unit.from});
    }
    out.push_back(unit);
    between = Between::nothing;
  }
  return out;
}

std::string folded_text(const std::vector<Unit>& units) {
  std::string out;
  out.reserve(units.size() * 3);
  for (const Unit& unit : units) out += unit.character == 0 ? "|" : utf8_of(unit.character);
  return out;
}

void each_token(const std::vector<Unit>& units, bool in_query,
                const std::function<bool(const Token&)>& each) {
  for (std::size_t i = 0; i < units.size(); ++i) {
    const Unit& unit = units[i];
    if (unit.character == 0) continue;
    const bool run_ends = i + 1 == units.size() || units[i + 1].character == 0;
    if (!run_ends) {
      const Unit& next = units[i + 1];
      if (!each({utf8_of(unit.character) + utf8_of(next.character), unit.from,
                 std::max(unit.to, next.to)})) {
        return;
      }
      continue;
    }
    const bool alone = i == 0 || units[i - 1].character == 0;
    if (in_query && i + 1 == units.size() && !alone) return;
    if (!each({utf8_of(unit.character), unit.from, unit.to})) return;
  }
}

}  // namespace musubi::search
