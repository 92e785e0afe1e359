// query.h - what a parsed query looks like to each database.
// Inside core/search only.
#pragma once

#include <string>

#include "core/search/search.h"

namespace musubi::search {

// For FTS5: ("税込") AND ("サー" + "ーバ") NOT (...). REQUIRES: !parsed.empty().
std::string fts5_expression(const Parsed& parsed);
// For to tsquery: every pair of every wanted term, 'サー' & '税':*. REQUIRES: !parsed.empty().
std::string tsquery_expression(const Parsed& parsed);
// PostgreSQL's pairs have no order: terms longer than one pair must be checked in the folded text.
std::vector<std::string> terms_to_check(const Parsed& parsed);

}  // namespace musubi::search
