// spelling.h - words of a Japanese text, and how near two of them are. Words are runs of one kind
// of character, because Japanese has no spaces: 県の補助金セミナー gives 県, 補助金, セミナー. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/site_search/nouns.h"

namespace musubi::site_search {

// A run as it stands; `is_word` false: hiragana, punctuation, what nobody would look up alone.
struct Run {
  std::string text;
  bool is_word = false;
};
std::vector<Run> runs_of(std::string_view text);

// Words of at least two characters, once each, in order; at most `most`.
std::vector<Word> words_in(std::string_view text, std::size_t most);

// Whether the bytes [at, at + size) are torn out of a longer word: ai in email, ビス in サービス.
// Kanji are not: 補助金 stands for itself in 補助金申請.
bool is_cut_out(std::string_view text, std::size_t at, std::size_t size);

// ^サ サー ーバ バ$ : a word with one wrong character still has most of them.
std::vector<std::string> pairs_of(std::string_view folded);

// Characters to insert, take out, replace, or two neighbours to swap; more than `most`: most + 1.
int distance(std::string_view a, std::string_view b, int most);
// How many wrong characters a word of this length may have and still be recognised.
int mistakes_allowed(std::size_t characters);

}  // namespace musubi::site_search
