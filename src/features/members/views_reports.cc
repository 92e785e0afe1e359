// views_reports.cc - the pages of 会員報告書, for the office that makes it and for the prefecture's
// officer who has two minutes. Html only.
#include "features/members/views_reports.h"

#include <algorithm>

#include "base/text.h"
#include "core/documents/chart.h"
#include "features/members/codes.h"
#include "features/members/report_document.h"
#include "features/members/report_words.h"
#include "features/members/views_lost.h"

namespace musubi::members::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Tone tone_of_report(std::string_view state) {
  if (state == "received") return Tone::ok;
  if (state == "submitted") return Tone::info;
  return state == "frozen" ? Tone::warning : Tone::neutral;
}

Html state_mark(const store::Report& report) {
  return badge(tone_of_report(report.state), report_state_label(report.state));
}

// The office's menu is not the prefecture's: the frame follows who is looking.
web::Area area_of(const web::Request& request) {
  const bool office = request.actor.roles.shares(roles::office);
  return office ? web::Area::office : web::Area::prefecture;
}

std::vector<Crumb> crumbs(const web::Request& request, const std::string& last) {
  std::vector<Crumb> out{own_home(request)};
  if (last.empty()) {
    out.push_back({"会員報告書", ""});
  } else {
    out.push_back({"会員報告書", "/office/member-reports"});
    out.push_back({last, ""});
  }
  return out;
}

Html word_table(const WordTable& words) {
  DataTable table{.caption = words.caption, .columns = {}, .rows = {}};
  for (std::size_t i = 0; i < words.heads.size(); ++i) {
    table.columns.push_back(
        {.label = words.heads[i], .align = i >= words.first_number ? Align::end : Align::start});
  }
  for (std::size_t i = 0; i < words.rows.size(); ++i) {
    TableRow row;
    for (const auto& cell : words.rows[i]) row.cells.push_back(cell);
    const bool total = words.has_total && i + 1 == words.rows.size();
    (total ? table.totals : table.rows).push_back(std::move(row));
  }
  table.compact = true;
  Html out = data_table(table);
  if (!words.note.empty()) out += note(words.note);
  return out;
}

Html rows_table(const std::string& caption, const ReportFigures& figures,
                const std::vector<ReportRow>& rows) {
  DataTable table{.caption = caption,
                  .columns = {{.label = "会員番号", .nowrap = true},
                              {.label = "団体名"},
                              {.label = "業種"},
                              {.label = "市町村", .nowrap = true},
                              {.label = "入会", .nowrap = true},
                              {.label = since_word(figures) + "から", .nowrap = true},
                              {.label = "内容"}},
                  .rows = {}};
  for (const auto& row : rows) {
    auto joined = parse_iso_date(row.joined_on);
    auto left = parse_iso_date(row.left_on);
    Html change;
    if (row.change == "joined") change = badge(Tone::ok, "入会");
    if (row.change == "left") change = badge(Tone::neutral, "退会");
    if (row.change == "changed") change = badge(Tone::info, "変更");
    Html what = row.change_note;
    if (row.change == "left" && left) what = date_text_short(*left) + "に退会";
    if (!row.correction.empty()) {
      change += badge(Tone::warning, correction_label(row.correction));
      what += (what.empty() ? Html() : line_break()) + Html(row.correction_note);
    }
    table.rows.push_back({.cells = {row.member_no, row.name,
                                    std::string(industry_label(row.industry)),
                                    municipality_label(row.municipality_code),
                                    joined ? date_text_short(*joined) : muted("不明"), change,
                                    what}});
  }
  table.row_header = 1;
  table.empty = empty_state(compared_with(figures) + "から変わった会員はいません");
  return data_table(table);
}

std::string size_words(std::int64_t bytes) {
  const std::int64_t kilobytes = (bytes + 1023) / 1024;
  return thousands(kilobytes < 1 ? 1 : kilobytes) + "KB";
}

std::string format_words(const std::string& format) {
  if (format == "pdf") return "会員報告書（PDF・";
  if (format == "xlsx") return "集計表と名簿（Excel・";
  if (format == "csv") return "集計表と名簿（CSV・UTF-8・";
  return "集計表と名簿（CSV・Shift_JIS・";
}

// Where the making of the files stands, seen in the bar and heard when it changes.
std::string files_words(std::int64_t made, std::int64_t asked, bool waits, bool failed) {
  if (failed) return "作成できなかったファイルがあります。";
  if (!waits) return made == 0 ? "" : "すべてのファイルができました。";
  if (made == 0) return "ファイルを作成しています。1分ほどかかります。";
  return std::to_string(asked) + "つのうち" + std::to_string(made) + "つができました";
}

