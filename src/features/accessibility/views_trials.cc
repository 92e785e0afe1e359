// views_trials.cc - the office's pages of trials: the year, a new one, the desk of one with its
// pages and criteria, the preview before it is published, the question before it is given up.
// Html only; decides nothing.
#include "base/text.h"
#include "features/accessibility/views.h"

namespace musubi::accessibility::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html trial_badge(const Trial& trial) {
  const std::string words(trial_state_label(trial.state));
  if (trial.state == "published") return badge(Tone::ok, words);
  return badge(trial.state == "running" ? Tone::info : Tone::neutral, words);
}

Html due_part(const HubPage& data) {
  std::vector<Tile> list;
  for (const Due& due : data.due) {
    const bool done = due.number > 0;
    Tile one{.label = std::string(site_label(due.site)),
             .value = done ? "公表済み" : due.running.empty() ? "未実施" : "試験中"};
    one.tone = done ? Tone::ok : Tone::warning;
    one.state = done ? "済み" : "今年度の公表がまだです";
    if (done) {
      one.evidence_path = result_path(due.number);
      one.evidence_label = "試験結果を見る";
    } else if (!due.running.empty()) {
      one.evidence_path = path_of(due.running);
      one.evidence_label = "試験を続ける";
    }
    list.push_back(std::move(one));
  }
  return section({.heading = fiscal_year_name(data.year) + "の試験"}, tiles(list));
}

Html trials_table(const HubPage& data) {
  DataTable table{.caption = "これまでの試験",
                  .columns = {{.label = "試験"}, {.label = "状態"}, {.label = "期間"},
                              {.label = "対応度"}, {.label = "公表した日"}},
                  .rows = {},
                  .empty = empty_state("試験の記録は、まだありません。")};
  for (const Trial& trial : data.trials) {
    const std::string degree =
        trial.degree.empty() ? "－" : std::string(degree_label(trial.degree));
    table.rows.push_back({.cells = {link(path_of(trial.id), trial.name()), trial_badge(trial),
                                    day_or(trial.starts_on, "") + Html("から"), degree,
                                    day_or(trial.published_on, "－")}});
  }
  return data_table(table) +
         key_pager({.previous_path = data.first_page ? "" : kOffice, .next_path = data.next_path});
}

Html sample_fields(const NewTrialPage& data) {
  const auto error = [&](const char* field) { return error_at(data.error, field); };
  return textarea_field({.name = "representative", .label = "代表的なページ",
                         .value = data.typed.get("representative"),
                         .hint = "必ず試験するページのアドレスを、1行に1つ、/ から書きます。"
                                 "ホーム、入口のページ、手続きの画面などです。",
                         .error = error("representative"), .autocomplete = "off"},
                        8) +
         number_field({.name = "random_count", .label = "無作為に選ぶページの数",
                       .value = data.typed.get("random_count"),
                       .hint = "代表的なページと合わせて40ページ以上が目安です。対象がそれより少なければ、"
                               "すべてを選びます。",
                       .error = error("random_count"), .width = FieldWidth::tiny,
                       .unit = "ページ"}) +
         text_field({.name = "seed", .label = "乱数の種", .value = data.typed.get("seed"),
                     .hint = "空けておくと自動で決まり、記録に残ります。同じ種と同じ対象からは、"
                             "いつも同じページが選ばれます。",
                     .error = error("seed"), .autocomplete = "off"}) +
         textarea_field({.name = "excluded", .label = "対象から除くアドレス",
                         .value = data.typed.get("excluded"),
                         .hint = "1行に1つ。その下のページも除きます。除いたものは試験結果に載ります。",
                         .error = error("excluded"), .autocomplete = "off"},
                        3);
}

Html words_form(const web::Request& request, const TrialView& data) {
  const web::Fields& typed = data.typed;
  const auto error = [&](const char* field) { return error_at(data.error, field); };
  const auto area = [&](const char* name, const char* label, const char* hint) {
    return textarea_field({.name = name, .label = label, .value = typed.get(name), .hint = hint,
                           .error = error(name), .autocomplete = "off"},
                          3);
  };
  return form(request, {.action = path_of(data.desk.trial.id), .keep_draft = true},
              hidden_field("version", std::to_string(data.desk.trial.version)) +
                  date_field({.name = "starts_on", .label = "試験を始めた日",
                              .value = data.starts_on, .required = true,
                              .error = error("starts_on")}) +
                  date_field({.name = "ends_on", .label = "試験を終えた日", .value = data.ends_on,
                              .hint = "公表するときに必要です。", .error = error("ends_on")}) +
                  area("scope_words", "試験の対象",
                       "例：https://www.example.jp/ 以下のすべてのページ") +
                  area("technologies", "依存した技術", "例：HTML5、CSS、WAI-ARIA、JavaScript") +
                  area("tools", "人が使った機器・ソフト",
                       "例：Windows 11、Firefox 131、NVDA 2024.4日本語版") +
                  area("remarks", "補足", "試験結果のページに載ります。") +
                  form_actions({button({.label = "保存する"})}));
}

