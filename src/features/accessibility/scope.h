// scope.h - which addresses of the program itself a 試験 can draw from: the pages without a record in
// their address, that anyone (公開サイト) or a member (会員サイト) opens. Read from the route table, so
// that a page of tomorrow is in the scope of tomorrow's 試験. Articles are added by the service.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/accessibility/trial.h"

namespace musubi::web {
struct App;
}

namespace musubi::accessibility {

std::vector<ScopePage> own_pages_of(const web::App& app, std::string_view site);
// What is proposed as representative: of the addresses that there are, a line each.
std::string usual_representative(const std::vector<ScopePage>& scope, std::string_view site);

}  // namespace musubi::accessibility
