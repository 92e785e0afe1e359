// views_counting.cc - a month or a fiscal year on the screen, what is brought in from elsewhere,
// and the public page that says how is counted. Html only.
#include <cmath>

#include "base/text.h"
#include "features/analytics/rules.h"
#include "features/analytics/views.h"

namespace musubi::analytics::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::vector<Option> options_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<Option> out;
  for (const auto& [value, label] : pairs) out.push_back({value, label});
  return out;
}

Html words_table(const WordTable& words) {
  DataTable table{.caption = words.caption, .columns = {}, .rows = {}};
  for (std::size_t i = 0; i < words.heads.size(); ++i) {
    table.columns.push_back(
        {.label = words.heads[i], .align = i >= words.first_number ? Align::end : Align::start});
  }
  for (const auto& row : words.rows) {
    TableRow cells;
    for (const auto& cell : row) cells.cells.push_back(cell);
    table.rows.push_back(std::move(cells));
  }
  table.compact = true;
  Html out = data_table(table);
  if (!words.note.empty()) out += note(words.note);
  return out;
}

Html days_figure(const SiteFigures& f) {
  const documents::Chart words = days_chart(f);
  Chart chart{.title = words.title, .description = words.finding, .categories = {},
              .series = {}, .unit = words.unit};
  Series views{.label = "閲覧数", .values = {}};
  DataTable table{.caption = words.title, .columns = {{.label = "日"},
                                                      {.label = "閲覧数", .align = Align::end}},
                  .rows = {}, .caption_hidden = true, .compact = true};
  for (std::size_t i = 0; i < words.categories.size(); ++i) {
    const double number = words.series.front().values[i].value_or(std::nan(""));
    // Every fifth day is named: thirty names would stand on each other.
    chart.categories.push_back(i % 5 == 0 ? words.categories[i] : "");
    views.values.push_back(number);
    table.rows.push_back(
        {.cells = {words.categories[i], thousands(static_cast<std::int64_t>(number))}});
  }
  chart.series.push_back(std::move(views));
  return figure({.title = words.title, .finding = words.finding,
                 .unit_and_day = "単位：" + words.unit + "　" + words.as_of,
                 .chart = line_chart(chart), .data = table});
}

std::vector<BigNumber> big_numbers_of(const SiteFigures& f) {
  std::vector<BigNumber> out{{"閲覧数", thousands(f.now.total("views")), "回"},
                             {"訪問数", thousands(f.now.total("visits")), "回"},
                             {"訪問者数（延べ）", thousands(f.now.total("visitors")), "人"}};
  if (const std::string percent = percent_words(f.inside); !percent.empty()) {
    out.push_back({"稼働率（内部の監視）", percent, "％"});
  } else if (const std::string outside = percent_words(f.outside); !outside.empty()) {
    out.push_back({"稼働率（外部の監視）", outside, "％"});
  }
  return out;
}

Html rules_bullets(const std::vector<AgentRule>& rules) {
  std::vector<Html> items;
  for (const AgentRule& rule : rules) {
    items.push_back(code_text(std::string(rule.part)) + "　" + std::string(rule.label));
  }
  return bullets(items);
}

Html file_form(const web::Request& request, const Imports& data, const std::string& name,
               const std::string& action, const Html& fields, const std::string& hint) {
  const bool refused = data.form == name;
  return form(request, {.action = action, .uploads = true},
              fields +
                  file_field({.name = name + "_file", .label = "ファイル", .accept = ".csv,.xlsx",
                              .hint = hint, .required = true,
                              .error = refused ? error_at(data.error, name + "_file") : ""}) +
                  form_actions({button({.label = "取り込む"})}));
}

}  // namespace

web::Area area_of(const web::Request& request) {
  const bool office = request.actor.roles.shares(roles::office);
  return office ? web::Area::office : web::Area::prefecture;
}

Html parts_of(const SiteFigures& f) {
  Html out;
  if (!f.now.days.empty()) out += panel({.heading = "日ごとの動き"}, days_figure(f));
  for (const WordPart& part : word_parts(f)) {
    Html tables;
    for (const WordTable& table : part.tables) tables += words_table(table);
    out += panel({.heading = part.title}, tables);
  }
  return out;
}