Html words_read(const Trial& trial) {
  const auto text = [](const std::string& words) {
    return words.empty() ? muted("未記入") : multiline(words);
  };
  return description_list({{"試験の期間", day_or(trial.starts_on, "") + Html("から") +
                                              day_or(trial.ends_on, "（続いています）")},
                           {"試験の対象", text(trial.scope_words)},
                           {"依存した技術", text(trial.technologies)},
                           {"人が使った機器・ソフト", text(trial.tools)},
                           {"補足", text(trial.remarks)}});
}

Html conflict_part(const TrialView& data) {
  if (!data.mine) return {};
  const Trial& now = data.desk.trial;
  Diff rows{.caption = "あなたの入力と、いまの内容", .left_title = "あなたの入力",
            .right_title = "いまの内容", .rows = {}};
  const auto add = [&](const char* label, const std::string& mine, const std::string& there) {
    if (mine == there) return;
    rows.rows.push_back({.label = label, .left = multiline(mine), .right = multiline(there),
                         .differs = true});
  };
  add("試験を始めた日", data.mine->starts_on, now.starts_on);
  add("試験を終えた日", data.mine->ends_on, now.ends_on);
  add("試験の対象", data.mine->scope_words, now.scope_words);
  add("依存した技術", data.mine->technologies, now.technologies);
  add("人が使った機器・ソフト", data.mine->tools, now.tools);
  add("補足", data.mine->remarks, now.remarks);
  if (rows.rows.empty()) return {};
  return section({.heading = "ちがう所"}, diff(rows));
}

Html level_part(const TrialView& data) {
  const Level& level = data.desk.level;
  const std::string words(degree_label(degree_name(level.degree)));
  std::vector<Html> lines;
  for (const std::string& one : level.lacks) lines.emplace_back(one);
  if (lines.empty()) {
    return notice({.tone = Tone::ok, .title = "いまの記録から示せる対応度：" + words,
                   .text = "38の達成基準が、すべてのページで満たされています。"});
  }
  return notice({.tone = Tone::warning, .title = "いまの記録から示せる対応度：" + words,
                 .text = paragraph("「準拠」には、次のことが残っています。") + bullets(lines)});
}

std::string counts_of_findings(const TrialDesk& desk, std::int64_t position) {
  std::int64_t count = 0;
  for (const PageFinding& one : desk.sheet.findings) {
    if (one.position == position) ++count;
  }
  return count == 0 ? "－" : std::to_string(count) + "件";
}

Html tested_pages(const TrialDesk& desk) {
  DataTable table{.caption = "試験するページ　" + std::to_string(desk.sheet.pages.size()) +
                             "ページ（対象の" + thousands(desk.trial.scope_count) +
                             "ページから）",
                  .columns = {{.label = "番号", .align = Align::end}, {.label = "ページ"},
                              {.label = "選び方"}, {.label = "自動検査"},
                              {.label = "指摘", .align = Align::end}},
                  .rows = {},
                  .row_header = 1};
  for (const TrialPage& page : desk.sheet.pages) {
    const std::string path = path_of(desk.trial.id) + "/pages/" + std::to_string(page.position);
    Html check = check_badge(page);
    if (!page.trouble.empty()) check += line_break() + small(page.trouble);
    table.rows.push_back(
        {.cells = {std::to_string(page.position),
                   link(path, page.title.empty() ? page.path : page.title) + line_break() +
                       small(page.path),
                   Html(std::string(why_label(page.why))), check,
                   counts_of_findings(desk, page.position)}});
  }
  return data_table(table);
}

