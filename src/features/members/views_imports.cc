// views_imports.cc - the wizard of the roster import: four steps, each says what it does and what
// it does not do yet. Html only.
#include "features/members/views_imports.h"

#include "base/text.h"

namespace musubi::members::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

struct StateWords {
  std::string_view name, label;
  Tone tone;
};
constexpr StateWords kStates[] = {{"reading", "読み取り中", Tone::info},
                                  {"draft", "確認中", Tone::warning},
                                  {"committed", "取込み済み", Tone::ok},
                                  {"undone", "取り消し済み", Tone::neutral},
                                  {"discarded", "破棄", Tone::neutral},
                                  {"failed", "読み取れませんでした", Tone::error}};

struct StepWords {
  WizardStep step;
  std::string_view label, path;
};
constexpr StepWords kSteps[] = {{WizardStep::choose, "資料を選ぶ", ""},
                                {WizardStep::columns, "列の対応", "/mapping"},
                                {WizardStep::check, "確認と修正", "/rows"},
                                {WizardStep::commit, "取り込む", "/commit"}};

std::vector<Step> steps_of(WizardStep now, const ImportPage* page) {
  std::vector<Step> out;
  bool before = true;
  for (const auto& words : kSteps) {
    Step step{.label = words.label};
    if (words.step == now) {
      step.state = StepState::now;
      before = false;
    } else if (before) {
      step.state = StepState::done;
      if (page != nullptr && !words.path.empty()) {
        step.path = path_of(page->import.id) + std::string(words.path);
      }
    }
    if (words.step == WizardStep::check && page != nullptr && page->open_defects > 0) {
      step.words = "不備" + thousands(page->open_defects) + "件";
    }
    out.push_back(std::move(step));
  }
  return out;
}

std::string at_text(const std::optional<Instant>& at) {
  return at ? jst_date_time(*at) : std::string("－");
}

std::int64_t number_in(const std::map<std::string, std::int64_t>& numbers, const char* name) {
  const auto found = numbers.find(name);
  return found == numbers.end() ? 0 : found->second;
}

Html loan_facts(const ImportPage& page) {
  Pairs pairs{{"ファイル", page.import.filename},
              {"貸与資料", link(path_of(page.loan.id),
                                loan_number_text(page.loan) + "　" + page.loan.name)}};
  if (!page.import.sheet.empty()) pairs.emplace_back("シート", page.import.sheet);
  pairs.emplace_back("データの行", thousands(page.import.row_count) + "行");
  pairs.emplace_back("照合用の値（SHA-256）", code_text(page.import.sha256.substr(0, 16)));
  pairs.emplace_back("始めた人", page.import.created_by_name + "　" +
                                     jst_date_time(page.import.created_at));
  return description_list(pairs);
}

Html discard_button(const web::Request& request, const ImportPage& page) {
  return post_button(request, {.button = {.label = "この取込みをやめる", .look = Look::text},
                               .action = path_of(page.import.id) + "/removal"});
}

std::string samples_text(const Json& samples, int column) {
  const auto at = static_cast<std::size_t>(column);
  if (!samples.is_array() || at >= samples.size()) return {};
  std::string out;
  for (const auto& value : samples.at(at)) {
    out += (out.empty() ? "" : "、") + value.get<std::string>();
  }
  return out;
}

Html names_list(const std::vector<LeftOrganisation>& names) {
  std::vector<Html> items;
  for (const auto& name : names) {
    const std::string words = trim(name.member_no + "　" + name.name);
    Html item = name.member_no.empty() ? Html(words)
                                       : link("/office/members/" + name.id.text, words);
    if (!name.why.empty()) item += Html("　" + name.why);
    items.push_back(std::move(item));
  }
  return bullets(items);
}

