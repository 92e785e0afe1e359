// views.h - the page of broken links: structs to Html. Called by pages.cc.
// Decides nothing: who may ask again and who may switch is told to it.
#pragma once

#include <optional>
#include <string>

#include "features/links/service.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::links::views {

inline constexpr const char* kPath = "/office/links";

struct ListPage {
  LinkList list;
  std::string state, next_path, status;
  bool first_page = true, may_check = false, may_switch = false;
  Date today;
  std::optional<Error> error;
};
web::Html list(const web::Request& request, const ListPage& data);

}  // namespace musubi::links::views
