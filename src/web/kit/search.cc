// search.cc - see search.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/search.h"

#include "web/kit/badge.h"
#include "web/kit/button.h"
#include "web/kit/element.h"
#include "web/kit/form.h"
#include "web/kit/icon.h"
#include "web/kit/text.h"

namespace musubi::web::kit {

Html search_box(const SearchBox& box) {
  Html label = element("label", Attrs(box.label_hidden ? "vh" : "field__l").set("for", box.id),
                       box.label.text());
  Attrs input("in");
  input.set("id", box.id).set("name", box.name).set("type", "search").when("value", box.value);
  Html press = element("button", Attrs("btn").set("type", "submit"),
                       icon("search") + spoken_only("検索する"));
  Attrs attrs("qsearch");
  attrs.set("role", "search").set("method", "get").url("action", box.action);
  attrs.set("aria-label", box.label.text()).when("data-suggestions", box.suggestions);
  return element("form", attrs,
                 label + element("div", Attrs("qsearch__r"), void_element("input", input) + press));
}

Html filter_bar(const FilterBar& bar) {
  Html inside;
  for (const auto& [name, value] : bar.hidden) inside += hidden_field(name, value);
  inside += element("div", Attrs("filters"),
                    Html::join(bar.fields) +
                        element("div", Attrs("filters__go"),
                                button({.label = bar.button, .icon = "search", .small = true})));
  Attrs attrs("filterform");
  attrs.set("role", "search").set("method", "get").url("action", bar.action);
  attrs.set("aria-label", "一覧の絞り込み");
  Html out = element("form", attrs, inside);
  if (bar.applied.empty()) return out;
  Html chips;
  for (const Applied& applied : bar.applied) {
    chips += element("li", {}, removable_tag(applied.words, applied.remove_path));
  }
  if (!bar.clear_path.empty()) chips += element("li", {}, link(bar.clear_path, "すべて外す"));
  return out + element("div", Attrs("applied"), element("span", Attrs("muted"), "適用中") +
                                                    element("ul", Attrs("plain"), chips));
}

}  // namespace musubi::web::kit