// What becomes of the rows, as figures that add up.
Html figures(const std::vector<std::pair<std::string, std::int64_t>>& parts, std::int64_t total,
             const std::string& caption) {
  DataTable table{.caption = caption,
                  .columns = {{.label = "扱い"}, {.label = "行数", .align = Align::end}},
                  .rows = {}};
  for (const auto& [label, number] : parts) {
    table.rows.push_back({.cells = {label, thousands(number)}});
  }
  table.totals.push_back({.cells = {"合計", thousands(total)}});
  table.compact = true;
  return data_table(table);
}

}  // namespace

std::string path_of(const ImportId& id) { return "/office/imports/" + id.text; }

Html import_state_badge(const store::Import& import) {
  for (const auto& words : kStates) {
    if (words.name == import.state) return badge(words.tone, words.label);
  }
  return badge(Tone::neutral, import.state);
}

Html wizard_steps(WizardStep now, const ImportPage* page) {
  return steps("名簿の取込み", steps_of(now, page));
}

PageFrame wizard_frame(const std::string& title, WizardStep now, const ImportPage* page) {
  return {.area = web::Area::office, .title = title,
          .eyebrow = step_words(steps_of(now, page)),
          .breadcrumbs = {{"きょうの仕事", "/office"},
                          {"名簿の取込み", "/office/imports"},
                          {title, ""}},
          .nav_current = "/office/imports", .width = Width::full};
}

Html earlier_notice(const ImportPage& page) {
  if (!page.earlier || page.import.state != "draft") return {};
  return notice({.tone = Tone::warning,
                 .title = "同じファイルを前に取り込んでいます",
                 .text = link(path_of(page.earlier->id), page.earlier->filename) + "　" +
                         at_text(page.earlier->committed_at) +
                         "に取り込みました。同じ行は「変更なし」になります。",
                 .level = 0});
}

Html import_list(const web::Request& request, const ImportList& list) {
  DataTable table{.caption = "名簿の取込み　新しい順",
                  .columns = {{.label = "始めた日時", .nowrap = true},
                              {.label = "ファイル"},
                              {.label = "始めた人", .nowrap = true},
                              {.label = "行数", .align = Align::end},
                              {.label = "状態", .nowrap = true}},
                  .rows = {}};
  for (const auto& import : list.imports) {
    table.rows.push_back({.cells = {jst_date_time(import.created_at),
                                    link(path_of(import.id), import.filename),
                                    import.created_by_name, thousands(import.row_count),
                                    import_state_badge(import)}});
  }
  table.row_header = 1;
  table.empty = empty_state("名簿の取込みはまだありません",
                            go_link("/office/imports/new", "名簿を取り込む"));
  return page(request,
              {.area = web::Area::office, .title = "名簿の取込み",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"名簿の取込み", ""}},
               .actions = button_link({.label = "名簿を取り込む", .path = "/office/imports/new",
                                       .look = Look::primary, .icon = "upload"}),
               .nav_current = "/office/imports", .width = Width::full},
              data_table(table) + key_pager({.next_path = list.next_path}));
}

Html import_form(const web::Request& request, const ImportForm& data) {
  const Error* error = data.error ? &*data.error : nullptr;
  Html inputs =
      file_field({.name = "file", .label = "名簿のファイル", .accept = ".csv,.tsv,.txt,.xlsx",
                  .hint = "CSV（Shift_JIS・UTF-8・UTF-16）かExcel（XLSX）、" +
                          std::to_string(files::bytes_limit(kRosterOriginal) / 1'000'000) +
                          "MBまで。題名や合計の行があってもかまいません。",
                  .required = true, .error = error_at(error, "file")}) +
      text_field({.name = "sheet", .label = "シートの名前", .value = data.typed.get("sheet"),
                  .hint = "Excelにシートが複数あるときだけ。空欄なら名簿らしいものを選びます。",
                  .error = error_at(error, "sheet"), .autocomplete = "off",
                  .width = FieldWidth::medium}) +
      field_group("貸与資料の記録", loan_inputs(data.typed, error),
                  "県から預かった資料として登録します。同じファイルが登録済みのときは、その記録を使います。");
  PageFrame frame = wizard_frame("資料を選ぶ", WizardStep::choose, nullptr);
  frame.lead = "この段階では、会員名簿は何も変わりません。";
  frame.has_error = data.error.has_value();
  frame.width = Width::reading;
  return page(request, frame,
              wizard_steps(WizardStep::choose, nullptr) +
                  error_summary(error, "ファイルは、もう一度選んでください") +
                  form(request, {.action = "/office/imports", .uploads = true},
                       inputs + form_actions({button({.label = "読み取って次へ進む"}),
                                              button_link({.label = "やめる",
                                                           .path = "/office/imports",
                                                           .look = Look::text})})));
}

