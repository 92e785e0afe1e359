// views_lost.cc - see views_lost.h. Says the place as Excel calls it, because that is where the
// reader will look; what is beyond the list is counted, never left out in silence.
#include "features/members/views_lost.h"

#include "base/text.h"
#include "web/kit/kit.h"

namespace musubi::members::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

Html lost_table(const std::string& caption, const LostCharacters& lost) {
  DataTable table{.caption = caption,
                  .columns = {{.label = "場所", .nowrap = true},
                              {.label = "書けない文字", .nowrap = true},
                              {.label = "セルの内容"}},
                  .rows = {}};
  for (const auto& one : lost.list) {
    table.rows.push_back({.cells = {one.column + thousands(one.row), one.character, one.cell}});
  }
  table.compact = true;
  Html out = data_table(table);
  const auto listed = static_cast<std::int64_t>(lost.list.size());
  if (lost.count > listed) {
    out += note("はじめの" + thousands(listed) + "か所です。ほかに" +
                thousands(lost.count - listed) + "か所あります。");
  }
  return out;
}

}  // namespace musubi::members::views
