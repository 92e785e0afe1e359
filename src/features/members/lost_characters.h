// lost_characters.h - what CP932 cannot hold of a file of members: where, which character, and the
// cell that it stands in, for the person who decides whether 〓 may stand there, and for the record.
// Filled by whoever writes a CSV; shown by views_lost; never decides.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "core/sheets/sheets.h"

namespace musubi::members {

struct LostCharacter {
  std::int64_t row = 0;  // of the file, from 1, heading included
  std::string column;    // as Excel calls it: A, B ... AA
  std::string character, cell;
};
struct LostCharacters {
  std::int64_t count = 0;
  std::vector<LostCharacter> list;  // the first sheets::kUnencodableListed
  bool empty() const { return count == 0; }
};
LostCharacters lost_of(const sheets::CsvWriter& writer);
std::string column_letters(int column);  // 1 is A, 27 is AA

// Each character once, for a record that must not hold cells: 「𠮷、髙」. At most `most` of them.
std::string characters_of(const LostCharacters& lost, std::size_t most = 20);

// {"count": 2, "list": [{"row": 3, "column": "B", "character": "𠮷", "cell": "𠮷野工業"}, ...]}
Json lost_json(const LostCharacters& lost);
LostCharacters lost_from(const Json& json);

}  // namespace musubi::members
