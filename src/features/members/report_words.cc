// report_words.cc - figures become words; see report_words.h. The only place where a figure of the
// report is written as text, so that every medium shows the same digits.
#include "features/members/report_words.h"

#include "base/text.h"
#include "features/members/codes.h"

namespace musubi::members {
namespace {

std::string industry_words(const std::string& letter) {
  return letter.empty() ? "業種不明" : letter + "　" + std::string(industry_label(letter));
}

std::string size_words(const std::string& code) { return std::string(size_class_label(code)); }
std::string as_is(const std::string& code) { return code; }

// Rows and columns without any member are left out, so that the table fits the paper; sums stay.
WordTable words_of(const CountTable& counts, std::string caption, std::string row_head,
                   std::string (*row_words)(const std::string&),
                   std::string (*column_words)(const std::string&)) {
  WordTable out;
  out.caption = std::move(caption);
  out.has_total = true;
  out.heads.push_back(std::move(row_head));
  std::vector<std::string> columns;
  for (const auto& column : counts.column_codes) {
    if (counts.column_sum(column) > 0) columns.push_back(column);
  }
  for (const auto& column : columns) out.heads.push_back(column_words(column));
  out.heads.emplace_back("計");
  for (const auto& row : counts.row_codes) {
    if (counts.row_sum(row) == 0) continue;
    std::vector<std::string> cells{row_words(row)};
    for (const auto& column : columns) cells.push_back(thousands(counts.at(row, column)));
    cells.push_back(thousands(counts.row_sum(row)));
    out.rows.push_back(std::move(cells));
  }
  std::vector<std::string> totals{"計"};
  for (const auto& column : columns) totals.push_back(thousands(counts.column_sum(column)));
  totals.push_back(thousands(counts.sum()));
  out.rows.push_back(std::move(totals));
  out.note = "会員のいない行と列は省いています。";
  return out;
}

// 87.3: one decimal, rounded half up, without floating point.
std::string percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return "0.0";
  const std::int64_t tenths = (part * 2000 + whole) / (2 * whole);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

std::string report_number(const store::Report& report) {
  std::string out = "第" + std::to_string(report.number) + "号";
  if (report.version > 1) out += "（第" + std::to_string(report.version) + "版）";
  return out;
}

std::string report_title(const store::Report& report) {
  auto day = parse_iso_date(report.as_of);
  return "会員報告書　" + report_number(report) + "（" + (day ? wareki(*day) : report.as_of) +
         "現在）";
}

std::string_view report_state_label(std::string_view state) {
  if (state == "frozen") return "提出前";
  if (state == "submitted") return "提出済み";
  if (state == "received") return "受領済み";
  if (state == "discarded") return "破棄";
  return "旧版";
}

std::string since_word(const ReportFigures& f) {
  return f.previous_as_of ? "前回" : "年度の初め";
}

std::string compared_with(const ReportFigures& f) {
  return f.previous_as_of ? "前回の報告" : "年度の初め";
}

std::vector<std::string> summary_sentences(const ReportFigures& f) {
  const std::string year = fiscal_year_name(fiscal_year(f.as_of));
  const std::string since = f.previous_as_of ? "前回（" + wareki(*f.previous_as_of) + "）"
                                             : year + "の初め";
  std::vector<std::string> out;
  out.push_back(wareki(f.as_of) + "現在の会員は" + thousands(f.members) + "団体です。");
  std::string sum = since + "の" + thousands(f.previous_members) + "団体に、入会" +
                    thousands(f.joined) + "団体を加え、退会" + thousands(f.left) + "団体を除";
  if (f.corrected_in + f.corrected_out > 0) {
    sum += "き、前回の数の訂正（増" + thousands(f.corrected_in) + "団体、減" +
           thousands(f.corrected_out) + "団体）を加えた数と一致しています。";
  } else {
    sum += "いた数と一致しています。";
  }
  out.push_back(std::move(sum));
  out.push_back(year + "に入ってからの入会は" + thousands(f.joined_in_year) +
                "団体、うちはじめての入会は" + thousands(f.first_time_in_year) + "団体、退会は" +
                thousands(f.left_in_year) + "団体です。");
  out.push_back("情報プラットフォームは" + thousands(f.on_platform) + "団体（" +
                percent(f.on_platform, f.members) + "％）が利用しています。");
  return out;
}

WordTable summary_table(const ReportFigures& f) {
  WordTable out;
  out.caption = "会員数の動き（" + wareki(f.as_of) + "現在）";
  out.heads = {"項目", "団体数"};
  auto add = [&](const std::string& label, std::int64_t number) {
    out.rows.push_back({label, thousands(number)});
  };
  const std::string since = since_word(f);
  add(since + "の会員数", f.previous_members);
  add("入会（" + since + "から）", f.joined);
  add("退会（" + since + "から）", f.left);
  add("純増減（" + since + "から）", f.joined - f.left);
  // Without a report before this one there is nothing that could be put right.
  if (f.previous_as_of) add("訂正（前回の数の直し）", f.corrected_in - f.corrected_out);
  if (f.corrected_in + f.corrected_out > 0) {
    add("　うち増", f.corrected_in);
    add("　うち減", f.corrected_out);
  }
  add("会員数", f.members);
  add("　うち休会", f.paused);
  add("　うち停止", f.suspended);
  add("年度内の入会", f.joined_in_year);
  add("　うちはじめての入会", f.first_time_in_year);
  add("年度内の退会", f.left_in_year);
  add("情報プラットフォームの利用", f.on_platform);
  for (const char* code : {"company", "body", "university", "government"}) {
    const auto found = f.by_category.find(code);
    add("区分：" + std::string(category_label(code)),
        found == f.by_category.end() ? 0 : found->second);
  }
  if (const auto unknown = f.by_category.find(""); unknown != f.by_category.end()) {
    add("区分：不明", unknown->second);
  }
  out.note =
      f.previous_as_of
          ? "前回の会員数＋純増減＋訂正＝会員数。退会には、ほかの会員への統合を含みます。"
            "訂正は、前回の報告のあとに、その基準日より前の日付で登録・統合・退会などを記録したものです。"
          : "年度の初めの会員数＋純増減＝会員数。退会には、ほかの会員への統合を含みます。";
  return out;
}

WordTable industry_by_size_table(const ReportFigures& f) {
  return words_of(f.industry_by_size, "業種別・規模別の会員数", "業種", industry_words, size_words);
}

WordTable area_by_size_table(const ReportFigures& f) {
  return words_of(f.area_by_size, "地域別・規模別の会員数", "地域", as_is, size_words);
}

WordTable industry_by_area_table(const ReportFigures& f) {
  WordTable out = words_of(f.industry_by_area, "業種別・地域別の会員数", "業種", industry_words,
                           as_is);
  return out;
}

WordTable industry_area_by_size_table(const ReportFigures& f) {
  const CountTable& counts = f.industry_area_by_size;
  if (counts.row_codes.empty()) return {};
  WordTable out = words_of(counts, "業種別・地域別・規模別の会員数", "業種", as_is, size_words);
  out.first_number = 2;
  out.heads.insert(out.heads.begin() + 1, "地域");
  for (auto& row : out.rows) {
    const bool total = &row == &out.rows.back();
    // Never an empty cell: the structure of a PDF leaves it out, and the row's figures move.
    const auto [industry, area] =
        total ? std::pair<std::string, std::string>("計", "すべて") : industry_and_area(row[0]);
    if (!total) row[0] = industry_words(industry);
    row.insert(row.begin() + 1, area);
  }
  return out;
}

documents::Chart industry_chart(const ReportFigures& f) {
  documents::Chart chart;
  chart.kind = documents::ChartKind::horizontal_bar;
  chart.id = "industry";
  chart.title = "業種別の会員数";
  chart.unit = "団体";
  chart.as_of = wareki(f.as_of) + "現在";
  documents::Series series{"会員数", {}, documents::SeriesRole::plain};
  std::string top;
  std::int64_t most = 0;
  for (const auto& row : f.industry_by_size.row_codes) {
    const std::int64_t number = f.industry_by_size.row_sum(row);
    if (number == 0) continue;
    chart.categories.push_back(industry_words(row));
    series.values.emplace_back(static_cast<double>(number));
    if (number > most) {
      most = number;
      top = industry_words(row);
    }
  }
  if (chart.categories.empty()) {
    chart.categories.emplace_back("会員なし");
    series.values.emplace_back(0);
  }
  chart.finding = most == 0 ? "会員はまだいません。"
                            : "もっとも多いのは「" + top + "」の" + thousands(most) + "団体です。";
  chart.series.push_back(std::move(series));
  return chart;
}

}  // namespace musubi::members
