// layout.h - which rows of a sheet are titles, headings, members, totals and remarks. Inside
// roster only. Everything is found by score; no row number is known in advance.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/sheets/sheets.h"
#include "features/members/roster/roster.h"

namespace musubi::members {

struct SheetRow {
  std::int64_t line = 0;
  sheets::Cells cells;
};

struct Layout {
  std::size_t first_data = 0;  // index into the probed rows
  std::int64_t header_line = 0;
  std::vector<std::string> groups;    // by column; "" where there is no upper level
  std::vector<std::string> headings;  // by column
  std::vector<std::string> titles;
  double score = 0;  // how much the sheet looks like a roster
};

// From the first rows of a sheet. Score 0 when no heading row was found.
Layout find_layout(const std::vector<SheetRow>& rows);

enum class RowKind { blank, member, repeated_heading, remark };
// `field_of` says per column what it is (RosterField::ignored for the rest).
RowKind kind_of_row(const sheets::Cells& cells, const std::vector<RosterField>& field_of,
                    const std::vector<std::string>& headings);
std::string line_of_text(const sheets::Cells& cells);  // a title or remark as one line

}  // namespace musubi::members
