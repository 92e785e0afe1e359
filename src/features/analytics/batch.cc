// batch.cc - see batch.h. The one place that says which sums an event belongs to; recounting in
// store_raw.cc says the same in SQL, and a test compares the two.
#include "features/analytics/batch.h"

namespace musubi::analytics {

void add_to(Sums& sums, std::string_view measure, const std::string& day, const std::string& name,
            std::int64_t number) {
  sums[{std::string(measure), day, name}] += number;
  sums[{std::string(measure), day.substr(0, 7), name}] += number;
}

namespace {

void add_page(Sums& sums, const Event& e, const Seen& seen) {
  const auto add = [&](std::string_view measure, const std::string& name, std::int64_t number) {
    add_to(sums, measure, e.day, name, number);
  };
  add(measure::kTotal, "views", 1);
  add(measure::kPage, e.page, 1);
  add(measure::kHour, std::to_string(e.hour), 1);
  if (seen.visit == 0) return;
  add(measure::kExit, e.page, 1);
  if (seen.begins_visit) {
    add(measure::kTotal, "visits", 1);
    add(measure::kLanding, e.page, 1);
    add(measure::kReferrer, e.referrer, 1);
    add(measure::kDevice, e.device, 1);
    add(measure::kBrowser, e.browser, 1);
  } else {
    add(measure::kExit, seen.left_page, -1);  // the visit went on from there
  }
  if (seen.begins_day) add(measure::kTotal, "visitors", 1);
}

}  // namespace

void add_event(Sums& sums, const Event& e, const Seen& seen) {
  const auto add = [&](std::string_view measure, const std::string& name) {
    add_to(sums, measure, e.day, name, 1);
  };
  if (e.kind == "page") return add_page(sums, e, seen);
  if (e.kind == "download") {
    add(measure::kTotal, "downloads");
    add(measure::kDownload, e.page);
  } else if (e.kind == "outbound") {
    add(measure::kTotal, "outbound");
    add(measure::kOutbound, e.page);
  } else if (e.kind == "missing") {
    add(measure::kTotal, "missing");
    add(measure::kMissing, e.page);
  } else if (e.kind == "search") {
    add(measure::kTotal, "searches");
    add(measure::kWord, e.words);
    if (e.hits > 0) return;
    add(measure::kTotal, "zero_searches");
    add(measure::kZeroWord, e.words);
  }
}

}  // namespace musubi::analytics
