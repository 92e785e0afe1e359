// report.h - 会員報告書 (R-2.3, R-5.1.4.b): the one model that the screen, the PDF, the XLSX and the CSV
// print. Computed as of a day from membership events and field history, frozen, then immutable.
// No Html and no files here; see documents_reports and views_reports.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "features/members/organisation.h"

namespace musubi::members {

inline constexpr std::array<std::string_view, 4> kSizeClasses{"small", "medium", "large",
                                                              "unknown"};

// A table of counts: rows and columns by code, in the order they are printed; sums are computed.
struct CountTable {
  std::vector<std::string> row_codes, column_codes;
  std::map<std::pair<std::string, std::string>, std::int64_t> cells;
  std::int64_t at(const std::string& row, const std::string& column) const;
  std::int64_t row_sum(const std::string& row) const;
  std::int64_t column_sum(const std::string& column) const;
  std::int64_t sum() const;
};

struct ReportFigures {
  Date as_of;
  std::optional<Date> previous_as_of;  // of the last report before this day
  std::int64_t previous_members = 0;   // as that report said; without one, on the eve of `since`
  Date since;                          // first day counted: the day after the previous report, or
                                       // the fiscal year's first day
  std::int64_t members = 0;            // active + paused + suspended on the day
  std::int64_t paused = 0, suspended = 0;
  std::int64_t joined = 0, left = 0;   // since..as_of; left includes merged into another member
  // 訂正: what the previous report had wrong, because something dated before `since` was recorded or
  // taken back after it was made. A frozen figure is never rewritten; it is put right in the next.
  std::int64_t corrected_in = 0, corrected_out = 0;
  std::int64_t joined_in_year = 0, left_in_year = 0, first_time_in_year = 0;
  std::int64_t on_platform = 0;
  std::map<std::string, std::int64_t> by_category;
  CountTable industry_by_size, industry_by_area, area_by_size;
  // All three at once; a row is industry_area_code(). Without rows in reports that were frozen
  // before it was counted: what was frozen is not counted anew.
  CountTable industry_area_by_size;
};
std::string industry_area_code(std::string_view industry, std::string_view area);
// {industry letter or "", area}
std::pair<std::string, std::string> industry_and_area(const std::string& code);

// One member on the day, or one that left since the previous report, or that the previous report
// counted by mistake.
struct ReportRow {
  std::string organisation_id, member_no, name, corporate_number, category, industry,
      municipality_code, size_class, state, joined_on, left_on;
  bool uses_platform = false;
  std::string change;       // "" | joined | left | changed
  std::string change_note;  // 業種：卸売業、小売業 → 情報通信業
  bool counted = true;      // in the number of members of the day
  // "" | in: the previous report lacked it | out: the previous report counted it by mistake
  std::string correction, correction_note;
  std::int64_t position = 0;  // from 1, as printed; given when it is stored
};

Json figures_json(const ReportFigures& figures);
ReportFigures figures_from(const Json& json);
// previous + joined - left + corrected_in - corrected_out = members, and every table sums to
// members. "" when it all agrees, else a sentence that says where it does not.
std::string reconcile(const ReportFigures& figures);
std::string change_label(std::string_view change);  // 入会・退会・変更
std::string correction_label(std::string_view correction);  // 訂正（増）・訂正（減）

}  // namespace musubi::members
