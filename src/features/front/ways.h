// ways.h - where the parts of the open site lead, and whether visitors find something there. Inside
// the feature; others are told through front.h. Never changes anything.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "features/front/front.h"
#include "features/front/service.h"
#include "web/request.h"

namespace musubi::front {

// Every link of these parts, in their order; a section that is not shown leads nowhere.
std::vector<Way> ways_of(const std::vector<MenuEntry>& menu,
                         const std::vector<SectionPlace>& sections,
                         const std::vector<Banner>& banners);
// What visitors are not shown today, because nothing is there.
std::set<std::string> closed_paths(const std::vector<Way>& ways, const IsOpen& is_open);

// A page that anyone may open, and that is no article or a public one. now_or_due: of what is only
// chosen, an article that is booked will do. `request` gives the app and who asks when.
IsOpen open_pages(const web::Request& request, publishing::Reach reach);

}  // namespace musubi::front
