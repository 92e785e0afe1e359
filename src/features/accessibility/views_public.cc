// views_public.cc - what anyone reads: the 方針 with its results, one result, the list of earlier
// ones. The same for everyone: never depends on who is looking.
#include "features/accessibility/views.h"

namespace musubi::accessibility::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

const char* const kPolicyTitle = "ウェブアクセシビリティ方針";

Html result_line(const Trial& trial) {
  return link(result_path(trial.number), trial.name() + "の試験結果") + Html("　") +
         Html(std::string(degree_label(trial.degree))) + Html("、") +
         day_or(trial.published_on, "") + Html("公表");
}

Html results_part(const OpenPolicyPage& data) {
  if (data.results.empty()) {
    return section({.heading = "試験結果"},
                   paragraph("JIS X 8341-3:2016 による試験の結果は、まだ公表していません。試験を終えたときに、"
                             "対象のページ、期間、達成基準ごとの結果をここに示します。"
                             "それまでは「準拠」と表記しません。"));
  }
  std::vector<Html> lines;
  for (const Trial& one : data.results) lines.push_back(result_line(one));
  return section({.heading = "試験結果"},
                 bullets(lines) + paragraph(link(kResults, "すべての試験結果を見る")));
}

Html editions_of(const OpenPolicyPage& data) {
  std::vector<Html> lines;
  for (const PolicyEdition& one : data.editions) {
    if (one.number == data.edition.number) continue;
    lines.push_back(link(std::string(kOpen) + "/editions/" + std::to_string(one.number),
                         "第" + std::to_string(one.number) + "版") +
                    Html("　") + day_or(one.published_on, "") + Html("公表"));
  }
  if (lines.empty()) return {};
  return section({.heading = "ほかの版"}, bullets(lines));
}

// What became since of what was to be mended.
Html issues_now(const PublicResult& result) {
  if (result.issues.empty()) return {};
  DataTable table{.caption = "改善課題の、いまの状態",
                  .columns = {{.label = "達成基準"}, {.label = "課題"},
                              {.label = "期限", .nowrap = true}, {.label = "いまの状態"},
                              {.label = "完了した日", .nowrap = true}},
                  .rows = {},
                  .row_header = 1};
  for (const Issue& one : result.issues) {
    table.rows.push_back({.cells = {one.criterion, one.title, day_or(one.due_on, "未定"),
                                    Html(std::string(issue_state_label(one.state))),
                                    day_or(one.done_on, "－")}});
  }
  return section({.heading = "その後"}, data_table(table));
}

}  // namespace

Html open_policy(const web::Request& request, const OpenPolicyPage& data) {
  const PolicyEdition& edition = data.edition;
  const std::string number = std::to_string(edition.number);
  const std::string title =
      data.is_newest ? std::string(kPolicyTitle) : kPolicyTitle + ("　第" + number + "版");
  Html body;
  if (!data.is_newest) {
    body += notice({.tone = Tone::info, .title = "前の版です",
                    .text = paragraph(link(kOpen, "いまの方針を見る"))});
  }
  for (const PolicyField& field : policy_fields()) {
    const std::string& text = edition.policy.*field.text;
    if (text.empty()) continue;
    body += section({.heading = std::string(field.label)}, web::kit::markdown(text));
  }
  if (edition.number > 0) {
    body += note(Html("第" + number + "版　") + day_or(edition.published_on, "") + Html("公表"));
  }
  if (data.is_newest) body += results_part(data);
  return page(request,
              {.area = web::Area::open, .title = title,
               .lead = "年齢や障害の有無、使う機器にかかわらず、だれもが同じ情報と手続きを使えることを目指します。",
               .breadcrumbs = {{"ホーム", "/"}, {kPolicyTitle, data.is_newest ? "" : kOpen}},
               .width = Width::reading,
               .description = "ウェブアクセシビリティの対象範囲、目標、試験結果。"},
              body + editions_of(data));
}

Html open_result(const web::Request& request, const PublicResult& result) {
  const ResultPaper& paper = result.paper;
  const std::string title = paper.name() + "のウェブアクセシビリティ試験結果";
  Html head;
  if (!result.sound) {
    head = notice({.tone = Tone::error, .title = "公表したときの内容と一致しません",
                   .text = "保存された内容が、公表したときと違っています。事務局にお知らせください。"});
  }
  if (result.file) {
    head += paragraph(file_link({.path = result_path(paper.number) + "/pdf", .name = title,
                                 .type = "PDF",
                                 .bytes = static_cast<std::uint64_t>(result.file->bytes)}));
  }
  return page(request,
              {.area = web::Area::open, .title = title + "（第" + std::to_string(paper.number) +
                                                 "号）",
               .breadcrumbs = {{"ホーム", "/"}, {kPolicyTitle, kOpen},
                               {"試験結果", kResults}, {paper.name(), ""}},
               .description = paper.name() + "のJIS X 8341-3:2016に基づく試験の結果。"},
              head + paper_parts(paper) + issues_now(result) +
                  note("照合用の値（SHA-256）：" + result.sha256));
}

Html open_results(const web::Request& request, const std::vector<Trial>& results,
                  const std::string& next_path) {
  std::vector<Html> lines;
  for (const Trial& one : results) lines.push_back(result_line(one));
  return page(request,
              {.area = web::Area::open, .title = "ウェブアクセシビリティの試験結果",
               .breadcrumbs = {{"ホーム", "/"}, {kPolicyTitle, kOpen}, {"試験結果", ""}},
               .width = Width::reading,
               .description = "JIS X 8341-3:2016に基づく試験の、年度ごとの結果。"},
              lines.empty() ? paragraph("試験の結果は、まだ公表していません。")
                            : bullets(lines) + key_pager({.next_path = next_path}));
}

}  // namespace musubi::accessibility::views
