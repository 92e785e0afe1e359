// checks.h - what stands in the way of publishing a text (R-5.2.2.ア.b, conventions C-1): pure
// functions over the parsed document. Each finding names its block, so that a page can lead there.
// What could not be read is an error: it proves nothing. Contrast needs no check: no colour can be
// written in the format (docs/content-format.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/markdown/content.h"
#include "features/publishing/content.h"

namespace musubi::publishing {

enum class Severity { error, warning };

struct Finding {
  Severity severity = Severity::error;
  std::string rule;     // heading_skip
  std::string field;    // title, lead, industry ...: of the form; "" when it is in the body
  int block = 0;        // of the body: 1, 2, 3 ...; 0 = the text as a whole
  std::string says;     // what and the remedy
  std::string excerpt;  // the words it is about
};

// In the order of the form, then of the text. `find` null: no file of the library is known.
std::vector<Finding> check_article(const ContentType& type, const Article& article,
                                   const markdown::FindMedia& find);
bool has_errors(const std::vector<Finding>& findings);

// ---- parts, for their tests and for later writers of texts ----

// 日　時: a word whose characters stand apart. "" when there is none.
std::string find_spaced_word(std::string_view text);
bool is_known_word(std::string_view word);  // 日時, 場所 ...: surely one word
// The first character that other machines show differently, with its remedy; "" when there is none.
std::string find_platform_character(std::string_view text, std::string& remedy);
// 11/8, 2024.11.8, R6.11.8: read aloud as fractions or versions. "" when there is none.
std::string find_unreadable_date(std::string_view text);
std::string find_short_weekday(std::string_view text);  // （金）
bool says_where_it_leads(std::string_view link_words);  // not こちら
double share_of_japanese(std::string_view text);        // of its letters; -1 = no letters

}  // namespace musubi::publishing
