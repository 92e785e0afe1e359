// fuzz_search_query.cc - any bytes become a query of folded terms in quotes; folding keeps its
// promises: ranges inside the text, no break first, last or twice; folding twice changes nothing.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/search/query.h"
#include "core/search/tokenizer.h"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

void check_fold(std::string_view text) {
  const auto units = musubi::search::fold(text);
  bool was_break = true;
  for (const auto& unit : units) {
    require(unit.from <= unit.to && unit.to <= text.size());
    require(!(was_break && unit.character == 0));
    was_break = unit.character == 0;
  }
  require(units.empty() || !was_break);
  const std::string once = musubi::search::folded_text(units);
  require(musubi::search::folded_text(once) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_fold(text);
  const auto parsed = musubi::search::parse_query(text);
  require(parsed.wanted.size() + parsed.unwanted.size() <= musubi::search::kTermsMost);
  if (parsed.empty()) return 0;
  for (const std::string& out : {musubi::search::fts5_expression(parsed),
                                 musubi::search::tsquery_expression(parsed)}) {
    require(!out.empty() && out.find('\\') == std::string::npos &&
            out.find(';') == std::string::npos);
  }
  return 0;
}
