// service_events.h - events by their days, as visitors see them: what lies ahead, a month, and a
// fiscal year that is over or going on. Own and other bodies' alike. The same for everyone on the
// same day: never asks who is looking.
#pragma once

#include <string>
#include <vector>

#include "core/jobs/jobs.h"
#include "features/publishing/service.h"

namespace musubi::publishing {

struct EventList {
  std::vector<store::EventRow> rows;
  bool more = false;
};
// Not over today, the earliest first; `filter.from` is set here.
Result<EventList> list_coming_events(const Context& ctx, store::EventFilter filter);

// A month with something in it, or this one; Fault::not_found beyond the first and the last event.
struct EventMonth {
  Date first;
  std::vector<store::EventRow> rows;  // all that touch it, by their start
  bool has_before = false, has_after = false;
};
inline constexpr int kMonthEventsMost = 300;
Result<EventMonth> load_event_month(const Context& ctx, Date first,
                                    const std::string& organiser_kind);

// What is over of one fiscal year, the latest first, and which years there are.
struct EventYear {
  int year = 0;
  EventList list;
  std::vector<int> years;  // newest first
};
Result<EventYear> load_event_year(const Context& ctx, int year, store::EventFilter filter);

// Pages of the site tell what lies ahead: they are made anew when the day turns.
jobs::Job day_turned_job();

}  // namespace musubi::publishing
