// views_lists.cc - a list is shown with all that is wrong or known already before it is taken in;
// a file is asked for with its purpose. Html only.
#include "base/text.h"
#include "features/recruiting/views.h"
#include "features/recruiting/views_lists.h"

namespace musubi::recruiting::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

std::string path_of(const ListImportId& id) { return std::string(kImports) + "/" + id.text; }

namespace {

const Choices& outcomes() {
  static const Choices kOutcomes{{"new", "新しい"},          {"member", "会員"},
                                 {"application", "申込みあり"}, {"prospect", "見込み先"},
                                 {"repeated", "ファイルの中で重複"}, {"unusable", "団体名なし"}};
  return kOutcomes;
}

std::string state_label(const std::string& state) {
  if (state == "committed") return "取込み済み";
  if (state == "undone") return "取消し済み";
  if (state == "erased") return "保存期限により消去";
  return "確認中";
}

Html state_mark(const ListImport& import) {
  return badge(import.state == "committed" ? Tone::ok
               : import.state == "draft"   ? Tone::warning
                                           : Tone::neutral,
               state_label(import.state));
}

std::int64_t count_of(const ListImportPage& page, const std::string& outcome) {
  const auto found = page.counts.find(outcome);
  return found == page.counts.end() ? 0 : found->second;
}

Html known_as(const ListImportRow& row) {
  if (!row.prospect_id.empty()) {
    return link(std::string(kList) + "/" + row.prospect_id, "登録した見込み先を見る");
  }
  if (row.of_id.empty()) return muted("－");
  if (row.outcome == "member") return link("/office/members/" + row.of_id, row.of_name);
  if (row.outcome == "application") {
    return link(applications::path_of({row.of_id}), row.of_name);
  }
  return link(std::string(kList) + "/" + row.of_id, row.of_name);
}

Html defects_of(const ListImportRow& row) {
  std::vector<Html> items;
  for (const auto& d : row.defects) {
    Html words = d.value("label", std::string()) + "：" + d.value("message", std::string());
    if (const std::string value = d.value("value", std::string()); !value.empty()) {
      words += line_break() + small("ファイルの値：" + value);
    }
    if (d.value("error", false)) words = badge(Tone::warning, "取り込まない値") + " " + words;
    items.push_back(words);
  }
  return items.empty() ? muted("－") : plain_list(items);
}

Html rows_table(const ImportDetail& d) {
  DataTable table{.caption = "名簿の行　行の順",
                  .columns = {{.label = "行", .align = Align::end},
                              {.label = "団体名"},
                              {.label = "見つかったこと", .nowrap = true},
                              {.label = "すでにある登録"},
                              {.label = "不備"}},
                  .rows = {}, .row_header = 1};
  for (const ListImportRow& row : d.page.rows) {
    table.rows.push_back({.cells = {std::to_string(row.line),
                                    row.name.empty() ? muted("（空欄）") : Html(row.name),
                                    badge(row.outcome == "new" ? Tone::ok : Tone::neutral,
                                          label_in(outcomes(), row.outcome)),
                                    known_as(row), defects_of(row)}});
  }
  table.empty = empty_state("ここに入る行はありません");
  return data_table(table) +
         key_pager({.previous_path = d.first_path, .next_path = d.next_path});
}

Html part_tabs(const ImportDetail& d) {
  const std::string base = path_of(d.page.import.id);
  std::int64_t all = 0;
  for (const auto& [outcome, number] : d.page.counts) all += number;
  std::vector<Tab> out{{.label = "すべて", .path = base, .current = d.part.empty(),
                        .count = thousands(all)}};
  for (const auto& [outcome, label] : outcomes()) {
    if (count_of(d.page, outcome) == 0) continue;
    out.push_back({.label = label, .path = base + "?part=" + outcome,
                   .current = d.part == outcome, .count = thousands(count_of(d.page, outcome))});
  }
  out.push_back({.label = "不備", .path = base + "?part=defects", .current = d.part == "defects",
                 .count = thousands(d.page.defects), .waiting = d.page.defects > 0});
  return tabs("行の切り替え", out);
}

Html columns_of(const ListImport& import) {
  std::vector<Html> items;
  for (const auto& column : import.columns) {
    if (!column.is_array() || column.size() != 2) continue;
    items.push_back(column[0].get<std::string>() + "　→　" + column[1].get<std::string>());
  }
  return disclosure("列の読み取り方", plain_list(items));
}

Html facts(const ListImport& i) {
  Pairs pairs;
  pairs.emplace_back("状態", state_mark(i));
  pairs.emplace_back("受け取ったところ", i.source_note + "（" + label_in(sources(), i.source) + "）");
  pairs.emplace_back("使う目的", i.purpose);
  pairs.emplace_back("読み取った人", i.created_by_name);
  pairs.emplace_back("読み取った日時", time_text(i.created_at));
  if (i.committed_at) {
    pairs.emplace_back("取り込んだ日時",
                       time_text(*i.committed_at) + "　" + i.committed_by_name);
  }
  if (i.undone_at) {
    pairs.emplace_back("取り消した日時", time_text(*i.undone_at) + "　" + i.undone_by_name);
  }
  return description_list(pairs);
}

Html deciding(const web::Request& request, const ImportDetail& d) {
  const ListImport& i = d.page.import;
  if (i.state == "draft") {
    const std::int64_t number = count_of(d.page, "new");
    if (number == 0) {
      return notice({.tone = Tone::info, .title = "新しい団体はありません",
                     .text = "どの行も、すでに登録があるか、団体名がありません。"});
    }
    return notice(
        {.tone = Tone::info, .title = "まだ取り込んでいません",
         .text = "新しい" + thousands(number) +
                 "団体を、候補として登録します。会員・申込み・見込み先としてすでにある団体は登録しません。",
         .actions = {post_button(request, {.button = {.label = thousands(number) +
                                                               "団体を取り込む"},
                                           .action = path_of(i.id) + "/commitment"})}});
  }
  if (i.state == "erased") {
    return notice({.tone = Tone::info, .title = "保存期限を過ぎたため、行の内容と原本を消去しました",
                   .text = "行の数と、どの見込み先になったかだけが残っています。"});
  }
  if (i.state != "committed") return {};
  return notice({.tone = Tone::ok, .title = "取り込みました",
                 .text = "取り消すと、そのあと手を加えていない見込み先を一覧から外します。"
                         "訪問や変更を記録したものは残します。",
                 .actions = {post_button(request, {.button = {.label = "この取込みを取り消す",
                                                              .look = Look::danger},
                                                   .action = path_of(i.id) + "/undo"})}});
}

}  // namespace

