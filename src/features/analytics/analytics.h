// analytics.h - what the counting of the public site offers to main.cc, to the commands and to
// other features. The only header of the folder that others include.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"
#include "core/retention/retention.h"

namespace musubi::web {
struct App;
struct Request;
}

namespace musubi::analytics {

void add_routes(web::App& app);
void add_handlers(outbox::Handlers& handlers);
// The probe of each minute, and the pruning of raw events. `app` outlives the jobs.
std::vector<jobs::Job> scheduled_jobs(const web::App& app);
retention::Kinds retention_kinds();

// Counts until it is destroyed; the last second is written then. Started beside the server, which
// must have stopped before.
std::shared_ptr<void> start_counting(web::App& app);

// A search of an open page: what was searched and how many were found; 0 counts as 「0件」. Every
// page of a search calls it, and is not cached_for_anyone: later readers would go uncounted.
void note_search(const web::Request& request, std::string_view words, std::int64_t hits);

// What was asked for most on these days, both included: addresses of pages, or words of searches
// that found nothing. Largest first.
enum class Asked { pages, words_without_hits };
struct AskedLine {
  std::string name;
  std::int64_t number = 0;
};
std::vector<AskedLine> list_asked(db::Reader& reader, Asked what, Date from, Date until,
                                  int most);

// 月次ログ報告書 of a month (2024-07) as PDF, XLSX and CSV (UTF-8 and CP932) in `folder`: the month's
// report that stands, else one frozen now. For `musubi report site`. `progress`: the steps of the
// work that are done, of how many.
struct WrittenReport {
  std::string title;
  std::int64_t number = 0, version = 1;
  std::int64_t views = 0, visits = 0;
  bool frozen_now = false, recounted = false;
  std::vector<std::string> paths;
};
Result<WrittenReport> write_site_report(
    const Context& ctx, const std::string& month, Date contract_end, const std::string& folder,
    const std::function<void(std::int64_t, std::int64_t)>& progress = {});

// April to October of the demo's year. REQUIRES: the demo's accounts are there.
Result<void> load_demo(const Context& ctx);

}  // namespace musubi::analytics