Html criteria_list(const TrialDesk& desk) {
  DataTable table{.caption = "達成基準の判定",
                  .columns = {{.label = "達成基準"}, {.label = "レベル"}, {.label = "規格"},
                              {.label = "結果"}, {.label = "該当するページ"},
                              {.label = "判定した人"}},
                  .rows = {}};
  for (const Judged& one : desk.judged) {
    const std::string number(one.criterion->number);
    const std::string path = path_of(desk.trial.id) + "/criteria/" + number;
    std::string who = "－";
    for (const Verdict& verdict : desk.sheet.verdicts) {
      if (verdict.criterion == number) who = verdict.judged_by_name;
    }
    Html pages(one.failing.empty() ? "－"
                                   : replace_all(positions_text(one.failing), ",", "、"));
    if (one.found_by_machine) pages += line_break() + small("自動検査の指摘があります");
    table.rows.push_back(
        {.cells = {link(path, number + " " + std::string(one.criterion->title)),
                   std::string(one.criterion->level),
                   std::string(source_label(one.criterion->source)),
                   outcome_badge(outcome_name(one.outcome)), pages, who}});
  }
  return data_table(table);
}

Html checks_part(const web::Request& request, const TrialView& data) {
  const TrialDesk& desk = data.desk;
  DataTable table{.caption = "これまでの自動検査",
                  .columns = {{.label = "いつ"}, {.label = "ソフト"},
                              {.label = "ページ", .align = Align::end},
                              {.label = "検査できなかった", .align = Align::end},
                              {.label = "指摘", .align = Align::end}, {.label = "取り込んだ人"}},
                  .rows = {},
                  .empty = empty_state("自動検査は、まだ行われていません。")};
  for (const CheckRun& run : desk.checks) {
    table.rows.push_back({.cells = {time_text(run.taken_at), run.tool, std::to_string(run.pages),
                                    std::to_string(run.could_not), std::to_string(run.findings),
                                    run.taken_by_name}});
  }
  Html out = data_table(table);
  if (!data.may_keep || desk.trial.state != "running") return out;
  const std::string command =
      "musubi check accessibility --trial " + desk.trial.id.text + " --origin サイトのアドレス";
  return out +
         paragraph("システムの担当者が次の命令を実行すると、結果はここに入ります。") +
         paragraph(code_text(command)) +
         paragraph("別の場所で検査するときは、ページの一覧を保存して検査し、その結果を取り込んでください。") +
         paragraph(link(path_of(desk.trial.id) + "/page-list", "ページの一覧（JSON）を保存する")) +
         form(request,
              {.action = path_of(desk.trial.id) + "/checks", .uploads = true},
              file_field({.name = "file", .label = "検査の結果のファイル", .accept = ".json",
                          .hint = "検査の命令が書いた JSON、4MBまで。", .required = true,
                          .error = error_at(data.error, "file")}) +
                  form_actions({button({.label = "結果を取り込む", .look = Look::secondary})}));
}

Html steps_part(const TrialView& data) {
  const Trial& trial = data.desk.trial;
  std::vector<Html> lines;
  lines.push_back(link(path_of(trial.id) + "/preview", "試験結果の下見をする"));
  lines.push_back(link(path_of(trial.id) + "/scope", "対象のページの一覧を見る"));
  if (trial.state == "published") {
    lines.push_back(link(result_path(trial.number), "公表した試験結果を見る"));
  } else if (trial.state == "running" && data.may_keep) {
    lines.push_back(link(std::string(kIssues) + "/new?trial=" + trial.id.text,
                         "改善課題を加える"));
    lines.push_back(link(path_of(trial.id) + "/discard", "この試験を取りやめる"));
  }
  Pairs pairs{{"状態", trial_badge(trial)},
              {"乱数の種", code_text(trial.seed)},
              {"始めた人", trial.created_by_name}};
  if (trial.published_at.ms != 0) {
    pairs.emplace_back("公表", time_text(trial.published_at) + Html("　" + trial.published_by_name));
    pairs.emplace_back("照合用の値（SHA-256）", code_text(trial.sha256));
  }
  return panel({.heading = "この試験"}, description_list(pairs) + bullets(lines));
}

Html plans_of_trial(const TrialDesk& desk) {
  std::vector<Html> lines;
  for (const Issue& one : desk.sheet.issues) {
    lines.push_back(link(path_of(one.id), one.criterion + " " + one.title) + Html("　") +
                    Html(std::string(issue_state_label(one.state))) + Html("、期限 ") +
                    day_or(one.due_on, "未定"));
  }
  return panel({.heading = "改善課題"},
               lines.empty() ? paragraph(muted("この試験の改善課題は、ありません。"))
                             : bullets(lines));
}

