// texts.h - the long texts of the open pages, as Markdown in parts. A part with an id is a place
// that links lead to. They must say only what is true of this product.
#pragma once

#include <string>
#include <vector>

#include "web/app.h"
#include "web/html.h"

namespace musubi::site {

struct Part {
  std::string id;  // "" when nothing links here
  std::string heading;
  std::string markdown;
  web::Html more = {};  // after the words: what comes from the configuration
  // A fact of the product or of the configuration: stands also beneath the words of the office.
  bool stays = false;
};
struct Text {
  std::string title;
  std::string lead;
  std::vector<Part> parts;
};

namespace texts {
Text about(const web::App& app);
Text help(const web::App& app);
const Text& privacy();
const Text& security();
Text site_policy(const web::App& app);  // copyright, links, what the office answers for
const Text& social_media();
// Of the home page, until the office words them anew.
std::vector<web::OpenEntry> what_we_do();
std::vector<web::OpenEntry> way_in();
web::OpenEntry greeting();  // the large words at the top: broken after the first 、
web::OpenEntry closing();   // to those who have an account
}  // namespace texts

// All of them. name: that of the 固定ページ which may take its place (web::FixedText).
struct FixedPage {
  std::string name, path;
  Text text;
};
std::vector<FixedPage> list_fixed_pages(const web::App& app);

web::Html parts(const Text& text);
web::Html staying_parts(const Text& text);

}  // namespace musubi::site
