// pages.cc - gathers what a page needs and hands it to the views. No rules, no SQL.
// The same for everyone: must never show anything that depends on who is looking.
#include "features/site/pages.h"

#include <algorithm>
#include <optional>

#include "features/site/texts.h"
#include "features/site/views.h"

namespace musubi::site {

namespace {

const web::OpenSection* find_section(const web::Home& home, const std::string& name) {
  for (const web::OpenSection& one : home.open_sections) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

// As the office has decided; what it has not heard of yet stands behind, in its own order.
std::vector<web::OpenPlace> places(const web::Request& req) {
  const web::Home& home = req.app->home;
  std::vector<web::OpenPlace> out;
  if (home.open_places) out = home.open_places(req);
  std::vector<const web::OpenSection*> rest;
  for (const web::OpenSection& one : home.open_sections) {
    const bool decided = std::any_of(out.begin(), out.end(), [&](const web::OpenPlace& place) {
      return place.name == one.name;
    });
    if (!decided) rest.push_back(&one);
  }
  std::stable_sort(rest.begin(), rest.end(),
                   [](const auto* a, const auto* b) { return a->order < b->order; });
  for (const web::OpenSection* one : rest) out.push_back({one->name, ""});
  return out;
}

web::Html shown_section(web::Request& req, const web::OpenSection& section,
                        const web::OpenPlace& place) {
  const std::string& heading = place.heading.empty() ? section.label : place.heading;
  if (section.tell) {
    return section.tell(heading, place.entries.empty() ? section.entries : place.entries);
  }
  return section.show(req, heading, place.most == 0 ? section.most : place.most);
}

// Of a section that stands at its own place: the office's words, or the program's.
web::OpenEntry words_of(const web::Home& home, const std::vector<web::OpenPlace>& all,
                        const char* name) {
  for (const web::OpenPlace& place : all) {
    if (place.name == name && !place.entries.empty()) return place.entries.front();
  }
  return find_section(home, name)->entries.front();
}

// Pictures of the office's words go with their consent: the tag "media".
web::Response text_page(web::Request& req, const char* name, const Text& text) {
  const web::Home& home = req.app->home;
  std::optional<web::OfficeText> office;
  if (home.office_text) office = home.office_text(req.context(), name);
  return web::html(views::text_page(req, text, office)).cached_for_anyone({"site", "media"});
}
}  // namespace

web::Response show_home(web::Request& req) {
  const web::Home& home = req.app->home;
  const std::vector<web::OpenPlace> all = places(req);
  views::HomePage data{words_of(home, all, views::kGreeting), words_of(home, all, views::kClosing),
                       {}, {}};
  for (const web::OpenPlace& place : all) {
    const web::OpenSection* section = find_section(home, place.name);
    if (section == nullptr || section->stays || !place.shown) continue;
    web::Html part = shown_section(req, *section, place);
    if (!part.empty()) data.sections.push_back(std::move(part));
  }
  if (home.open_banners) data.banners = home.open_banners(req);
  data.has_sign_in = req.app->router.match("GET", "/sign-in").route != nullptr;
  return web::html(views::home(req, data))
      .cached_for_anyone({"site", "members", "media"});
}

web::Response show_about(web::Request& req) {
  return text_page(req, "about", texts::about(*req.app));
}
web::Response show_help(web::Request& req) {
  return text_page(req, "help", texts::help(*req.app));
}
web::Response show_privacy(web::Request& req) {
  return text_page(req, "privacy", texts::privacy());
}
web::Response show_security(web::Request& req) {
  return text_page(req, "security", texts::security());
}
web::Response show_site_policy(web::Request& req) {
  return text_page(req, "site-policy", texts::site_policy(*req.app));
}
web::Response show_social_media(web::Request& req) {
  return text_page(req, "social-media", texts::social_media());
}

}  // namespace musubi::site
