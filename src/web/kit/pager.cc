// pager.cc - see pager.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/pager.h"

#include <set>

#include "base/result.h"
#include "web/kit/element.h"
#include "web/kit/icon.h"

namespace musubi::web::kit {

Html key_pager(const KeyPager& p) {
  if (p.previous_path.empty() && p.next_path.empty()) return {};
  Html inside;
  if (!p.previous_path.empty()) {
    inside += element("a", Attrs("pager__step").url("href", p.previous_path).set("rel", "prev"),
                      icon("left") + Html("前へ"));
  }
  if (!p.words.empty()) inside += element("span", Attrs("pager__w"), p.words);
  if (!p.next_path.empty()) {
    inside += element("a", Attrs("pager__step").url("href", p.next_path).set("rel", "next"),
                      Html("次へ") + icon("right"));
  }
  return element("nav", Attrs("pager").set("aria-label", p.label), inside);
}

Html number_pager(const NumberPager& p) {
  if (p.last <= 1) return {};
  CHECK(p.current >= 1 && p.current <= p.last);
  std::set<int> shown = {1, p.last};  // the last page is always offered
  for (int n = p.current - 1; n <= p.current + 1; ++n) {
    if (n >= 1 && n <= p.last) shown.insert(n);
  }
  Html items;
  auto step = [&](int n, const Html& words, const char* rel) {
    Attrs attrs("pager__step");
    attrs.url("href", p.path(n)).set("rel", rel);
    return element("li", {}, element("a", attrs, words));
  };
  if (p.current > 1) items += step(p.current - 1, icon("left") + Html("前へ"), "prev");
  int before = 0;
  for (int n : shown) {
    if (n - before > 1) items += element("li", Attrs("pager__gap"), "…");
    Html number = spoken_only("ページ") + Html(std::to_string(n));
    Attrs attrs(n == p.current ? "pager__n is-now" : "pager__n");
    attrs.url("href", p.path(n));
    if (n == p.current) attrs.set("aria-current", "page");
    items += element("li", {}, element("a", attrs, number));
    before = n;
  }
  if (p.current < p.last) items += step(p.current + 1, Html("次へ") + icon("right"), "next");
  return element("nav", Attrs("pager").set("aria-label", p.label),
                 element("ul", Attrs("plain"), items));
}

}  // namespace musubi::web::kit
