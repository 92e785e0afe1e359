// timeline.cc - see timeline.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/timeline.h"

#include "web/kit/element.h"
#include "web/kit/icon.h"
#include "web/kit/layout.h"

namespace musubi::web::kit {

Html timeline(const Needed& label, const std::vector<Event>& events, const Html& empty) {
  if (events.empty()) return empty;
  Html items;
  for (const Event& event : events) {
    Html mark = element("span", Attrs("tl__i"),
                        icon(event.icon.empty() ? "history" : event.icon));
    Html when = time_text(event.at);
    if (!event.who.empty()) when += element("span", {}, event.who);
    Html details = event.details.empty() ? Html() : disclosure("変更の内容", event.details);
    items += element("li", {}, mark + element("div", {}, element("p", Attrs("tl__w"), event.what) +
                                                             element("p", Attrs("tl__t"), when) +
                                                             details));
  }
  return element("ol", Attrs("tl").set("aria-label", label.text()), items);
}

}  // namespace musubi::web::kit
