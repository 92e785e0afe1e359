// home.cc - see home.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/home.h"

#include "web/kit/element.h"
#include "web/kit/knot.h"

namespace musubi::web::kit {

Html hero(const Hero& h) {
  CHECK(!h.heading.empty());
  Html lines;
  for (std::size_t i = 0; i < h.heading.size(); ++i) {
    if (i > 0) lines += Html::raw("<br>");
    lines += h.heading[i];
  }
  Html text = element("h1", {}, lines) + element("p", Attrs("lead"), h.lead) +
              element("div", Attrs("row"), Html::join(h.actions));
  return element("div", Attrs("hero"),
                 element("div", Attrs("wrap hero__in"),
                         element("div", Attrs("hero__text"), text) + knot_large()));
}

Html flow(const std::vector<std::pair<std::string, std::string>>& list) {
  Html items;
  for (const auto& [what, sentence] : list) {
    items += element("li", {}, element("div", {}, element("b", {}, what) +
                                                      element("p", {}, sentence)));
  }
  return element("ol", Attrs("flow"), items);
}

Html closing_band(const Needed& heading, const Html& text, const std::vector<Html>& actions) {
  return element("section", Attrs("closing"),
                 element("div", Attrs("wrap"),
                         element("h2", {}, heading.text()) + element("p", {}, text) +
                             element("div", Attrs("row"), Html::join(actions))));
}

}  // namespace musubi::web::kit
