// spelling.cc - see spelling.h. Never reads a database; lengths are bounded, so that no text that
// somebody typed makes it slow.
#include "features/site_search/spelling.h"

#include <algorithm>

#include "base/text.h"
#include "core/search/tokenizer.h"

namespace musubi::site_search {
namespace {

constexpr std::size_t kWordLeast = 2, kWordMost = 24;  // characters
constexpr std::size_t kShortest = 3, kMiddle = 6;      // of a word that may be mistyped

enum class Script { other, kanji, katakana, hiragana, latin };

Script script_of(char32_t c) {
  if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3005 ||
      (c >= 0x20000 && c <= 0x2FFFF) || (c >= 0xF900 && c <= 0xFAFF)) {
    return Script::kanji;
  }
  if ((c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC || (c >= 0xFF66 && c <= 0xFF9F)) {
    return Script::katakana;
  }
  if (c >= 0x3041 && c <= 0x309F) return Script::hiragana;
  const bool ascii = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  const bool wide = (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
                    (c >= 0xFF41 && c <= 0xFF5A);
  return ascii || wide ? Script::latin : Script::other;
}

bool makes_words(Script script) {
  return script == Script::kanji || script == Script::katakana || script == Script::latin;
}

}  // namespace

std::vector<Run> runs_of(std::string_view text) {
  std::vector<Run> out;
  Script before = Script::other;
  std::u32string run;
  const auto finish = [&] {
    if (!run.empty()) out.push_back({utf8_of(run), makes_words(before)});
    run.clear();
  };
  for (const char32_t c : code_points(text)) {
    const Script script = script_of(c);
    if (script != before) finish();
    before = script;
    run += c;
  }
  finish();
  return out;
}

std::vector<Word> words_in(std::string_view text, std::size_t most) {
  std::vector<Word> out;
  for (const Run& run : runs_of(text)) {
    if (out.size() >= most) break;
    const std::size_t length = count_characters(run.text);
    if (!run.is_word || length < kWordLeast || length > kWordMost) continue;
    Word word{search::folded_text(std::string_view(run.text)), run.text};
    const bool numbers = word.folded.find_first_not_of("0123456789") == std::string::npos;
    if (word.folded.empty() || numbers) continue;
    const bool known = std::any_of(out.begin(), out.end(), [&](const Word& one) {
      return one.folded == word.folded;
    });
    if (!known) out.push_back(std::move(word));
  }
  return out;
}

bool is_cut_out(std::string_view text, std::size_t at, std::size_t size) {
  const std::u32string before = code_points(text.substr(0, at));
  const std::u32string inside = code_points(text.substr(at, size));
  const std::u32string behind = code_points(text.substr(at + size));
  if (inside.empty()) return true;
  const auto joined = [](char32_t left, char32_t right) {
    const Script script = script_of(left);
    return script == script_of(right) && (script == Script::latin || script == Script::katakana);
  };
  return (!before.empty() && joined(before.back(), inside.front())) ||
         (!behind.empty() && joined(inside.back(), behind.front()));
}

std::vector<std::string> pairs_of(std::string_view folded) {
  std::vector<std::string> out;
  const std::u32string all = U"^" + code_points(folded).substr(0, kWordMost) + U"$";
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    std::string pair = utf8_of(std::u32string_view(all).substr(i, 2));
    if (std::find(out.begin(), out.end(), pair) == out.end()) out.push_back(std::move(pair));
  }
  return out;
}

int distance(std::string_view a, std::string_view b, int most) {
  const std::u32string one = code_points(a).substr(0, kWordMost + 1);
  const std::u32string two = code_points(b).substr(0, kWordMost + 1);
  const std::size_t longer = std::max(one.size(), two.size());
  if (longer - std::min(one.size(), two.size()) > static_cast<std::size_t>(most)) return most + 1;
  std::vector<std::vector<int>> rows(one.size() + 1, std::vector<int>(two.size() + 1, 0));
  for (std::size_t i = 0; i <= one.size(); ++i) rows[i][0] = static_cast<int>(i);
  for (std::size_t j = 0; j <= two.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= one.size(); ++i) {
    for (std::size_t j = 1; j <= two.size(); ++j) {
      const int change = rows[i - 1][j - 1] + (one[i - 1] == two[j - 1] ? 0 : 1);
      rows[i][j] = std::min({change, rows[i - 1][j] + 1, rows[i][j - 1] + 1});
      const bool swapped =
          i > 1 && j > 1 && one[i - 1] == two[j - 2] && one[i - 2] == two[j - 1];
      if (swapped) rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return std::min(rows[one.size()][two.size()], most + 1);
}

int mistakes_allowed(std::size_t characters) {
  if (characters < kShortest) return 0;
  return characters < kMiddle ? 1 : 2;
}

}  // namespace musubi::site_search
