// paper.h - the 試験結果 with the items of JIS X 8341-3:2016 附属書JB.3, as one model: the office's
// preview, the frozen JSON, the public page and the PDF are all made from it.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "features/accessibility/judgement.h"

namespace musubi::accessibility {

struct PaperCriterion {
  std::string number, title, level, source;  // source: jis | wcag21 | wcag22
  std::string outcome;                       // passes fails not_applicable open
  std::string methods, note;
  std::vector<std::int64_t> failing;
};
struct PaperIssue {
  std::string id, criterion, title, plan, due_on;
};
struct ResultPaper {
  std::int64_t number = 0, fiscal_year = 0, policy_number = 0;
  std::string site, degree, published_on, starts_on, ends_on;
  std::string scope_words, scope_sha256, seed, technologies, tools, checker, remarks;
  std::int64_t scope_count = 0, random_count = 0;
  std::vector<std::string> excluded, lacks;
  std::vector<TrialPage> pages;  // without the moment of their check
  std::vector<PaperCriterion> criteria;
  std::vector<PaperIssue> issues;

  std::string name() const;  // 令和6年度 公開サイト
  std::int64_t count(std::string_view outcome) const;  // of the 38
};
// `checker`: the tool of the newest check. Number and day are the publication's.
ResultPaper paper_of(const Trial& trial, const Sheet& sheet, const std::string& checker,
                     std::int64_t policy_number);
Json json_of(const ResultPaper& paper);
ResultPaper paper_from(const Json& json);

}  // namespace musubi::accessibility
