// inside.h - what the files of core/documents share: the style sheet and one pass of the browser.
// Nobody else includes it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/documents/documents.h"

namespace musubi::documents {

using PageNumbers = std::vector<std::pair<std::string, int>>;

std::string_view print_css();  // print_css.cc: everything but the @page rules

// browser.cc: one pass. Returns the PDF's bytes, and the page of every link target in it.
struct Printed {
  std::string pdf;
  PageNumbers pages;
};
Result<Printed> print_once(const std::string& html);

}  // namespace musubi::documents
