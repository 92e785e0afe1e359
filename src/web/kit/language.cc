// language.cc - see language.h. The page itself is Japanese; what differs says so.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/language.h"

#include "web/kit/element.h"

namespace musubi::web::kit {
namespace {

bool is_the_pages_own(const std::string& code) { return code.empty() || code == "ja"; }

}  // namespace

Html in_language(const std::string& code, const Html& content) {
  if (is_the_pages_own(code)) return content;
  return element("div", Attrs("lang").set("lang", code), content);
}

Html words_in_language(const std::string& code, const Html& words) {
  if (is_the_pages_own(code)) return words;
  return element("span", Attrs().set("lang", code), words);
}

Html language_switch(const std::vector<LanguageChoice>& choices) {
  Html items;
  for (const LanguageChoice& one : choices) {
    Attrs attrs;
    attrs.url("href", one.path).set("hreflang", one.code);
    if (!is_the_pages_own(one.code)) attrs.set("lang", one.code);
    if (one.current) attrs.set("aria-current", "page");
    items += element("li", {}, element("a", attrs, one.label.text()));
  }
  return element("nav", Attrs("langs no-print").set("aria-label", "このページの別の書き方"),
                 element("ul", Attrs("plain"), items));
}

}  // namespace musubi::web::kit
