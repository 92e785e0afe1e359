// news_reports.h - tells open pages of 会員報告書 that a report's file was made or given up, whichever
// process of the house printed it: database -> notice -> live stream -> the page looks again.
// Carries no content and no id: what a page then shows passes its own permission. Never writes.
#pragma once

#include <memory>
#include <mutex>
#include <string_view>

#include "db/notify.h"

namespace musubi::web {
struct App;
}

namespace musubi::members {

class ReportFilesNews {
 public:
  // One topic for all reports: files are made seldom, and few pages wait for them.
  static constexpr std::string_view kTopic = "member_report_files";

  explicit ReportFilesNews(web::App& app) : app_(app) {}
  // Listens from the first page that asks on. Whatever is committed after it returns is told.
  void begin();

 private:
  web::App& app_;
  std::once_flag begun_;
  std::unique_ptr<db::Listener> listener_;
};

}  // namespace musubi::members
