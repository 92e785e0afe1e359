// notice.cc - see notice.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/notice.h"

#include "web/kit/element.h"
#include "web/kit/icon.h"
#include "web/kit/tone.h"

namespace musubi::web::kit {

Html notice(const Notice& n) {
  CHECK(n.level == 0 || (n.level >= 2 && n.level <= 4));
  std::string tag = n.level == 0 ? "p" : "h" + std::to_string(n.level);
  Html spoken = tone_word(n.tone).empty() ? Html()
                                          : spoken_only(std::string(tone_word(n.tone)) + "：");
  Html title = element(tag, Attrs("notice__t"),
                       icon(tone_icon(n.tone)) +
                           element("span", {}, spoken + Html(n.title.text())));
  Html text = n.text.empty() ? Html() : element("div", Attrs("notice__b"), n.text);
  Html actions = n.actions.empty() ? Html() : element("div", Attrs("row"), Html::join(n.actions));
  Attrs attrs("notice notice--" + std::string(tone_name(n.tone)) +
              (n.picture.empty() ? "" : " notice--pic"));
  if (!n.picture.empty()) {
    CHECK(!n.focused);
    return element("div", attrs,
                   element("div", Attrs("notice__w"), title + text + actions) + n.picture);
  }
  if (!n.focused) return element("div", attrs, title + text + actions);
  return element("div", attrs.set("tabindex", "-1").flag("data-focus"),
                 element("div", Attrs().set("role", "alert"), title + text) + actions);
}

Html status_band(const std::string& message) {
  Html inside;
  if (!message.empty()) inside = element("p", Attrs("status__m"), icon("ok") + Html(message));
  return element("div", Attrs("status").set("role", "status"), inside);
}

Html empty_state(const Needed& sentence, const Html& next) {
  return element("div", Attrs("empty"), element("p", {}, sentence.text()) + next);
}

Html confirm(const Confirm& c) {
  return element("section", Attrs("confirm"),
                 element("h2", {}, c.question.text()) +
                     element("div", Attrs("stack"),
                             element("div", Attrs("stack"), c.consequence) + c.facts) +
                     element("div", Attrs("form-actions"), c.yes + c.no));
}

}  // namespace musubi::web::kit
