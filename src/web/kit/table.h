// table.h - data tables: caption, column and row headers, aligned figures, sorting by links,
// selection, and a scroll region of their own on narrow screens (columns are never hidden).
#pragma once

#include <string>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

enum class Align { start, end, center };
enum class Sorted { no, ascending, descending };

struct Column {
  Needed label;
  Align align = Align::start;      // end for figures
  std::string sort_path = {};      // the page sorted by this column; "" when it cannot be
  Sorted sorted = Sorted::no;
  bool nowrap = false;
  bool label_hidden = false;       // 操作 columns
};

struct TableRow {
  std::vector<Html> cells;         // as many as there are columns
  std::string select_value = {};   // the checkbox's value
  bool selected = false;
  Tone tone = Tone::neutral;       // a line at the start of the row; say it in words too
  std::string id = {};
};

struct DataTable {
  Needed caption;                  // 会員一覧　507件中1から20件目
  std::vector<Column> columns;
  std::vector<TableRow> rows;
  int row_header = 0;              // which column names the row
  Html empty = {};                 // shown instead of the table when there are no rows
  bool caption_hidden = false;
  std::string select_name = {};    // name of the row checkboxes; "" for none
  std::vector<TableRow> totals = {};  // foot of the table
  bool compact = false;
  std::string id = {};             // when two tables stand on a page with the same caption
};
Html data_table(const DataTable& table);

// What can be done with the selected rows; stands above the table, inside the same form.
Html bulk_bar(const Html& words, const std::vector<Html>& buttons);

}  // namespace musubi::web::kit