PageFrame frame_of(const web::Request& request, const Trial& trial, const std::string& title,
                   bool has_error) {
  return {.area = area_of(request), .title = title,
          .breadcrumbs = {own_home(request), {kAreaTitle, kOffice},
                          {trial.name(), path_of(trial.id)}, {title, ""}},
          .nav_current = kOffice, .has_error = has_error};
}

}  // namespace

Html hub(const web::Request& request, const HubPage& data) {
  std::vector<Html> lines{
      link(kPolicyDesk, "ウェブアクセシビリティ方針") +
          Html(data.policy_number > 0
                   ? "（公表中：第" + std::to_string(data.policy_number) + "版）"
                   : std::string("（まだ公表していません）")),
      link(kIssues, "改善課題") +
          Html(data.overdue > 0 ? "（期限の過ぎたもの" + std::to_string(data.overdue) + "件）"
                                : std::string())};
  Html actions;
  if (data.may_keep) {
    actions = cluster({button_link({.label = "公開サイトの試験を始める",
                                    .path = std::string(kOffice) + "/new?site=public",
                                    .look = Look::primary, .icon = "plus"}),
                       button_link({.label = "会員サイトの試験を始める",
                                    .path = std::string(kOffice) + "/new?site=members",
                                    .icon = "plus"})});
  }
  return page(request,
              {.area = area_of(request), .title = kAreaTitle,
               .lead = "JIS X 8341-3:2016 の試験を年に1度行い、結果を公表します。",
               .breadcrumbs = {own_home(request), {kAreaTitle, ""}}, .actions = actions,
               .status_message = data.status, .nav_current = kOffice},
              due_part(data) + section({.heading = "方針と改善課題"}, bullets(lines)) +
                  section({.heading = "試験の記録"}, trials_table(data)));
}

Html new_trial(const web::Request& request, const NewTrialPage& data) {
  const std::string site = data.typed.get("site");
  const std::string title = std::string(site_label(site)) + "の試験を始める";
  const Html body =
      error_summary(data.error) +
      form(request, {.action = kOffice, .keep_draft = true},
           form_key_field(request) +
               radio_group({.name = "site", .label = "どのサイトの試験か",
                            .options = {{"public", "公開サイト"}, {"members", "会員サイト"}},
                            .value = site, .required = true,
                            .error = error_at(data.error, "site"), .inline_ = true}) +
               date_field({.name = "starts_on", .label = "試験を始める日",
                           .value = data.starts_on, .required = true,
                           .error = error_at(data.error, "starts_on")}) +
               sample_fields(data) +
               form_actions({button({.label = "ページを選んで始める"}),
                             button_link({.label = "やめる", .path = kOffice,
                                          .look = Look::text})}));
  return page(request,
              {.area = web::Area::office, .title = title,
               .lead = "対象のページをいま書き留め、そこから試験するページを選びます。",
               .breadcrumbs = {own_home(request), {kAreaTitle, kOffice}, {title, ""}},
               .nav_current = kOffice, .has_error = data.error.has_value(),
               .width = Width::reading},
              body);
}

Html trial_desk(const web::Request& request, const TrialView& data) {
  const TrialDesk& desk = data.desk;
  const bool edits = data.may_keep && desk.trial.state == "running";
  const Html body =
      stack({level_part(data),
             section({.heading = "達成基準の判定"}, criteria_list(desk)),
             section({.heading = "試験するページ"}, tested_pages(desk)),
             section({.heading = "自動検査"}, checks_part(request, data)), conflict_part(data),
             section({.heading = "試験の全体について"},
                     edits ? words_form(request, data) : words_read(desk.trial))});
  return page(request,
              {.area = area_of(request), .title = desk.trial.name() + "の試験",
               .breadcrumbs = {own_home(request), {kAreaTitle, kOffice},
                               {desk.trial.name(), ""}},
               .status_message = data.status, .nav_current = kOffice,
               .has_error = data.error.has_value(), .width = Width::full},
              error_summary(data.error) +
                  columns(body, stack({steps_part(data), plans_of_trial(desk)})));
}

