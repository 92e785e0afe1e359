// calendar.h - the days on which the office is closed: shown, pasted, checked, kept as a setting.
// The only header of this feature that main.cc may include. Other features read the calendar with
// settings::find_calendar() and never from here., conventions C-9.
#pragma once

#include "web/app.h"

namespace musubi::calendar {

void add_routes(web::App& app);

}  // namespace musubi::calendar
