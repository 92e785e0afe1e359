// routes.cc - addresses of the open pages and their entries in the open menu.
// The same for everyone: must never show anything that depends on who is looking.
#include "features/site/pages.h"
#include "features/site/site.h"

namespace musubi::site {

void add_routes(web::App& app) {
  auto& r = app.router;
  r.get("/", may::anyone, show_home);
  r.get("/about", may::anyone, show_about);
  r.get("/help", may::anyone, show_help);
  r.get("/policies/privacy", may::anyone, show_privacy);
  r.get("/policies/security", may::anyone, show_security);

  using web::Area;
  app.nav.push_back({Area::open, "", "コンソーシアムとは", "/about", "", may::anyone, 10, {}});
  app.nav.push_back({Area::open, "", "使い方と相談", "/help", "", may::anyone, 90, {}});
}

}  // namespace musubi::site
