// badge.cc - see badge.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/badge.h"

#include "web/kit/element.h"
#include "web/kit/icon.h"
#include "web/kit/tone.h"

namespace musubi::web::kit {

Html badge(Tone tone, const Needed& word, const std::string& icon_name) {
  return element("span", Attrs("badge badge--" + std::string(tone_name(tone))),
                 icon(icon_name.empty() ? tone_icon(tone) : icon_name) + word.text());
}

Html plain_tag(const Needed& word) { return element("span", Attrs("badge"), word.text()); }

Html removable_tag(const Needed& word, const std::string& remove_path) {
  return element("a", Attrs("chip").url("href", remove_path),
                 Html(word.text()) + icon("x") + spoken_only("を外す"));
}

Html count_mark(int count, const std::string& unit) {
  std::string shown = count > 999 ? "999+" : std::to_string(count);
  return element("span", Attrs("count"), Html(shown) + spoken_only(unit));
}

}  // namespace musubi::web::kit
