// counter.cc - see counter.h.
// SECURITY: an Arrival carries address and agent; neither goes further than Visits and the rules.
#include "features/analytics/counter.h"

#include <chrono>

#include "base/log.h"
#include "features/analytics/rules.h"
#include "features/analytics/store.h"

namespace musubi::analytics {
namespace {

constexpr auto kEvery = std::chrono::seconds(1);
constexpr std::size_t kBatchesWaiting = 60;  // a minute without a database
// Different names of one day: a scanner asks for thousands of pages that never were.
constexpr std::size_t kNamesMost = 2000, kMissingMost = 300;
constexpr const char* kOtherNames = "（その他）";

std::string_view kind_name(web::Arrival::Kind kind) {
  switch (kind) {
    case web::Arrival::Kind::page: return "page";
    case web::Arrival::Kind::download: return "download";
    case web::Arrival::Kind::missing: return "missing";
    case web::Arrival::Kind::search: return "search";
    case web::Arrival::Kind::outbound: return "outbound";
  }
  return "page";
}

std::int64_t hour_in_japan(Instant at) {
  return (at.ms - start_of_day_in_japan(date_in_japan(at)).ms) / 3'600'000;
}

}  // namespace

Counter::Counter(web::App& app) : app_(app), node_(new_uuid(now_from_system_clock())) {
  app_.arrivals->open();
}

Counter::~Counter() {
  app_.arrivals->close();
  if (thread_.joinable()) {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  try {
    (void)drain();
  } catch (const std::exception& e) {
    log::error("analytics.counting.failed", {{"what", e.what()}});
  }
}

void Counter::start() {
  thread_ = std::thread([this] { run(); });
}

void Counter::run() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kEvery, [this] { return stopping_; })) {
    lock.unlock();
    try {
      if (auto written = drain(); !written) {
        log::warning("analytics.counting.waits", {{"detail", written.error().detail}});
      }
    } catch (const std::exception& e) {  // the counter must never end the program
      log::error("analytics.counting.failed", {{"what", e.what()}});
    }
    lock.lock();
  }
}

std::string Counter::within_limit(std::string_view measure, const std::string& day,
                                  std::string name) {
  if (day != names_day_) {
    names_day_ = day;
    names_.clear();
  }
  std::set<std::string>& known = names_[std::string(measure)];
  if (known.contains(name)) return name;
  if (known.size() >= (measure == measure::kMissing ? kMissingMost : kNamesMost)) {
    return kOtherNames;
  }
  known.insert(name);
  return name;
}

void Counter::count(const web::Arrival& arrival, Batch& batch) {
  if (const auto reason = left_out_because(arrival); !reason.empty()) {
    add_to(batch.sums, measure::kLeftOut, iso(date_in_japan(arrival.at)), std::string(reason), 1);
    return;
  }
  const bool page = arrival.kind == web::Arrival::Kind::page;
  const bool search = arrival.kind == web::Arrival::Kind::search;
  Event e;
  e.kind = kind_name(arrival.kind);
  const std::string asked_on = iso(date_in_japan(arrival.at));
  if (search) {
    e.words = within_limit(measure::kWord, asked_on, words_of(arrival.words));
    if (e.words.empty()) return;
    e.hits = arrival.hits;
  } else {
    e.page = within_limit(page ? measure::kPage : std::string_view(e.kind), asked_on,
                          page_of(arrival));
  }
  const Seen seen = page ? visits_.page(arrival.at, arrival.address, arrival.agent, e.page)
                         : visits_.other(arrival.at, arrival.address, arrival.agent);
  e.at = seen.at;
  e.day = iso(seen.day);
  e.hour = hour_in_japan(seen.at);
  e.visit = seen.visit;
  e.visitor = seen.visitor;
  e.position = seen.position;
  if (page) {
    e.referrer = within_limit(measure::kReferrer, asked_on, referrer_of(arrival.referrer));
    e.device = device_of(arrival.agent);
    e.browser = browser_of(arrival.agent);
  }
  e.id = new_uuid(e.at);
  add_event(batch.sums, e, seen);
  batch.events.push_back(std::move(e));
}

Result<std::int64_t> Counter::drain() {
  web::Arrivals::Taken taken = app_.arrivals->take();
  Batch batch;
  batch.number = ++last_number_;
  for (const web::Arrival& arrival : taken.list) count(arrival, batch);
  const std::string today = iso(date_in_japan(now_from_system_clock()));
  auto gap = static_cast<std::int64_t>(taken.dropped);
  while (waiting_.size() >= kBatchesWaiting) {
    gap += static_cast<std::int64_t>(waiting_.front().events.size());
    waiting_.pop_front();
  }
  if (gap > 0) add_to(batch.sums, measure::kTotal, today, "gap", gap);
  if (!batch.empty()) waiting_.push_back(std::move(batch));
  std::int64_t written = 0;
  while (!waiting_.empty()) {
    const Batch& first = waiting_.front();
    TRY(app_.db.write([&](db::Tx& tx) -> Result<void> {
      return store::insert_batch(tx, node_, first, now_from_system_clock());
    }));
    written += static_cast<std::int64_t>(first.events.size());
    waiting_.pop_front();
  }
  return written;
}

}  // namespace musubi::analytics
