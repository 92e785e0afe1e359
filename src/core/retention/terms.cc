// terms.cc - the arithmetic of terms and the rules of this contract; see retention.h.
// Pure but for the rules that were told at start; must never know a kind by its name.
#include <algorithm>

#include "core/retention/retention.h"

namespace musubi::retention {
namespace {

constexpr int kYearsBack = 150;  // no record is older

Rules& held_rules() {
  static Rules rules;
  return rules;
}

}  // namespace

void configure(Rules rules) { held_rules() = std::move(rules); }
const Rules& rules() { return held_rules(); }

std::string term_words(const Term& term) {
  std::string own;
  if (term.years > 0) own += std::to_string(term.years) + "年";
  if (term.months > 0) own += std::to_string(term.months) + "か月";
  if (term.days > 0) own += std::to_string(term.days) + "日";
  if (!term.evidence) return own.empty() ? "すぐに" : own;
  const std::string evidence = "事業完了後" + std::to_string(kEvidenceYears) + "年";
  return own.empty() ? evidence : own + "（少なくとも" + evidence + "）";
}

std::string_view way_label(Way way) {
  switch (way) {
    case Way::erased: return "消去";
    case Way::anonymised: return "個人の情報だけ消去";
    case Way::kept: return "消去しない（引き継ぐ）";
  }
  return "";
}

const Kind* find_kind(const Kinds& kinds, std::string_view name) {
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const Kind& kind) { return kind.name == name; });
  return found == kinds.end() ? nullptr : &*found;
}

// The contract year of a record is completed with the contract, or with the record's own fiscal
// year when that ends later (the next contract's records).
Date last_day(const Term& term, Date started) {
  Date last = add_days(add_months(started, term.years * 12 + term.months), term.days);
  if (!term.evidence) return last;
  const Date completed =
      std::max(rules().contract_end, fiscal_year_end(fiscal_year(started)));
  return std::max(last, add_months(completed, kEvidenceYears * 12));
}

Instant last_moment_of(Date day) {
  return Instant{start_of_day_in_japan(add_days(day, 1)).ms - 1};
}

// last_day() never falls when the start is later, so the border is found by halving.
std::optional<Date> latest_over(const Term& term, Date today) {
  const Date earliest = add_months(today, -kYearsBack * 12);
  if (!is_over(term, earliest, today)) return std::nullopt;
  int over = 0, open = days_between(earliest, today) + 1;
  while (open - over > 1) {
    const int middle = over + (open - over) / 2;
    (is_over(term, add_days(earliest, middle), today) ? over : open) = middle;
  }
  return add_days(earliest, over);
}

}  // namespace musubi::retention