Html counting(const web::Request& request, const Counting& data) {
  const SiteFigures& f = data.figures;
  std::vector<Html> sentences;
  for (const auto& sentence : summary_sentences(f)) sentences.push_back(sentence);
  Html bar = filter_bar({.action = kCountingPath,
                         .fields = {select_field({.name = "period", .label = "期間",
                                                  .options = options_of(data.periods),
                                                  .value = data.period, .quiet = true})},
                         .button = "表示する"});
  std::vector<Html> links{
      link(std::string(kCountingPath) + "/csv?period=" + data.period, "この画面の数をCSVで受け取る"),
      link(kReportsPath, "月次ログ報告書の一覧"), link(kStopsPath, "計画停止"),
      link("/policies/counting", "計測の方法")};
  if (data.may_work) links.insert(links.begin() + 1, link(kImportsPath, "外部の資料を取り込む"));
  Html state = data.last_counted
                   ? paragraph(muted("最後に数えた時刻：") + time_text(*data.last_counted))
                   : Html();
  Html body = f.now.total("views") == 0 && f.now.lists.empty()
                  ? empty_state("この期間の閲覧の記録はありません。ほかの期間を選んでください")
                  : big_numbers(big_numbers_of(f)) +
                        panel({.heading = "要点"}, bullets(sentences)) + parts_of(f);
  return page(request,
              {.area = area_of(request), .title = "閲覧の計測（" + period_words(f) + "）",
               .lead = "公開サイトがどれだけ、どのように見られたかを示します。",
               .breadcrumbs = {own_home(request), {"閲覧の計測", ""}},
               .nav_current = kCountingPath, .width = Width::full},
              bar + panel({.heading = "関係する画面"}, plain_list(links) + state) + body);
}

Html imports(const web::Request& request, const Imports& data) {
  const bool queries = data.form == "queries";
  Html month = select_field(
      {.name = "month", .label = "どの月のものか", .options = options_of(data.months),
       .value = data.typed.get("month"), .required = true,
       .error = queries ? error_at(data.error, "month") : "", .empty_label = "選んでください"});
  const std::string base = kImportsPath;
  // The summary's links lead to the first field of a name: the refused form stands first.
  const Html of_queries =
      panel({.heading = "検索エンジンで探された語"},
            paragraph("検索エンジンの管理画面（Search Consoleなど）から書き出した「クエリ」の表を、月ごとに取り込みます。"
                      "同じ月のものは、新しいファイルに置き換えます。") +
                file_form(request, data, "queries", base + "/queries", month,
                          "CSVかExcel。「クエリ」「クリック数」「表示回数」「掲載順位」の見出しを読み取ります。"));
  const Html of_probes =
      panel({.heading = "外部の監視の記録"},
            paragraph("外部の監視サービスから書き出した記録を取り込み、稼働率を計算します。"
                      "同じ時間の記録は、新しいファイルに置き換えます。") +
                file_form(request, data, "probes", base + "/probes", Html(),
                          "CSVかExcel。「日時」と「結果」（up／down など）の見出しを読み取ります。"));
  const bool probes = data.form == "probes";
  return page(request,
              {.area = area_of(request), .title = "外部の資料の取込み",
               .breadcrumbs = {own_home(request), {"閲覧の計測", kCountingPath},
                               {"外部の資料の取込み", ""}},
               .status_message = data.status, .nav_current = kCountingPath,
               .has_error = data.error.has_value()},
              error_summary(data.error, "もう一度「取り込む」を押してください") +
                  (probes ? of_probes : of_queries) + (probes ? of_queries : of_probes));
}

Html method(const web::Request& request) {
  std::vector<Html> sentences;
  for (const auto& sentence : method_sentences()) sentences.push_back(sentence);
  Html kept = bullets(
      {"見られたページ、日と時間帯、訪問の順番、参照元のサイトの名前、端末とブラウザーの種類。",
       "サイト内で検索された語と、見つかった件数。メールアドレスや電話番号と思われる語は記録しません。",
       "ダウンロードの回数、外部サイトへのリンクを押した回数（相手のサイトの名前だけ）。"});
  Html gone = bullets({"IPアドレスやブラウザーの名前は、計測の記録に残しません。",
                       "1件ごとの記録は" + std::to_string(kRawDays) +
                           "日で消し、そのあとは日と月ごとの合計だけを残します。",
                       "日をまたいで同じ方を見分けることはできません。"});
  return page(request,
              {.area = web::Area::open, .title = "閲覧の計測について",
               .lead = "このサイトがどのように見られているかを、どなたかを特定せずに数えています。",
               .breadcrumbs = {{"ホーム", "/"}, {"閲覧の計測について", ""}},
               .width = Width::reading,
               .description = "閲覧数などの数え方、残す記録と残さない記録、除くアクセスについて。"},
              section({.heading = "数え方"}, bullets(sentences)) +
                  section({.heading = "残す記録"}, kept) +
                  section({.heading = "残さない記録"}, gone) +
                  section({.heading = "JavaScriptを使わない場合"},
                          paragraph("閲覧数などは、JavaScriptがなくても数えます。外部サイトへの移動だけは、"
                                    "JavaScriptの使えるブラウザーの分だけを数えます。")) +
                  section({.heading = "除くアクセス"},
                          paragraph("ブラウザーが名乗る名前に次の文字を含むものを、巡回プログラムや監視として除きます。"
                                    "名乗らないものも除きます。") +
                              disclosure("監視の仕組み", rules_bullets(monitor_rules())) +
                              disclosure("巡回プログラム", rules_bullets(bot_rules()))));
}

}  // namespace musubi::analytics::views
