// routes.cc - addresses of the open pages and their entries in the open menu.
// The same for everyone: must never show anything that depends on who is looking.
#include "features/site/pages.h"
#include "features/site/site.h"
#include "features/site/views.h"

namespace musubi::site {
namespace {

web::Html figures_of(const web::Request& request, const std::string& heading) {
  std::vector<web::OpenFigure> shown;
  for (const auto& source : request.app->home.open_figures) {
    for (auto& figure : source(request)) shown.push_back(std::move(figure));
  }
  return views::numbers(heading, shown);
}

void add_sections(web::App& app) {
  auto& sections = app.home.open_sections;
  sections.push_back({views::kGreeting, "いちばん上のあいさつ", 0, 0, {}, {texts::greeting()}, {},
                      true});
  sections.push_back({"what_we_do", "持ち寄って、試して、持ち帰る", 10, 0, {}, texts::what_we_do(),
                      views::what_we_do});
  sections.push_back({"figures", "いまのコンソーシアム", 20, 0,
                      [](const web::Request& request, const std::string& heading, int) {
                        return figures_of(request, heading);
                      }});
  sections.push_back({"way_in", "参加から、最初の一歩まで", 60, 0, {}, texts::way_in(),
                      views::way_in});
  sections.push_back({views::kClosing, "いちばん下の案内（アカウントのある方へ）", 1000, 0, {},
                      {texts::closing()}, {}, true});
}

}  // namespace

void add_routes(web::App& app) {
  auto& r = app.router;
  r.get("/", may::anyone, show_home);
  r.get("/about", may::anyone, show_about);
  r.get("/help", may::anyone, show_help);
  r.get("/policies/privacy", may::anyone, show_privacy);
  r.get("/policies/security", may::anyone, show_security);
  r.get("/policies/site", may::anyone, show_site_policy);
  r.get("/policies/social", may::anyone, show_social_media);

  add_sections(app);
  for (const FixedPage& page : list_fixed_pages(app)) {
    app.home.fixed_texts.push_back({page.name, page.path, page.text.title});
  }

  using web::Area;
  app.nav.push_back({Area::open, "", "コンソーシアムとは", "/about", "", may::anyone, 10, {}});
  app.nav.push_back({Area::open, "", "使い方と相談", "/help", "", may::anyone, 90, {}});
}

}  // namespace musubi::site
