// gallery_office.cc - lists, tiles, tasks, comparison, charts. All names and figures are fictional.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include <limits>

#include "web/kit/gallery_groups.h"
#include "web/kit/kit.h"

namespace musubi::web::kit {

namespace {
DataTable registry() {
  DataTable table{
      .caption = "会員一覧　507件中1から5件目",
      .columns = {{.label = "会員番号", .sort_path = "?sort=number", .nowrap = true},
                  {.label = "団体名", .sort_path = "?sort=name", .sorted = Sorted::ascending},
                  {.label = "法人番号", .nowrap = true},
                  {.label = "業種", .nowrap = true},
                  {.label = "従業員", .align = Align::end},
                  {.label = "入会", .align = Align::end},
                  {.label = "状態", .align = Align::center},
                  {.label = "操作", .label_hidden = true}},
      .rows = {},
      .row_header = 1,
      .select_name = "ids"};
  struct Line {
    const char *number, *name, *code, *industry, *size;
    Tone tone;
    const char* state;
  };
  for (const Line& l : std::initializer_list<Line>{
           {"K0001", "株式会社蓬織ソフト", "3 9999 0100 0095", "情報通信業", "46", Tone::ok, "有効"},
           {"K0004", "磯礎海産有限会社", "7 9999 0200 0090", "漁業", "10", Tone::warning, "外字確認"},
           {"K0008", "合同会社ヤマノネプレス工業", "3 9999 0300 0201", "製造業", "35", Tone::info,
            "変更申請"},
           {"K0017", "医療法人キクノワ訪問看護ステーション", "－", "医療・福祉", "30", Tone::error,
            "退会の申出"},
           {"K0018", "合同会社楠槻製作所", "6 9999 0300 0339", "製造業", "179", Tone::neutral,
            "休会"}}) {
    table.rows.push_back({.cells = {l.number, link("/_kit/tables", l.name), code_text(l.code),
                                    l.industry, l.size, date_text_short({2024, 6, 1}),
                                    badge(l.tone, l.state),
                                    button_link({.label = "直す", .path = "/_kit/tables",
                                                 .small = true, .about = l.name})},
                          .select_value = l.number,
                          .selected = l.tone == Tone::ok,
                          .tone = l.tone,
                          .id = std::string("row-") + l.number});
  }
  return table;
}

Html filters() {
  return filter_bar(
      {.action = "/_kit/tables",
       .fields = {search_field({.name = "q", .label = "団体名・会員番号・法人番号", .quiet = true}),
                  select_field({.name = "state", .label = "状態", .options = {{"active", "有効"}},
                                .empty_label = "すべて", .quiet = true}),
                  select_field({.name = "industry", .label = "業種", .options = {{"E", "製造業"}},
                                .empty_label = "すべて", .quiet = true})},
       .applied = {{"退会を除く", "/_kit/tables"}, {"入会日の古い順", "/_kit/tables"}},
       .clear_path = "/_kit/tables",
       .hidden = {{"sort", "name"}},
       .button = "この条件で見る"});
}

constexpr double kNoFigure = std::numeric_limits<double>::quiet_NaN();
const std::vector<std::string> kMonths = {"4月",  "5月",  "6月",  "7月", "8月", "9月",
                                          "10月", "11月", "12月", "1月", "2月", "3月"};
}  // namespace

Html show_tables(const Request& request) {
  Html list = bulk_bar("1件を選択中", {button({.label = "確認を依頼する", .look = Look::secondary,
                                            .icon = "ok", .small = true})}) +
              data_table(registry());
  return tabs("保存した見方", {{.label = "すべて", .path = "/_kit/tables", .current = true, .count = "507"},
                           {.label = "確認が必要", .path = "/_kit/tables", .count = "38",
                            .waiting = true},
                           {.label = "今年度の新規", .path = "/_kit/tables", .count = "24"}}) +
         filters() + form(request, {.action = "/_kit"}, list) +
         key_pager({.previous_path = "/_kit/tables", .next_path = "/_kit/tables",
                    .words = "507件中21から40件目", .label = "会員一覧のページ送り"}) +
         number_pager({.current = 7, .last = 43,
                       .path = [](int n) { return "/_kit/tables?page=" + std::to_string(n); },
                       .label = "ページの番号"}) +
         data_table({.caption = "業種別の会員数（令和6年10月28日現在）",
                     .columns = {{.label = "業種", .sort_path = "?sort=industry"},
                                 {.label = "会員", .align = Align::end, .sort_path = "?sort=count",
                                  .sorted = Sorted::descending},
                                 {.label = "増減", .align = Align::end}},
                     .rows = {{.cells = {"製造業", "128", "+6"}}, {.cells = {"建設業", "74", "+3"}}},
                     .totals = {{.cells = {"合計", "202", "+9"}}},
                     .compact = true}) +
         data_table({.caption = "業種別の会員数（見出しを見せないとき）",
                     .columns = {{.label = "業種"}, {.label = "会員", .align = Align::end}},
                     .rows = {{.cells = {"漁業", "12"}}},
                     .caption_hidden = true,
                     .id = "hidden-caption"}) +
         search_box({.label = "会員を検索", .action = "/_kit/tables", .id = "box-q"}) +
         search_box({.label = "記録を検索", .action = "/_kit/tables", .value = "名簿",
                     .name = "records", .label_hidden = true, .id = "box-records"});
}

Html show_office(const Request&) {
  Html waiting = panel_flush(
      {.heading = "わたしを待っているもの", .aside = note("9件・うち期限切れ1件")},
      waiting_list({{1, "投稿の確認", "/_kit", "電話番号らしい文字があります", Tone::error, "1時間超過"},
                    {4, "入会申込みの審査", "/_kit", "補正の回答1、決裁の差戻し1", Tone::warning,
                     "あす期限 1件"},
                    {2, "県からの意見への回答", "/_kit", "送付リスト案について", Tone::info,
                     "10月30日（水）"}}));
  Html goals = section(
      {.heading = "業務の目標と実績", .aside = go_link("/_kit", "20項目すべて")},
      tiles({{.label = "新規入会", .value = "24", .unit = "団体", .plan = "計画26／目標50",
              .done = 0.48, .planned = 0.52, .tone = Tone::warning, .state = "やや遅れ",
              .text = "計画の92％。11月に案内を予定", .evidence_path = "/_kit"},
             {.label = "セミナー", .value = "3", .unit = "回", .plan = "計画3／目標5", .done = 0.6,
              .planned = 0.6, .tone = Tone::ok, .state = "順調", .evidence_path = "/_kit"},
             {.label = "事例の公開", .value = "4", .unit = "本", .plan = "計画6／目標12",
              .done = 0.333, .planned = 0.5, .tone = Tone::error, .state = "遅れ"},
             {.label = "会員", .value = "507", .unit = "団体"}}));
  Html side = panel({.heading = "サイトの状態", .aside = badge(Tone::ok, "公開中")},
                    description_list({{"稼働率（10月）", "99.98％"},
                                      {"バックアップ", "きょう 2時14分に成功"}})) +
              panel({.heading = "最近の動き"},
                    timeline("最近の動き", {{Instant{1730074320000}, "経費の証憑を確認しました",
                                         "橋口 誠", "ok"},
                                        {Instant{1730073300000}, "入会申込みを受け付けました", "",
                                         "mail"}}));
  return columns(waiting + goals, side);
}

Html show_tasks(const Request& request) {
  std::vector<Step> list = {{"資料を預かる", StepState::done, "/_kit"},
                            {"列を合わせる", StepState::done, "/_kit"},
                            {"不備を直す", StepState::now, "", "残り8件"},
                            {"重複を確かめる", StepState::later},
                            {"取り込む", StepState::later}};
  return paragraph(step_words(list)) + steps("名簿の取込み", list) +
         progress({.label = "名簿の確認", .done = 120, .total = 503,
                   .words = "503行のうち120行を確認しました"}) +
         live_part({.id = "gallery", .words = "すべてのファイルができました。"},
                   plain_list({link("/_kit", "集計表と名簿（Excel・24KB）")})) +
         notice({.title = "10月30日まで受け付けています", .text = "早めの申込みをお願いします。"}) +
         notice({.tone = Tone::ok, .title = "名簿を取り込みました", .text = "503行のうち441行です。",
                 .actions = {button_link({.label = "元に戻す", .path = "/_kit", .small = true})}}) +
         notice({.tone = Tone::warning, .title = "外字が〓に置き換わっています",
                 .text = "元の名簿を確かめて直してください。"}) +
         notice({.tone = Tone::error, .title = "読み取れない行があります",
                 .text = "17行目の日付を確かめてください。", .level = 3}) +
         confirm({.question = "この下書きを消しますか", .consequence = "消すと元に戻せません。",
                  .yes = post_button(request, {.button = {.label = "消す", .look = Look::danger},
                                               .action = "/_kit"}),
                  .no = button_link({.label = "やめる", .path = "/_kit", .look = Look::text}),
                  .facts = description_list({{"下書きの題", "講座のお知らせ"},
                                             {"最後に保存", "10月28日 9時30分"}})});
}

Html show_compare(const Request& request) {
  Diff merge{.caption = "2つの会員を比べる",
             .left_title = "K0001（残す会員）",
             .right_title = "K0487（統合する会員）",
             .rows = {{.label = "団体名", .left = "株式会社蓬織ソフト", .right = "蓬織ソフト株式会社",
                       .differs = true, .choice_name = "keep_name"},
                      {.label = "電話番号", .left = "096-000-5634", .right = "096-000-5634"},
                      {.label = "担当者", .left = "総務課　平井", .right = "情報課　松本",
                       .differs = true, .choice_name = "keep_person", .chosen = "both",
                       .offers_both = true},
                      {.label = "備考", .left = "", .right = "令和5年度名簿から", .differs = true},
                      {.label = "紹介文", .left = marked("熊本市") + "の会社です。",
                       .right = marked("八代市") + "の会社です。", .differs = true,
                       .marks_words = true}}};
  return form(request, {.action = "/_kit"},
              diff(merge) + form_actions({button({.label = "統合する"})})) +
         section({.heading = "経過"},
                 timeline("この会員の経過",
                          {{Instant{1730074320000}, "所在地が変わりました", "会員管理者", "edit",
                            data_table({.caption = "変更の内容",
                                        .columns = {{.label = "項目"}, {.label = "前"},
                                                    {.label = "後"}},
                                        .rows = {{.cells = {"所在地", deleted("熊本市中央区"),
                                                            inserted("熊本市東区")}}}})},
                           {Instant{1717200000000}, "入会しました", "事務局", "flag"}}));
}

Html show_charts(const Request&) {
  return figure({.title = "新規入会の累計",
                 .finding = "このままの伸びでは3月末に44団体となり、目標に6団体足りません。",
                 .unit_and_day = "単位：団体　9月30日現在",
                 .chart = line_chart({.title = "新規入会の累計（計画と実績）",
                                      .description = "9月末の計画24団体に対し実績22団体です。",
                                      .categories = kMonths,
                                      .series = {{"実績", {0, 3, 8, 13, 15, 22}},
                                                 {"計画",
                                                  {2, 6, 10, 15, 20, 24, 28, 33, 38, 42, 46, 50},
                                                  Series::Kind::plan},
                                                 {"見込み",
                                                  {kNoFigure, kNoFigure, kNoFigure, kNoFigure,
                                                   kNoFigure, 22, 26, 30, 33, 37, 41, 44},
                                                  Series::Kind::forecast}},
                                      .id = "joined"}),
                 .data = {.caption = "新規入会の累計の表",
                          .columns = {{.label = "月"}, {.label = "実績", .align = Align::end}},
                          .rows = {{.cells = {"4月", "0"}}, {.cells = {"5月", "3"}}}},
                 .csv_path = "/_kit",
                 .level = 2}) +
         figure({.title = "業種別の会員",
                 .finding = "製造業が最も多く、全体の4分の1です。",
                 .unit_and_day = "単位：団体　10月28日現在",
                 .chart = bar_chart({.title = "業種別の会員数",
                                     .description = "製造業128、建設業74、情報通信業61。",
                                     .categories = {"製造業", "建設業", "情報通信業"},
                                     .series = {{"会員", {128, 74, 61}},
                                                {"目標", {120, 90, 60}, Series::Kind::plan}},
                                     .unit = "団体"}),
                 .data = {.caption = "業種別の会員の表",
                          .columns = {{.label = "業種"}, {.label = "会員", .align = Align::end}},
                          .rows = {{.cells = {"製造業", "128"}}}},
                 .level = 2}) +
         figure({.title = "地域と規模",
                 .finding = "20人以下の団体が、どの地域でも半分を超えます。",
                 .unit_and_day = "単位：団体　10月28日現在",
                 .chart = stacked_chart({.title = "地域別・規模別の会員数",
                                         .description = "熊本は20人以下120、21から100人60、101人以上22。",
                                         .categories = {"熊本", "玉名・荒尾", "八代"},
                                         .series = {{"20人以下", {120, 44, 38}},
                                                    {"21から100人", {60, 20, 18}},
                                                    {"101人以上", {22, 6, 4}}}}),
                 .data = {.caption = "地域と規模の表",
                          .columns = {{.label = "地域"}, {.label = "20人以下", .align = Align::end}},
                          .rows = {{.cells = {"熊本", "120"}}}},
                 .level = 2});
}

Html show_members(const Request&) {
  return markdown("会員のページは深い緑の帯です。\n\n# 見出し\n\n本文と[リンク](/_kit)。\n\n- 一つ\n- 二つ\n\n"
                  "| 項目 | 内容 |\n|---|---|\n| 対象 | 会員 |\n") +
         content(musubi::markdown::to_content(
             "# 記事の部品\n\n漢字《かんじ》に読みを付けます。\n\n:::callout 取組のポイント\n- 一つ\n- 二つ\n:::\n\n"
             ":::columns\n左の段です。\n:::column\n右の段です。\n:::\n",
             nullptr), true) +
         notice({.title = "新しい資料があります", .level = 2});
}

Html show_empty(const Request&) {
  return data_table({.caption = "会員一覧",
                     .columns = {{.label = "団体名"}},
                     .rows = {},
                     .empty = empty_state("条件に合う会員はいません。条件を1つ外してみてください",
                                          button_link({.label = "条件をすべて外す",
                                                       .path = "/_kit/empty"}))}) +
         timeline("経過", {}, paragraph("まだ記録はありません。"));
}

}  // namespace musubi::web::kit
