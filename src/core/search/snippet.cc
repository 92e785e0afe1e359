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

namespace {

constexpr std::size_t kAlwaysLookedThrough = 20'000;

// Where the first match begins, line by line, because none goes across a line end; 0 without one.
std::size_t first_match(const std::string& text, const std::vector<std::string>& terms,
                        std::size_t most) {
  for (std::size_t at = 0; at < text.size() && at < most;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const Marks marks = marks_in(text.substr(at, end - at), terms);
    if (!marks.empty()) return at + marks.front().first;
    at = end + 1;
  }
  return 0;
}

}  // namespace

Snippet snippet_of(const std::string& text, const std::vector<std::string>& terms, int& room) {
  const std::size_t most =
      std::max(kAlwaysLookedThrough, static_cast<std::size_t>(std::max(room, 0)));
  const std::size_t first = first_match(text, terms, most);
  room -= static_cast<int>(std::min(first == 0 ? text.size() : first, most));
  const std::size_t from = back(text, first, kBefore);
  const std::size_t to = forward(text, first, kAfter);
  Snippet out;
  if (from > 0) out.text = "…";
  const std::size_t shift = out.text.size();
  const std::string shown = text.substr(from, to - from);
  for (const auto& [mark_from, mark_to] : marks_in(shown, terms)) {
    out.marks.emplace_back(mark_from + shift, mark_to + shift);
  }
  out.text += shown;
  std::replace_if(
      out.text.begin(), out.text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; },
      ' ');
  if (to < text.size()) out.text += "…";
  return out;
}

}  // namespace musubi::search