Html downloads(const web::Request& request, const ReportDetail& detail) {
  const std::string path = report_path(detail.page.report);
  std::vector<Html> links;
  bool waits = detail.files.empty() && detail.page.report.state != "discarded";
  bool failed = false;
  for (const auto& file : detail.files) {
    waits = waits || file.state == "ordered";
    failed = failed || file.state == "failed";
    if (file.state != "ready") continue;
    links.push_back(link(path + "/files/" + file.format,
                         format_words(file.format) + size_words(file.bytes) + "）"));
  }
  Html out;
  if (!links.empty()) out += plain_list(links);
  for (const auto& file : detail.files) {
    if (file.lost.empty()) continue;
    const std::string places = thousands(file.lost.count) + "か所";
    out += disclosure("Shift_JISで書けず「〓」にした文字　" + places,
                      lost_table("CSV（Shift_JIS）で「〓」にした文字　" + places, file.lost));
  }
  const auto made = static_cast<std::int64_t>(links.size());
  const auto asked = std::max<std::int64_t>(static_cast<std::int64_t>(detail.files.size()), 1);
  const std::string words = files_words(made, asked, waits, failed);
  if (failed) {
    out += paragraph(words) +
           post_button(request, {.button = {.label = "もう一度作成する", .look = Look::secondary},
                                 .action = path + "/files"});
  } else if (waits) {
    out += progress({.label = "ファイルの作成", .done = made, .total = asked, .words = words}) +
           paragraph("ほかの画面に移ってもかまいません。" + link(path, "最新の状態を表示する"));
  }
  if (!detail.page.report.submitted_at && !links.empty()) {
    out += note("提出するまでは「案」と印刷します。");
  }
  if (detail.page.figures.members > kPaperRowsMost) {
    const std::string most = thousands(kPaperRowsMost) + "団体";
    out += note("会員が" + most + "を超えるため、PDFの会員名簿は先頭の" + most +
                "までです。すべての会員は、ExcelまたはCSVの名簿でご覧ください。");
  }
  return live_part({.id = "member-report-files",
                    .live_path = waits && !failed ? path + "/events" : "", .words = words},
                   out);
}

Html way_of(const store::Report& report) {
  Pairs pairs{{"状態", state_mark(report)},
              {"基準日", date_text_long(*parse_iso_date(report.as_of))},
              {"作成", report.frozen_by_name + "　" + time_text(report.frozen_at)}};
  if (report.submitted_at) {
    pairs.emplace_back("提出", report.submitted_by_name + "　" + time_text(*report.submitted_at));
  }
  if (report.received_at) {
    pairs.emplace_back("受領", report.received_by_name + "　" + time_text(*report.received_at));
  }
  pairs.emplace_back("照合用の値", code_text(report.sha256.substr(0, 16)));
  return description_list(pairs);
}

Html next_step(const web::Request& request, const ReportDetail& detail) {
  const store::Report& report = detail.page.report;
  const std::string path = report_path(report);
  if (detail.may_make && report.state == "frozen") {
    Html remark = form(request, {.action = path + "/remark", .keep_draft = true},
                       textarea_field({.name = "secretariat_comment", .label = "事務局の所見",
                                       .value = report.secretariat_comment,
                                       .hint = "増減の理由や、次にすることを書いてください。"
                                               "提出すると変えられません。",
                                       .error = error_at(detail.error, "secretariat_comment")},
                                      4) +
                           form_actions({button({.label = "所見を保存する",
                                                 .look = Look::secondary})}));
    return panel({.heading = "提出する"},
                 paragraph("数字は基準日の記録で固定してあります。所見を書き、内容を確かめてから提出してください。"
                           "県の担当者にメールでお知らせします。") +
                     remark +
                     post_button(request, {.button = {.label = "県に提出する", .icon = "send"},
                                           .action = path + "/submission"})) +
           panel({.heading = "破棄する"},
                 paragraph("誤って作成したときは、提出する前なら破棄できます。"
                           "記録は残り、この番号のこの版は二度と使いません。") +
                     post_button(request, {.button = {.label = "この報告書を破棄する",
                                                      .look = Look::secondary},
                                           .action = path + "/discard"}));
  }
  if (detail.may_receive && report.state == "submitted") {
    return panel({.heading = "受領する"},
                 paragraph("内容を確かめて、よろしければ受領してください。"
                           "気になる所は、受領のあとでもコメントできます。") +
                     post_button(request, {.button = {.label = "受領する", .icon = "check"},
                                           .action = path + "/receipt"}));
  }
  return {};
}

