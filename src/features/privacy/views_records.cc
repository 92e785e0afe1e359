// views_records.cc - the register of personal data with its versions.
// Html only; no rule.
#include "features/privacy/views.h"

namespace musubi::privacy::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

const std::string kRegister = "/office/privacy/register";

Html register_table(const std::vector<RegisterRow>& rows, bool may_keep,
                    const std::string& caption) {
  DataTable table{.caption = caption,
                  .columns = {{.label = "情報の区分"}, {.label = "含まれる情報"},
                              {.label = "利用目的"},   {.label = "根拠"},
                              {.label = "保存期間"},   {.label = "期限の後"},
                              {.label = "保管場所"},   {.label = "見られる人"},
                              {.label = "備考"}},
                  .rows = {}};
  for (const RegisterRow& row : rows) {
    Html remark = row.note.empty() ? Html() : multiline(row.note);
    if (may_keep) {
      if (!row.note.empty()) remark += line_break();
      remark += link_about(kRegister + "/notes/" + row.kind, "備考を書く", row.data_category);
    }
    table.rows.push_back({.cells = {Html(row.data_category), Html(row.data), Html(row.purpose),
                                    Html(row.basis), Html(row.term), Html(row.way),
                                    Html(row.place), Html(row.who),
                                    remark.empty() ? muted("－") : remark}});
  }
  table.compact = true;
  return data_table(table);
}

Html version_table(const RegisterPage& data) {
  DataTable table{.caption = "定めた版　新しい順",
                  .columns = {{.label = "版", .nowrap = true},
                              {.label = "定めた日", .nowrap = true},
                              {.label = "定めた人"},
                              {.label = "理由"}},
                  .rows = {}};
  for (const auto& version : data.versions) {
    const std::string number = std::to_string(version.number);
    table.rows.push_back({.cells = {link(kRegister + "/versions/" + number, "第" + number + "版"),
                                    day_cell(version.made_on), Html(version.made_by_name),
                                    Html(version.reason)}});
  }
  table.empty = empty_state("定めた版はまだありません");
  return data_table(table);
}

}  // namespace

Html data_register(const web::Request& request, const RegisterPage& data) {
  if (data.fixed) {
    const auto& version = data.fixed->version;
    const std::string title = "個人情報取扱台帳　第" + std::to_string(version.number) + "版";
    Html doubt;
    if (!data.fixed->sound) {
      doubt = notice({.tone = Tone::error, .title = "この版は、定めたときの内容と一致しません",
                      .text = Html("システムの担当者に知らせてください。")});
    }
    return page(request,
                {.area = area_of(request), .title = title,
                 .breadcrumbs = {own_home(request), {"取扱台帳", kRegister}, {title, ""}},
                 .nav_current = kRegister, .width = Width::full},
                doubt +
                    description_list({{"定めた日", day_cell(version.made_on)},
                                      {"定めた人", version.made_by_name},
                                      {"理由", version.reason},
                                      {"照合値", code_text(version.sha256)}}) +
                    register_table(data.fixed->rows, false, title));
  }
  Html fix;
  if (data.may_keep) {
    fix = panel({.heading = "いまの内容を版として定める"},
                form(request, {.action = kRegister + "/versions"},
                     form_key_field(request) +
                         textarea_field({.name = "reason", .label = "理由",
                                         .value = data.typed.get("reason"),
                                         .hint = "例：年度当初の見直し。県への提出のため。",
                                         .required = true,
                                         .error = error_at(data.error, "reason")},
                                        2) +
                         form_actions({button({.label = "版を定める"})})));
  }
  return page(
      request,
      {.area = area_of(request), .title = "個人情報取扱台帳",
       .lead = "動いているプログラムの保存期間と権限から作った台帳です。備考は事務局が書きます。"
               "ブラウザーの印刷で、このまま印刷できます。",
       .breadcrumbs = {own_home(request), {"取扱台帳", ""}}, .status_message = data.status,
       .nav_current = kRegister, .has_error = data.error.has_value(), .width = Width::full},
      section_tabs(request, kRegister) + error_summary(data.error) +
          register_table(data.rows, data.may_keep, "個人情報の区分と取扱い") + version_table(data) +
          fix);
}

Html note_form(const web::Request& request, const NoteForm& data) {
  const std::string title = "備考を書く：" + data.row.data_category;
  return page(
      request,
      {.area = web::Area::office, .title = title,
       .breadcrumbs = {own_home(request), {"取扱台帳", kRegister}, {"備考を書く", ""}},
       .nav_current = kRegister, .has_error = data.error.has_value(), .width = Width::reading},
      error_summary(data.error) +
          form(request, {.action = kRegister + "/notes/" + data.row.kind, .keep_draft = true},
               textarea_field({.name = "note", .label = "備考", .value = data.typed,
                               .hint = "紙の保管場所、委託先、特に注意することなどを書きます。",
                               .error = error_at(data.error, "note")},
                              5) +
                   hidden_field("version", std::to_string(data.row.note_version)) +
                   form_actions({button({.label = "保存する"}),
                                 button_link({.label = "やめる", .path = kRegister,
                                              .look = Look::text})})));
}

}  // namespace musubi::privacy::views
