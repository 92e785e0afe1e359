// figures.cc - see figures.h. No SQL here: store_sums.cc and store_raw.cc know the tables.
// Must never change a number on its way from the store to the screen.
#include "features/analytics/figures.h"

#include <cstdio>

#include "features/analytics/store.h"

namespace musubi::analytics {

std::int64_t Figures::total(std::string_view name) const {
  const auto found = totals.find(name);
  return found == totals.end() ? 0 : found->second;
}

const List& Figures::list(std::string_view measure) const {
  static const List none;
  const auto found = lists.find(measure);
  return found == lists.end() ? none : found->second;
}

const std::vector<TotalName>& total_names() {
  static const std::vector<TotalName> names{{"views", "閲覧数（ページビュー）"},
                                            {"visits", "訪問数"},
                                            {"visitors", "訪問者数（日ごとの延べ）"},
                                            {"searches", "サイト内検索"},
                                            {"zero_searches", "　うち0件だった検索"},
                                            {"downloads", "ダウンロード"},
                                            {"outbound", "外部サイトへの移動"},
                                            {"missing", "見つからないページ（404）"},
                                            {"gap", "数えきれなかった要求"}};
  return names;
}

const std::vector<std::string_view>& list_measures() {
  static const std::vector<std::string_view> measures{
      measure::kPage,    measure::kLanding, measure::kExit, measure::kReferrer,
      measure::kWord,    measure::kZeroWord, measure::kDownload, measure::kOutbound,
      measure::kMissing, measure::kDevice,  measure::kBrowser,  measure::kHour,
      measure::kLeftOut};
  return measures;
}

std::optional<Date> month_from(std::string_view text) {
  if (text.size() != 7) return std::nullopt;
  return parse_iso_date(std::string(text) + "-01");
}

Date month_end(Date first) { return add_days(add_months(first, 1), -1); }

std::string month_words(Date first) { return wareki_month(first); }

std::map<std::string, std::int64_t, std::less<>> compute_totals(db::Reader& reader, Date from,
                                                                Date until) {
  std::map<std::string, std::int64_t, std::less<>> out;
  for (const Line& line : store::list_names(reader, measure::kTotal, from, until, 100)) {
    out[line.name] = line.number;
  }
  return out;
}

Figures compute_figures(db::Reader& reader, Date from, Date until) {
  Figures out;
  out.from = from;
  out.until = until;
  out.totals = compute_totals(reader, from, until);
  for (const std::string_view measure : list_measures()) {
    const int most = measure == measure::kHour ? 24 : kListed;
    List list{store::list_names(reader, measure, from, until, most),
              store::sum_measure(reader, measure, from, until)};
    if (!list.lines.empty()) out.lists[std::string(measure)] = std::move(list);
  }
  if (days_between(from, until) <= 31) out.days = store::list_days(reader, from, until);
  return out;
}

Figures recount_figures(db::Reader& reader, Date from, Date until) {
  Figures out;
  out.from = from;
  out.until = until;
  out.totals = store::recount_totals(reader, from, until);
  for (const std::string_view measure : list_measures()) {
    if (measure == measure::kLeftOut) continue;
    const int most = measure == measure::kHour ? 24 : kListed;
    List list = store::recount_list(reader, measure, from, until, most);
    if (!list.lines.empty()) out.lists[std::string(measure)] = std::move(list);
  }
  if (days_between(from, until) <= 31) out.days = store::recount_days(reader, from, until);
  return out;
}

std::string difference(const Figures& sums, const Figures& recounted) {
  for (const TotalName& one : total_names()) {
    if (one.name == "gap" || sums.total(one.name) == recounted.total(one.name)) continue;
    return std::string(one.label) + "が、集計では" + std::to_string(sums.total(one.name)) +
           "、元の記録では" + std::to_string(recounted.total(one.name)) + "です";
  }
  for (const std::string_view measure : list_measures()) {
    if (measure == measure::kLeftOut) continue;
    const List& a = sums.list(measure);
    const List& b = recounted.list(measure);
    if (a.all != b.all || a.lines != b.lines) {
      return "内訳「" + std::string(measure) + "」が、集計と元の記録とで違います";
    }
  }
  return sums.days == recounted.days ? "" : "日ごとの数が、集計と元の記録とで違います";
}

Json json_of(const Figures& f) {
  Json lists = Json::object();
  for (const auto& [measure, list] : f.lists) {
    Json lines = Json::array();
    for (const Line& line : list.lines) lines.push_back({{"n", line.name}, {"c", line.number}});
    lists[measure] = {{"all", list.all}, {"lines", lines}};
  }
  Json days = Json::array();
  for (const DayLine& day : f.days) {
    days.push_back({{"day", day.day},
                    {"views", day.views},
                    {"visits", day.visits},
                    {"visitors", day.visitors}});
  }
  Json totals = Json::object();
  for (const auto& [name, number] : f.totals) totals[name] = number;
  return {{"from", iso(f.from)}, {"until", iso(f.until)}, {"totals", totals},
          {"lists", lists},      {"days", days}};
}

Figures figures_from(const Json& json) {
  Figures f;
  f.from = *parse_iso_date(json.at("from").get<std::string>());
  f.until = *parse_iso_date(json.at("until").get<std::string>());
  for (const auto& [name, number] : json.at("totals").items()) {
    f.totals[name] = number.get<std::int64_t>();
  }
  for (const auto& [measure, list] : json.at("lists").items()) {
    List& into = f.lists[measure];
    into.all = list.at("all").get<std::int64_t>();
    for (const auto& line : list.at("lines")) {
      into.lines.push_back({line.at("n").get<std::string>(), line.at("c").get<std::int64_t>()});
    }
  }
  for (const auto& day : json.at("days")) {
    f.days.push_back({day.at("day").get<std::string>(), day.at("views").get<std::int64_t>(),
                      day.at("visits").get<std::int64_t>(),
                      day.at("visitors").get<std::int64_t>()});
  }
  return f;
}

}  // namespace musubi::analytics