Html comments(const web::Request& request, const ReportDetail& detail) {
  std::vector<Html> items;
  for (const auto& comment : detail.page.comments) {
    items.push_back(strong(comment.account_name) + "　" + small(time_text(comment.created)) +
                    line_break() + multiline(comment.body));
  }
  Html out = items.empty() ? paragraph(muted("コメントはまだありません。")) : plain_list(items);
  if (detail.may_make || detail.may_receive) {
    out += form(request, {.action = report_path(detail.page.report) + "/comments",
                          .keep_draft = true},
                textarea_field({.name = "body", .label = "コメント", .value = detail.comment_typed,
                                .required = true, .error = error_at(detail.error, "body")},
                               3) +
                    form_actions({button({.label = "コメントを送る",
                                          .look = Look::secondary})}));
  }
  return panel({.heading = "コメント"}, out);
}

std::vector<BigNumber> big_numbers_of(const ReportFigures& f) {
  const std::string since = since_word(f);
  std::vector<BigNumber> out{{"会員数", thousands(f.members), "団体"},
                             {"入会（" + since + "から）", thousands(f.joined), "団体"},
                             {"退会（" + since + "から）", thousands(f.left), "団体"}};
  if (f.previous_as_of) {
    out.push_back({"訂正（前回の数の直し）", thousands(f.corrected_in - f.corrected_out), "団体"});
  }
  out.push_back({"はじめての入会（年度内）", thousands(f.first_time_in_year), "団体"});
  return out;
}

Html chart_of(const ReportFigures& figures) {
  const documents::Chart words = industry_chart(figures);
  Chart chart{.title = words.title, .description = words.finding,
              .categories = words.categories, .series = {}, .unit = words.unit};
  Series series{.label = "会員数", .values = {}};
  DataTable table{.caption = words.title, .columns = {{.label = "業種"},
                                                      {.label = "団体数", .align = Align::end}},
                  .rows = {}};
  for (std::size_t i = 0; i < words.categories.size(); ++i) {
    const double number = words.series.front().values[i].value_or(0);
    series.values.push_back(number);
    table.rows.push_back(
        {.cells = {words.categories[i], thousands(static_cast<std::int64_t>(number))}});
  }
  chart.series.push_back(std::move(series));
  return figure({.title = words.title, .finding = words.finding,
                 .unit_and_day = "単位：" + words.unit + "　" + words.as_of,
                 .chart = bar_chart(chart), .data = table});
}

}  // namespace

std::string report_path(const store::Report& report) {
  return "/office/member-reports/" + report.id;
}

Html report_list(const web::Request& request, const ReportList& list) {
  DataTable table{.caption = "会員報告書　新しい順",
                  .columns = {{.label = "番号", .nowrap = true},
                              {.label = "基準日", .nowrap = true},
                              {.label = "会員数", .align = Align::end},
                              {.label = "入会", .align = Align::end},
                              {.label = "退会", .align = Align::end},
                              {.label = "訂正", .align = Align::end},
                              {.label = "状態"},
                              {.label = "提出"},
                              {.label = "受領"}},
                  .rows = {}};
  for (const auto& report : list.reports) {
    const ReportFigures f = figures_from(Json::parse(report.figures));
    table.rows.push_back(
        {.cells = {link(report_path(report), report_number(report)), date_text(f.as_of),
                   thousands(f.members), thousands(f.joined), thousands(f.left),
                   thousands(f.corrected_in - f.corrected_out), state_mark(report),
                   report.submitted_at ? time_text(*report.submitted_at) : muted("－"),
                   report.received_at ? time_text(*report.received_at) : muted("－")}});
  }
  table.empty = empty_state("会員報告書はまだありません");
  Html body;
  if (list.next_due) {
    body += notice({.tone = Tone::info,
                    .title = "次の基準日は" + wareki_with_weekday(*list.next_due) + "です",
                    .text = "四半期ごとに作成し、県に提出します。", .level = 0});
  }
  if (list.may_make) {
    const Error* error = list.error ? &*list.error : nullptr;
    body += panel({.heading = "新しく作る"},
                  form(request, {.action = "/office/member-reports"},
                       date_field({.name = "as_of", .label = "基準日",
                                   .value = typed_date_parts(list.typed, "as_of"),
                                   .hint = "この日の終わりの会員数で集計し、数字を固定します。",
                                   .required = true, .error = error_at(error, "as_of")}) +
                           form_actions({button({.label = "この日付で作成する"})})));
  }
  KeyPager pager{.previous_path = list.first_page ? "" : "/office/member-reports",
                 .next_path = list.next_path};
  body += data_table(table) + key_pager(pager);
  return page(request,
              {.area = area_of(request), .title = "会員報告書",
               .lead = "県に提出する会員数と名簿の報告です。",
               .breadcrumbs = crumbs(request, ""), .nav_current = "/office/member-reports",
               .has_error = list.error.has_value(), .width = Width::full},
              error_summary(list.error ? &*list.error : nullptr,
                            "もう一度「この日付で作成する」を押してください") +
                  body);
}

