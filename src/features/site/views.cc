// views.cc - see views.h. The one large knot of the product stands on the home page.
// The same for everyone: must never show anything that depends on who is looking.
#include "features/site/views.h"

#include "web/app.h"
#include "web/kit/kit.h"

namespace musubi::site::views {

using web::Html;
using namespace web::kit;  // NOLINT: the vocabulary of pages

namespace {

constexpr const char* kAboutUs = "/about";

}  // namespace

Html what_we_do(const std::string& heading, const std::vector<web::OpenEntry>& entries) {
  std::vector<Html> cards;
  for (const web::OpenEntry& one : entries) {
    cards.push_back(card({.title = one.title, .path = one.path, .text = one.text,
                          .meta = one.note}));
  }
  return section({.heading = heading, .aside = go_link(kAboutUs, "コンソーシアムについて読む")},
                 grid(cards, 3));
}

Html numbers(const std::string& heading, const std::vector<web::OpenFigure>& figures) {
  if (figures.empty()) return {};
  std::vector<BigNumber> shown;
  for (const auto& figure : figures) shown.push_back({figure.label, figure.value, figure.unit});
  return section({.heading = heading}, big_numbers(shown));
}

Html way_in(const std::string& heading, const std::vector<web::OpenEntry>& entries) {
  std::vector<std::pair<std::string, std::string>> steps;
  for (const web::OpenEntry& one : entries) steps.emplace_back(one.title, one.text);
  return section({.heading = heading}, flow(steps));
}

namespace {

// Joining is another feature's page, which may be missing from this product.
std::vector<Html> ways_in(const web::Request& req) {
  if (req.app->router.match("GET", "/join").route == nullptr) {
    return {button_link({.label = "コンソーシアムを知る", .path = "/about", .look = Look::primary}),
            button_link({.label = "事務局に相談する", .path = "/help#contact"})};
  }
  std::vector<Html> ways{
      button_link({.label = "入会の案内を見る", .path = "/join", .look = Look::primary}),
      button_link({.label = "コンソーシアムを知る", .path = "/about"})};
  if (req.app->router.match("GET", "/contact").route != nullptr) {
    ways.push_back(button_link({.label = "問い合わせる", .path = "/contact", .look = Look::text}));
  }
  return ways;
}

// 現場と現場を、｜むすぶ。
std::vector<std::string> lines_of(const std::string& words) {
  constexpr std::string_view kComma = "、";
  const std::size_t at = words.find(kComma);
  if (at == std::string::npos || at + kComma.size() == words.size()) return {words};
  return {words.substr(0, at + kComma.size()), words.substr(at + kComma.size())};
}

}  // namespace

Html home(const web::Request& req, const HomePage& data) {
  const std::string& name = req.app->site_name;
  Html top = hero({.heading = lines_of(data.greeting.title), .lead = data.greeting.text,
                   .actions = ways_in(req)});
  Html closing;
  if (data.has_sign_in) {
    closing = closing_band(data.closing.title, data.closing.text,
                           {button_link({.label = "ログインする", .path = "/sign-in",
                                         .icon = "lock"})});
  }
  Html middle = data.banners.empty() ? Html() : band(data.banners);
  bool paper = false;  // every other strip
  for (const Html& one : data.sections) {
    middle += band(one, paper);
    paper = !paper;
  }
  const std::string words =
      name + "の公式サイトです。企業・団体・大学・行政が、仕事の困りごととデータを持ち寄ります。";
  Shared shared{.title = name, .description = words, .path = "/"};
  shared.structured.push_back(organisation_data(req));
  return page(req,
              {.area = web::Area::open,
               .title = name,
               .hero = top,
               .description = words,
               .head = sharing(req, shared)},
              middle + closing);
}

Html text_page(const web::Request& req, const Text& text,
               const std::optional<web::OfficeText>& office) {
  const std::string title = office ? office->title : text.title;
  const std::string lead = office ? office->lead : text.lead;
  const std::vector<Crumb> way{{"ホーム", "/"}, {title, ""}};
  return page(req,
              {.area = web::Area::open,
               .title = title,
               .lead = lead,
               .breadcrumbs = way,
               .width = Width::reading,
               .description = lead,
               .head = sharing(req, {.title = title, .description = lead, .path = req.path,
                                     .crumbs = way})},
              office ? office->body + staying_parts(text) : parts(text));
}

}  // namespace musubi::site::views
