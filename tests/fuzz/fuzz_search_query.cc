// fuzz_search_query.cc - any bytes become a query of folded terms in quotes; folding keeps its
// promises: ranges inside the text, no break first, last or twice; folding twice changes nothing.
#include <cstdint>
#include <cstdlib>
#include <string>
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

// A label ends no quoted string, and comes back as it was.
void check_label(std::string_view text) {
  const std::string token = musubi::search::label_token(text);
  require(token[0] == '=' && token.find_first_of("\"'\\") == std::string::npos);
  for (const char c : token) require(static_cast<unsigned char>(c) >= 0x20);
  const std::string back = musubi::search::label_of_token(token);
  require(text.substr(0, back.size()) == back);
  const auto all = musubi::search::labels_of_text(musubi::search::labels_text({back, "site"}));
  require(all.size() == 2 && all[1] == "site");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_fold(text);
  check_label(text);
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
