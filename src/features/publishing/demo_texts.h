// demo_texts.h - what the demo's site says: articles with their own invented texts, as data.
// Used by demo.cc alone; must never name a real company or person.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace musubi::publishing {

// Where the demo's text shows its picture, when the library of the demo is there; a paragraph.
inline constexpr std::string_view kDemoPicture = "{{作業台の図面}}\n\n";

struct DemoArticle {
  const char* type;
  const char* slug;
  const char* title;
  const char* lead;
  const char* body;
  std::vector<std::pair<const char*, const char*>> fields;
  const char* on = "";       // the day of publishing, or of what it has come to
  const char* state = "published";  // how far it has come by the demo's day
};
std::span<const DemoArticle> demo_cases();    // the last two are not published yet
std::span<const DemoArticle> demo_articles();

}  // namespace musubi::publishing
