// views_loans.cc - the register of lent material: what was received, its copies, how it went back.
// Html only.
#include "base/text.h"
#include "features/members/views_imports.h"

namespace musubi::members::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html day_or_dash(const std::string& text) {
  const auto day = parse_iso_date(text);
  return day ? date_text(*day) : muted("－");
}

Html loan_badge(const store::Loan& loan, bool overdue) {
  if (overdue) return badge(Tone::error, "返還期限を過ぎています");
  if (loan.state == "returned") return badge(Tone::ok, "返還済み");
  if (loan.state == "erased") return badge(Tone::ok, "消去済み");
  return badge(Tone::info, loan.state == "in_use" ? "利用中" : "受領");
}

Html facts(const LoanPage& page) {
  const store::Loan& loan = page.loan;
  Pairs pairs{{"資料名", loan.name},
              {"媒体", loan.medium},
              {"貸与者", loan.lender},
              {"利用目的", loan.purpose},
              {"受領日", day_or_dash(loan.received_on)},
              {"返還期限", day_or_dash(loan.return_due_on)},
              {"保管場所", loan.kept_at},
              {"件数", loan.row_count > 0 ? thousands(loan.row_count) + "件" : "－"}};
  if (!loan.sha256.empty()) {
    pairs.emplace_back("照合用の値（SHA-256）", code_text(loan.sha256));
  }
  if (loan.is_closed()) {
    pairs.emplace_back(loan.state == "returned" ? "返還した日" : "消去した日",
                       day_or_dash(loan.closed_on));
    pairs.emplace_back("受領書・消去証明", multiline(loan.closed_note));
  }
  return description_list(pairs);
}

Html copies_table(const web::Request& request, const LoanDetail& data) {
  DataTable table{.caption = "複製の記録",
                  .columns = {{.label = "複製したもの"},
                              {.label = "保管場所"},
                              {.label = "複製した日", .nowrap = true},
                              {.label = "消去した日", .nowrap = true},
                              {.label = "記録した人", .nowrap = true}},
                  .rows = {}};
  if (data.may_keep) table.columns.push_back({.label = "操作", .label_hidden = true});
  for (const auto& copy : data.page.copies) {
    Html erased = day_or_dash(copy.erased_on);
    if (!copy.erased_note.empty()) erased += line_break() + small(copy.erased_note);
    Html what = copy.what;
    if (data.may_import && !copy.file_id.empty() && copy.erased_on.empty()) {
      what += line_break() + link(path_of(data.page.loan.id) + "/copies/" + copy.id + "/original",
                                  "原本を取り出す（記録に残ります）");
    }
    TableRow row{.cells = {what, copy.kept_at, day_or_dash(copy.made_on), erased,
                           copy.recorded_by_name}};
    if (data.may_keep) {
      Html tool;
      if (copy.erased_on.empty()) {
        tool = post_button(
            request, {.button = {.label = "消去を記録する", .look = Look::text, .small = true,
                                 .about = copy.what},
                      .action = path_of(data.page.loan.id) + "/copies/" + copy.id + "/erasure"});
      }
      row.cells.push_back(tool);
    }
    table.rows.push_back(std::move(row));
  }
  table.empty = empty_state("複製の記録はありません");
  Html out = data_table(table);
  for (const auto& copy : data.page.copies) {
    if (copy.file_id.empty() || !copy.erased_on.empty() || !data.may_keep) continue;
    out += note("システムに保管した原本は、消去を記録すると同時に削除します。元に戻せません。");
    break;
  }
  return out;
}

Html imports_list(const LoanDetail& data) {
  std::vector<Html> items;
  for (const auto& import : data.page.imports) {
    const Html name = data.may_import ? link(path_of(import.id), import.filename)
                                      : Html(import.filename);
    items.push_back(name + "　" + import_state_badge(import));
  }
  return items.empty() ? paragraph("この資料からの取込みはありません") : plain_list(items);
}

Html copy_form(const web::Request& request, const LoanDetail& data) {
  return form(request, {.action = path_of(data.page.loan.id) + "/copies"},
              text_field({.name = "what", .label = "複製したもの",
                          .value = data.typed.get("what"),
                          .hint = "例：確認用に印刷した紙（3部）",
                          .required = true, .error = error_at(data.error, "what"),
                          .autocomplete = "off"}) +
                  text_field({.name = "copy_kept_at", .label = "複製の保管場所",
                              .value = data.typed.get("copy_kept_at"), .required = true,
                              .error = error_at(data.error, "copy_kept_at"),
                              .autocomplete = "off"}) +
                  date_field({.name = "made_on", .label = "複製した日",
                              .value = typed_date_parts(data.typed, "made_on"),
                              .hint = "空欄のときは、きょうとして記録します。",
                              .error = error_at(data.error, "made_on")}) +
                  form_actions({button({.label = "複製を記録する", .look = Look::secondary})}));
}

Html closure_form(const web::Request& request, const LoanDetail& data) {
  const std::vector<Option> hows{{"returned", "返還した"}, {"erased", "消去した"}};
  return form(request, {.action = path_of(data.page.loan.id) + "/closure"},
              radio_group({.name = "how", .label = "どうしましたか", .options = hows,
                           .value = data.typed.get("how"),
                           .hint = "複製がすべて消去されてから記録できます。", .required = true,
                           .error = error_at(data.error, "how")}) +
                  date_field({.name = "closed_on", .label = "返還・消去した日",
                              .value = typed_date_parts(data.typed, "closed_on"),
                              .hint = "空欄のときは、きょうとして記録します。",
                              .error = error_at(data.error, "closed_on")}) +
                  textarea_field({.name = "note", .label = "受領書・消去証明",
                                  .value = data.typed.get("note"),
                                  .hint = "受領書や消去証明書の番号、受け取った人の名前など。",
                                  .required = true, .error = error_at(data.error, "note")},
                                 2) +
                  hidden_field("version", std::to_string(data.page.loan.version)) +
                  form_actions({button({.label = "返還・消去を記録する",
                                        .look = Look::secondary})}));
}

}  // namespace

