// views.h - the page of open data: values in, Html out, with the page kit only. The same for
// everyone; it decides nothing.
#pragma once

#include <vector>

#include "features/feeds/service.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::feeds::views {

struct OpenDataView {
  House house;
  std::vector<int> years;  // newest first
};
web::Html open_data(const web::Request& request, const OpenDataView& view);
// For the office: what lacks before the data are as the layout wants them.
web::Html lacking_events(const web::Request& request, const std::vector<LackingEvent>& events);

}  // namespace musubi::feeds::views
