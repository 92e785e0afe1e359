// views.h - the pages of counting and of its report: structs to Html. Called by pages; decide
// nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/analytics/report_words.h"
#include "features/analytics/service_report_files.h"
#include "features/analytics/service_reports.h"
#include "features/analytics/service_uptime.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::analytics::views {

inline constexpr const char* kCountingPath = "/office/site-counting";
inline constexpr const char* kReportsPath = "/office/site-reports";
inline constexpr const char* kStopsPath = "/office/planned-stops";
inline constexpr const char* kImportsPath = "/office/site-counting/imports";

web::Area area_of(const web::Request& request);
std::string path_of(const store::Report& report);
web::Html parts_of(const SiteFigures& figures);  // every table, with the chart of the days

struct Counting {
  SiteFigures figures;
  std::string period;                                        // 2024-07, 2024
  std::vector<std::pair<std::string, std::string>> periods;  // newest first
  std::optional<Instant> last_counted;
  bool may_work = false;
};
web::Html counting(const web::Request& request, const Counting& data);

struct Imports {
  std::vector<std::pair<std::string, std::string>> months;
  std::string status;
  web::Fields typed;
  std::string form;  // queries | probes: which was refused
  std::optional<Error> error;
};
web::Html imports(const web::Request& request, const Imports& data);

struct ReportList {
  std::vector<store::Report> reports;
  std::string next_path;
  bool first_page = true, may_make = false;
  std::vector<std::pair<std::string, std::string>> months;  // that may be frozen now
  std::string month;                                        // chosen
  std::string due;  // 令和6年9月分は令和6年10月15日（火）までに提出します
  std::optional<Error> error;
};
web::Html report_list(const web::Request& request, const ReportList& data);

struct ReportDetail {
  ReportPage page;
  std::vector<store::StoredFile> files;
  bool may_work = false, may_submit = false, may_receive = false;
  std::string status, comment_typed;
  std::optional<std::string> remark_typed;
  std::optional<Error> error;
};
web::Html report_detail(const web::Request& request, const ReportDetail& data);

struct StopList {
  StopsPage page;
  bool first_page = true, may_declare = false;
  Instant now;
  std::string status;
  web::Fields typed;
  web::kit::DateParts day;
  std::optional<Error> error;
};
web::Html stop_list(const web::Request& request, const StopList& data);

web::Html method(const web::Request& request);  // /policies/counting

}  // namespace musubi::analytics::views