std::string path_of(const LoanId& id) { return "/office/loans/" + id.text; }

Html loan_inputs(const web::Fields& typed, const Error* error) {
  const auto text = [&](const char* name, const char* label, const char* hint) {
    return text_field({.name = name, .label = label, .value = typed.get(name), .hint = hint,
                       .required = true, .error = error_at(error, name), .autocomplete = "off",
                       .width = FieldWidth::long_});
  };
  return text("loan_name", "資料名", "例：令和5年度末 会員名簿") +
         text("medium", "媒体", "例：電子ファイル、DVD、紙") + text("lender", "貸与者", "") +
         text("purpose", "利用目的", "この目的のほかには使えません。") +
         date_field({.name = "received_on", .label = "受領日",
                     .value = typed_date_parts(typed, "received_on"),
                     .hint = "空欄のときは、きょうとして記録します。",
                     .error = error_at(error, "received_on")}) +
         date_field({.name = "return_due_on", .label = "返還期限",
                     .value = typed_date_parts(typed, "return_due_on"),
                     .hint = "決まっていないときは空欄にしてください。",
                     .error = error_at(error, "return_due_on")}) +
         text("kept_at", "保管場所", "");
}

Html loan_list(const web::Request& request, const LoanList& list) {
  DataTable table{.caption = "貸与資料　新しい順",
                  .columns = {{.label = "番号", .nowrap = true},
                              {.label = "資料名"},
                              {.label = "貸与者", .nowrap = true},
                              {.label = "受領日", .nowrap = true},
                              {.label = "返還期限", .nowrap = true},
                              {.label = "件数", .align = Align::end},
                              {.label = "状態", .nowrap = true}},
                  .rows = {}};
  for (const auto& [loan, overdue] : list.loans) {
    table.rows.push_back({.cells = {loan_number_text(loan), link(path_of(loan.id), loan.name),
                                    loan.lender, day_or_dash(loan.received_on),
                                    day_or_dash(loan.return_due_on),
                                    loan.row_count > 0 ? Html(thousands(loan.row_count))
                                                       : muted("－"),
                                    loan_badge(loan, overdue)}});
  }
  table.row_header = 1;
  table.empty = empty_state("条件に合う貸与資料はありません");
  std::vector<Tab> choices;
  for (const auto& [show, label] : std::vector<std::pair<std::string, std::string>>{
           {"", "すべて"}, {"open", "預かり中"}, {"overdue", "期限を過ぎたもの"},
           {"closed", "返還・消去済み"}}) {
    choices.push_back({.label = label,
                       .path = show.empty() ? "/office/loans" : "/office/loans?show=" + show,
                       .current = list.show == show});
  }
  Html actions;
  if (list.may_keep) {
    actions = button_link({.label = "貸与資料を登録する", .path = "/office/loans/new",
                           .look = Look::primary, .icon = "plus"});
  }
  return page(request,
              {.area = web::Area::office, .title = "貸与資料",
               .lead = "県から預かった資料の、受領から返還・消去までの記録です。",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"貸与資料", ""}},
               .actions = actions, .nav_current = "/office/loans", .width = Width::full},
              tabs("貸与資料の表示", choices) + data_table(table) +
                  key_pager({.next_path = list.next_path}));
}

Html loan_form(const web::Request& request, const ImportForm& data) {
  const Error* error = data.error ? &*data.error : nullptr;
  return page(request,
              {.area = web::Area::office, .title = "貸与資料を登録する",
               .lead = "名簿のファイルは、「名簿を取り込む」から登録するとこの記録も作られます。",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"貸与資料", "/office/loans"},
                               {"登録する", ""}},
               .nav_current = "/office/loans", .has_error = data.error.has_value(),
               .width = Width::reading},
              error_summary(error, "もう一度「登録する」を押してください") +
                  form(request, {.action = "/office/loans", .keep_draft = true},
                       loan_inputs(data.typed, error) + form_key_field(request) +
                           number_field({.name = "row_count", .label = "件数",
                                         .value = data.typed.get("row_count"),
                                         .error = error_at(error, "row_count"),
                                         .width = FieldWidth::short_, .unit = "件"}) +
                           form_actions({button({.label = "登録する"}),
                                         button_link({.label = "やめる", .path = "/office/loans",
                                                      .look = Look::text})})));
}

Html loan_detail(const web::Request& request, const LoanDetail& data) {
  const LoanPage& p = data.page;
  Html main = panel({.heading = "資料の内容"}, facts(p)) +
              panel_flush({.heading = "複製"}, copies_table(request, data));
  Html side = panel({.heading = "この資料からの取込み"}, imports_list(data));
  if (data.may_keep) {
    main += panel({.heading = "複製を記録する"}, copy_form(request, data)) +
            panel({.heading = "返還・消去を記録する"}, closure_form(request, data));
  }
  return page(request,
              {.area = web::Area::office, .title = p.loan.name,
               .eyebrow = "貸与資料　" + loan_number_text(p.loan) + "　" +
                          loan_badge(p.loan, p.overdue),
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"貸与資料", "/office/loans"},
                               {loan_number_text(p.loan), ""}},
               .status_message = data.status, .nav_current = "/office/loans",
               .has_error = data.error.has_value(), .width = Width::full},
              error_summary(data.error) + columns(main, side));
}

}  // namespace musubi::members::views
