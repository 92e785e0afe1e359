// tokenizer.h - the one tokenizer: text folded into units, units cut into overlapping pairs.
//   bytes -> NFKC + case fold -> hiragana to katakana, kanji variants, corporate forms
//         -> runs (letters and digits joined; breaks between) -> bigrams, last unit alone
// "サーバー" gives サー ーバ バー ー: the lone last unit lets a one-character query be a prefix search.
// Pure: no database, no I/O. Both databases and the snippets use it, so that they cannot disagree.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace musubi::search {

// One folded character and the bytes of the original text it came from. character 0 is a break
// between runs: never first, never last, never twice in a row.
struct Unit {
  char32_t character = 0;
  std::uint32_t from = 0, to = 0;
  bool operator==(const Unit&) const = default;
};
std::vector<Unit> fold(std::string_view utf8);

// The folded text itself, runs joined by "|" (which folds to a break: folding twice is harmless).
std::string folded_text(const std::vector<Unit>& units);
inline std::string folded_text(std::string_view utf8) { return folded_text(fold(utf8)); }

// Calls `each` for every token of a text: pairs, then the last unit of the run alone. In a query
// the last unit of the last run is left out when its run has a pair (the pair holds it already).
struct Token {
  std::string text;
  std::uint32_t from = 0, to = 0;
};
void each_token(const std::vector<Unit>& units, bool in_query,
                const std::function<bool(const Token&)>& each);

}  // namespace musubi::search
