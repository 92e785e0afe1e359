// views.h - the open pages as Html. Plain values in, Html out.
// The same for everyone: must never show anything that depends on who is looking.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/site/texts.h"
#include "web/html.h"

namespace musubi::site::views {

inline constexpr const char* kGreeting = "greeting";
inline constexpr const char* kClosing = "closing";
// `banners` and `sections` come from features, in the order that the office has decided.
struct HomePage {
  web::OpenEntry greeting, closing;
  web::Html banners;
  std::vector<web::Html> sections;
  bool has_sign_in = false;
};
web::Html home(const web::Request& req, const HomePage& data);
// The sections that this feature itself offers. No figures: an empty one, which is left out.
web::Html what_we_do(const std::string& heading, const std::vector<web::OpenEntry>& entries);
web::Html numbers(const std::string& heading, const std::vector<web::OpenFigure>& figures);
web::Html way_in(const std::string& heading, const std::vector<web::OpenEntry>& entries);
// With the words of the office where there are any.
web::Html text_page(const web::Request& req, const Text& text,
                    const std::optional<web::OfficeText>& office);

}  // namespace musubi::site::views
