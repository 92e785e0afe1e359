// views.h - the page of closed days. Structs in, Html out. Between routes.cc and the page kit;
// holds no rule.
#pragma once

#include <optional>
#include <string>

#include "features/calendar/service.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::calendar::views {

struct Page {
  Calendar calendar;
  bool may_change = false;
  std::string status;
  std::string typed;  // what came back with `error`
  std::optional<Error> error;
};
web::Html calendar(const web::Request& request, const Page& page);

}  // namespace musubi::calendar::views
