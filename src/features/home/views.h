// views.h - the homes and the search page as plain structs and the functions that turn them into
// Html with the page kit. No request reading beyond the frame, no rules, no SQL.
#pragma once

#include <string>
#include <vector>

#include "core/jobs/jobs.h"
#include "core/search/search.h"
#include "features/home/gather.h"
#include "web/html.h"

namespace musubi::home::views {

web::Html office(const web::Request& request, const Gathered& gathered);
web::Html prefecture(const web::Request& request, const Gathered& gathered);
web::Html members(const web::Request& request, const Gathered& gathered);
web::Html today(const web::Request& request, const std::vector<const web::NavItem*>& entries);

// What runs by the clock: how it went, why it did not, when it runs next.
web::Html scheduled_work(const web::Request& request, const std::vector<jobs::State>& states);

struct Group {
  const web::SearchNoun* noun = nullptr;
  search::Hits hits;
  std::string more_path;  // all of this noun, "" when all are shown
};
struct Search {
  std::string words;
  std::string noun;  // "" = every noun
  std::vector<Group> groups;
  // Each word by itself with its count, when all together nothing is found.
  std::vector<std::pair<std::string, int>> alone;
  std::string next_path, first_path;
  bool sees_any = true;  // there is at least one noun that this actor may search
};
web::Html search(const web::Request& request, const Search& found);

}  // namespace musubi::home::views
