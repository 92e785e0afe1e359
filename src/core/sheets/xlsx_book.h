// xlsx_book.h - the parts of a workbook that rows refer to: sheets, styles, shared strings.
// Inside core/sheets only.
#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/sheets/sheets.h"
#include "core/sheets/xlsx_format.h"
#include "core/sheets/xlsx_parts.h"

namespace musubi::sheets {

struct BookSheet {
  std::string name;
  std::string part;  // xl/worksheets/sheet1.xml
};
struct Book {
  std::vector<BookSheet> sheets;  // visible worksheets; all of them when none is visible
  bool dates_from_1904 = false;
  bool has_macros = false;
  std::string styles_part, strings_part;
};
Result<Book> read_book(XlsxParts& parts);

// Number formats by the cell's style index.
Result<std::vector<NumberFormat>> read_styles(XlsxParts& parts, const Book& book);

// One long string and where each entry begins: a million entries cost what they say.
class SharedStrings {
 public:
  static Result<SharedStrings> read(XlsxParts& parts, const Book& book);
  std::string_view at(std::size_t index) const;

 private:
  std::string text_;
  std::vector<std::size_t> begins_;
};

// pugixml without its entity or white-space surprises.
bool parse_xml(std::string& text, pugi::xml_document& document);
pugi::xml_node child_named(const pugi::xml_node& parent, std::string_view local);
// <si> and <is>: plain or rich text; readings (rPh) are skipped, _x000D_ escapes undone.
std::string text_of_string_item(const pugi::xml_node& item);
std::string unescape_excel(std::string text);

}  // namespace musubi::sheets
