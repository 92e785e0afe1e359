// views_exports.cc - asking for a file of members, and the log of those that were taken.
// Html only; the purpose is asked before anything leaves.
#include "features/members/views_exports.h"

#include "base/text.h"
#include "features/members/views_lost.h"
#include "web/kit/kit.h"

namespace musubi::members::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

const std::vector<Option>& formats() {
  static const std::vector<Option> kFormats{
      {"xlsx", "Excel（XLSX）", "番号の先頭の0も残ります。ふだんはこちらを選んでください。"},
      {"csv", "CSV（UTF-8）", "ほかのシステムへ渡すときに使います。"},
      {"csv_cp932", "CSV（Shift_JIS）", "古いExcelや基幹システムへ渡すときに使います。"}};
  return kFormats;
}

std::string format_label(const std::string& format) {
  for (const auto& option : formats()) {
    if (option.value == format) return option.label;
  }
  return format;
}

std::string limit_words(const ExportForm& data) {
  if (!data.searched) return {};
  return "言葉で探した会員を一度に書き出せるのは" + thousands(kSearchedExportMost) + "件までです。";
}

}  // namespace

Html export_form(const web::Request& request, const ExportForm& data) {
  const Error* error = data.error ? &*data.error : nullptr;
  std::vector<Option> columns;
  for (const auto& [name, label] : export_columns()) columns.push_back({name, label});
  Html inputs =
      textarea_field({.name = "purpose", .label = "何のために使いますか", .value = data.purpose,
                      .hint = "例：令和6年度第2回セミナーの案内を郵送するため。監査の記録に残ります。",
                      .required = true, .error = error_at(error, "purpose")},
                     2) +
      radio_group({.name = "format", .label = "ファイルの形式", .options = formats(),
                   .value = data.format, .required = true, .error = error_at(error, "format")}) +
      checkbox_group({.name = "column", .label = "書き出す項目", .options = columns,
                      .values = data.columns,
                      .hint = "目的に必要な項目だけを選んでください。",
                      .required = true, .error = error_at(error, "column")}) +
      hidden_field("query", data.query);
  if (!data.lost.empty()) {
    inputs += lost_table("Shift_JISで書けない文字　" + thousands(data.lost.count) + "か所",
                         data.lost) +
              checkbox({.name = "replace_unencodable", .label = "書けない文字は「〓」に置き換える",
                        .checked = false});
  }
  return page(request,
              {.area = web::Area::office, .title = "会員名簿を書き出す",
               .lead = data.count_words + "を書き出します。" + limit_words(data),
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員名簿", "/office/members"},
                               {"書き出す", ""}},
               .nav_current = "/office/members", .has_error = data.error.has_value(),
               .width = Width::reading},
              error_summary(error, "もう一度「書き出す」を押してください") +
                  form(request, {.action = "/office/member-exports"},
                       inputs + form_actions({button({.label = "書き出す", .icon = "download"}),
                                              link("/office/member-exports", "書き出しの記録")})));
}

Html export_log(const web::Request& request, const ExportLog& log, bool first_page) {
  DataTable table{.caption = "名簿を書き出した記録　新しい順",
                  .columns = {{.label = "日時", .nowrap = true},
                              {.label = "目的"},
                              {.label = "書き出した人", .nowrap = true},
                              {.label = "形式", .nowrap = true},
                              {.label = "件数", .align = Align::end},
                              {.label = "〓への置き換え", .align = Align::end},
                              {.label = "照合用の値（SHA-256）"}},
                  .rows = {}};
  for (const auto& record : log.records) {
    table.rows.push_back({.cells = {time_text(record.created), record.purpose, record.account_name,
                                    format_label(record.format), thousands(record.row_count),
                                    record.replaced == 0 ? muted("－")
                                                         : Html(thousands(record.replaced)),
                                    code_text(record.sha256.substr(0, 16))}});
  }
  table.row_header = 1;
  table.empty = empty_state("名簿を書き出した記録はまだありません");
  KeyPager pager;
  if (!log.next.empty()) pager.next_path = "/office/member-exports?after=" + log.next;
  if (!first_page) pager.previous_path = "/office/member-exports";
  return page(request,
              {.area = web::Area::office, .title = "書き出しの記録",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員名簿", "/office/members"},
                               {"書き出しの記録", ""}},
               .nav_current = "/office/members", .width = Width::full},
              data_table(table) + key_pager(pager));
}

}  // namespace musubi::members::views
