// report.cc - the report's model: counting tables, the JSON that is frozen, and the reconciliation
// that must hold before anything is frozen. Pure.
#include "features/members/report.h"

#include "base/text.h"

namespace musubi::members {
namespace {

Json table_json(const CountTable& table) {
  Json cells = Json::array();
  for (const auto& [key, number] : table.cells) {
    cells.push_back({key.first, key.second, number});
  }
  return {{"rows", table.row_codes}, {"columns", table.column_codes}, {"cells", cells}};
}

CountTable table_from(const Json& json) {
  CountTable table;
  table.row_codes = json.at("rows").get<std::vector<std::string>>();
  table.column_codes = json.at("columns").get<std::vector<std::string>>();
  for (const auto& cell : json.at("cells")) {
    table.cells[{cell.at(0).get<std::string>(), cell.at(1).get<std::string>()}] =
        cell.at(2).get<std::int64_t>();
  }
  return table;
}

Date date_from(const Json& json, const char* key) {
  return parse_iso_date(json.at(key).get<std::string>()).value_or(Date{});
}

}  // namespace

std::int64_t CountTable::at(const std::string& row, const std::string& column) const {
  auto found = cells.find({row, column});
  return found == cells.end() ? 0 : found->second;
}

std::int64_t CountTable::row_sum(const std::string& row) const {
  std::int64_t sum = 0;
  for (const auto& column : column_codes) sum += at(row, column);
  return sum;
}

std::int64_t CountTable::column_sum(const std::string& column) const {
  std::int64_t sum = 0;
  for (const auto& row : row_codes) sum += at(row, column);
  return sum;
}

std::int64_t CountTable::sum() const {
  std::int64_t out = 0;
  for (const auto& [key, number] : cells) out += number;
  return out;
}

std::string industry_area_code(std::string_view industry, std::string_view area) {
  return std::string(industry) + "/" + std::string(area);
}

std::pair<std::string, std::string> industry_and_area(const std::string& code) {
  const std::size_t at = code.find('/');
  CHECK(at != std::string::npos);
  return {code.substr(0, at), code.substr(at + 1)};
}

Json figures_json(const ReportFigures& f) {
  Json out{{"as_of", iso(f.as_of)},
           {"since", iso(f.since)},
           {"previous_as_of", f.previous_as_of ? iso(*f.previous_as_of) : ""},
           {"previous_members", f.previous_members},
           {"members", f.members},
           {"paused", f.paused},
           {"suspended", f.suspended},
           {"joined", f.joined},
           {"left", f.left},
           {"corrected_in", f.corrected_in},
           {"corrected_out", f.corrected_out},
           {"joined_in_year", f.joined_in_year},
           {"left_in_year", f.left_in_year},
           {"first_time_in_year", f.first_time_in_year},
           {"on_platform", f.on_platform},
           {"by_category", f.by_category}};
  out["industry_by_size"] = table_json(f.industry_by_size);
  out["industry_by_area"] = table_json(f.industry_by_area);
  out["area_by_size"] = table_json(f.area_by_size);
  if (!f.industry_area_by_size.row_codes.empty()) {
    out["industry_area_by_size"] = table_json(f.industry_area_by_size);
  }
  return out;
}

ReportFigures figures_from(const Json& json) {
  ReportFigures f;
  f.as_of = date_from(json, "as_of");
  f.since = date_from(json, "since");
  f.previous_as_of = parse_iso_date(json.at("previous_as_of").get<std::string>());
  f.previous_members = json.at("previous_members").get<std::int64_t>();
  f.members = json.at("members").get<std::int64_t>();
  f.paused = json.at("paused").get<std::int64_t>();
  f.suspended = json.at("suspended").get<std::int64_t>();
  f.joined = json.at("joined").get<std::int64_t>();
  f.left = json.at("left").get<std::int64_t>();
  f.corrected_in = json.at("corrected_in").get<std::int64_t>();
  f.corrected_out = json.at("corrected_out").get<std::int64_t>();
  f.joined_in_year = json.at("joined_in_year").get<std::int64_t>();
  f.left_in_year = json.at("left_in_year").get<std::int64_t>();
  f.first_time_in_year = json.at("first_time_in_year").get<std::int64_t>();
  f.on_platform = json.at("on_platform").get<std::int64_t>();
  f.by_category = json.at("by_category").get<std::map<std::string, std::int64_t>>();
  f.industry_by_size = table_from(json.at("industry_by_size"));
  f.industry_by_area = table_from(json.at("industry_by_area"));
  f.area_by_size = table_from(json.at("area_by_size"));
  if (json.contains("industry_area_by_size")) {
    f.industry_area_by_size = table_from(json.at("industry_area_by_size"));
  }
  return f;
}

std::string reconcile(const ReportFigures& f) {
  const std::int64_t corrected = f.corrected_in - f.corrected_out;
  if (f.previous_members + f.joined - f.left + corrected != f.members) {
    return "前回" + thousands(f.previous_members) + "＋入会" + thousands(f.joined) + "－退会" +
           thousands(f.left) + "＋訂正" + thousands(corrected) + "が、会員数" +
           thousands(f.members) +
           "と合いません。入会・退会の記録に抜けがないか確かめてください";
  }
  std::int64_t categories = 0;
  for (const auto& [code, number] : f.by_category) categories += number;
  for (const auto* table : {&f.industry_by_size, &f.industry_by_area, &f.area_by_size,
                            &f.industry_area_by_size}) {
    if (table->row_codes.empty()) continue;  // frozen before it was counted
    if (table->sum() != f.members || categories != f.members) {
      return "内訳の合計が会員数" + thousands(f.members) + "と合いません";
    }
  }
  return {};
}

std::string correction_label(std::string_view correction) {
  if (correction == "in") return "訂正（増）";
  if (correction == "out") return "訂正（減）";
  return "";
}

std::string change_label(std::string_view change) {
  if (change == "joined") return "入会";
  if (change == "left") return "退会";
  if (change == "changed") return "変更";
  return "";
}

}  // namespace musubi::members
