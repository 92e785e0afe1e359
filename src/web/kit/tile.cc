// tile.cc - see tile.h. Bars are SVG with lengths as attributes: the strict content policy allows
// no style attributes.
#include "web/kit/tile.h"

#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "web/kit/badge.h"
#include "web/kit/element.h"
#include "web/kit/text.h"

namespace musubi::web::kit {

namespace {
std::string percent(double share) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f%%", std::clamp(share, 0.0, 1.0) * 100);
  return text;
}

// The words beside it say the same, so the drawing is silent.
Html bar(double done, double planned) {
  std::string inside =
      "<rect class=\"bar__v\" width=\"" + percent(done) + "\" height=\"10\" rx=\"5\"/>";
  if (planned >= 0) {
    std::string at = percent(planned);
    inside += "<line class=\"bar__p\" x1=\"" + at + "\" x2=\"" + at + "\" y1=\"-5\" y2=\"15\"/>";
  }
  std::string open = "<svg class=\"bar\" width=\"100%\" height=\"10\" aria-hidden=\"true\">";
  return Html::raw(open + inside + "</svg>");
}
}  // namespace

Html tile(const Tile& t) {
  CHECK(t.level >= 2 && t.level <= 4);
  Html head = element("h" + std::to_string(t.level), {}, t.label.text());
  if (!t.state.empty()) head += badge(t.tone, t.state);
  Html value = element("b", {}, Html(t.value.text()) + element("small", {}, t.unit));
  if (!t.plan.empty()) value += element("span", {}, t.plan);
  Html out = element("div", Attrs("tile__h"), head) + element("p", Attrs("tile__v"), value);
  if (t.done >= 0) out += bar(t.done, t.planned);
  if (!t.text.empty()) out += element("p", {}, t.text);
  if (!t.evidence_path.empty()) {
    std::string words = t.evidence_label.empty() ? "内訳を見る" : t.evidence_label;
    out += element("p", Attrs("tile__e"),
                   link_about(t.evidence_path, words, t.label.text()));
  }
  return element("article", Attrs("tile"), out);
}

Html tiles(const std::vector<Tile>& list) {
  Html all;
  for (const Tile& t : list) all += tile(t);
  return element("div", Attrs("tiles"), all);
}

Html big_numbers(const std::vector<BigNumber>& numbers) {
  Html rows;
  for (const BigNumber& n : numbers) {
    rows += element("div", {},
                    element("dt", {}, n.label.text()) +
                        element("dd", {}, element("b", {}, n.value.text()) +
                                              element("small", {}, n.unit)));
  }
  return element("dl", Attrs("nums"), rows);
}

Html waiting_list(const std::vector<Waiting>& items) {
  if (items.empty()) return {};
  Html rows;
  for (const Waiting& w : items) {
    Html words = element("a", Attrs().url("href", w.path), w.label.text());
    if (!w.text.empty()) words += element("p", {}, w.text);
    Html due = w.due.empty() ? Html()
                             : badge(w.tone, w.due, w.tone == Tone::info ? "clock" : "");
    rows += element("li", {},
                    element("b", Attrs("todo__n"), Html(thousands(w.count)) +
                                                       spoken_only("件")) +
                        element("div", {}, words) + due);
  }
  return element("div", Attrs("cq"), element("ul", Attrs("todo"), rows));
}

}  // namespace musubi::web::kit
