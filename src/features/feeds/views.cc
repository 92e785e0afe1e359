// views.cc - see views.h. Says of each file what it is, how large a thing it describes, and by what
// right it may be used. Html only.
#include "features/feeds/views.h"

#include "base/text.h"
#include "web/kit/kit.h"

namespace musubi::feeds::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string file_path(int year, const std::string& file) {
  return "/opendata/events/" + std::to_string(year) + "/" + file;
}

Html files_table(const std::vector<int>& years) {
  std::vector<Column> columns;
  columns.push_back({.label = "年度"});
  for (const Layout& layout : layouts()) columns.push_back({.label = std::string(layout.label)});
  columns.push_back({.label = "プログラムで使う形式"});
  std::vector<TableRow> rows;
  for (int year : years) {
    const std::string name = fiscal_year_name(year);
    TableRow row{.cells = {name}};
    for (const Layout& layout : layouts()) {
      row.cells.push_back(link_about(file_path(year, std::string(layout.name) + ".csv"), "CSV",
                                     name + "　" + std::string(layout.label)));
    }
    row.cells.push_back(link_about(file_path(year, "events.json"), "JSON", name));
    rows.push_back(std::move(row));
  }
  return data_table({.caption = "年度ごとのイベントのデータ", .columns = columns, .rows = rows,
                     .empty = empty_state("公開しているイベントがまだないため、データはありません",
                                          link("/events", "イベントの一覧を見る"))});
}

Html about_files() {
  return bullets(
      {"文字コードはUTF-8（BOMつき）、改行はCRLFです。1行目が項目の名前で、結合したセルや空の行はありません。",
       "日付は「2024-11-08」、時間は「13:30」の形です。地方公共団体コードは6桁の文字です。",
       "分からない項目は空欄です。時間を読み取れないときは、書かれたとおりの言葉を「開始日時特記事項」に入れています。",
       "催しの始まる日が属する年度のファイルに入ります。公開・変更・終了のたびに、すぐに作り直します。"});
}

// Every heading once, with what the layout itself demands.
Html columns_part(const Layout& layout) {
  std::vector<Html> lines;
  for (const OpenColumn& column : layout.columns) {
    Html line{column.heading};
    if (column.needed) line += Html("（必須）");
    lines.push_back(line);
  }
  return disclosure(std::string(layout.label) + "の項目（" +
                        std::to_string(layout.columns.size()) + "）",
                    numbered(lines));
}

Html licence_part(const House& house) {
  return paragraph(Html("ここで公開しているデータは、") +
                   external_link(kLicenceAddress, kLicenceName) +
                   Html("に従って、商用も含めてどなたでも自由に使えます。申込みはいりません。")) +
         paragraph("使うときは、次のように出典を書いてください。") +
         bullets({"そのまま使うとき：「出典：" + house.name + "ウェブサイト（" + house.origin +
                      "/opendata）、公共データ利用規約（第1.0版）」",
                  "加工して使うとき：「" + house.name + "ウェブサイト（" + house.origin +
                      "/opendata）のデータを加工して作成」"}) +
         paragraph("画像と、ほかの団体のホームページの文章は、この決まりの対象ではありません。");
}

Html feeds_part(const web::Request& request) {
  std::vector<Html> links;
  const auto add = [&](const char* path, const char* words) {
    if (may_open(request, path)) links.push_back(link(path, words));
  };
  add("/events.ics", "イベントの予定表（iCalendar）：予定表のソフトに、このアドレスを登録します");
  add("/news.atom", "お知らせの更新（Atom）");
  add("/cases.atom", "ＤＸ事例の更新（Atom）");
  add("/events.atom", "イベントの更新（Atom）");
  return bullets(links);
}

}  // namespace

Html open_data(const web::Request& request, const OpenDataView& view) {
  const std::vector<Crumb> way{{"ホーム", "/"}, {"オープンデータ", ""}};
  const std::string words =
      "公開しているイベントの情報を、だれでも使えるデータと、更新の知らせで配っています。";
  Html layouts_part;
  for (const Layout& layout : layouts()) layouts_part += columns_part(layout);
  Html data = section({.heading = "イベントのデータ"},
                      files_table(view.years) + about_files() + layouts_part);
  return page(request,
              {.area = web::Area::open, .title = "オープンデータ", .lead = Html(words),
               .breadcrumbs = way, .width = Width::reading, .description = words,
               .head = sharing(request, {.title = "オープンデータ", .description = words,
                                         .path = "/opendata", .crumbs = way})},
              data + section({.heading = "使い方の決まり（ライセンス）"}, licence_part(view.house)) +
                  section({.heading = "更新の知らせを受け取る"}, feeds_part(request)));
}

Html lacking_events(const web::Request& request, const std::vector<LackingEvent>& events) {
  std::vector<TableRow> rows;
  for (const LackingEvent& one : events) {
    std::vector<Html> lacks;
    for (const std::string& heading : one.lacks) lacks.push_back(Html(heading));
    const auto day = parse_iso_date(one.starts_on);
    rows.push_back({.cells = {link(publishing::item_path(one.id), one.title),
                              day ? date_text_long(*day) : Html(), bullets(lacks)}});
  }
  const bool office = request.actor.roles.shares(roles::office);
  return page(request,
              {.area = office ? web::Area::office : web::Area::prefecture,
               .title = "オープンデータの確認",
               .lead = "これからのイベントのうち、推奨データセットで必須の項目が空いているものです。"
                       "記事を直して公開すると、データもすぐに直ります。",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"オープンデータの確認", ""}},
               .actions = button_link({.label = "公開しているデータを見る", .path = "/opendata"})},
              data_table({.caption = "足りない項目のあるイベント　" +
                                     thousands(static_cast<std::int64_t>(events.size())) + "件",
                          .columns = {{.label = "イベント"}, {.label = "始まる日"},
                                      {.label = "足りない項目"}},
                          .rows = rows,
                          .empty = empty_state("これからのイベントに、足りない項目はありません",
                                               link("/opendata", "公開しているデータを見る"))}));
}

}  // namespace musubi::feeds::views
