// readings.cc - see readings.h. SECURITY: what goes out as markup is fixed text and kana; the word
// itself stays a text node, which the renderer escapes.
#include "core/markdown/readings.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "core/markdown/tree.h"

namespace musubi::markdown {
namespace {

constexpr char32_t kOpen = U'《';
constexpr char32_t kClose = U'》';
constexpr char32_t kBegin = U'｜';
constexpr std::size_t kReadingMost = 40;
constexpr std::size_t kWordMost = 40;

bool is_kanji(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x2FFFF) || c == U'々' ||
         c == U'〆' || c == U'ヶ';
}

bool is_kana(char32_t c) {
  return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FC);
}

struct Ruby {
  std::size_t from, word_from, word_to, to;  // of the whole, and of the word in it
  std::u32string reading;
};

// Looks a bounded way ahead and back: long texts of marks alone must end soon.
std::optional<Ruby> ruby_at(const std::u32string& text, std::size_t open, std::size_t least) {
  std::size_t close = open + 1;
  while (close < text.size() && close - open <= kReadingMost && text[close] != kClose) ++close;
  if (close == open + 1 || close >= text.size() || text[close] != kClose) return std::nullopt;
  const std::u32string reading = text.substr(open + 1, close - open - 1);
  if (!std::all_of(reading.begin(), reading.end(), is_kana)) return std::nullopt;
  std::size_t begin = open;
  while (begin > least && is_kanji(text[begin - 1])) --begin;
  std::size_t from = begin;
  for (std::size_t at = open; at > least && open - at < kWordMost; --at) {
    if (text[at - 1] != kBegin) continue;
    from = at - 1;
    begin = at;
    break;
  }
  if (begin == open) return std::nullopt;
  return Ruby{from, begin, open, close + 1, reading};
}

cmark_node* text_node(std::u32string_view text) {
  cmark_node* node = cmark_node_new(CMARK_NODE_TEXT);
  cmark_node_set_literal(node, utf8_of(text).c_str());
  return node;
}

cmark_node* ruby_node(const std::u32string& text, const Ruby& ruby) {
  cmark_node* node = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
  cmark_node_set_on_enter(node, "<ruby>");
  const std::string end =
      "<rp>（</rp><rt>" + utf8_of(ruby.reading) + "</rt><rp>）</rp></ruby>";
  cmark_node_set_on_exit(node, end.c_str());
  cmark_node_append_child(
      node, text_node(std::u32string_view(text).substr(ruby.word_from,
                                                       ruby.word_to - ruby.word_from)));
  return node;
}

// The cell of a table takes no ruby: there the reading stands in brackets.
void insert_ruby(cmark_node* before, const std::u32string& text, const Ruby& ruby) {
  cmark_node* node = ruby_node(text, ruby);
  if (cmark_node_insert_before(before, node) != 0) return;
  cmark_node_free(node);
  const std::u32string words =
      text.substr(ruby.word_from, ruby.word_to - ruby.word_from) + U"（" + ruby.reading + U"）";
  cmark_node_insert_before(before, text_node(words));
}

void read_text(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  if (literal == nullptr) return;
  const std::u32string text = code_points(literal);
  std::vector<Ruby> found;
  std::size_t done = 0;
  for (std::size_t open = text.find(kOpen); open != std::u32string::npos;
       open = text.find(kOpen, open + 1)) {
    if (open < done) continue;
    if (auto ruby = ruby_at(text, open, done)) {
      done = ruby->to;
      found.push_back(std::move(*ruby));
    }
  }
  if (found.empty()) return;
  std::size_t at = 0;
  const auto plain = [&](std::size_t until) {
    if (at < until) {
      cmark_node_insert_before(node,
                               text_node(std::u32string_view(text).substr(at, until - at)));
    }
  };
  for (const Ruby& ruby : found) {
    plain(ruby.from);
    insert_ruby(node, text, ruby);
    at = ruby.to;
  }
  plain(text.size());
  cmark_node_unlink(node);
  cmark_node_free(node);
}

// Words of an image are an attribute: no markup can stand there.
bool is_in_image(cmark_node* node) {
  for (cmark_node* up = cmark_node_parent(node); up != nullptr; up = cmark_node_parent(up)) {
    if (cmark_node_get_type(up) == CMARK_NODE_IMAGE) return true;
  }
  return false;
}

}  // namespace

void add_readings(cmark_node* root) {
  std::vector<cmark_node*> texts;
  const Iterator walk(cmark_iter_new(root));
  for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    cmark_node* node = cmark_iter_get_node(walk.get());
    const bool text = event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_TEXT;
    if (text && !is_in_image(node)) texts.push_back(node);
  }
  for (cmark_node* node : texts) read_text(node);
}

}  // namespace musubi::markdown
