// service.h - copies of the public site: ordered by the office, made at the desk while the page is
// left, fetched as a ZIP. The command calls write_site() alone.
//   begin_copy -> running -> done (the file) -> removed, when newer ones are there
//                    '-> failed (why; or its process has ended)
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/jobs/jobs.h"
#include "db/notify.h"
#include "features/site_export/permissions.h"
#include "features/site_export/site_export.h"
#include "features/site_export/store.h"

namespace musubi::site_export {

inline constexpr std::string_view kChannel = "site_exports";  // notice: one went on
inline constexpr int kKeptCopies = 3;
inline constexpr int kListedCopies = 20;

// Fault::conflict while another one is being made.
Result<SiteCopyId> begin_copy(const Context& ctx);
// Makes what was begun; what went wrong stays with it, for the page. `is_over` is asked between two
// pages: true ends it as one that was broken off.
void make_copy(const Context& ctx, web::App& app, const SiteCopyId& id,
               const std::function<bool()>& is_over = {});
Result<std::vector<SiteCopy>> list_copies(const Context& ctx);
// Running, but nobody works on it any more.
bool has_stopped(const SiteCopy& copy, Instant now);
struct CopyFile {
  std::string path, filename;
};
Result<CopyFile> open_copy(const Context& ctx, const SiteCopyId& id);
// The job of each night: of the copies that are done, the newest stay.
Result<void> remove_old_copies(const Context& ctx);

// Where copies are made, one at a time, and how open pages hear of it.
class CopyDesk {
 public:
  static constexpr std::string_view kTopic = "site_exports";

  explicit CopyDesk(web::App& app) : app_(app) {}
  ~CopyDesk() { ending_ = true; }  // a whole site must not hold up the end of the program
  Result<void> run(const Context& ctx, const SiteCopyId& id);
  void begin_news();

 private:
  web::App& app_;
  std::atomic<bool> ending_{false};
  std::once_flag begun_;
  std::unique_ptr<db::Listener> listener_;
  jobs::Workers workers_{1, 2};  // last: it ends first, and waits for what runs
};

}  // namespace musubi::site_export
