// timeline.h - what happened, newest first: one line per event with time, who and what.
// Called by views of features; must never decide what a person may see or do.
#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

struct Event {
  Instant at;
  Html what;
  std::string who = {};
  std::string icon = {};
  Html details = {};   // changes, in a disclosure
};
Html timeline(const Needed& label, const std::vector<Event>& events, const Html& empty = {});

}  // namespace musubi::web::kit
