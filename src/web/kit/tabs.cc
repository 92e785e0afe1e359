// tabs.cc - see tabs.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/tabs.h"

#include "web/kit/element.h"

namespace musubi::web::kit {

Html tabs(const Needed& label, const std::vector<Tab>& list) {
  Html items;
  for (const Tab& tab : list) {
    Html words = tab.label.text();
    if (!tab.count.empty()) {
      words += element("span", Attrs(tab.waiting ? "count" : "muted"),
                       Html(tab.count) + spoken_only("件"));
    }
    Attrs attrs;
    attrs.url("href", tab.path);
    if (tab.current) attrs.set("aria-current", "page");
    items += element("li", {}, element("a", attrs, words));
  }
  return element("nav", Attrs("tabs").set("aria-label", label.text()),
                 element("ul", Attrs("plain"), items));
}

}  // namespace musubi::web::kit
