// page.cc - the frame. Header and menu come from frame_parts.cc; here they are put together.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/page.h"

#include "web/app.h"
#include "web/assets.h"
#include "web/kit/element.h"
#include "web/kit/frame_parts.h"
#include "web/kit/icon.h"
#include "web/kit/layout.h"
#include "web/kit/notice.h"
#include "web/kit/sharing.h"

namespace musubi::web::kit {

namespace {
std::string window_title(const PageFrame& frame, const std::string& site) {
  std::string title = frame.has_error ? "エラー：" : "";
  title += frame.title.text();
  if (frame.area != Area::open) title += "｜" + std::string(area_word(frame.area));
  if (frame.title.text() != site) title += "｜" + site;
  return title;
}

// What search engines are told. An open page that says what it is about is told under its own
// address; a view that knows more says it itself.
Html told(const Request& request, const PageFrame& frame) {
  const bool plain = frame.head.empty() && frame.area == Area::open && !frame.bare;
  if (!plain || frame.description.empty()) return frame.head;
  return sharing(request, {.title = frame.title, .description = frame.description,
                           .path = request.path, .crumbs = frame.breadcrumbs});
}

Html head(const Request& request, const PageFrame& frame, const std::string& site) {
  Html out = void_element("meta", Attrs().set("charset", "utf-8"));
  out += void_element("meta", Attrs().set("name", "viewport").set(
                                  "content", "width=device-width, initial-scale=1"));
  out += element("title", {}, window_title(frame, site));
  if (!frame.description.empty()) {
    out += void_element("meta", Attrs().set("name", "description").set("content",
                                                                       frame.description));
  }
  out += void_element("meta", Attrs().set("name", "color-scheme").set("content", "light dark"));
  out += void_element("link", Attrs().set("rel", "icon").set("type", "image/svg+xml").url(
                                  "href", asset_path("favicon.svg")));
  // Not deferred: what the reader has chosen must hold before anything is painted.
  if (frame.area == Area::open) {
    out += element("script", Attrs().url("src", asset_path("view.js")), {});
  }
  out += void_element("link",
                      Attrs().set("rel", "stylesheet").url("href", asset_path("app.css")));
  out += element("script", Attrs().url("src", asset_path("app.js")).flag("defer"), {});
  out += told(request, frame);
  return element("head", {}, out);
}

Html breadcrumbs(const std::vector<Crumb>& crumbs) {
  if (crumbs.empty()) return {};
  Html items;
  for (std::size_t i = 0; i < crumbs.size(); ++i) {
    bool last = i + 1 == crumbs.size();
    Html words = crumbs[i].label;
    if (!last && !crumbs[i].path.empty()) {
      words = element("a", Attrs().url("href", crumbs[i].path), words) + icon("right");
    }
    Attrs attrs;
    if (last) attrs.set("aria-current", "page");
    items += element("li", attrs, words);
  }
  return element("nav", Attrs("crumbs").set("aria-label", "現在の位置"),
                 element("ol", Attrs("plain"), items));
}

Html headline(const PageFrame& frame) {
  Html text;
  if (!frame.eyebrow.empty()) text += element("p", Attrs("eyebrow"), frame.eyebrow);
  text += element("h1", {}, frame.heading.empty() ? Html(frame.title.text()) : frame.heading);
  if (!frame.lead.empty()) text += element("p", Attrs("lead"), frame.lead);
  Html out = element("div", Attrs("headline__t"), text);
  if (!frame.actions.empty()) out += element("div", Attrs("row no-print"), frame.actions);
  return element("div", Attrs("headline"), out);
}

// Nobody may take the demo's figures for today's: said on every page.
Html demo_band(const Request& request) {
  if (!request.pretended_today) return {};
  Html words = Html("デモ：きょうを") + date_text(*request.pretended_today) +
               Html("として表示しています");
  return element("aside", Attrs("demo").set("aria-label", "デモの表示"),
                 element("p", Attrs("wrap"), words));
}

Html main_part(const Request& request, const PageFrame& frame, const Html& content) {
  Attrs attrs;
  attrs.set("id", "main").set("tabindex", "-1");
  Html status = status_band(frame.status_message);
  if (!frame.hero.empty()) {
    return element("main", attrs, element("div", Attrs("wrap"), status) + frame.hero + content);
  }
  std::string width = frame.width == Width::reading ? "sheet sheet--reading" : "sheet";
  if (frame.width == Width::full) width = "sheet sheet--full";
  Html inside = breadcrumbs(open_crumbs(request, frame.breadcrumbs)) + status + headline(frame) +
                element("div", Attrs(width), content);
  if (frame.area == Area::open) inside = element("div", Attrs("wrap"), inside);
  return element("main", attrs.set("class", "main"), inside);
}
}  // namespace

namespace {

// The summary of errors links to fields by name; a field whose form has gone meanwhile (somebody
// else decided first) is not there. Then the words stay and the link goes.
Html with_links_that_lead(const Html& content) {
  const std::string& markup = content.markup();
  const auto box = markup.find("class=\"errbox\"");
  if (box == std::string::npos) return content;
  constexpr std::string_view kLink = "<a href=\"#", kEnd = "</a>";
  const auto end = markup.find("</ul>", box);
  std::string out = markup.substr(0, box);
  std::size_t at = box;
  for (std::size_t link = markup.find(kLink, at); link < end; link = markup.find(kLink, at)) {
    const auto quote = markup.find('"', link + kLink.size());
    const auto words = markup.find('>', quote) + 1, close = markup.find(kEnd, words);
    const std::string id = markup.substr(link + kLink.size(), quote - link - kLink.size());
    const bool there = markup.find(" id=\"" + id + "\"") != std::string::npos;
    out += markup.substr(at, link - at);
    out += there ? markup.substr(link, close + kEnd.size() - link)
                 : markup.substr(words, close - words);
    at = close + kEnd.size();
  }
  return Html::raw(out + markup.substr(at)).carry(content);
}

}  // namespace

Html page(const Request& request, const PageFrame& frame, const Html& main) {
  Identity who = identity_of(request);
  Html menu = frame.bare ? Html() : main_menu(request, frame);
  Html body = element("a", Attrs("skip").set("href", "#main"), "本文へ移動");
  body += top_band(request, frame.area, who, frame.bare, !menu.empty()) + demo_band(request);
  bool beside = frame.area != Area::open;
  Html middle = main_part(request, frame, with_links_that_lead(main));
  if (beside) {
    middle = element("div", Attrs(menu.empty() ? "app app--bare" : "app"), menu + middle);
    body += middle;
  } else {
    body += menu + element("div", Attrs("strands"), {}) + middle;
  }
  if (!beside) body += view_panel();
  body += footer(request, who);
  Attrs attrs;
  attrs.set("data-area", area_name(frame.area));
  if (request.actor.is_person() && request.app != nullptr && !frame.bare) {
    attrs.set("data-idle-minutes", std::to_string(request.app->session_limits.idle_minutes));
  }
  Html html = element("html", Attrs().set("lang", "ja"),
                      head(request, frame, who.site_name) + element("body", attrs, body));
  return Html::raw("<!DOCTYPE html>\n" + html.markup() + "\n").carry(html);
}

}  // namespace musubi::web::kit
