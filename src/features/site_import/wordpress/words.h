// words.h - people's text on its way into Markdown: what nobody can see goes, what would be read as
// a mark is escaped, so that text stays text. Pure.
#pragma once

#include <string>
#include <string_view>

namespace musubi::site_import {

// Without control characters, marks that turn the direction of reading, and characters of no width;
// `taken`: how many went. Line ends become \n.
std::string visible_text(std::string_view text, int& taken);
std::string visible_text(std::string_view text);
// One line, trimmed: titles, names, alternative texts.
std::string visible_line(std::string_view text);

// For text inside a paragraph.
std::string escaped_text(std::string_view text);
// A paragraph's beginning of lines: 1. - # > ::: at the beginning of a line would be a mark.
std::string escaped_lines(std::string_view text);
// Blanks and line ends become one blank, and none between two characters of Japanese.
std::string one_flow(std::string_view text);
// `mark` around the words, outside of which their blanks and brackets stand: 「**強調**」. Without
// the mark where Markdown could not read it.
std::string with_mark(std::string_view mark, const std::string& words);

}  // namespace musubi::site_import