Html list_imports(const web::Request& request, const std::vector<ListImport>& imports,
                  const std::string& next_path, const std::string& first_path) {
  DataTable table{.caption = "見込み先の名簿の取込み　新しい順",
                  .columns = {{.label = "ファイル"},
                              {.label = "受け取ったところ"},
                              {.label = "状態", .nowrap = true},
                              {.label = "読み取った日時", .nowrap = true},
                              {.label = "読み取った人", .nowrap = true}},
                  .rows = {}};
  for (const ListImport& i : imports) {
    table.rows.push_back({.cells = {link(path_of(i.id), i.filename), i.source_note, state_mark(i),
                                    time_text(i.created_at), i.created_by_name}});
  }
  table.empty = empty_state("名簿はまだ取り込まれていません",
                            link(std::string(kImports) + "/new", "名簿を読み取る"));
  return page(request,
              {.area = web::Area::office, .title = "見込み先の名簿の取込み",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員募集の見込み先", kList},
                               {"名簿の取込み", ""}},
               .actions = button_link({.label = "名簿を読み取る",
                                       .path = std::string(kImports) + "/new",
                                       .look = Look::primary, .icon = "upload"}),
               .nav_current = kList, .width = Width::full},
              data_table(table) +
                  key_pager({.previous_path = first_path, .next_path = next_path}));
}

Html import_form(const web::Request& request, const ImportForm& data) {
  const auto& typed = data.typed;
  const auto& error = data.error;
  Html inputs =
      file_field({.name = "file", .label = "名簿のファイル", .accept = ".csv,.xlsx",
                  .hint = "CSVかExcel（XLSX）、5MBまで、1,000行まで。列の意味は見出しから読み取ります。",
                  .required = true, .error = error_at(error, "file")}) +
      select_field({.name = "source", .label = "流入元", .options = options_of(sources()),
                    .value = typed.has("source") ? typed.get("source") : "list",
                    .required = true, .error = error_at(error, "source"),
                    .empty_label = "選んでください"}) +
      text_field({.name = "source_note", .label = "どこから受け取った名簿ですか",
                  .value = typed.get("source_note"), .hint = "例：県の商工部門から10月21日に受領",
                  .required = true, .error = error_at(error, "source_note"),
                  .autocomplete = "off"}) +
      textarea_field({.name = "purpose", .label = "何のために使いますか",
                      .value = typed.get("purpose"),
                      .hint = "例：会員募集の案内のため。監査の記録に残ります。", .required = true,
                      .error = error_at(error, "purpose")},
                     2) +
      form_key_field(request);
  return page(request,
              {.area = web::Area::office, .title = "見込み先の名簿を読み取る",
               .lead = "読み取っただけでは登録しません。次の画面で、不備とすでにある登録を確かめてから取り込みます。",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員募集の見込み先", kList},
                               {"名簿の取込み", kImports},
                               {"読み取り", ""}},
               .nav_current = kList, .has_error = error.has_value(), .width = Width::reading},
              error_summary(error, "ファイルを選び直して、もう一度「読み取る」を押してください") +
                  form(request, {.action = kImports, .uploads = true},
                       inputs + form_actions({button({.label = "読み取る", .icon = "upload"}),
                                              button_link({.label = "やめる", .path = kImports,
                                                           .look = Look::text})})));
}

