// views_reports.cc - the pages of 月次ログ報告書 and of planned stops, for the office that makes them
// and for the prefecture's officer who has two minutes. Html only.
#include "base/text.h"
#include "features/analytics/report_due.h"
#include "features/analytics/views.h"

namespace musubi::analytics::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html report_mark(const store::Report& report) {
  const Tone tone = report.state == "received"    ? Tone::ok
                    : report.state == "submitted" ? Tone::info
                    : report.state == "frozen"    ? Tone::warning
                                                  : Tone::neutral;
  return badge(tone, std::string(report_state_label(report.state)));
}

std::string month_label(const std::string& month) {
  const auto first = month_from(month);
  return first ? month_words(*first) : month;
}

std::string file_label(const std::string& format) {
  if (format == "pdf") return "月次ログ報告書（PDF・";
  if (format == "xlsx") return "集計表（Excel・";
  return format == "csv" ? "集計表（CSV・UTF-8・" : "集計表（CSV・Shift_JIS・";
}

Html files_part(const web::Request& request, const ReportDetail& data) {
  const std::string path = path_of(data.page.report);
  std::vector<Html> links;
  std::int64_t replaced = 0;
  bool waits = data.files.empty() && data.page.report.state != "discarded", failed = false;
  for (const auto& file : data.files) {
    waits = waits || file.state == "ordered";
    failed = failed || file.state == "failed";
    if (file.state != "ready") continue;
    replaced += file.replaced;
    links.push_back(link(path + "/files/" + file.format,
                         file_label(file.format) +
                             file_size(static_cast<std::uint64_t>(file.bytes)) + "）"));
  }
  Html out = links.empty() ? Html() : plain_list(links);
  if (replaced > 0) {
    out += note("Shift_JISで書けない" + thousands(replaced) + "文字は「〓」にしました。");
  }
  if (failed) {
    out += paragraph("作成できなかったファイルがあります。") +
           post_button(request, {.button = {.label = "もう一度作成する", .look = Look::secondary},
                                 .action = path + "/files"});
  } else if (waits) {
    out += paragraph("ファイルを作成しています。1分ほどかかります。" +
                     link(path, "最新の状態を表示する"));
  }
  if (!data.page.report.submitted_at && !links.empty()) {
    out += note("提出するまでは「案」と印刷します。");
  }
  return out;
}

