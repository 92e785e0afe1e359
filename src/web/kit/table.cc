// table.cc - see table.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/table.h"

#include <cstdint>
#include <cstdio>

#include "web/kit/element.h"
#include "web/kit/icon.h"
#include "web/kit/tone.h"

namespace musubi::web::kit {

namespace {
// A short id from a text, the same for the same text.
std::string id_of_text(std::string_view text) {
  std::uint64_t hash = 1469598103934665603ULL;
  for (char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  char out[24];
  std::snprintf(out, sizeof out, "t-%08llx", static_cast<unsigned long long>(hash & 0xFFFFFFFFU));
  return out;
}

std::string cell_class(const Column& column) {
  std::string classes;
  if (column.align == Align::end) classes = "r";
  if (column.align == Align::center) classes = "ce";
  // What is done to a row is one short word a link: broken in two it would be a riddle.
  if (column.nowrap || column.label_hidden) classes += classes.empty() ? "nw" : " nw";
  return classes;
}

Html head_cell(const Column& c) {
  Attrs attrs(cell_class(c));
  attrs.set("scope", "col");
  if (c.sorted == Sorted::ascending) attrs.set("aria-sort", "ascending");
  if (c.sorted == Sorted::descending) attrs.set("aria-sort", "descending");
  Html words = c.label_hidden ? spoken_only(c.label.text()) : Html(c.label.text());
  if (!c.sort_path.empty()) {
    const char* mark = c.sorted == Sorted::ascending    ? "sort_up"
                       : c.sorted == Sorted::descending ? "sort_down"
                                                        : "sort";
    words = element("a", Attrs("sort").url("href", c.sort_path),
                    words + icon(mark) + spoken_only("で並べ替える"));
  }
  return element("th", attrs, words);
}

Html select_cell(const DataTable& t, const TableRow& row, std::size_t n, const std::string& id) {
  Attrs input;
  input.set("type", "checkbox").set("name", t.select_name).set("value", row.select_value);
  // The row's own header names the box: 「選ぶ 株式会社…」.
  input.set("aria-label", "選ぶ").set("id", id + "-s" + std::to_string(n));
  input.set("aria-labelledby", id + "-s" + std::to_string(n) + " " + id + "-r" + std::to_string(n));
  input.flag("checked", row.selected);
  return element("td", Attrs("c"), void_element("input", input));
}

Html body_row(const DataTable& t, const TableRow& row, std::size_t n, const std::string& id,
              bool total) {
  CHECK(row.cells.size() == t.columns.size());
  Html cells;
  bool selects = !t.select_name.empty();
  if (selects && !total) cells += select_cell(t, row, n, id);
  if (selects && total) cells += element("td", Attrs("c"), {});
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    Attrs attrs(cell_class(t.columns[i]));
    if (static_cast<int>(i) == t.row_header) {
      attrs.set("scope", "row");
      if (selects && !total) attrs.set("id", id + "-r" + std::to_string(n));
      cells += element("th", attrs, row.cells[i]);
    } else {
      cells += element("td", attrs, row.cells[i]);
    }
  }
  std::string classes = row.selected ? "is-sel" : "";
  if (row.tone != Tone::neutral) {
    classes += std::string(classes.empty() ? "" : " ") + "is-" + std::string(tone_name(row.tone));
  }
  Attrs attrs(classes);
  attrs.when("id", row.id);
  return element("tr", attrs, cells);
}
}  // namespace

Html data_table(const DataTable& t) {
  CHECK(!t.columns.empty());
  CHECK(t.row_header >= 0 && t.row_header < static_cast<int>(t.columns.size()));
  if (t.rows.empty() && !t.empty.empty()) return t.empty;
  std::string id = t.id.empty() ? id_of_text(t.caption.text()) : t.id;
  Html head;
  if (!t.select_name.empty()) {
    head += element("th", Attrs("c").set("scope", "col"), spoken_only("選択"));
  }
  for (const Column& column : t.columns) head += head_cell(column);
  Html body;
  for (std::size_t n = 0; n < t.rows.size(); ++n) body += body_row(t, t.rows[n], n, id, false);
  Html foot;
  for (const TableRow& total : t.totals) foot += body_row(t, total, 0, id, true);
  Html caption = t.caption_hidden ? spoken_only(t.caption.text()) : Html(t.caption.text());
  Attrs above(t.caption_hidden ? "cap--vh" : "");
  Html inside = element("caption", above.set("id", id), caption) +
                element("thead", {}, element("tr", {}, head)) + element("tbody", {}, body);
  if (!t.totals.empty()) inside += element("tfoot", {}, foot);
  std::string classes = t.compact ? "tbl tbl--compact" : "tbl";
  Attrs table(classes);
  if (!t.select_name.empty()) table.flag("data-select-all");
  // Its own scroll region: reachable by keyboard, named by the caption.
  return element("section", Attrs("tscroll").set("tabindex", "0").set("aria-labelledby", id),
                 element("table", table, inside));
}

Html bulk_bar(const Html& words, const std::vector<Html>& buttons) {
  return element("div", Attrs("bulk"), element("b", Attrs().flag("data-selected"), words) +
                                           Html::join(buttons));
}

}  // namespace musubi::web::kit