Html import_running(const web::Request& request, const Running& data) {
  const std::string path = path_of(data.page.import.id);
  Html body;
  std::vector<Html> actions;
  if (!data.problem.empty()) {
    actions.push_back(post_button(request, {.button = {.label = "もう一度読み取る"},
                                            .action = path + "/reading"}));
    if (!data.page.import.mapping.is_null()) {
      actions.push_back(button_link({.label = "列の対応を直す", .path = path + "/mapping"}));
    }
    actions.push_back(button_link({.label = "別のファイルを選ぶ", .path = "/office/imports/new"}));
    body += notice({.tone = Tone::error, .title = "名簿を読み取れませんでした",
                    .text = data.problem, .actions = actions});
  } else if (!data.words.empty()) {
    body += panel({.heading = "進み具合"},
                  progress({.label = "名簿の取込み", .done = data.done, .total = data.total,
                            .words = data.words, .live_path = path + "/events"}) +
                      paragraph("この画面を離れても作業は続きます。終わると次の画面に進めます。") +
                      cluster({button_link({.label = "最新の状態を表示する", .path = path})}));
  } else {
    actions.push_back(button_link({.label = "最新の状態を表示する", .path = path}));
    actions.push_back(post_button(request, {.button = {.label = "もう一度読み取る",
                                                       .look = Look::secondary},
                                            .action = path + "/reading"}));
    body += notice({.tone = Tone::info, .title = "名簿の読み取りが終わっていません",
                    .text = "途中で止まったときは、1分ほどで自動的に読み直します。"
                            "しばらく待っても変わらないときは、もう一度読み取ってください。",
                    .actions = actions});
  }
  body += panel({.heading = "この資料"}, loan_facts(data.page));
  return page(request,
              {.area = web::Area::office, .title = "名簿の取込みの状態",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"名簿の取込み", "/office/imports"},
                               {data.page.import.filename, ""}},
               .nav_current = "/office/imports"},
              body + (data.words.empty() ? discard_button(request, data.page) : Html()));
}

