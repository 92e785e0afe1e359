// badge.h - the small marks: a state (icon + word + colour), a plain tag, a count of what waits.
// Called by views of features; must never decide what a person may see or do.
#pragma once

#include <string>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

// icon: "" for the tone's own. neutral has a quiet frame.
Html badge(Tone tone, const Needed& word, const std::string& icon = {});
Html plain_tag(const Needed& word);                       // a category, no state
Html removable_tag(const Needed& word, const std::string& remove_path);  // an applied condition
Html count_mark(int count, const std::string& unit = "件");  // waiting or unread only

}  // namespace musubi::web::kit
