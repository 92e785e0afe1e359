// diff.cc - see diff.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/diff.h"

#include "web/kit/badge.h"
#include "web/kit/element.h"
#include "web/kit/table.h"
#include "web/kit/text.h"

namespace musubi::web::kit {

namespace {
Html choice(const DiffRow& row, const std::string& side, const Html& content,
            const std::string& side_title) {
  std::string id = id_from("d-", row.choice_name + "-" + side);
  Attrs input;
  input.set("type", "radio").set("id", id).set("name", row.choice_name).set("value", side);
  input.flag("checked", row.chosen == side);
  Html about = spoken_only(row.label.text() + "は" + side_title + "を残す：");
  return element("span", Attrs("check"),
                 void_element("input", input) +
                     element("label", Attrs("check__t").set("for", id), about + content));
}

Html side_cell(const Diff& d, const DiffRow& row, bool left) {
  Html shown = left ? row.left : row.right;
  if (shown.empty()) shown = muted("（空欄）");
  if (row.differs && !row.marks_words) shown = element("span", Attrs("differs"), shown);
  if (row.choice_name.empty() || !row.differs) return shown;
  return choice(row, left ? "left" : "right", shown,
                left ? d.left_title.text() : d.right_title.text());
}

Html verdict(const DiffRow& row) {
  if (!row.differs) return muted("同じ");
  Html out = badge(Tone::warning, "ちがう", "diff");
  if (row.offers_both && !row.choice_name.empty()) {
    out += choice(row, "both", "両方を残す", "両方");
  }
  return out;
}
}  // namespace

Html diff(const Diff& d) {
  DataTable table{.caption = d.caption,
                  .columns = {{.label = "項目"},
                              {.label = d.left_title},
                              {.label = d.right_title},
                              {.label = "比べた結果"}},
                  .rows = {}};
  for (const DiffRow& row : d.rows) {
    table.rows.push_back({.cells = {row.label.text(), side_cell(d, row, true),
                                    side_cell(d, row, false), verdict(row)},
                          .tone = row.differs ? Tone::warning : Tone::neutral});
  }
  return element("div", Attrs("diff"), data_table(table));
}

}  // namespace musubi::web::kit
