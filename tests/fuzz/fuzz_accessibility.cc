// fuzz_accessibility.cc - any bytes as the results of an automatic check. Whatever they claim:
// known criteria, own addresses, bounded lines without controls, each page once.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "base/text.h"
#include "features/accessibility/criteria.h"
#include "features/accessibility/results.h"

using namespace musubi;                 // NOLINT: a fuzz program is its own world
using namespace musubi::accessibility;  // NOLINT

namespace {

void expect_cut_line(const std::string& text) {
  if (!is_valid_utf8(text) || count_characters(text) > kResultWordsMost) __builtin_trap();
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) __builtin_trap();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = read_results({reinterpret_cast<const char*>(data), size});
  if (!read) {
    if (read.error().fields.empty() || read.error().fields[0].field != "file") __builtin_trap();
    return 0;
  }
  if (read->pages.empty() || read->pages.size() > kResultPagesMost) __builtin_trap();
  expect_cut_line(read->tool);
  std::set<std::string> seen;
  for (const CheckedPage& page : read->pages) {
    if (page.path.empty() || page.path.front() != '/') __builtin_trap();
    if (!seen.insert(page.path).second) __builtin_trap();
    if (!page.checked && (page.trouble.empty() || !page.findings.empty())) __builtin_trap();
    for (const std::string* one : {&page.path, &page.title, &page.trouble}) expect_cut_line(*one);
    for (const PageFinding& finding : page.findings) {
      if (find_criterion(finding.criterion) == nullptr || finding.nodes < 1) __builtin_trap();
      for (const std::string* one : {&finding.rule, &finding.help, &finding.example}) {
        expect_cut_line(*one);
      }
    }
  }
  return 0;
}
