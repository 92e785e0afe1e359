// views_issues.cc - the 改善課題: the list by state and day, and the page of one with its form. Html
// only; decides nothing.
#include "features/accessibility/views.h"

namespace musubi::accessibility::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html issue_badge(const Issue& issue, const std::string& today) {
  const std::string words(issue_state_label(issue.state));
  if (issue.state == "done") return badge(Tone::ok, words);
  if (!issue.due_on.empty() && issue.due_on < today) {
    return badge(Tone::error, words + "（期限切れ）");
  }
  return badge(issue.state == "doing" ? Tone::info : Tone::warning, words);
}

std::vector<Option> criterion_options() {
  std::vector<Option> out;
  for (const Criterion& one : criteria()) {
    out.push_back({std::string(one.number),
                   std::string(one.number) + " " + std::string(one.title)});
  }
  return out;
}

std::vector<Option> owner_options(const IssuePage& data) {
  std::vector<Option> out;
  bool there = !data.issue;
  for (const Person& one : data.owners) {
    out.push_back({one.id.text, one.name});
    if (data.issue && one.id == data.issue->owner_id) there = true;
  }
  if (!there) {
    out.push_back({data.issue->owner_id.text, data.issue->owner_name + "（いまは担当できません）"});
  }
  return out;
}

Html issue_form(const web::Request& request, const IssuePage& data) {
  const web::Fields& typed = data.typed;
  const auto error = [&](const char* field) { return error_at(data.error, field); };
  const std::string action = data.issue ? path_of(data.issue->id) : std::string(kIssues);
  Html fields = data.issue ? hidden_field("version", std::to_string(data.issue->version))
                           : form_key_field(request) + hidden_field("trial", data.trial_id.text);
  fields += text_field({.name = "title", .label = "課題", .value = typed.get("title"),
                        .hint = "例：申込みの画面で、エラーの欄へ移るリンクが働かない",
                        .required = true, .error = error("title"), .autocomplete = "off"});
  // Those of a trial are of its site; later nobody changes it.
  if (!data.issue && data.trial_id.empty()) {
    fields += radio_group({.name = "site", .label = "どのサイトか",
                           .options = {{"public", "公開サイト"}, {"members", "会員サイト"}},
                           .value = typed.get("site"), .required = true,
                           .error = error("site"), .inline_ = true});
  }
  fields += select_field({.name = "criterion", .label = "達成基準",
                          .options = criterion_options(), .value = typed.get("criterion"),
                          .required = true, .error = error("criterion"),
                          .empty_label = "選んでください", .width = FieldWidth::full}) +
            text_field({.name = "place", .label = "場所", .value = typed.get("place"),
                        .hint = "ページのアドレスや、画面の名前。", .error = error("place"),
                        .autocomplete = "off"}) +
            textarea_field({.name = "plan", .label = "対応方針", .value = typed.get("plan"),
                            .hint = "どう直すか。試験結果のページに載ります。",
                            .required = true, .error = error("plan"), .autocomplete = "off"},
                           3) +
            select_field({.name = "owner_id", .label = "担当", .options = owner_options(data),
                          .value = typed.get("owner_id"), .required = true,
                          .error = error("owner_id"), .empty_label = "選んでください"}) +
            date_field({.name = "due_on", .label = "期限", .value = data.due_on,
                        .required = true, .error = error("due_on")}) +
            select_field({.name = "state", .label = "状態",
                          .options = {{"open", "未着手"}, {"doing", "対応中"}, {"done", "完了"}},
                          .value = typed.get("state"), .required = true,
                          .error = error("state")}) +
            textarea_field({.name = "outcome", .label = "結果", .value = typed.get("outcome"),
                            .hint = "完了にするときに、どう直し、どう確かめたかを書きます。",
                            .error = error("outcome"), .autocomplete = "off"},
                           3);
  return form(request, {.action = action, .keep_draft = true},
              fields + form_actions({button({.label = "保存する"}),
                                     button_link({.label = "一覧へ戻る", .path = kIssues,
                                                  .look = Look::text})}));
}

Html issue_read(const Issue& issue) {
  return description_list({{"サイト", Html(std::string(site_label(issue.site)))},
                           {"達成基準", issue.criterion},
                           {"場所", issue.place.empty() ? muted("未記入") : Html(issue.place)},
                           {"対応方針", multiline(issue.plan)},
                           {"担当", issue.owner_name},
                           {"期限", day_or(issue.due_on, "未定")},
                           {"状態", Html(std::string(issue_state_label(issue.state)))},
                           {"結果", issue.outcome.empty() ? muted("未記入")
                                                          : multiline(issue.outcome)},
                           {"完了した日", day_or(issue.done_on, "－")}});
}

