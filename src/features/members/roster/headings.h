// headings.h - what a column's heading means, and what its values look like. Inside roster only.
// Headings are matched by meaning (synonyms, group above, words inside); values decide where the
// heading is unclear. Position never counts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/members/roster/roster.h"

namespace musubi::members {

struct Meaning {
  RosterField field = RosterField::ignored;
  double confidence = 0;  // 0: unknown heading
};

// `group` is the upper level of a two-level heading, "" when there is none.
Meaning meaning_of_heading(std::string_view group, std::string_view heading);

// How many of the values (NFKC, trimmed, none blank) could be this field: 0..1. For fields whose
// values have a shape of their own; 0 for the others.
double likeness(RosterField field, const std::vector<std::string>& values);

// Proposes a mapping from headings (joined " / ", from `groups` and `headings`) and sample values
// by column. Each field is given once, except those that may span columns (address, interests).
Mapping propose_mapping(const std::vector<std::string>& groups,
                        const std::vector<std::string>& headings,
                        const std::vector<std::vector<std::string>>& samples);

// 3,000 under 資本金（千円） is 3,000千円: the unit that a heading gives, "" when none.
std::string unit_in_heading(std::string_view heading);
bool may_span_columns(RosterField field);

}  // namespace musubi::members
