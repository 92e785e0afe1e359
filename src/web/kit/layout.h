// layout.h - how things stand on the page: sections, stacks, grids, panels, lists, prose.
// Headings come only from section() and panel(), so that levels never skip.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

struct Section {
  Needed heading;
  int level = 2;             // 2..4
  std::string id = {};       // for links; made from nothing when empty
  Html aside = {};           // beside the heading: a link or a small note
  bool heading_hidden = false;
};
Html section(const Section& section, const Html& content);
Html panel(const Section& section, const Html& content);       // framed; content is padded
Html panel_flush(const Section& section, const Html& content); // framed; content touches the frame
Html band(const Html& content, bool paper = false);            // full-width strip (open area)

Html stack(const std::vector<Html>& items);       // one under the other, even space
Html cluster(const std::vector<Html>& items);     // in a row, wrapping
Html spread(const Html& start, const Html& end);  // both ends of a row, wrapping
Html grid(const std::vector<Html>& items, int columns);  // 2..4, fewer in a narrow container
Html columns(const Html& main, const Html& side); // main and a narrow side column
Html divider();

Html paragraph(const Html& content);
Html lead(const Html& content);
Html note(const Html& content);                   // small, quiet
Html prose(const Html& rendered);                 // long text from the Markdown renderer
Html bullets(const std::vector<Html>& items);
Html numbered(const std::vector<Html>& items);
Html plain_list(const std::vector<Html>& items);  // a list without marks

// 名: 値 pairs.
using Pairs = std::vector<std::pair<Html, Html>>;
Html description_list(const Pairs& pairs);

// A card whose title link takes the whole face. No other link inside.
struct Card {
  Needed title;
  std::string path;  // "" = it leads nowhere
  Html figure = {};   // the result as the picture: see before_after()
  Html text = {};
  Html meta = {};
  int level = 3;
};
Html card(const Card& card);
struct BeforeAfter {
  Needed caption;
  std::string before, after, unit;
};
Html before_after(const BeforeAfter& result);

// <time> with the machine's value and the words for people.
Html date_text(Date date);           // 令和6年10月28日
Html date_text_long(Date date);      // 令和6年10月28日（月）
Html date_text_short(Date date);     // R6.10.28 (tables only)
Html date_text_in_year(Date date);   // 10/28（月）: lists of what is near
Html time_text(Instant at);          // 令和6年10月28日（月）9:30

// Summary line that opens and closes; works without JavaScript.
Html disclosure(const Needed& summary, const Html& content, bool open = false);

}  // namespace musubi::web::kit