Html conflict_part_of_issue(const IssuePage& data) {
  if (!data.conflict || !data.issue) return {};
  Diff rows{.caption = "あなたの入力と、いまの内容", .left_title = "あなたの入力",
            .right_title = "いまの内容", .rows = {}};
  const web::Fields now = fields_of(*data.issue);
  const std::pair<const char*, const char*> shown[] = {
      {"title", "課題"}, {"place", "場所"}, {"plan", "対応方針"}, {"outcome", "結果"}};
  for (const auto& [field, label] : shown) {
    const std::string mine = data.typed.get(field), there = now.get(field);
    if (mine == there) continue;
    rows.rows.push_back({.label = label, .left = multiline(mine), .right = multiline(there),
                         .differs = true});
  }
  const std::string mine(issue_state_label(data.typed.get("state")));
  const std::string there(issue_state_label(data.issue->state));
  if (mine != there) {
    rows.rows.push_back({.label = "状態", .left = mine, .right = there, .differs = true});
  }
  if (rows.rows.empty()) return {};
  return section({.heading = "ちがう所"}, diff(rows));
}

}  // namespace

Html issues(const web::Request& request, const IssuesPage& data) {
  const std::string start = std::string(kIssues) + "?state=";
  const Html states = tabs("改善課題の状態",
                           {{.label = "未着手", .path = start + "open",
                             .current = data.state == "open"},
                            {.label = "対応中", .path = start + "doing",
                             .current = data.state == "doing"},
                            {.label = "完了", .path = start + "done",
                             .current = data.state == "done"}});
  DataTable table{.caption = std::string(issue_state_label(data.state)) + "の改善課題",
                  .columns = {{.label = "課題"}, {.label = "達成基準"}, {.label = "サイト"},
                              {.label = "担当"}, {.label = "期限", .nowrap = true},
                              {.label = "状態"}},
                  .rows = {},
                  .empty = empty_state("この状態の改善課題は、ありません。")};
  for (const Issue& one : data.list.rows) {
    table.rows.push_back({.cells = {link(path_of(one.id), one.title), one.criterion,
                                    Html(std::string(site_label(one.site))), one.owner_name,
                                    day_or(one.due_on, "未定"), issue_badge(one, data.today)}});
  }
  Html actions;
  if (data.may_keep) {
    actions = button_link({.label = "改善課題を加える", .path = std::string(kIssues) + "/new",
                           .look = Look::primary, .icon = "plus"});
  }
  const std::string first = data.first_page ? "" : start + data.state;
  return page(request,
              {.area = area_of(request), .title = "ウェブアクセシビリティの改善課題",
               .breadcrumbs = {own_home(request), {kAreaTitle, kOffice}, {"改善課題", ""}},
               .actions = actions, .status_message = data.status, .nav_current = kOffice},
              states + data_table(table) +
                  key_pager({.previous_path = first, .next_path = data.next_path}));
}

Html issue_page(const web::Request& request, const IssuePage& data) {
  const std::string title = data.issue ? data.issue->title : "改善課題を加える";
  Html more;
  if (data.issue && !data.issue->trial_id.empty()) {
    more = paragraph(link(path_of(data.issue->trial_id), "もとの試験を見る"));
  }
  return page(request,
              {.area = area_of(request), .title = title,
               .breadcrumbs = {own_home(request), {kAreaTitle, kOffice}, {"改善課題", kIssues},
                               {title, ""}},
               .status_message = data.status, .nav_current = kOffice,
               .has_error = data.error.has_value(), .width = Width::reading},
              error_summary(data.error) + more + conflict_part_of_issue(data) +
                  (data.may_keep ? issue_form(request, data)
                                 : data.issue ? issue_read(*data.issue) : Html()));
}

web::Fields fields_of(const Issue& issue) {
  web::Fields out;
  out.add("site", issue.site);
  out.add("criterion", issue.criterion);
  out.add("place", issue.place);
  out.add("title", issue.title);
  out.add("plan", issue.plan);
  out.add("owner_id", issue.owner_id.text);
  out.add("state", issue.state);
  out.add("outcome", issue.outcome);
  return out;
}

}  // namespace musubi::accessibility::views