Html list_import(const web::Request& request, const ImportDetail& d) {
  const ListImport& i = d.page.import;
  return page(request,
              {.area = web::Area::office, .title = i.filename + "（見込み先の名簿）",
               .heading = i.filename, .eyebrow = "見込み先の名簿の取込み",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員募集の見込み先", kList},
                               {"名簿の取込み", kImports},
                               {i.filename, ""}},
               .status_message = d.status, .nav_current = kList, .width = Width::full},
              deciding(request, d) + panel({.heading = "この名簿について"}, facts(i) + columns_of(i)) +
                  section({.heading = "行ごとの確認"}, part_tabs(d) + rows_table(d)));
}

namespace {

const std::vector<Option>& formats() {
  static const std::vector<Option> kFormats{
      {"xlsx", "Excel（XLSX）", "番号の先頭の0も残ります。ふだんはこちらを選んでください。"},
      {"csv", "CSV（UTF-8）", "ほかのシステムへ渡すときに使います。"},
      {"csv_cp932", "CSV（Shift_JIS）", "古いExcelや基幹システムへ渡すときに使います。"}};
  return kFormats;
}

}  // namespace

Html export_form(const web::Request& request, const ExportForm& data) {
  std::vector<Option> columns;
  for (const auto& [name, label] : export_columns()) columns.push_back({name, label});
  const auto& error = data.error;
  Html inputs =
      textarea_field({.name = "purpose", .label = "何のために使いますか", .value = data.purpose,
                      .hint = "例：11月の訪問先の分担を決めるため。監査の記録に残ります。",
                      .required = true, .error = error_at(error, "purpose")},
                     2) +
      radio_group({.name = "format", .label = "ファイルの形式", .options = formats(),
                   .value = data.format, .required = true, .error = error_at(error, "format")}) +
      checkbox_group({.name = "column", .label = "書き出す項目", .options = columns,
                      .values = data.columns, .hint = "目的に必要な項目だけを選んでください。",
                      .required = true, .error = error_at(error, "column")}) +
      hidden_field("query", data.query);
  return page(request,
              {.area = web::Area::office, .title = "見込み先を書き出す",
               .lead = data.count_words + "を書き出します。",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員募集の見込み先", kList},
                               {"書き出す", ""}},
               .nav_current = kList, .has_error = error.has_value(), .width = Width::reading},
              error_summary(error, "もう一度「書き出す」を押してください") +
                  form(request, {.action = kExports},
                       inputs + form_actions({button({.label = "書き出す", .icon = "download"}),
                                              link(kExports, "書き出しの記録")})));
}

Html export_log(const web::Request& request, const std::vector<audit::Entry>& entries,
                const std::string& next_path, const std::string& first_path) {
  DataTable table{.caption = "見込み先を書き出した記録　新しい順",
                  .columns = {{.label = "日時", .nowrap = true},
                              {.label = "目的"},
                              {.label = "書き出した人", .nowrap = true},
                              {.label = "形式", .nowrap = true},
                              {.label = "件数", .align = Align::end}},
                  .rows = {}, .row_header = 1};
  for (const auto& entry : entries) {
    std::string format = entry.after.is_object() ? entry.after.value("format", std::string()) : "";
    for (const auto& option : formats()) {
      if (option.value == format) format = option.label;
    }
    const std::int64_t rows =
        entry.after.is_object() ? entry.after.value("rows", std::int64_t{0}) : 0;
    table.rows.push_back({.cells = {time_text(entry.at), entry.reason, entry.actor_name, format,
                                    thousands(rows)}});
  }
  table.empty = empty_state("見込み先を書き出した記録はまだありません");
  return page(request,
              {.area = web::Area::office, .title = "見込み先の書き出しの記録",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員募集の見込み先", kList},
                               {"書き出しの記録", ""}},
               .nav_current = kList, .width = Width::full},
              data_table(table) +
                  key_pager({.previous_path = first_path, .next_path = next_path}));
}

}  // namespace musubi::recruiting::views