Html way_part(const store::Report& report) {
  Pairs pairs{{"状態", report_mark(report)},
              {"対象の月", month_label(report.month)},
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

Html remark_form(const web::Request& request, const ReportDetail& data) {
  const store::Report& report = data.page.report;
  return form(request, {.action = path_of(report) + "/remark", .keep_draft = true},
              textarea_field({.name = "secretariat_comment", .label = "事務局の所見",
                              .value = data.remark_typed.value_or(report.secretariat_comment),
                              .hint = "増減の理由や、次にすることを書いてください。"
                                      "提出すると変えられません。",
                              .error = error_at(data.error, "secretariat_comment")},
                             4) +
                  form_actions({button({.label = "所見を保存する", .look = Look::secondary})}));
}

Html next_part(const web::Request& request, const ReportDetail& data) {
  const store::Report& report = data.page.report;
  const std::string path = path_of(report);
  Html out;
  if (data.may_work && report.state == "frozen") {
    Html submit =
        data.may_submit
            ? post_button(request, {.button = {.label = "県に提出する", .icon = "send"},
                                    .action = path + "/submission"})
            : paragraph("提出は事務局管理者が行います。所見を書き終えたら、管理者に知らせてください。");
    out += panel({.heading = "提出する"},
                 paragraph("数字は固定してあります。所見を書き、内容を確かめてから提出してください。") +
                     remark_form(request, data) + submit);
  }
  if (data.may_submit && report.state == "frozen") {
    out += panel({.heading = "破棄する"},
                 paragraph("誤って作成したときは、提出する前なら破棄できます。"
                           "記録は残り、この番号のこの版は二度と使いません。") +
                     post_button(request, {.button = {.label = "この報告書を破棄する",
                                                      .look = Look::secondary},
                                           .action = path + "/discard"}));
  }
  if (data.may_receive && report.state == "submitted") {
    out += panel({.heading = "受領する"},
                 paragraph("内容を確かめて、よろしければ受領してください。"
                           "気になる所は、受領のあとでもコメントできます。") +
                     post_button(request, {.button = {.label = "受領する", .icon = "check"},
                                           .action = path + "/receipt"}));
  }
  return out;
}

Html comments_part(const web::Request& request, const ReportDetail& data) {
  std::vector<Html> items;
  for (const auto& comment : data.page.comments) {
    items.push_back(strong(comment.account_name) + "　" + small(time_text(comment.created)) +
                    line_break() + multiline(comment.body));
  }
  Html out = items.empty() ? paragraph(muted("コメントはまだありません。")) : plain_list(items);
  if (data.may_work || data.may_receive) {
    out += form(request, {.action = path_of(data.page.report) + "/comments", .keep_draft = true},
                textarea_field({.name = "body", .label = "コメント", .value = data.comment_typed,
                                .required = true, .error = error_at(data.error, "body")},
                               3) +
                    form_actions({button({.label = "コメントを送る",
                                          .look = Look::secondary})}));
  }
  return panel({.heading = "コメント"}, out);
}

Html stop_form(const web::Request& request, const StopList& data) {
  const auto typed = [&](const char* name) { return data.typed.get(name); };
  return panel(
      {.heading = "計画停止を登録する"},
      form(request, {.action = kStopsPath, .keep_draft = true},
           form_key_field(request) +
               date_field({.name = "day", .label = "停止する日", .value = data.day,
                           .required = true, .error = error_at(data.error, "day")}) +
               text_field({.name = "from_clock", .label = "始まりの時刻",
                           .value = typed("from_clock"), .hint = "例：13:00", .required = true,
                           .error = error_at(data.error, "from_clock"),
                           .width = FieldWidth::short_}) +
               text_field({.name = "until_clock", .label = "終わりの時刻",
                           .value = typed("until_clock"), .hint = "例：14:30", .required = true,
                           .error = error_at(data.error, "until_clock"),
                           .width = FieldWidth::short_}) +
               text_field({.name = "reason", .label = "理由", .value = typed("reason"),
                           .hint = "例：システムの更新", .required = true,
                           .error = error_at(data.error, "reason")}) +
               textarea_field({.name = "agreement", .label = "県との協議",
                               .value = typed("agreement"),
                               .hint = "停止が平日の9時から17時に収まらないときは、協議した日と内容を入力してください。",
                               .error = error_at(data.error, "agreement")},
                              3) +
               form_actions({button({.label = "登録する"})})));
}

}  // namespace

std::string path_of(const store::Report& report) {
  return std::string(kReportsPath) + "/" + report.id;
}

Html report_list(const web::Request& request, const ReportList& data) {
  DataTable table{.caption = "月次ログ報告書　新しい順",
                  .columns = {{.label = "番号", .nowrap = true},
                              {.label = "対象の月", .nowrap = true},
                              {.label = "閲覧数", .align = Align::end},
                              {.label = "訪問数", .align = Align::end},
                              {.label = "状態"},
                              {.label = "提出"},
                              {.label = "受領"}},
                  .rows = {}};
  for (const auto& report : data.reports) {
    const SiteFigures f = site_from(Json::parse(report.figures));
    table.rows.push_back(
        {.cells = {link(path_of(report), report_number(report)), month_label(report.month),
                   thousands(f.now.total("views")), thousands(f.now.total("visits")),
                   report_mark(report),
                   report.submitted_at ? time_text(*report.submitted_at) : muted("－"),
                   report.received_at ? time_text(*report.received_at) : muted("－")}});
  }
  table.empty = empty_state("月次ログ報告書はまだありません");
  Html body;
  if (!data.due.empty()) {
    body += notice({.tone = Tone::info, .title = data.due,
                    .text = "翌月10営業日までに提出します。契約の最後の月の分は、月末までに提出します。",
                    .level = 0});
  }
  if (data.may_make && !data.months.empty()) {
    std::vector<Option> months;
    for (const auto& [value, label] : data.months) months.push_back({value, label});
    body += panel({.heading = "新しく作る"},
                  form(request, {.action = kReportsPath},
                       select_field({.name = "month", .label = "対象の月", .options = months,
                                     .value = data.month,
                                     .hint = "この月の数を集計し、固定します。",
                                     .required = true, .error = error_at(data.error, "month"),
                                     .empty_label = "選んでください"}) +
                           form_actions({button({.label = "この月で作成する"})})));
  }
  body += data_table(table) + key_pager({.previous_path = data.first_page ? "" : kReportsPath,
                                         .next_path = data.next_path});
  return page(request,
              {.area = area_of(request), .title = "月次ログ報告書",
               .lead = "公開サイトの閲覧数や検索状況を、月に1回、県に提出する報告です。",
               .breadcrumbs = {own_home(request), {"月次ログ報告書", ""}},
               .nav_current = kReportsPath, .has_error = data.error.has_value(),
               .width = Width::full},
              error_summary(data.error, "もう一度「この月で作成する」を押してください") + body);
}

Html report_detail(const web::Request& request, const ReportDetail& data) {
  const store::Report& report = data.page.report;
  Html banner;
  if (report.state == "discarded") {
    banner = notice({.tone = Tone::warning, .title = "提出せずに破棄した報告書です", .level = 0});
  } else if (report.state == "superseded") {
    banner = notice({.tone = Tone::warning, .title = "新しい版に置き換えられた報告書です",
                     .level = 0});
  }
  std::vector<Html> sentences;
  for (const auto& sentence : summary_sentences(data.page.figures)) sentences.push_back(sentence);
  Html main = next_part(request, data) + panel({.heading = "要点"}, bullets(sentences));
  if (!report.secretariat_comment.empty()) {
    main += panel({.heading = "事務局の所見"}, multiline(report.secretariat_comment));
  }
  Html side = panel({.heading = "この報告書"}, way_part(report)) +
              panel({.heading = "受け取る"}, files_part(request, data)) +
              comments_part(request, data);
  return page(request,
              {.area = area_of(request), .title = report_title(report),
               .breadcrumbs = {own_home(request), {"月次ログ報告書", kReportsPath},
                               {report_number(report), ""}},
               .status_message = data.status, .nav_current = kReportsPath,
               .has_error = data.error.has_value(), .width = Width::full},
              banner + error_summary(data.error, "もう一度送ってください") + columns(main, side) +
                  parts_of(data.page.figures));
}

Html stop_list(const web::Request& request, const StopList& data) {
  DataTable table{.caption = "計画停止　新しい順",
                  .columns = {{.label = "始まり", .nowrap = true},
                              {.label = "終わり", .nowrap = true},
                              {.label = "理由"},
                              {.label = "県との協議"},
                              {.label = "登録"},
                              {.label = "状態"},
                              {.label = "操作", .label_hidden = true}},
                  .rows = {}};
  for (const auto& stop : data.page.stops) {
    const bool coming = !stop.called_off_at && stop.from > data.now;
    Html state = stop.called_off_at  ? badge(Tone::neutral, "取消し")
                 : coming            ? badge(Tone::info, "予定")
                                     : badge(Tone::ok, "済み");
    Html action;
    if (coming && data.may_declare) {
      action = post_button(request, {.button = {.label = "取り消す", .look = Look::secondary,
                                                .small = true,
                                                .about = jst_date_time(stop.from)},
                                     .action = std::string(kStopsPath) + "/" + stop.id +
                                               "/calling-off"});
    }
    table.rows.push_back({.cells = {time_text(stop.from), time_text(stop.until), stop.reason,
                                    stop.agreement.empty() ? muted("－") : Html(stop.agreement),
                                    stop.noticed_by_name + "　" + time_text(stop.noticed_at),
                                    state, action}});
  }
  table.empty = empty_state("計画停止の登録はありません");
  const std::string next = data.page.next.empty()
                               ? ""
                               : std::string(kStopsPath) + "?after=" + data.page.next;
  return page(request,
              {.area = area_of(request), .title = "計画停止",
               .lead = "保守のための停止を、始まる前に登録します。稼働率の計算では停止に数えません。",
               .breadcrumbs = {own_home(request), {"計画停止", ""}},
               .status_message = data.status, .nav_current = kStopsPath,
               .has_error = data.error.has_value(), .width = Width::full},
              error_summary(data.error, "もう一度「登録する」を押してください") +
                  (data.may_declare ? stop_form(request, data) : Html()) + data_table(table) +
                  key_pager({.previous_path = data.first_page ? "" : kStopsPath,
                             .next_path = next}));
}

}  // namespace musubi::analytics::views
