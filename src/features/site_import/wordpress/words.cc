// words.cc - see words.h. Must never change what can be read: it escapes, moves blanks, and takes
// away only what has no shape.
#include "features/site_import/wordpress/words.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace musubi::site_import {
namespace {

bool is_unseen(char32_t c) {
  return (c < 0x20 && c != U'\n' && c != U'\t') || (c >= 0x7F && c < 0xA0) || c == 0xAD ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0x061C || c == 0xFFFD ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

// Kana, kanji, and the marks between them: no blank stands where a line was broken.
bool is_wide(char32_t c) {
  return (c >= 0x3000 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF) || c >= 0x20000;
}

bool is_alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

// &amp; &#8211;: what Markdown would read as one character.
bool begins_entity(std::string_view rest) {
  const std::size_t end = rest.substr(0, 34).find(';');
  if (end == std::string_view::npos || end < 2 || end > 32) return false;
  return std::all_of(rest.begin() + 1, rest.begin() + static_cast<std::ptrdiff_t>(end),
                     [](char c) { return is_alnum(c) || c == '#'; });
}

bool opens(char32_t c) {
  return std::u32string_view(U"「『（【〈《［｛“‘([{").find(c) != std::u32string_view::npos;
}
bool closes(char32_t c) {
  return std::u32string_view(U"」』）】〉》］｝”’)]}。、！？：；・…!?:;,.").find(c) !=
         std::u32string_view::npos;
}

}  // namespace

std::string visible_text(std::string_view text, int& taken) {
  std::u32string out;
  const std::u32string points = code_points(text);
  for (std::size_t i = 0; i < points.size(); ++i) {
    char32_t c = points[i];
    if (c == U'\r') {
      if (i + 1 < points.size() && points[i + 1] == U'\n') continue;
      c = U'\n';
    }
    if (c == 0x2028 || c == 0x2029) c = U'\n';
    if (is_unseen(c)) {
      ++taken;
      continue;
    }
    out += c == U'\t' || c == 0xA0 ? U' ' : c;
  }
  return utf8_of(out);
}

std::string visible_text(std::string_view text) {
  int taken = 0;
  return visible_text(text, taken);
}

std::string visible_line(std::string_view text) { return trim(one_flow(visible_text(text))); }

std::string escaped_text(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char before = i > 0 ? text[i - 1] : ' ';
    const char after = i + 1 < text.size() ? text[i + 1] : ' ';
    bool escape = c == '\\' || c == '`' || c == '*' || c == '[' || c == ']' || c == '<' || c == '|';
    if (c == '_') escape = !is_alnum(before) || !is_alnum(after);
    if (c == '~') escape = before == '~' || after == '~';
    if (c == '&') escape = begins_entity(text.substr(i));
    if (escape) out += '\\';
    out += c;
  }
  return out;
}

std::string escaped_lines(std::string_view text) {
  std::string out;
  for (const std::string& typed : split(text, '\n')) {
    std::string line = trim(typed);
    if (line.empty()) continue;
    const char first = line.front();
    if (first == '#' || first == '>' || first == '+' || first == '-' || first == '=' ||
        line.starts_with(":::")) {
      line.insert(0, "\\");
    }
    const std::size_t digits = line.find_first_not_of("0123456789");
    if (digits != 0 && digits != std::string::npos && digits <= 9 &&
        (line[digits] == '.' || line[digits] == ')') &&
        (digits + 1 == line.size() || line[digits + 1] == ' ')) {
      line.insert(digits, "\\");
    }
    out += (out.empty() ? "" : "\n") + line;
  }
  return out;
}

std::string one_flow(std::string_view text) {
  std::u32string out;
  const std::u32string points = code_points(text);
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i] != U' ' && points[i] != U'\n' && points[i] != U'\t') {
      out += points[i];
      continue;
    }
    bool line_end = false;
    std::size_t end = i;
    while (end < points.size() &&
           (points[end] == U' ' || points[end] == U'\n' || points[end] == U'\t')) {
      line_end = line_end || points[end] == U'\n';
      ++end;
    }
    const bool between = !out.empty() && is_wide(out.back()) && end < points.size() &&
                         is_wide(points[end]);
    if (!line_end || !between) out += U' ';
    i = end - 1;
  }
  return utf8_of(out);
}

std::string with_mark(std::string_view mark, const std::string& words) {
  // \x1E: a picture; \x1D: the end of a paragraph. Neither can stand inside a mark.
  if (words.find_first_of("\x1E\x1D") != std::string::npos) return words;
  const std::u32string all = code_points(words);
  std::size_t from = 0, to = all.size();
  while (from < to && (all[from] == U' ' || all[from] == U'\n' || all[from] == 0x3000 ||
                       opens(all[from]))) {
    ++from;
  }
  while (to > from && (all[to - 1] == U' ' || all[to - 1] == U'\n' || all[to - 1] == 0x3000 ||
                       closes(all[to - 1]))) {
    --to;
  }
  const std::string inside = utf8_of(std::u32string_view(all).substr(from, to - from));
  if (inside.empty()) return words;
  const char first = inside.front(), last = inside.back();
  // Beside other marks it would be read as text, star by star; `[` begins a link.
  const auto is_mark = [](char c) { return std::string_view("[]`*~\\!<()").find(c) !=
                                           std::string_view::npos; };
  if (is_mark(first) || is_mark(last)) return words;
  return utf8_of(std::u32string_view(all).substr(0, from)) + std::string(mark) + inside +
         std::string(mark) + utf8_of(std::u32string_view(all).substr(to));
}

}  // namespace musubi::site_import