Html mapping_form(const web::Request& request, const MappingForm& data) {
  const Error* error = data.error ? &*data.error : nullptr;
  std::vector<Option> fields;
  for (std::size_t i = 0; i < kRosterFieldCount; ++i) {
    const auto field = static_cast<RosterField>(i);
    fields.push_back({std::string(name_of(field)), std::string(label_of(field))});
  }
  DataTable table{.caption = "列の対応　" + std::to_string(data.mapping.columns.size()) + "列",
                  .columns = {{.label = "ファイルの見出し"},
                              {.label = "値の例"},
                              {.label = "取り込む項目"},
                              {.label = "確かさ", .nowrap = true}},
                  .rows = {}};
  for (const auto& column : data.mapping.columns) {
    const std::string heading =
        column.heading.empty() ? std::to_string(column.column + 1) + "列目（見出しなし）"
                               : replace_all(column.heading, "\n", "");
    const bool sure = column.confidence >= 0.8 || column.field == RosterField::ignored;
    Html mark = column.confidence >= 1 ? badge(Tone::ok, "人が確認")
                : sure                 ? badge(Tone::neutral, "高い")
                                       : badge(Tone::warning, "確かめてください");
    table.rows.push_back(
        {.cells = {heading, small(samples_text(data.page.import.samples, column.column)),
                   select_field({.name = "column_" + std::to_string(column.column),
                                 .label = "「" + heading + "」の項目", .options = fields,
                                 .value = std::string(name_of(column.field)), .quiet = true}),
                   mark}});
  }
  PageFrame frame = wizard_frame("列の対応", WizardStep::columns, &data.page);
  frame.lead = "見出しと値から、どの列が何かを読み取りました。違うところだけ選び直してください。"
               "同じ見出しの名簿では、次からこの対応を使います。";
  frame.has_error = data.error.has_value();
  return page(request, frame,
              wizard_steps(WizardStep::columns, &data.page) + error_summary(error) +
                  earlier_notice(data.page) +
                  form(request, {.action = path_of(data.page.import.id) + "/mapping"},
                       data_table(table) +
                           form_actions({button({.label = "この対応で確認へ進む"})})) +
                  panel({.heading = "この資料"}, loan_facts(data.page)) +
                  discard_button(request, data.page));
}

Html commit_form(const web::Request& request, const CommitForm& data) {
  const ImportPage& p = data.page;
  std::vector<std::pair<std::string, std::int64_t>> parts;
  for (const char* choice : {"create", "fill", "overwrite", "merge", "skip"}) {
    parts.emplace_back(choice_label(choice), number_in(p.choices, choice));
  }
  Html consequence = paragraph(
      "「統合を提案する」行は登録せず、名寄せの候補として残します。"
      "片づいていない不備のある項目は空欄か書かれたままで登録し、「取込みの不備」に残します。");
  if (p.open_defects > 0) {
    consequence += paragraph("いま片づいていない不備は" + thousands(p.open_defects) + "件です。");
  }
  consequence += paragraph("取り込んだあとでも、事務局管理者がまとめて取り消せます。");
  Html body;
  if (!data.problem.empty()) {
    body += notice({.tone = Tone::error, .title = "取り込めませんでした", .text = data.problem});
  }
  body += earlier_notice(p);
  body += confirm(
      {.question = thousands(p.import.row_count) + "行を会員名簿に取り込みますか",
       .consequence = consequence,
       .yes = post_button(request, {.button = {.label = "取り込む", .icon = "check"},
                                    .action = path_of(p.import.id) + "/commit"}),
       .no = button_link({.label = "確認に戻る", .path = path_of(p.import.id) + "/rows",
                          .look = Look::text}),
       .facts = figures(parts, p.import.row_count, "行の扱い")});
  return page(request, wizard_frame("取り込む", WizardStep::commit, &p),
              wizard_steps(WizardStep::commit, &p) + body);
}

