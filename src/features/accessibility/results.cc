// results.cc - see results.h. SECURITY: nothing here is shown but as text, and every text is cut;
// a criterion that no table knows is refused.
#include "features/accessibility/results.h"

#include <set>

#include "base/json.h"
#include "base/text.h"
#include "features/accessibility/criteria.h"

namespace musubi::accessibility {
namespace {

Failure wrong_results(const std::string& what) {
  return fail_fields({{"file", "検査の結果のファイルを読めませんでした（" + what +
                                   "）。musubi check accessibility が書いたファイルを選んでください"}});
}

// A text of one line, cut; "" when absent. nullopt: it is no text.
std::optional<std::string> line_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return std::string();
  if (!found->is_string()) return std::nullopt;
  std::string text = found->get<std::string>();
  if (!is_valid_utf8(text)) return std::nullopt;
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) c = ' ';
  }
  return cut_characters(trim(text), kResultWordsMost);
}

Result<PageFinding> finding_of(const Json& json) {
  if (!json.is_object()) return wrong_results("findings の形が違います");
  PageFinding out;
  const auto criterion = line_in(json, "criterion");
  const auto rule = line_in(json, "rule");
  const auto help = line_in(json, "help");
  const auto example = line_in(json, "example");
  if (!criterion || !rule || !help || !example) return wrong_results("文字でない項目があります");
  if (find_criterion(*criterion) == nullptr) {
    return wrong_results("達成基準「" + cut_characters(*criterion, 20) + "」は表にありません");
  }
  if (rule->empty()) return wrong_results("rule がありません");
  const auto nodes = json.find("nodes");
  const bool counted = nodes != json.end() && nodes->is_number_unsigned();
  if (!counted || nodes->get<std::uint64_t>() == 0 ||
      nodes->get<std::uint64_t>() > 1'000'000) {
    return wrong_results("nodes が正しい数ではありません");
  }
  out.criterion = *criterion;
  out.rule = *rule;
  out.help = *help;
  out.nodes = static_cast<std::int64_t>(nodes->get<std::uint64_t>());
  out.example = *example;
  return out;
}

Result<std::vector<PageFinding>> findings_of(const Json& page) {
  std::vector<PageFinding> out;
  const auto list = page.find("findings");
  if (list == page.end() || !list->is_array()) return wrong_results("findings がありません");
  if (list->size() > kResultFindingsMost) return wrong_results("1ページの指摘が多すぎます");
  std::set<std::pair<std::string, std::string>> seen;
  for (const Json& one : *list) {
    PageFinding finding = TRY(finding_of(one));
    if (!seen.emplace(finding.criterion, finding.rule).second) {
      return wrong_results("同じ指摘が2度あります");
    }
    out.push_back(std::move(finding));
  }
  return out;
}

Result<CheckedPage> page_of_results(const Json& json) {
  if (!json.is_object()) return wrong_results("pages の形が違います");
  const auto path = line_in(json, "path");
  const auto title = line_in(json, "title");
  const auto state = line_in(json, "state");
  const auto why = line_in(json, "why");
  if (!path || !title || !state || !why) return wrong_results("文字でない項目があります");
  if (path->empty() || path->front() != '/') return wrong_results("path がアドレスではありません");
  CheckedPage out;
  out.path = *path;
  out.title = *title;
  if (*state == "checked") {
    out.checked = true;
    out.findings = TRY(findings_of(json));
    return out;
  }
  if (*state != "could_not") return wrong_results("state が checked でも could_not でもありません");
  out.trouble = why->empty() ? "理由は分かりません" : *why;
  return out;
}

}  // namespace

Result<CheckResults> read_results(std::string_view bytes) {
  if (bytes.size() > kResultBytesMost) return wrong_results("大きすぎます");
  const Json json = Json::parse(bytes, nullptr, false);
  if (!json.is_object()) return wrong_results("JSON ではありません");
  const auto format = line_in(json, "format");
  if (!format || *format != "musubi.accessibility.1") return wrong_results("format が違います");
  const auto tool = line_in(json, "tool");
  if (!tool || tool->empty()) return wrong_results("tool がありません");
  const auto pages = json.find("pages");
  if (pages == json.end() || !pages->is_array()) return wrong_results("pages がありません");
  if (pages->empty()) return wrong_results("ページがありません");
  if (pages->size() > kResultPagesMost) return wrong_results("ページが多すぎます");
  CheckResults out{*tool, {}};
  std::set<std::string> seen;
  for (const Json& one : *pages) {
    CheckedPage page = TRY(page_of_results(one));
    if (!seen.insert(page.path).second) return wrong_results("同じページが2度あります");
    out.pages.push_back(std::move(page));
  }
  return out;
}

}  // namespace musubi::accessibility
