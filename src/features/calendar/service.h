// service.h - reads pasted holidays, line by line, and keeps them. Called by this feature's page.
// Between routes.cc and core/settings; the rule of a deadline is never here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"

namespace musubi::calendar {

struct ClosedDay {
  Date day;
  std::string name;  // 昭和の日; may be empty
};
// Days in order, each once (the last name of a day wins). Dates as people and the Cabinet Office's
// CSV write them; a first line without a digit is a heading. Fault::invalid at `closed_days`, with
// the number of the line and the remedy.
Result<std::vector<ClosedDay>> read_closed_days(std::string_view text);
// One line a day: 2024-04-29,昭和の日
std::string closed_days_text(const std::vector<ClosedDay>& days);

struct Calendar {
  std::vector<ClosedDay> days;
  std::string seen;  // what a save must name, so that nobody overwrites what they have not seen
};
Result<Calendar> load_calendar(const Context& ctx);

struct NewCalendar {
  std::string text;
  std::string seen;
};
// Fault::conflict when somebody else has saved since.
Result<void> change_calendar(const Context& ctx, const NewCalendar& input);

// Whether the fiscal year of today has any closed day: without one, deadlines are wrong.
bool has_this_year(const Context& ctx);

}  // namespace musubi::calendar
