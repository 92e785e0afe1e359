// comparing.cc - see comparing.h. Both questions are a longest common subsequence: of paragraphs,
// and of words (runs of one script, for Japanese has no spaces between them).
#include "features/publishing/comparing.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace musubi::publishing {
namespace {

constexpr std::size_t kBlocksMost = 400;  // between what is the same at both ends
constexpr std::size_t kWordsMost = 200;
constexpr std::size_t kGapMost = 20;      // paragraphs whose words are compared with each other
constexpr std::size_t kLikeLeast = 500;   // thousandths: one text, changed

using Parts = std::vector<std::string>;
using Places = std::vector<std::pair<std::size_t, std::size_t>>;  // of left and right, both rising

// A part of both sides: [left_from, left_to) and [right_from, right_to).
struct Stretch {
  std::size_t left_from = 0, left_to = 0, right_from = 0, right_to = 0;
  std::size_t rows() const { return left_to - left_from; }
  std::size_t columns() const { return right_to - right_from; }
};

void add_common(Places& out, const Parts& left, const Parts& right, const Stretch& in) {
  const auto same = [&](std::size_t i, std::size_t j) {
    return left[in.left_from + i] == right[in.right_from + j];
  };
  // Of what follows row i and column j.
  std::vector<std::vector<std::uint16_t>> length(
      in.rows() + 1, std::vector<std::uint16_t>(in.columns() + 1, 0));
  for (std::size_t i = in.rows(); i-- > 0;) {
    for (std::size_t j = in.columns(); j-- > 0;) {
      length[i][j] = same(i, j) ? static_cast<std::uint16_t>(length[i + 1][j + 1] + 1)
                                : std::max(length[i + 1][j], length[i][j + 1]);
    }
  }
  std::size_t i = 0, j = 0;
  while (i < in.rows() && j < in.columns()) {
    if (same(i, j)) {
      out.emplace_back(in.left_from + i, in.right_from + j);
      ++i;
      ++j;
    } else if (length[i + 1][j] >= length[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
}

// What is the same on both sides, in order: both ends, and between them what `most` allows.
Places same_places(const Parts& left, const Parts& right, std::size_t most) {
  Places out;
  Stretch in{0, left.size(), 0, right.size()};
  while (in.rows() > 0 && in.columns() > 0 && left[in.left_from] == right[in.right_from]) {
    out.emplace_back(in.left_from++, in.right_from++);
  }
  while (in.rows() > 0 && in.columns() > 0 && left[in.left_to - 1] == right[in.right_to - 1]) {
    --in.left_to;
    --in.right_to;
  }
  if (in.rows() <= most && in.columns() <= most) add_common(out, left, right, in);
  for (std::size_t i = in.left_to, j = in.right_to; i < left.size(); ++i, ++j) {
    out.emplace_back(i, j);
  }
  return out;
}

// ---- words ----

enum class LetterKind { ideograph, hiragana, katakana, latin, digit, other };

LetterKind kind_of_letter(char32_t c) {
  if ((c >= 0x3400 && c <= 0x9FFF) || c == U'々') return LetterKind::ideograph;
  if (c >= 0x3041 && c <= 0x309F) return LetterKind::hiragana;
  if (c >= 0x30A1 && c <= 0x30FE && c != U'・') return LetterKind::katakana;
  if ((c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z')) return LetterKind::latin;
  if ((c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９')) return LetterKind::digit;
  return LetterKind::other;
}

Parts words_of_text(std::string_view text) {
  Parts out;
  LetterKind last = LetterKind::other;
  for (const char32_t c : code_points(text)) {
    const LetterKind now = kind_of_letter(c);
    if (out.empty() || now == LetterKind::other || now != last) out.emplace_back();
    out.back() += utf8_of(std::u32string_view(&c, 1));
    last = now;
  }
  return out;
}

std::size_t bytes_of(const Parts& words) {
  std::size_t out = 0;
  for (const std::string& word : words) out += word.size();
  return out;
}

// How much of the shorter one stands in the other too, in thousandths.
std::size_t likeness(const Parts& left, const Parts& right, const Places& same) {
  const std::size_t shorter = std::min(bytes_of(left), bytes_of(right));
  std::size_t shared = 0;
  for (const auto& place : same) shared += left[place.first].size();
  return shorter == 0 ? 0 : shared * 1000 / shorter;
}

// `same`: for each word, whether the other side has it.
std::vector<WordPiece> pieces_of(const Parts& words, const std::vector<bool>& same) {
  std::vector<WordPiece> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (out.empty() || out.back().differs == same[i]) out.push_back({"", !same[i]});
    out.back().text += words[i];
  }
  return out;
}

// ---- paragraphs ----

Parts paragraphs_of(std::string_view text) {
  Parts out;
  bool open = false;
  for (const std::string& line : split(text, '\n')) {
    if (trim(line).empty()) {
      open = false;
      continue;
    }
    if (open) out.back() += "\n" + line;
    else out.push_back(line);
    open = true;
  }
  return out;
}

// Of paragraphs that are none the same: which was made of which.
Places like_places(const Parts& left, const Parts& right, const Stretch& in) {
  Places out;
  if (in.rows() > kGapMost || in.columns() > kGapMost) return out;
  std::vector<Parts> others;
  for (std::size_t j = in.right_from; j < in.right_to; ++j) {
    others.push_back(words_of_text(right[j]));
  }
  using Numbers = std::vector<std::vector<std::size_t>>;
  Numbers like(in.rows(), std::vector<std::size_t>(in.columns(), 0));
  Numbers best(in.rows() + 1, std::vector<std::size_t>(in.columns() + 1, 0));
  for (std::size_t i = in.rows(); i-- > 0;) {
    const Parts words = words_of_text(left[in.left_from + i]);
    for (std::size_t j = in.columns(); j-- > 0;) {
      const std::size_t found =
          likeness(words, others[j], same_places(words, others[j], kWordsMost));
      like[i][j] = found < kLikeLeast ? 0 : found;
      best[i][j] = std::max(best[i + 1][j], best[i][j + 1]);
      if (like[i][j] > 0) best[i][j] = std::max(best[i][j], like[i][j] + best[i + 1][j + 1]);
    }
  }
  std::size_t i = 0, j = 0;
  while (i < in.rows() && j < in.columns()) {
    if (like[i][j] > 0 && best[i][j] == like[i][j] + best[i + 1][j + 1]) {
      out.emplace_back(in.left_from + i, in.right_from + j);
      ++i;
      ++j;
    } else if (best[i][j] == best[i + 1][j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

// Each place is a pair; what stands between two places is what `between` makes of it.
template <typename Between>
void add_pairs(std::vector<BlockPair>& out, const Parts& left, const Parts& right,
               const Stretch& in, const Places& places, const Between& between) {
  std::size_t i = in.left_from, j = in.right_from;
  for (const auto& [at_left, at_right] : places) {
    between(Stretch{i, at_left, j, at_right});
    out.push_back({left[at_left], right[at_right]});
    i = at_left + 1;
    j = at_right + 1;
  }
  between(Stretch{i, in.left_to, j, in.right_to});
}

}  // namespace

std::vector<BlockPair> pair_blocks(std::string_view left_text, std::string_view right_text) {
  const Parts left = paragraphs_of(left_text), right = paragraphs_of(right_text);
  std::vector<BlockPair> out;
  const auto by_place = [&](const Stretch& in) {
    for (std::size_t i = 0; i < std::max(in.rows(), in.columns()); ++i) {
      out.push_back({i < in.rows() ? left[in.left_from + i] : "",
                     i < in.columns() ? right[in.right_from + i] : ""});
    }
  };
  const auto by_words = [&](const Stretch& in) {
    add_pairs(out, left, right, in, like_places(left, right, in), by_place);
  };
  add_pairs(out, left, right, Stretch{0, left.size(), 0, right.size()},
            same_places(left, right, kBlocksMost), by_words);
  return out;
}

ComparedWords compare_words(std::string_view left_text, std::string_view right_text) {
  const Parts left = words_of_text(left_text), right = words_of_text(right_text);
  const Places same = same_places(left, right, kWordsMost);
  std::vector<bool> on_left(left.size(), false), on_right(right.size(), false);
  if (left_text == right_text || likeness(left, right, same) >= kLikeLeast) {
    for (const auto& [i, j] : same) {
      on_left[i] = true;
      on_right[j] = true;
    }
  }
  return {pieces_of(left, on_left), pieces_of(right, on_right)};
}

}  // namespace musubi::publishing