Html trial_page(const web::Request& request, const TrialDesk& desk, const TrialPage& shown) {
  const std::string title = std::to_string(shown.position) + "番のページの検査";
  DataTable table{.caption = "自動検査の指摘",
                  .columns = {{.label = "達成基準"}, {.label = "規則"}, {.label = "内容"},
                              {.label = "か所", .align = Align::end}, {.label = "例"}},
                  .rows = {},
                  .empty = empty_state(shown.check_state == "checked"
                                           ? "自動検査の指摘は、ありません。"
                                           : "このページは、まだ検査されていません。")};
  for (const PageFinding& one : desk.sheet.findings) {
    if (one.position != shown.position) continue;
    const std::string path = path_of(desk.trial.id) + "/criteria/" + one.criterion;
    table.rows.push_back({.cells = {link(path, one.criterion), one.rule, one.help,
                                    std::to_string(one.nodes), code_text(one.example)}});
  }
  Pairs pairs{{"アドレス", code_text(shown.path)},
              {"選び方", Html(std::string(why_label(shown.why)))},
              {"自動検査", check_badge(shown)}};
  if (!shown.trouble.empty()) pairs.emplace_back("検査できなかった理由", shown.trouble);
  if (shown.checked_at.ms != 0) pairs.emplace_back("検査した時", time_text(shown.checked_at));
  PageFrame frame = frame_of(request, desk.trial, title, false);
  return page(request, frame, description_list(pairs) + data_table(table));
}

Html trial_scope(const web::Request& request, const Trial& trial,
                 const std::vector<ScopePage>& scope, const std::string& next_path) {
  DataTable table{.caption = "試験の対象としたページ　全" + thousands(trial.scope_count) + "ページ",
                  .columns = {{.label = "ページ"}, {.label = "アドレス"}},
                  .rows = {},
                  .empty = empty_state("これより後のページは、ありません。")};
  for (const ScopePage& one : scope) {
    table.rows.push_back({.cells = {one.title, code_text(one.path)}});
  }
  return page(request, frame_of(request, trial, "対象のページの一覧", false),
              paragraph("試験を始めたときに書き留めたものです。照合用の値（SHA-256）：" +
                        trial.scope_sha256) +
                  data_table(table) + key_pager({.next_path = next_path}));
}

Html preview(const web::Request& request, const TrialDesk& desk, bool may_publish,
             const std::optional<Error>& error) {
  Html head = error_summary(error, "試験のページで直してください");
  if (may_publish && desk.trial.state == "running") {
    const std::string words(degree_label(desk.paper.degree));
    head += confirm(
        {.question = "この試験結果を公表しますか",
         .consequence = "対応度は「" + words + "」と表示されます。公表すると番号が付き、"
                        "あとから直せません。直すことがあれば、新しい試験を始めてください。",
         .yes = post_button(request, {.button = {.label = "公表する"},
                                      .action = path_of(desk.trial.id) + "/publication",
                                      .hidden = {{"seen", desk.fingerprint}}}),
         .no = button_link({.label = "試験に戻る", .path = path_of(desk.trial.id)})});
  }
  return page(request,
              frame_of(request, desk.trial, "試験結果の下見", error.has_value()),
              head + paper_parts(desk.paper));
}

Html discard(const web::Request& request, const Trial& trial, const web::Fields& typed,
             const std::optional<Error>& error) {
  const Html body =
      error_summary(error) +
      paragraph("取りやめた試験は、記録として残りますが、公表できません。同じ年度の試験を"
                "新しく始められるようになります。") +
      form(request, {.action = path_of(trial.id) + "/discard"},
           hidden_field("version", std::to_string(trial.version)) +
               textarea_field({.name = "reason", .label = "取りやめる理由",
                               .value = typed.get("reason"), .required = true,
                               .error = error_at(error, "reason"), .autocomplete = "off"},
                              3) +
               form_actions({button({.label = "取りやめる", .look = Look::danger}),
                             button_link({.label = "試験に戻る", .path = path_of(trial.id),
                                          .look = Look::text})}));
  PageFrame frame = frame_of(request, trial, "試験を取りやめる", error.has_value());
  frame.width = Width::reading;
  return page(request, frame, body);
}

web::Fields fields_of(const Trial& trial) {
  web::Fields out;
  out.add("scope_words", trial.scope_words);
  out.add("technologies", trial.technologies);
  out.add("tools", trial.tools);
  out.add("remarks", trial.remarks);
  return out;
}

}  // namespace musubi::accessibility::views
