// views.cc - see views.h. What a visitor reads in the copy says only what is true of it.
// Must never decide what is copied: crawl.cc does.
#include "features/site_export/views.h"

#include "base/text.h"
#include "web/kit/kit.h"

namespace musubi::site_export::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kTitle = "公開サイトの静的な写し";

Html state_of(const SiteCopy& copy, Instant now) {
  if (has_stopped(copy, now)) return badge(Tone::error, "途中で止まりました");
  if (copy.state == "running") return badge(Tone::info, "作っています");
  if (copy.state == "done") return badge(Tone::ok, "できました");
  if (copy.state == "removed") return badge(Tone::neutral, "片づけました");
  return badge(Tone::error, "作れませんでした");
}

Html file_of(const SiteCopy& copy) {
  if (copy.state == "failed") return Html(copy.problem);
  if (copy.state != "done") return Html("―");
  Html out = file_link({.path = std::string(kPath) + "/" + copy.id.text + "/file",
                        .name = "公開サイトの写し", .type = "ZIP",
                        .bytes = static_cast<std::uint64_t>(copy.bytes)});
  if (!copy.left_out.empty()) {
    out += line_break() + Html("作れなかったページ：" + cut_characters(copy.left_out.front(), 60) +
                               (copy.left_out.size() > 1 ? " ほか" : ""));
  }
  return out;
}

Html running_part(const std::vector<SiteCopy>& rows, Instant now) {
  for (const SiteCopy& copy : rows) {
    if (copy.state != "running" || has_stopped(copy, now)) continue;
    const std::string words =
        copy.total > 0 ? thousands(copy.done) + "個のファイルを作りました" : "始めています";
    return notice({.tone = Tone::info, .title = "写しを作っています",
                   .text = progress({.label = "写しの作成", .done = copy.done,
                                     .total = copy.total, .words = words}) +
                           paragraph("この画面を閉じても続きます。"),
                   .actions = {link(kPath, "いまの進み具合を見る")}});
  }
  return {};
}

}  // namespace

Html list(const web::Request& request, const CopyList& data) {
  std::vector<TableRow> rows;
  bool running = false;
  for (const SiteCopy& copy : data.rows) {
    running = running || (copy.state == "running" && !has_stopped(copy, request.now));
    rows.push_back({.cells = {time_text(copy.created_at), state_of(copy, request.now),
                              thousands(copy.pages), thousands(copy.files), copy.made_by_name,
                              file_of(copy)}});
  }
  const Html table =
      data_table({.caption = "作った写し",
                  .columns = {{.label = "作った日時"}, {.label = "状態"},
                              {.label = "ページ", .align = Align::end},
                              {.label = "ファイル", .align = Align::end}, {.label = "作った人"},
                              {.label = "受け取る"}},
                  .rows = rows,
                  .empty = empty_state("まだ写しはありません。「写しを作る」を押してください")});
  const Html part = live_part({.id = "site-copies",
                               .live_path = running ? std::string(kPath) + "/events" : "",
                               .words = "写しの進み具合が変わりました"},
                              running_part(data.rows, request.now) + table);
  return page(
      request,
      {.area = web::Area::office, .title = kTitle,
       .lead = "公開しているページ・画像・資料のすべてを、ふつうのウェブサーバーに置けるHTMLにします。"
               "サーバーがなくても、ブラウザーで開けます。",
       .breadcrumbs = {own_home(request), {kTitle, ""}},
       .actions = post_button(request, {.button = {.label = "写しを作る", .icon = "download"},
                                        .action = kPath}),
       .has_error = data.error.has_value()},
      error_summary(data.error) + part +
          section({.heading = "写しに入らないもの"},
                  bullets({"ログイン、入会申込、問合せなど、送るためのページ（問合せ先の文に置き換えます）",
                           "下書きと、まだ公開していない記事", "検索と絞り込みの結果"})));
}

std::string where_to_ask(const web::Contact& contact) {
  std::string ways;
  if (!contact.telephone.empty()) ways = "電話 " + contact.telephone;
  if (!contact.telephone.empty() && !contact.hours.empty()) ways += "（" + contact.hours + "）";
  if (!contact.mail.empty()) ways += (ways.empty() ? "" : "か、") + ("メール " + contact.mail);
  return ways.empty() ? "事務局へお問い合わせください。" : ways + " へお問い合わせください。";
}

Html about_copy(const web::Request& request, const Written& written) {
  const web::App& app = *request.app;
  const Date day = request.context().today();
  Html body = paragraph(Html("これは、") + date_text_long(day) + Html("の" + app.site_name +
                        "の公開サイトを、そのまま読めるように写したものです。その後の変更は入っていません。"));
  body += section({.heading = "この写しにないもの", .id = "elsewhere"},
                  paragraph("写しにないページへのリンクをたどると、ここに来ます。ログイン、申込み、問合せなど、"
                            "送るためのページと、検索は、この写しにはありません。") +
                      paragraph(where_to_ask(app.contact)));
  if (!app.contact.address.empty()) {
    body += section({.heading = "郵便の宛先"}, paragraph(app.contact.address));
  }
  body += section({.heading = "入っているもの"},
                  bullets({"ページ " + thousands(written.pages),
                           "画像・資料などのファイル " + thousands(written.files),
                           "前のアドレスの一覧（redirects.csv）"}) +
                      paragraph(link("/", "最初のページへ")));
  return page(request,
              {.area = web::Area::open, .title = "この写しについて", .width = Width::reading},
              body);
}

}  // namespace musubi::site_export::views
