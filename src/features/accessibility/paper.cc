// paper.cc - see paper.h. What was frozen is read back as it was, also when the table of criteria
// has changed since: titles are part of the paper.
#include "features/accessibility/paper.h"

#include <algorithm>

#include "features/accessibility/sampling.h"

namespace musubi::accessibility {
namespace {

const char* source_name(Source source) {
  switch (source) {
    case Source::jis: return "jis";
    case Source::wcag21: return "wcag21";
    case Source::wcag22: return "wcag22";
  }
  return "";
}

Json page_json(const TrialPage& p) {
  return {{"position", p.position}, {"path", p.path},
          {"title", p.title},       {"why", p.why},
          {"check", p.check_state}, {"trouble", p.trouble}};
}

TrialPage page_from(const Json& json) {
  TrialPage out;
  out.position = json.value("position", std::int64_t{0});
  out.path = json.value("path", "");
  out.title = json.value("title", "");
  out.why = json.value("why", "");
  out.check_state = json.value("check", "");
  out.trouble = json.value("trouble", "");
  return out;
}

Json criterion_json(const PaperCriterion& c) {
  return {{"number", c.number},   {"title", c.title},     {"level", c.level},
          {"source", c.source},   {"outcome", c.outcome}, {"methods", c.methods},
          {"failing", c.failing}, {"note", c.note}};
}

PaperCriterion criterion_from(const Json& json) {
  PaperCriterion out;
  out.number = json.value("number", "");
  out.title = json.value("title", "");
  out.level = json.value("level", "");
  out.source = json.value("source", "");
  out.outcome = json.value("outcome", "");
  out.methods = json.value("methods", "");
  out.note = json.value("note", "");
  out.failing = json.value("failing", std::vector<std::int64_t>{});
  return out;
}

Json issue_json(const PaperIssue& i) {
  return {{"id", i.id}, {"criterion", i.criterion}, {"title", i.title}, {"plan", i.plan},
          {"due_on", i.due_on}};
}

PaperIssue issue_from(const Json& json) {
  return {json.value("id", ""), json.value("criterion", ""), json.value("title", ""),
          json.value("plan", ""), json.value("due_on", "")};
}

// Texts of the paper that stand alone, with their names in the JSON.
struct PaperText {
  const char* name;
  std::string ResultPaper::* text;
};
constexpr PaperText kTexts[] = {{"site", &ResultPaper::site},
                                {"degree", &ResultPaper::degree},
                                {"published_on", &ResultPaper::published_on},
                                {"starts_on", &ResultPaper::starts_on},
                                {"ends_on", &ResultPaper::ends_on},
                                {"scope_words", &ResultPaper::scope_words},
                                {"scope_sha256", &ResultPaper::scope_sha256},
                                {"seed", &ResultPaper::seed},
                                {"technologies", &ResultPaper::technologies},
                                {"tools", &ResultPaper::tools},
                                {"checker", &ResultPaper::checker},
                                {"remarks", &ResultPaper::remarks}};
struct PaperNumber {
  const char* name;
  std::int64_t ResultPaper::* number;
};
constexpr PaperNumber kNumbers[] = {{"number", &ResultPaper::number},
                                    {"fiscal_year", &ResultPaper::fiscal_year},
                                    {"policy_number", &ResultPaper::policy_number},
                                    {"scope_count", &ResultPaper::scope_count},
                                    {"random_count", &ResultPaper::random_count}};

}  // namespace

std::string ResultPaper::name() const {
  return fiscal_year_name(static_cast<int>(fiscal_year)) + " " + std::string(site_label(site));
}

std::int64_t ResultPaper::count(std::string_view outcome) const {
  return std::count_if(criteria.begin(), criteria.end(), [&](const PaperCriterion& one) {
    return one.source == "jis" && one.outcome == outcome;
  });
}

ResultPaper paper_of(const Trial& trial, const Sheet& sheet, const std::string& checker,
                     std::int64_t policy_number) {
  const Level level = level_of(sheet);
  ResultPaper out;
  out.number = trial.number;
  out.fiscal_year = trial.fiscal_year;
  out.policy_number = policy_number;
  out.site = trial.site;
  out.degree = degree_name(level.degree);
  out.lacks = level.lacks;
  out.published_on = trial.published_on;
  out.starts_on = trial.starts_on;
  out.ends_on = trial.ends_on;
  out.scope_words = trial.scope_words;
  out.scope_sha256 = trial.scope_sha256;
  out.scope_count = trial.scope_count;
  out.excluded = read_paths(trial.excluded);
  out.seed = trial.seed;
  out.random_count = trial.random_count;
  out.technologies = trial.technologies;
  out.tools = trial.tools;
  out.checker = checker;
  out.remarks = trial.remarks;
  out.pages = sheet.pages;
  for (const Judged& one : judge(sheet)) {
    PaperCriterion row;
    row.number = one.criterion->number;
    row.title = one.criterion->title;
    row.level = one.criterion->level;
    row.source = source_name(one.criterion->source);
    row.outcome = outcome_name(one.outcome);
    row.failing = one.failing;
    for (const Verdict& verdict : sheet.verdicts) {
      if (verdict.criterion != row.number) continue;
      row.methods = verdict.methods;
      row.note = verdict.note;
    }
    if (one.found_by_machine && row.methods.find("AC") == std::string::npos) {
      row.methods = row.methods.empty() ? "AC" : "AC " + row.methods;
    }
    out.criteria.push_back(std::move(row));
  }
  for (const Issue& one : sheet.issues) {
    if (one.state == "done") continue;
    out.issues.push_back({one.id.text, one.criterion, one.title, one.plan, one.due_on});
  }
  return out;
}

Json json_of(const ResultPaper& paper) {
  Json out = {{"excluded", paper.excluded}, {"lacks", paper.lacks}};
  for (const PaperText& one : kTexts) out[one.name] = paper.*one.text;
  for (const PaperNumber& one : kNumbers) out[one.name] = paper.*one.number;
  out["pages"] = Json::array();
  out["criteria"] = Json::array();
  out["issues"] = Json::array();
  for (const TrialPage& one : paper.pages) out["pages"].push_back(page_json(one));
  for (const PaperCriterion& one : paper.criteria) out["criteria"].push_back(criterion_json(one));
  for (const PaperIssue& one : paper.issues) out["issues"].push_back(issue_json(one));
  return out;
}

ResultPaper paper_from(const Json& json) {
  ResultPaper out;
  for (const PaperText& one : kTexts) out.*one.text = json.value(one.name, std::string());
  for (const PaperNumber& one : kNumbers) {
    out.*one.number = json.value(one.name, std::int64_t{0});
  }
  out.excluded = json.value("excluded", std::vector<std::string>{});
  out.lacks = json.value("lacks", std::vector<std::string>{});
  for (const Json& one : json.value("pages", Json::array())) out.pages.push_back(page_from(one));
  for (const Json& one : json.value("criteria", Json::array())) {
    out.criteria.push_back(criterion_from(one));
  }
  for (const Json& one : json.value("issues", Json::array())) {
    out.issues.push_back(issue_from(one));
  }
  return out;
}

}  // namespace musubi::accessibility
