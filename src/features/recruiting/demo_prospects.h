// demo_prospects.h - whom the demo's office wants to win, as plain data. Read by demo.cc and nobody
// else; every name is fictional, and it must never hold a real organisation.
#pragma once

#include <span>
#include <string_view>

namespace musubi::recruiting {

struct DemoProspect {
  std::string_view name, kana, category, industry, municipality;
  int employees = 0;
  std::string_view stage;   // where it stands on 2024-10-28
  std::string_view source, source_note;
  std::string_view contact, title;
  std::string_view day;     // when the office wrote it down
};
std::span<const DemoProspect> demo_prospects();

}  // namespace musubi::recruiting
