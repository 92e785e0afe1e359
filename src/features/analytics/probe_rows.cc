// probe_rows.cc - see probe_rows.h. SECURITY: files come from outside; core/sheets bounds them, and
// what a cell says is checked here before anything believes it.
#include "features/analytics/probe_rows.h"

#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "core/sheets/sheets.h"
#include "features/analytics/rules.h"

namespace musubi::analytics {
namespace {

using Headings = std::vector<std::string_view>;

Failure bad_line(std::int64_t line, const std::string& says) {
  return fail_fields({{"file", std::to_string(line) + "行目：" + says}});
}

// Which column has one of these headings; -1: none.
int column_of(const sheets::Cells& cells, const Headings& names) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string head = lower_ascii(trim(nfkc(cells[i].text)));
    for (const std::string_view name : names) {
      if (head == name) return static_cast<int>(i);
    }
  }
  return -1;
}

std::string cell_at(const sheets::Cells& cells, int column) {
  const auto at = static_cast<std::size_t>(column);
  return column >= 0 && at < cells.size() ? trim(cells[at].text) : "";
}

bool is_blank(const sheets::Cells& cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](const sheets::Cell& cell) { return trim(cell.text).empty(); });
}

}  // namespace

std::optional<Instant> read_probe_time(const std::string& text) {
  int year = 0, month = 0, day = 0, hour = -1, minute = -1, second = 0, used = 0;
  const std::string plain = replace_all(replace_all(nfkc(trim(text)), "/", "-"), "T", " ");
  const int read = std::sscanf(plain.c_str(), "%4d-%2d-%2d %2d:%2d%n", &year, &month, &day, &hour,
                               &minute, &used);
  if (read < 5) return std::nullopt;
  std::string rest = plain.substr(static_cast<std::size_t>(used));
  if (rest.starts_with(":")) {
    int more = 0;
    if (std::sscanf(rest.c_str(), ":%2d%n", &second, &more) < 1) return std::nullopt;
    rest = rest.substr(static_cast<std::size_t>(more));
  }
  const bool utc = rest == "Z" || rest == "+00:00";
  if (!rest.empty() && !utc && rest != "+09:00") return std::nullopt;
  const Date date{year, month, day};
  const bool real = is_real(date) && year >= 2000 && year < 2100 && hour >= 0 && hour < 24 &&
                    minute >= 0 && minute < 60 && second >= 0 && second < 60;
  if (!real) return std::nullopt;
  constexpr std::int64_t kJapanAheadMs = 9LL * 3'600'000;
  const std::int64_t ms = start_of_day_in_japan(date).ms +
                          ((hour * 60LL + minute) * 60 + second) * 1000;
  return Instant{utc ? ms + kJapanAheadMs : ms};
}

std::optional<bool> read_probe_result(const std::string& text) {
  const std::string word = lower_ascii(trim(nfkc(text)));
  for (const char* up : {"up", "ok", "200", "1", "正常", "成功", "稼働"}) {
    if (word == up) return true;
  }
  for (const char* down : {"down", "ng", "error", "timeout", "0", "異常", "失敗", "停止"}) {
    if (word == down) return false;
  }
  const bool number = word.size() == 3 && std::all_of(word.begin(), word.end(), [](char c) {
                        return c >= '0' && c <= '9';
                      });
  if (!number) return std::nullopt;
  return word[0] == '2' || word[0] == '3';
}

std::optional<std::int64_t> read_figure(const std::string& text, int scale) {
  const std::string plain = replace_all(nfkc(trim(text)), ",", "");
  if (plain.empty() || plain.size() > 15) return std::nullopt;
  std::int64_t whole = 0, part = 0, unit = 1;
  bool in_part = false, digits = false;
  for (const char c : plain) {
    if (c == '.' && !in_part) {
      in_part = true;
    } else if (c < '0' || c > '9') {
      return std::nullopt;
    } else {
      digits = true;
      if (!in_part) {
        whole = whole * 10 + (c - '0');
      } else if (unit < scale) {
        part = part * 10 + (c - '0');
        unit *= 10;
      }
    }
  }
  if (!digits) return std::nullopt;
  return whole * scale + part * (scale / unit);
}

Result<std::vector<Check>> read_probe_rows(const std::string& path) {
  int time = -1, result = -1;
  std::vector<Check> out;
  const auto each = [&](std::int64_t line, const sheets::Cells& cells) -> Result<bool> {
    if (is_blank(cells)) return true;
    if (time < 0 || result < 0) {
      time = column_of(cells, {"日時", "時刻", "date", "time", "timestamp", "date-time", "datetime"});
      result = column_of(cells, {"結果", "状態", "status", "result", "state", "event"});
      return true;
    }
    const auto at = read_probe_time(cell_at(cells, time));
    if (!at) return bad_line(line, "日時は「2024-07-01 09:00」の形にしてください");
    const auto up = read_probe_result(cell_at(cells, result));
    if (!up) return bad_line(line, "結果は「up」か「down」、またはHTTPの番号にしてください");
    if (out.size() >= kProbeRowsMost) {
      return bad_line(line, "一度に取り込めるのは10万行までです。月ごとに分けてください");
    }
    out.push_back({*at, *up, ""});
    return true;
  };
  TRY(sheets::each_row(path, {}, each));
  if (out.empty()) {
    return fail_fields({{"file", "「日時」と「結果」の見出しのある表を選んでください"}});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Check& a, const Check& b) { return a.at < b.at; });
  return out;
}

Result<std::vector<store::SearchQuery>> read_query_rows(const std::string& path) {
  int words = -1, clicks = -1, impressions = -1, rank = -1;
  std::vector<store::SearchQuery> out;
  const auto each = [&](std::int64_t line, const sheets::Cells& cells) -> Result<bool> {
    if (is_blank(cells)) return true;
    if (words < 0 || clicks < 0) {
      words = column_of(cells, {"上位のクエリ", "クエリ", "検索語", "キーワード", "top queries",
                                "query", "keyword"});
      clicks = column_of(cells, {"クリック数", "クリック", "clicks"});
      impressions = column_of(cells, {"表示回数", "表示", "impressions"});
      rank = column_of(cells, {"掲載順位", "平均順位", "position", "avg. position"});
      return true;
    }
    store::SearchQuery query;
    query.words = words_of(cell_at(cells, words));
    if (query.words.empty()) return bad_line(line, "検索された語がありません");
    const auto number = [&](int column, int scale) {
      return column < 0 ? std::optional<std::int64_t>(0)
                        : read_figure(cell_at(cells, column), scale);
    };
    const auto clicked = number(clicks, 1), shown = number(impressions, 1);
    const auto ranked = number(rank, 100);
    if (!clicked || !shown || !ranked) {
      return bad_line(line, "クリック数・表示回数・掲載順位は、0以上の数字にしてください");
    }
    query.clicks = *clicked;
    query.impressions = *shown;
    query.rank_hundredths = *ranked;
    if (out.size() >= kQueryRowsMost) {
      return bad_line(line, "一度に取り込めるのは5,000行までです。クリックの多いものに絞ってください");
    }
    out.push_back(std::move(query));
    return true;
  };
  TRY(sheets::each_row(path, {}, each));
  if (out.empty()) {
    return fail_fields({{"file", "「クエリ」と「クリック数」の見出しのある表を選んでください"}});
  }
  return out;
}

}  // namespace musubi::analytics
