// query.h - what a parsed query looks like to each database.
// Inside core/search only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/search/search.h"

namespace musubi::search {

// Before each label of a text that holds labels: tells the tokenizer not to cut it. No other text
// of the index has it.
inline constexpr char kLabelMark = '\x1d';
// A label as the index has it: with a sign that no folded text has, without what would end a
// quoted string. Pure.
std::string label_token(std::string_view label);
std::string label_of_token(std::string_view token);
// The label that each document has for its noun.
std::string noun_label(std::string_view noun);
// All labels of a document in one text, and back.
std::string labels_text(const std::vector<std::string>& labels);
std::vector<std::string> labels_of_text(std::string_view text);

// For FTS5: ("税込") AND ("サー" + "ーバ" OR "ｻ" ...) NOT (...). REQUIRES: !parsed.empty().
std::string fts5_expression(const Parsed& parsed, const Query& query = {});
// For to tsquery: every pair of every wanted term, 'サー' & '税'. REQUIRES: !parsed.empty().
std::string tsquery_expression(const Parsed& parsed, const Query& query = {});
// PostgreSQL's pairs have no order: terms longer than one pair must be checked in the folded text.
// Each is a group of spellings, one a line, of which one must be there.
std::vector<std::string> groups_to_check(const Parsed& parsed, const Query& query = {});
// A term and what it may be written as instead, the term first.
std::vector<std::string> spellings_of(const std::string& term, const Alternatives& alternatives);
// Of all wanted terms: what snippets mark.
std::vector<std::string> all_spellings(const Parsed& parsed, const Alternatives& alternatives);

}  // namespace musubi::search
