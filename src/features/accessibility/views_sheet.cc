// views_sheet.cc - the page of one criterion: what the machine found, what a person judges and how
// it was looked at. Html only; what may be said is judged by the service.
#include "base/text.h"
#include "features/accessibility/views.h"

namespace musubi::accessibility::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string page_name(const TrialDesk& desk, std::int64_t position) {
  for (const TrialPage& page : desk.sheet.pages) {
    if (page.position == position) return page.title.empty() ? page.path : page.title;
  }
  return {};
}

Html machine_part(const VerdictPage& data) {
  DataTable table{.caption = "この達成基準について、自動検査が見つけたもの",
                  .columns = {{.label = "番号", .align = Align::end}, {.label = "ページ"},
                              {.label = "規則"}, {.label = "内容"},
                              {.label = "か所", .align = Align::end}},
                  .rows = {},
                  .row_header = 1,
                  .empty = paragraph("自動検査の指摘は、ありません。自動検査で分かるのは一部だけです。"
                                     "人が確かめて判定してください。")};
  for (const PageFinding& one : data.desk.sheet.findings) {
    if (one.criterion != data.criterion->number) continue;
    const std::string path =
        path_of(data.desk.trial.id) + "/pages/" + std::to_string(one.position);
    table.rows.push_back({.cells = {std::to_string(one.position),
                                    link(path, page_name(data.desk, one.position)), one.rule,
                                    one.help, std::to_string(one.nodes)}});
  }
  return section({.heading = "自動検査"}, data_table(table));
}

std::string verdict_words(const Verdict& verdict) {
  if (verdict.applies == "no") return "適用なし";
  if (verdict.applies != "yes") return "未判定";
  if (verdict.result == "pass") return "適合";
  return verdict.result == "fail" ? "不適合" : "適用する（結果は未判定）";
}

Html written(const std::string& text) { return text.empty() ? muted("未記入") : multiline(text); }

Html evidence_link(const VerdictPage& data) {
  if (data.verdict.file_id.empty()) return muted("なし");
  const std::string path = path_of(data.desk.trial.id) + "/criteria/" +
                           std::string(data.criterion->number) + "/evidence";
  return link(path, "資料を開く");
}

Html verdict_read(const VerdictPage& data) {
  const Verdict& v = data.verdict;
  Pairs pairs{{"判定", verdict_words(v)},
              {"すべてのページで確かめた", v.all_pages ? "はい" : "いいえ"},
              {"不適合のページ",
               v.failing.empty() ? std::string("なし")
                                 : replace_all(positions_text(v.failing), ",", "、")},
              {"試験の方法", v.methods.empty() ? std::string("未記入") : methods_words(v.methods)},
              {"確かめ方と根拠", written(v.evidence)},
              {"根拠の資料", evidence_link(data)},
              {"注記", written(v.note)}};
  if (v.version > 0) {
    pairs.emplace_back("判定した人", v.judged_by_name + "　" + jst_date_time(v.judged_at));
  }
  return description_list(pairs);
}

// What the other one wrote, beside the form that still holds one's own.
Html conflict_part_of_verdict(const VerdictPage& data) {
  if (!data.conflict) return {};
  const web::Fields& mine = data.typed;
  const Verdict& now = data.verdict;
  Verdict typed;
  typed.applies = mine.get("applies");
  typed.result = mine.get("result");
  Diff rows{.caption = "あなたの入力と、いまの内容", .left_title = "あなたの入力",
            .right_title = "いまの内容（" + now.judged_by_name + "）", .rows = {}};
  const auto add = [&](const char* label, const std::string& left, const std::string& right) {
    if (left == right) return;
    rows.rows.push_back({.label = label, .left = multiline(left), .right = multiline(right),
                         .differs = true});
  };
  add("判定", verdict_words(typed), verdict_words(now));
  add("不適合のページ", mine.get("failing"), positions_text(now.failing));
  add("確かめ方と根拠", mine.get("evidence"), now.evidence);
  add("注記", mine.get("note"), now.note);
  if (rows.rows.empty()) return {};
  return section({.heading = "ちがう所"}, diff(rows));
}

