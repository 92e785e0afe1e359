// snippet.cc - made here for the twenty rows shown, not in SQL: FTS5's snippet() would be evaluated
// for every match of a ranked query (measured ten times slower), and PostgreSQL has none for pairs.
#include "core/search/snippet.h"

#include <algorithm>

#include "core/search/tokenizer.h"

namespace musubi::search {
namespace {

constexpr std::size_t kBefore = 30, kAfter = 90;  // characters around the first match

std::vector<std::vector<Unit>> folded_terms(const std::vector<std::string>& terms) {
  std::vector<std::vector<Unit>> out;
  for (const std::string& term : terms) out.push_back(fold(term));
  return out;
}

Marks marks_of(const std::vector<Unit>& units, const std::vector<std::string>& terms) {
  Marks found;
  const auto same = [](const Unit& a, const Unit& b) { return a.character == b.character; };
  for (const std::vector<Unit>& term : folded_terms(terms)) {
    if (term.empty()) continue;
    auto at = units.begin();
    while (true) {
      at = std::search(at, units.end(), term.begin(), term.end(), same);
      if (at == units.end()) break;
      const auto last = at + static_cast<std::ptrdiff_t>(term.size()) - 1;
      found.emplace_back(at->from, last->to);
      at = last + 1;
    }
  }
  std::sort(found.begin(), found.end());
  Marks merged;
  for (const auto& mark : found) {
    if (!merged.empty() && mark.first <= merged.back().second) {
      merged.back().second = std::max(merged.back().second, mark.second);
    } else {
      merged.push_back(mark);
    }
  }
  return merged;
}

bool continues(const std::string& text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}
std::size_t back(const std::string& text, std::size_t at, std::size_t characters) {
  while (at > 0 && characters > 0) {
    --at;
    while (at > 0 && continues(text, at)) --at;
    --characters;
  }
  return at;
}
std::size_t forward(const std::string& text, std::size_t at, std::size_t characters) {
  while (at < text.size() && characters > 0) {
    ++at;
    while (continues(text, at)) ++at;
    --characters;
  }
  return at;
}

}  // namespace

Marks marks_in(const std::string& text, const std::vector<std::string>& terms) {
  return marks_of(fold(text), terms);
}

Snippet snippet_of(const std::string& text, const std::vector<std::string>& terms) {
  const Marks all = marks_in(text, terms);
  const std::size_t first = all.empty() ? 0 : all.front().first;
  const std::size_t from = back(text, first, kBefore);
  const std::size_t to = forward(text, first, kAfter);
  Snippet out;
  if (from > 0) out.text = "…";
  const std::size_t shift = out.text.size();
  out.text += text.substr(from, to - from);
  std::replace_if(
      out.text.begin(), out.text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; },
      ' ');
  for (const auto& [mark_from, mark_to] : all) {
    if (mark_to > to) break;
    out.marks.emplace_back(mark_from - from + shift, mark_to - from + shift);
  }
  if (to < text.size()) out.text += "…";
  return out;
}

}  // namespace musubi::search
