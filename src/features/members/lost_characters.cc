// lost_characters.cc - see lost_characters.h. Pure: what a writer says becomes a list and JSON.
// Never holds more of a file than the cells that lost something.
#include "features/members/lost_characters.h"

#include <algorithm>

namespace musubi::members {

std::string column_letters(int column) {
  std::string out;
  for (; column > 0; column = (column - 1) / 26) {
    out.insert(out.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return out;
}

LostCharacters lost_of(const sheets::CsvWriter& writer) {
  LostCharacters lost;
  lost.count = writer.unencodable_count();
  for (const auto& one : writer.unencodable()) {
    lost.list.push_back({one.row, column_letters(one.column), one.character, one.cell});
  }
  return lost;
}

std::string characters_of(const LostCharacters& lost, std::size_t most) {
  std::vector<std::string> seen;
  for (const auto& one : lost.list) {
    if (seen.size() >= most) break;
    if (std::find(seen.begin(), seen.end(), one.character) == seen.end()) {
      seen.push_back(one.character);
    }
  }
  std::string out;
  for (const auto& character : seen) out += (out.empty() ? "" : "、") + character;
  return out;
}

Json lost_json(const LostCharacters& lost) {
  Json list = Json::array();
  for (const auto& one : lost.list) {
    list.push_back({{"row", one.row},
                    {"column", one.column},
                    {"character", one.character},
                    {"cell", one.cell}});
  }
  return {{"count", lost.count}, {"list", std::move(list)}};
}

LostCharacters lost_from(const Json& json) {
  LostCharacters lost;
  lost.count = json.value("count", std::int64_t{0});
  if (!json.contains("list")) return lost;
  for (const auto& one : json.at("list")) {
    lost.list.push_back({one.value("row", std::int64_t{0}), one.value("column", std::string()),
                         one.value("character", std::string()), one.value("cell", std::string())});
  }
  return lost;
}

}  // namespace musubi::members