Html report_detail(const web::Request& request, const ReportDetail& detail) {
  const store::Report& report = detail.page.report;
  const ReportFigures& f = detail.page.figures;
  Html banner;
  if (report.state == "discarded") {
    banner += notice({.tone = Tone::warning, .title = "提出せずに破棄した報告書です", .level = 0});
  }
  if (report.state == "superseded") {
    banner += notice({.tone = Tone::warning, .title = "新しい版に置き換えられた報告書です",
                      .level = 0});
  }
  std::vector<Html> sentences;
  for (const auto& sentence : summary_sentences(f)) sentences.push_back(sentence);
  Html remark;
  if (!report.secretariat_comment.empty()) {
    remark = panel({.heading = "事務局の所見"}, multiline(report.secretariat_comment));
  }
  const std::string since = since_word(f);
  const std::string correction = f.previous_as_of ? "・訂正" : "";
  Html changes = rows_table(compared_with(f) + "からの入会・退会・変更" + correction, f,
                            detail.changes.rows);
  if (detail.changes.more) changes += note("続きは名簿の一覧で見られます。");
  Html main = big_numbers(big_numbers_of(f)) +
              next_step(request, detail) + panel({.heading = "要点"}, bullets(sentences)) +
              remark + panel({.heading = "業種別の会員数"}, chart_of(f));
  // Wide tables stand below both columns: beside the files they would have to be scrolled.
  Html tables = panel_flush({.heading = since + "からの変更"}, changes) +
              panel_flush({.heading = "会員数の動き"}, word_table(summary_table(f))) +
              panel_flush({.heading = "業種と規模"}, word_table(industry_by_size_table(f))) +
              panel_flush({.heading = "地域と規模"}, word_table(area_by_size_table(f))) +
              panel_flush({.heading = "業種と地域"}, word_table(industry_by_area_table(f)));
  if (const WordTable all = industry_area_by_size_table(f); !all.rows.empty()) {
    tables += disclosure("業種・地域・規模の掛け合わせを見る", word_table(all));
  }
  Html side = panel({.heading = "この報告書"}, way_of(report)) +
              panel({.heading = "受け取る"}, downloads(request, detail)) +
              panel({.heading = "名簿"},
                    link(report_path(report) + "/rows", "この日の会員を一覧で見る")) +
              comments(request, detail);
  return page(request,
              {.area = area_of(request), .title = report_title(report),
               .breadcrumbs = crumbs(request, report_number(report)),
               .status_message = detail.status, .nav_current = "/office/member-reports",
               .has_error = detail.error.has_value(), .width = Width::full},
              banner +
                  error_summary(detail.error ? &*detail.error : nullptr, "もう一度送ってください") +
                  columns(main, side) + tables);
}

Html report_rows(const web::Request& request, const ReportPage& data, const RowsPage& rows) {
  Html body = rows_table("名簿　" + report_title(data.report), data.figures, rows.rows);
  KeyPager pager;
  if (rows.more) {
    pager.next_path = report_path(data.report) + "/rows?after=" +
                      std::to_string(rows.rows.back().position);
  }
  if (!rows.rows.empty() && rows.rows.front().position > 1) {
    pager.previous_path = report_path(data.report) + "/rows";
  }
  pager.words = thousands(data.figures.members) + "団体と、" + since_word(data.figures) + "からの退会";
  return page(request,
              {.area = area_of(request), .title = "名簿　" + report_title(data.report),
               .breadcrumbs = crumbs(request, report_number(data.report)),
               .actions = button_link({.label = "報告書に戻る",
                                       .path = report_path(data.report)}),
               .nav_current = "/office/member-reports", .width = Width::full},
              body + key_pager(pager));
}

}  // namespace musubi::members::views
