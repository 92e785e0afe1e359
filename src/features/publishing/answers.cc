// answers.cc - public FAQs that a question in somebody's own words may mean: those whose title or
// summary shares the most pairs of letters with it. Needs no words between spaces, as Japanese has
// none. Reads a bounded number of rows through an index; keeps nothing of what was asked.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "features/publishing/publishing.h"
#include "features/publishing/store.h"

namespace musubi::publishing {
namespace {

constexpr int kFaqsRead = 300;  // the newest; a site has a few dozen
constexpr std::size_t kQuestionMost = 600;  // characters of it that are looked at
constexpr int kTitleWeight = 2, kScoreLeast = 2;

using Pair = std::pair<char32_t, char32_t>;

bool is_hiragana(char32_t c) { return c >= 0x3041 && c <= 0x309F; }

bool says_something(char32_t c) {
  return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= U'a' && c <= U'z') ||
         (c >= U'0' && c <= U'9');
}

// ですか, について and the like stand in every question: pairs with hiragana say nothing.
std::set<Pair> pairs_of(std::string_view words) {
  const std::u32string text = code_points(lower_ascii(nfkc(words)));
  std::set<Pair> out;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char32_t one = text[i], other = text[i + 1];
    if (!says_something(one) || !says_something(other)) continue;
    if (is_hiragana(one) || is_hiragana(other)) continue;
    out.insert({one, other});
  }
  return out;
}

int shared(const std::set<Pair>& one, const std::set<Pair>& other) {
  return static_cast<int>(std::count_if(one.begin(), one.end(),
                                        [&](const Pair& pair) { return other.contains(pair); }));
}

}  // namespace

std::vector<KnownAnswer> list_known_answers(db::Reader& reader, std::string_view question,
                                            int most) {
  const std::set<Pair> asked = pairs_of(cut_characters(question, kQuestionMost));
  if (asked.empty()) return {};
  store::PublicFilter filter;
  filter.type = "faq";
  filter.most = kFaqsRead;
  std::vector<std::pair<int, KnownAnswer>> found;
  for (const Content& faq : store::list_public(reader, filter)) {
    const int score = kTitleWeight * shared(pairs_of(faq.public_title), asked) +
                      shared(pairs_of(faq.public_lead), asked);
    if (score < kScoreLeast) continue;
    found.emplace_back(score, KnownAnswer{faq.path, faq.public_title, faq.public_lead});
  }
  // The newest first among equals, as they came.
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<KnownAnswer> out;
  for (auto& [score, answer] : found) {
    if (static_cast<int>(out.size()) == most) break;
    out.push_back(std::move(answer));
  }
  return out;
}

}  // namespace musubi::publishing
