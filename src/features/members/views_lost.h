// views_lost.h - the list of what CP932 could not hold, beside an export and beside a report's
// file. Plain struct in, Html out.
#pragma once

#include "features/members/lost_characters.h"
#include "web/html.h"

namespace musubi::members::views {

web::Html lost_table(const std::string& caption, const LostCharacters& lost);

}  // namespace musubi::members::views
