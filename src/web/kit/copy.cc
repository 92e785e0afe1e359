// copy.cc - see copy.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/copy.h"

#include "web/kit/element.h"

namespace musubi::web::kit {
namespace {

// Relative addresses of a copy are none of this site: they are names that the export has made.
Html copy_link(const CopyLink& link) {
  return element("a", Attrs().set("href", link.address), link.words);
}

Html bare_page(const std::string& title, const Html& head, const Html& body) {
  Html inside = void_element("meta", Attrs().set("charset", "utf-8"));
  inside += void_element("meta", Attrs().set("name", "viewport").set(
                                     "content", "width=device-width, initial-scale=1"));
  inside += element("title", {}, title) + head;
  const Html page = element("html", Attrs().set("lang", "ja"),
                            element("head", {}, inside) +
                                element("body", {}, element("main", {}, body)));
  return Html::raw("<!DOCTYPE html>\n" + page.markup() + "\n");
}

}  // namespace

Html copy_band(const std::string& words, const CopyLink& about) {
  return element("aside", Attrs("demo").set("aria-label", "この写しについて"),
                 element("p", Attrs("wrap"), Html(words) + copy_link(about)));
}

Html instead_of_form(const std::string& words, const CopyLink& about) {
  return element("p", Attrs("note"), Html(words) + copy_link(about));
}

Html moved_page(const std::string& site_name, const CopyLink& to) {
  const Html refresh = void_element(
      "meta", Attrs().set("http-equiv", "refresh").set("content", "0; url=" + to.address));
  return bare_page("ページが移動しました｜" + site_name, refresh,
                   element("h1", {}, "ページが移動しました") +
                       element("p", {}, Html("新しいページ：") + copy_link(to)));
}

Html lost_page(const std::string& site_name, const CopyLink& home) {
  return bare_page("ページが見つかりません｜" + site_name, {},
                   element("h1", {}, "ページが見つかりません") +
                       element("p", {}, "アドレスを確かめるか、最初のページからお探しください。") +
                       element("p", {}, copy_link(home)));
}

}  // namespace musubi::web::kit
