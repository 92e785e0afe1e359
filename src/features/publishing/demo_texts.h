// demo_texts.h - what the demo's site says: articles with their own invented texts, as data.
// Used by demo.cc alone; must never name a real company or person.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace musubi::publishing {

// A text names what it shows of the library by its title: ![…](media:{{作業台の図面}}). A line of
// its own: without the library of the demo it is left out.
inline constexpr std::string_view kTitleOpens = "media:{{", kTitleCloses = "}}";

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
std::span<const DemoArticle> demo_articles();  // news and a consultation
std::span<const DemoArticle> demo_answers();   // よくある質問
std::span<const DemoArticle> demo_pages();     // fixed pages, グランドデザイン, profiles, materials
std::vector<DemoArticle> demo_events();  // of the whole year: own, and of other bodies

}  // namespace musubi::publishing