Html result_fields(const VerdictPage& data) {
  const web::Fields& typed = data.typed;
  const auto error = [&](const char* field) { return error_at(data.error, field); };
  return radio_group({.name = "applies", .label = "この達成基準は適用されるか",
                      .options = {{"", "まだ判定しない"},
                                  {"yes", "適用する"},
                                  {"no", "適用なし（当てはまるものが、どのページにもない）"}},
                      .value = typed.get("applies"), .error = error("applies")}) +
         radio_group({.name = "result", .label = "結果（適用するとき）",
                      .options = {{"", "まだ判定しない"}, {"pass", "適合"}, {"fail", "不適合"}},
                      .value = typed.get("result"), .error = error("result")}) +
         checkbox({.name = "all_pages",
                   .label = "試験する" + std::to_string(data.desk.sheet.pages.size()) +
                            "ページのすべてで確かめた",
                   .checked = !typed.get("all_pages").empty(), .error = error("all_pages")}) +
         text_field({.name = "failing", .label = "不適合のページの番号",
                     .value = typed.get("failing"), .hint = "例：3、7",
                     .error = error("failing"), .autocomplete = "off",
                     .width = FieldWidth::medium}) +
         checkbox_group({.name = "methods", .label = "試験の方法",
                         .options = {{"AC", "AC：自動の検査"},
                                     {"AF", "AF：ソフトの助けを借りた人の判断"},
                                     {"HC", "HC：人の判断"}},
                         .values = data.methods, .error = error("methods")});
}

Html verdict_form(const web::Request& request, const VerdictPage& data) {
  const web::Fields& typed = data.typed;
  const std::string path =
      path_of(data.desk.trial.id) + "/criteria/" + std::string(data.criterion->number);
  return form(
      request, {.action = path, .uploads = true, .keep_draft = true},
      hidden_field("version", std::to_string(data.verdict.version)) + result_fields(data) +
          textarea_field({.name = "evidence", .label = "確かめ方と根拠",
                          .value = typed.get("evidence"),
                          .hint = "どの機器・ソフトで、何を、どう確かめたか。公表しません。",
                          .error = error_at(data.error, "evidence"), .autocomplete = "off"},
                         5) +
          file_field({.name = "file", .label = "根拠の資料",
                      .accept = ".png,.jpg,.jpeg,.webp,.pdf,.txt,.csv,.xlsx",
                      .hint = data.verdict.file_id.empty()
                                  ? "画面の写真や点検表など、20MBまで。"
                                  : "新しいものを選ぶと、いまの資料と入れ替わります。20MBまで。",
                      .error = error_at(data.error, "file")}) +
          paragraph(Html("いまの資料：") + evidence_link(data)) +
          textarea_field({.name = "note", .label = "注記", .value = typed.get("note"),
                          .hint = "試験結果のページに載ります。",
                          .error = error_at(data.error, "note"), .autocomplete = "off"},
                         2) +
          form_actions({button({.label = "判定を保存する"}),
                        button_link({.label = "試験に戻る", .path = path_of(data.desk.trial.id),
                                     .look = Look::text})}));
}

// To the criteria before and after, so that 56 of them are one walk.
Html neighbours(const VerdictPage& data) {
  std::string before, after;
  const Criterion* previous = nullptr;
  for (const Criterion& one : criteria()) {
    const std::string path =
        path_of(data.desk.trial.id) + "/criteria/" + std::string(one.number);
    if (previous == data.criterion) after = path;
    if (&one == data.criterion && previous != nullptr) {
      before = path_of(data.desk.trial.id) + "/criteria/" + std::string(previous->number);
    }
    previous = &one;
  }
  return key_pager({.previous_path = before, .next_path = after, .label = "達成基準の前後"});
}

}  // namespace

Html verdict_page(const web::Request& request, const VerdictPage& data) {
  const std::string number(data.criterion->number);
  const std::string title = number + " " + std::string(data.criterion->title);
  const bool edits = data.may_keep && data.desk.trial.state == "running";
  const std::string lead = std::string(source_label(data.criterion->source)) + "　レベル" +
                           std::string(data.criterion->level);
  return page(request,
              {.area = area_of(request), .title = title, .lead = lead,
               .breadcrumbs = {own_home(request), {kAreaTitle, kOffice},
                               {data.desk.trial.name(), path_of(data.desk.trial.id)},
                               {number, ""}},
               .status_message = data.status, .nav_current = kOffice,
               .has_error = data.error.has_value()},
              error_summary(data.error) + machine_part(data) + conflict_part_of_verdict(data) +
                  section({.heading = "人の判定"},
                          edits ? verdict_form(request, data) : verdict_read(data)) +
                  neighbours(data));
}

web::Fields fields_of(const Verdict& verdict) {
  web::Fields out;
  out.add("applies", verdict.applies);
  out.add("result", verdict.result);
  out.add("all_pages", verdict.all_pages ? "1" : "");
  out.add("failing", replace_all(positions_text(verdict.failing), ",", "、"));
  out.add("note", verdict.note);
  out.add("evidence", verdict.evidence);
  return out;
}

}  // namespace musubi::accessibility::views
