// views_reports.h - 会員報告書 on the screen: the list, one report, its rows. Plain structs in, Html
// out; the figures are worded by report_words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/members/service_report_files.h"
#include "features/members/service_reports.h"
#include "web/html.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::members::views {

struct ReportList {
  std::vector<store::Report> reports;
  std::optional<Date> next_due;
  bool may_make = false;
  web::Fields typed;
  std::optional<Error> error;
  std::string next_path;
  bool first_page = true;
};
web::Html report_list(const web::Request& request, const ReportList& list);

struct ReportDetail {
  ReportPage page;
  RowsPage changes;
  bool may_make = false, may_receive = false;
  std::vector<store::StoredReportFile> files;  // of the edition that holds now
  std::string status;
  std::string comment_typed;
  std::optional<Error> error;
};
web::Html report_detail(const web::Request& request, const ReportDetail& detail);
web::Html report_rows(const web::Request& request, const ReportPage& page, const RowsPage& rows);
std::string report_path(const store::Report& report);

}  // namespace musubi::members::views
