// news_reports.cc - see news_reports.h. A notice that was missed is told like one that was heard:
// the page reads the present state either way.
#include "features/members/news_reports.h"

#include <string>

#include "features/members/service_report_files.h"
#include "web/app.h"
#include "web/live.h"

namespace musubi::members {

void ReportFilesNews::begin() {
  std::call_once(begun_, [this] {
    listener_ = std::make_unique<db::Listener>(
        app_.db, std::vector<std::string>{std::string(kReportFilesChannel)},
        [this](const db::Notice&) { app_.live->publish(kTopic, "changed", "1"); });
  });
}

}  // namespace musubi::members
