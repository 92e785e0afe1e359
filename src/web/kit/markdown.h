// markdown.h - people's and our own long texts, rendered safely, as page content.
// Called by views of features; must never decide what a person may see or do.
#pragma once

#include <string_view>

#include "web/html.h"

namespace musubi::web::kit {

// Headings start at h2. Input of any kind is harmless (core/markdown drops what is not).
Html markdown(std::string_view text);

}  // namespace musubi::web::kit
