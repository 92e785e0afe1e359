// pages.cc - gathers what a page needs and hands it to the views. No rules, no SQL.
// The same for everyone: must never show anything that depends on who is looking.
#include "features/site/pages.h"

#include "features/site/texts.h"
#include "features/site/views.h"

namespace musubi::site {

namespace {
web::Response text_page(web::Request& req, const Text& text) {
  return web::html(views::text_page(req, text)).cached_for_anyone({"site"});
}
}  // namespace

web::Response show_home(web::Request& req) {
  std::vector<web::OpenFigure> shown;
  for (const auto& source : req.app->home.open_figures) {
    for (auto& figure : source(req)) shown.push_back(std::move(figure));
  }
  bool has_sign_in = req.app->router.match("GET", "/sign-in").route != nullptr;
  return web::html(views::home(req, shown, has_sign_in)).cached_for_anyone({"site", "members"});
}

web::Response show_about(web::Request& req) { return text_page(req, texts::about(*req.app)); }
web::Response show_help(web::Request& req) { return text_page(req, texts::help(*req.app)); }
web::Response show_privacy(web::Request& req) { return text_page(req, texts::privacy()); }
web::Response show_security(web::Request& req) { return text_page(req, texts::security()); }

}  // namespace musubi::site
