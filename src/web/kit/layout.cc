// layout.cc - see layout.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/layout.h"

#include <algorithm>

#include "web/kit/element.h"
#include "web/kit/icon.h"

namespace musubi::web::kit {

namespace {
Html heading(const Section& s) {
  CHECK(s.level >= 2 && s.level <= 4);
  Attrs attrs(s.heading_hidden ? "vh" : "");
  if (!s.id.empty()) attrs.set("id", s.id);
  return element("h" + std::to_string(s.level), attrs, s.heading.text());
}

Attrs labelled(const std::string& classes, const Section& s) {
  Attrs attrs(classes);
  if (!s.id.empty()) attrs.set("aria-labelledby", s.id);
  return attrs;
}

Html list_of(const std::string& tag, const std::string& classes, const std::vector<Html>& items) {
  if (items.empty()) return {};
  Html all;
  for (const Html& item : items) all += element("li", {}, item);
  return element(tag, Attrs(classes), all);
}

Html framed_panel(const Section& s, const Html& content, const std::string& body) {
  return element("section", labelled("panel", s),
                 element("div", Attrs("panel__h"), heading(s) + s.aside) +
                     element("div", Attrs(body), content));
}

Html time_element(const std::string& machine, const std::string& words) {
  return element("time", Attrs().set("datetime", machine), words);
}
}  // namespace

Html section(const Section& s, const Html& content) {
  Html head = s.heading_hidden && s.aside.empty()
                  ? heading(s)
                  : element("div", Attrs("sec__h"), heading(s) + s.aside);
  return element("section", labelled("sec", s), head + content);
}

Html panel(const Section& s, const Html& content) {
  return framed_panel(s, content, "panel__b stack");
}
Html panel_flush(const Section& s, const Html& content) {
  return framed_panel(s, content, "panel__f");
}

Html band(const Html& content, bool paper) {
  return element("div", Attrs(paper ? "band band--paper" : "band"),
                 element("div", Attrs("wrap"), content));
}

Html stack(const std::vector<Html>& items) {
  return element("div", Attrs("stack"), Html::join(items));
}
Html cluster(const std::vector<Html>& items) {
  return element("div", Attrs("row"), Html::join(items));
}
Html spread(const Html& start, const Html& end) {
  return element("div", Attrs("split"),
                 element("div", {}, start) + element("div", Attrs("row"), end));
}

Html grid(const std::vector<Html>& items, int columns) {
  CHECK(columns >= 2 && columns <= 4);
  return element("div", Attrs("cq"),
                 element("div", Attrs("cards cards--" + std::to_string(columns)),
                         Html::join(items)));
}

Html columns(const Html& main, const Html& side) {
  return element("div", Attrs("two"),
                 element("div", Attrs("col"), main) + element("div", Attrs("col"), side));
}

Html divider() { return void_element("hr", {}); }
Html paragraph(const Html& content) { return element("p", {}, content); }
Html lead(const Html& content) { return element("p", Attrs("lead"), content); }
Html note(const Html& content) { return element("p", Attrs("small muted"), content); }
Html prose(const Html& rendered) { return element("div", Attrs("prose"), rendered); }
Html bullets(const std::vector<Html>& items) { return list_of("ul", "bullets", items); }
Html numbered(const std::vector<Html>& items) { return list_of("ol", "numbered", items); }
Html plain_list(const std::vector<Html>& items) { return list_of("ul", "plain", items); }

Html description_list(const Pairs& pairs) {
  if (pairs.empty()) return {};
  Html rows;
  for (const auto& [term, value] : pairs) {
    rows += element("div", {}, element("dt", {}, term) + element("dd", {}, value));
  }
  return element("dl", Attrs("facts"), rows);
}

Html card(const Card& c) {
  CHECK(c.level >= 2 && c.level <= 4);
  Html words = c.title.text();
  if (!c.path.empty()) words = element("a", Attrs().url("href", c.path), words);
  Html title = element("h" + std::to_string(c.level), Attrs("card__t"), words);
  Html figure = c.figure.empty() ? Html() : element("div", Attrs("card__f"), c.figure);
  Html text = c.text.empty() ? Html() : element("p", {}, c.text);
  Html meta = c.meta.empty() ? Html() : element("p", Attrs("card__m"), c.meta);
  return element("article", Attrs("card"),
                 figure + element("div", Attrs("card__b"), title + text + meta));
}

Html before_after(const BeforeAfter& r) {
  return element("p", Attrs("ba__c"), r.caption.text()) +
         element("p", Attrs("ba"),
                 element("span", Attrs("ba__from"), r.before + r.unit) + icon("arrow") +
                     spoken_only("から") +
                     element("b", {}, Html(r.after) + element("small", {}, r.unit)));
}

Html date_text(Date date) { return time_element(iso(date), wareki(date)); }
Html date_text_long(Date date) { return time_element(iso(date), wareki_with_weekday(date)); }
Html date_text_short(Date date) { return time_element(iso(date), wareki_short(date)); }
Html date_text_in_year(Date date) {
  return time_element(iso(date), month_day(date) + "（" + std::string(weekday_kanji(date)) + "）");
}
Html time_text(Instant at) { return time_element(iso8601_jst(at), jst_date_time(at)); }

Html disclosure(const Needed& summary, const Html& content, bool open) {
  return element("details", Attrs("more").flag("open", open),
                 element("summary", {}, summary.text()) +
                     element("div", Attrs("more__b"), content));
}

}  // namespace musubi::web::kit