Html import_result(const web::Request& request, const ImportResult& data) {
  const ImportPage& p = data.page;
  const std::string path = path_of(p.import.id);
  Html body;
  if (!data.problem.empty()) {
    body += notice({.tone = Tone::error, .title = "作業を終えられませんでした",
                    .text = data.problem});
  }
  if (!data.left.empty()) {
    body += notice({.tone = Tone::warning,
                    .title = "次の会員は、そのまま残しました",
                    .text = names_list(data.left) +
                            paragraph("必要なときは、会員の画面で直してください。")});
  }
  Html main;
  if (p.import.counts.contains("rows")) {
    const Counts c = counts_from(p.import.counts);
    const bool undone = p.import.state == "undone";
    main += panel({.heading = undone ? "取り込んだときの結果" : "取込みの結果"},
                  figures({{"登録した", c.created},
                           {"更新した", c.updated},
                           {"変更なし", c.unchanged},
                           {"統合した", c.merged},
                           {"統合を提案した", c.proposed},
                           {"取り込まなかった", c.skipped},
                           {"取り込めなかった", c.unresolved}},
                          c.rows, "行ごとの結果"));
    std::vector<Waiting> waiting;
    if (p.waiting_defects > 0) {
      waiting.push_back({.count = static_cast<int>(p.waiting_defects), .label = "取込みの不備",
                         .path = "/office/defects?import=" + p.import.id.text,
                         .text = "正しい値を確かめて、会員名簿に入れてください。",
                         .tone = Tone::warning});
    }
    if (!undone && c.proposed > 0) {
      waiting.push_back({.count = static_cast<int>(c.proposed), .label = "統合を提案した行",
                         .path = path + "/rows?choice=merge&show=all",
                         .text = "同じ団体かどうかを、人が確かめてから統合します。",
                         .tone = Tone::info});
    }
    if (!waiting.empty()) main += panel({.heading = "次にすること"}, waiting_list(waiting));
  }
  Html side = panel({.heading = "この資料"},
                    loan_facts(p) + cluster({link(path + "/rows?show=all", "すべての行を見る")}));
  std::vector<Html> actions{button_link({.label = "会員名簿を見る", .path = "/office/members"})};
  if (data.may_undo) {
    actions.push_back(button_link({.label = "取込みを取り消す", .path = path + "/undo",
                                   .icon = "undo"}));
  }
  return page(request,
              {.area = web::Area::office, .title = p.import.filename,
               .eyebrow = "名簿の取込み　" + import_state_badge(p.import) + "　" +
                          at_text(p.import.undone_at ? p.import.undone_at
                                                     : p.import.committed_at),
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"名簿の取込み", "/office/imports"},
                               {p.import.filename, ""}},
               .actions = cluster(actions), .status_message = data.status,
               .nav_current = "/office/imports", .width = Width::full},
              body + columns(main, side));
}

namespace {

// What would stay, page by page where the roster is long.
Html forecast_shown(const UndoForm& data) {
  const UndoForecast& f = data.forecast;
  const std::string path = path_of(data.page.import.id) + "/undo";
  Html out;
  if (!f.left.empty()) {
    out += notice({.tone = Tone::warning, .title = "次の会員は、そのまま残します",
                   .text = names_list(f.left), .level = 0});
  }
  if (data.is_first && f.next.empty()) return out;
  out += paragraph("会員の数が多いため、そのまま残すものを" + thousands(f.looked_at) +
                   "団体ずつ確かめています。" +
                   (f.left.empty() ? "この" + thousands(f.looked_at) + "団体にはありません。"
                                   : std::string()));
  return out + key_pager({.previous_path = data.is_first ? "" : path,
                          .next_path = f.next.empty() ? "" : path + "?after=" + f.next});
}

}  // namespace

Html undo_form(const web::Request& request, const UndoForm& data) {
  const ImportPage& p = data.page;
  const Counts c = counts_from(p.import.counts);
  Html consequence = paragraph(
      "登録した" + thousands(c.created) + "団体を名簿から消し、更新した" + thousands(c.updated) +
      "団体を取込みの前の内容に戻します。統合の提案と不備の記録も片づけます。");
  consequence += forecast_shown(data);
  consequence += paragraph("取り消したことは、操作の記録に残ります。同じ名簿は、もう一度取り込めます。");
  return page(request,
              {.area = web::Area::office, .title = "取込みを取り消す",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"名簿の取込み", "/office/imports"},
                               {p.import.filename, path_of(p.import.id)},
                               {"取り消す", ""}},
               .nav_current = "/office/imports"},
              confirm({.question = "「" + p.import.filename + "」の取込みを取り消しますか",
                       .consequence = consequence,
                       .yes = post_button(request, {.button = {.label = "取込みを取り消す",
                                                               .look = Look::danger},
                                                    .action = path_of(p.import.id) + "/undo"}),
                       .no = button_link({.label = "やめる", .path = path_of(p.import.id),
                                          .look = Look::text})}));
}

}  // namespace musubi::members::views
