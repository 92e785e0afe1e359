// report_words.cc - figures become words; see report_words.h. The only place where a figure of the
// site is written as text, so that every medium shows the same digits.
#include "features/analytics/report_words.h"

#include <algorithm>

#include "base/text.h"
#include "features/analytics/rules.h"

namespace musubi::analytics {
namespace {

struct ListWords {
  std::string_view measure, caption, head, number;
  std::string_view note = {};
};
constexpr ListWords kListWords[] = {
    {measure::kPage, "よく見られたページ", "ページ", "閲覧数"},
    {measure::kLanding, "訪問の最初のページ", "ページ", "訪問数"},
    {measure::kExit, "訪問の最後のページ", "ページ", "訪問数"},
    {measure::kReferrer, "どこから来たか", "参照元", "訪問数",
     "訪問の最初に、ブラウザーが知らせた参照元のサイトです。ページのアドレスまでは記録しません。"},
    {measure::kDevice, "端末の種類", "端末", "訪問数"},
    {measure::kBrowser, "ブラウザー", "ブラウザー", "訪問数"},
    {measure::kWord, "サイト内で検索された語", "語", "回数"},
    {measure::kZeroWord, "見つからなかった検索の語（0件）", "語", "回数",
     "ページを足すか、言い換えの語を登録する手がかりになります。"},
    {measure::kDownload, "ダウンロードされたファイル", "ファイル", "回数"},
    {measure::kOutbound, "移動した先の外部サイト", "サイト", "回数",
     "JavaScriptの使えるブラウザーでリンクを押した回数です。使えないブラウザーの分は含みません。"},
    {measure::kMissing, "見つからなかったアドレス（404）", "アドレス", "回数"},
    {measure::kLeftOut, "計測から除いたアクセス", "理由", "回数"}};

std::string name_words(std::string_view measure, const std::string& name) {
  if (measure == measure::kReferrer && name.empty()) return "（参照元なし・直接）";
  if (measure == measure::kDevice) return std::string(device_label(name));
  if (measure == measure::kBrowser) return std::string(browser_label(name));
  if (measure == measure::kLeftOut) return std::string(left_out_label(name));
  return name.empty() ? "（なし）" : name;
}

// 12.3: one decimal, rounded half up, without floating point.
std::string share_words(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return "－";
  const std::int64_t tenths = (part * 2000 + whole) / (2 * whole);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string change_words(std::int64_t now, std::int64_t before) {
  if (before == now) return "同じ";
  const std::string sign = now > before ? "＋" : "－";
  return sign + thousands(now > before ? now - before : before - now);
}

WordTable list_table(const SiteFigures& f, std::string_view measure) {
  WordTable out;
  const List& list = f.now.list(measure);
  for (const ListWords& words : kListWords) {
    if (words.measure != measure) continue;
    out.caption = words.caption;
    out.heads = {std::string(words.head), std::string(words.number), "割合（％）"};
    out.note = words.note;
  }
  std::int64_t listed = 0;
  for (const Line& line : list.lines) {
    listed += line.number;
    out.rows.push_back({name_words(measure, line.name), thousands(line.number),
                        share_words(line.number, list.all)});
  }
  if (list.all > listed) {
    out.rows.push_back({"そのほか", thousands(list.all - listed),
                        share_words(list.all - listed, list.all)});
  }
  return out;
}

WordTable days_table(const SiteFigures& f) {
  WordTable out;
  out.caption = "日ごとの閲覧・訪問";
  out.heads = {"日", "閲覧数", "訪問数", "訪問者数"};
  for (const DayLine& day : f.now.days) {
    const auto date = parse_iso_date(day.day);
    if (!date) continue;
    out.rows.push_back({month_day(*date) + "（" + std::string(weekday_kanji(*date)) + "）",
                        thousands(day.views), thousands(day.visits), thousands(day.visitors)});
  }
  return out;
}

WordTable hours_table(const SiteFigures& f) {
  WordTable out;
  out.caption = "時間帯ごとの閲覧";
  out.heads = {"時間帯", "閲覧数", "割合（％）"};
  const List& list = f.now.list(measure::kHour);
  for (int hour = 0; hour < 24 && list.all > 0; ++hour) {
    std::int64_t number = 0;
    for (const Line& line : list.lines) {
      if (line.name == std::to_string(hour)) number = line.number;
    }
    out.rows.push_back({std::to_string(hour) + "時台", thousands(number),
                        share_words(number, list.all)});
  }
  return out;
}

WordTable queries_table(const SiteFigures& f) {
  WordTable out;
  out.caption = "検索エンジンで探された語";
  out.heads = {"語", "クリック", "表示", "平均の順位"};
  out.note = "検索エンジンの管理画面から書き出したファイルを取り込んだものです。";
  for (const auto& q : f.queries) {
    const std::int64_t tenths = (q.rank_hundredths + 5) / 10;
    out.rows.push_back({q.words, thousands(q.clicks), thousands(q.impressions),
                        std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)});
  }
  return out;
}

WordTable uptime_table(const SiteFigures& f) {
  WordTable out;
  out.caption = "公開の状況（稼働率）";
  out.heads = {"監視", "稼働率（％）", "観測した時間", "計画停止", "停止", "停止の回数"};
  const auto add = [&](const char* where, const Availability& a) {
    const std::string percent = percent_words(a);
    if (percent.empty()) return;
    out.rows.push_back({where, percent, minutes_words(a.observed_ms),
                        minutes_words(a.planned_ms), minutes_words(a.down_ms),
                        std::to_string(a.stops)});
  };
  add("内部の監視（1分ごと）", f.inside);
  add("外部の監視", f.outside);
  out.note = "稼働率＝（観測した時間－計画停止－停止）÷（観測した時間－計画停止）。端数は切り捨てます。"
             "内部の監視では、記録のない時間も停止とみなします。";
  return out;
}

WordTable stops_table(const SiteFigures& f) {
  WordTable out;
  out.caption = "計画停止";
  out.heads = {"始まり", "終わり", "理由"};
  out.first_number = 3;
  for (const StopLine& stop : f.stops) {
    out.rows.push_back({jst_date_time(stop.from), jst_date_time(stop.until), stop.reason});
  }
  return out;
}

WordPart part_of(std::string title, std::vector<WordTable> tables) {
  std::erase_if(tables, [](const WordTable& table) { return table.rows.empty(); });
  return {std::move(title), std::move(tables)};
}

}  // namespace

std::string report_number(const store::Report& report) {
  std::string out = "第" + std::to_string(report.number) + "号";
  if (report.version > 1) out += "（第" + std::to_string(report.version) + "版）";
  return out;
}

std::string report_title(const store::Report& report) {
  const auto month = month_from(report.month);
  return "月次ログ報告書　" + report_number(report) + "（" +
         (month ? month_words(*month) : report.month) + "分）";
}

std::string_view report_state_label(std::string_view state) {
  if (state == "frozen") return "提出前";
  if (state == "submitted") return "提出済み";
  if (state == "received") return "受領済み";
  return state == "discarded" ? "破棄" : "旧版";
}

std::string period_words(const SiteFigures& f) {
  return f.is_year ? fiscal_year_name(fiscal_year(f.now.from)) : month_words(f.now.from);
}

std::vector<std::string> summary_sentences(const SiteFigures& f) {
  std::vector<std::string> out;
  const std::string period = period_words(f);
  out.push_back(period + "の閲覧数は" + thousands(f.now.total("views")) + "、訪問数は" +
                thousands(f.now.total("visits")) + "、訪問者数は日ごとの延べで" +
                thousands(f.now.total("visitors")) + "です。");
  if (f.previous) {
    const auto found = f.previous->find("views");
    const std::int64_t before = found == f.previous->end() ? 0 : found->second;
    out.push_back(std::string(f.is_year ? "前年度" : "前の月") + "の閲覧数" + thousands(before) +
                  "と比べると、" + change_words(f.now.total("views"), before) + "です。");
  }
  if (f.now.total("searches") > 0) {
    out.push_back("サイト内検索は" + thousands(f.now.total("searches")) + "回、うち0件は" +
                  thousands(f.now.total("zero_searches")) + "回（" +
                  share_words(f.now.total("zero_searches"), f.now.total("searches")) + "％）です。");
  }
  const std::string inside = percent_words(f.inside), outside = percent_words(f.outside);
  if (!inside.empty()) out.push_back("稼働率は、内部の監視で" + inside + "％です。");
  if (!outside.empty()) out.push_back("外部の監視による稼働率は" + outside + "％です。");
  if (f.now.total("gap") > 0) {
    out.push_back("要求が集中したため、" + thousands(f.now.total("gap")) +
                  "件は数えきれませんでした。上の数には含みません。");
  }
  if (f.recounted) out.push_back("集計は、元の記録の数え直しと一致しています。");
  return out;
}

WordTable totals_table(const SiteFigures& f) {
  WordTable out;
  out.caption = "おもな数（" + period_words(f) + "）";
  out.heads = {"項目", f.is_year ? "この年度" : "この月", f.is_year ? "前年度" : "前の月"};
  if (!f.is_year) out.heads.emplace_back("前年の同じ月");
  const auto cell = [](const std::optional<SiteFigures::Totals>& totals, std::string_view name) {
    if (!totals) return std::string("－");
    const auto found = totals->find(name);
    return thousands(found == totals->end() ? 0 : found->second);
  };
  for (const TotalName& one : total_names()) {
    std::vector<std::string> row{std::string(one.label), thousands(f.now.total(one.name)),
                                 cell(f.previous, one.name)};
    if (!f.is_year) row.push_back(cell(f.last_year, one.name));
    out.rows.push_back(std::move(row));
  }
  out.note = "「－」は、計測していなかった期間です。訪問者数は、日をまたいで同じ人を見分けないため、日ごとの数の合計です。";
  return out;
}

std::vector<WordPart> word_parts(const SiteFigures& f) {
  const auto list = [&](std::string_view measure) { return list_table(f, measure); };
  std::vector<WordPart> out;
  out.push_back(part_of("おもな数", {totals_table(f)}));
  out.push_back(part_of("日と時間帯", {days_table(f), hours_table(f)}));
  out.push_back(part_of("ページ", {list(measure::kPage), list(measure::kLanding),
                                   list(measure::kExit)}));
  out.push_back(part_of("参照元と端末", {list(measure::kReferrer), list(measure::kDevice),
                                           list(measure::kBrowser)}));
  out.push_back(part_of("検索", {list(measure::kWord), list(measure::kZeroWord),
                                 queries_table(f)}));
  out.push_back(part_of("ファイルと外部サイト", {list(measure::kDownload),
                                                 list(measure::kOutbound)}));
  out.push_back(part_of("見つからないページ・除いたアクセス",
                        {list(measure::kMissing), list(measure::kLeftOut)}));
  out.push_back(part_of("公開の状況", {uptime_table(f), stops_table(f)}));
  std::erase_if(out, [](const WordPart& part) { return part.tables.empty(); });
  return out;
}

documents::Chart days_chart(const SiteFigures& f) {
  documents::Chart chart;
  chart.kind = documents::ChartKind::line;
  chart.id = "site-days";
  chart.title = "日ごとの閲覧数";
  chart.unit = "回";
  chart.as_of = period_words(f);
  documents::Series series{"閲覧数", {}, documents::SeriesRole::actual};
  const DayLine* most = nullptr;
  for (const DayLine& day : f.now.days) {
    const auto date = parse_iso_date(day.day);
    chart.categories.push_back(date ? std::to_string(date->day) + "日" : day.day);
    series.values.emplace_back(static_cast<double>(day.views));
    if (most == nullptr || day.views > most->views) most = &day;
  }
  const auto peak = most == nullptr ? std::nullopt : parse_iso_date(most->day);
  if (peak) {
    chart.finding = "いちばん多かったのは" + wareki_with_weekday(*peak) + "の" +
                    thousands(most->views) + "回です。";
  }
  chart.series.push_back(std::move(series));
  return chart;
}

std::vector<std::string> method_sentences() {
  return {"公開サイトの閲覧を、サーバーが返した答えから数えます。クッキーも外部のサービスも使いません。",
          "訪問は、同じ閲覧者のページの間が30分を超えるか、日が変わったときに終わります。",
          "閲覧者は、接続元とブラウザーの名前から作る、その日だけの値で見分けます。元の値は保存せず、翌日には誰も"
          "作り直せません。サーバーを入れ替えた日は、同じ人を二度数えることがあります。",
          "巡回プログラム、監視の仕組み、ブラウザーの先読み、ログイン中の事務局と県などの関係者を除きます。"};
}

}  // namespace musubi::analytics
