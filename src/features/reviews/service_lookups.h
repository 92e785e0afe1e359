// service_lookups.h - what a public register of companies says about an applicant's 法人番号, kept as
// evidence of the review (conventions C-3). Nothing waits for it: a register that does not answer
// leaves the review as it was.
#pragma once

#include "features/reviews/service_reviews.h"

namespace musubi::reviews {

// Asks the configured register, or takes what it said within the last 30 days. Fault::unavailable
// with words when it does not answer, Fault::unready when none is configured or the applicant has
// no number, Fault::conflict when the review has not begun.
Result<void> look_up_company(const Context& ctx, const ApplicationId& id);

enum class Match { same, different, unknown };
struct Comparison {
  Match name = Match::unknown, address = Match::unknown;
};
// By the search key (C-13), so that width, kana and corporate forms make no difference. A register
// writes 一丁目2番3号 where an applicant writes 1-2-3: digits and what stands between them count.
Comparison compare(const Lookup& lookup, const applications::Application& application);

}  // namespace musubi::reviews
