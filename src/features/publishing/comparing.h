// comparing.h - two texts side by side: which paragraph of the one stands beside which of the
// other, and which of their words are not the same. Pure; the work is bounded whatever was typed:
// what is too long for it is shown as changed as a whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace musubi::publishing {

struct BlockPair {
  std::string left, right;  // "" = this side has no such paragraph
};
// Paragraph by paragraph, as blank lines part them. What one side has more stands alone; one that
// was changed stands beside what it was.
std::vector<BlockPair> pair_blocks(std::string_view left, std::string_view right);

struct WordPiece {
  std::string text;
  bool differs = false;
};
struct ComparedWords {
  std::vector<WordPiece> left, right;  // put together: the texts
};
// Texts that have little in common differ as a whole: single letters alike say nothing.
ComparedWords compare_words(std::string_view left, std::string_view right);

}  // namespace musubi::publishing
