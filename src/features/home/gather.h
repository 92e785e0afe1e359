// gather.h - asks the contributions of App::home that this actor may see and puts them in order.
// Called by pages.cc; must never ask a source whose permission the actor lacks.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "web/app.h"
#include "web/kit/page.h"

namespace musubi::home {

// Something that happened, in words; entries of one act (an import) are one line.
struct Recent {
  Instant at;
  std::string who;
  web::Movement movement;
  int others = 0;  // further entries of the same act
};

struct Gathered {
  std::vector<web::kit::Waiting> waiting;
  std::vector<web::kit::Tile> tiles;
  std::vector<web::Deadline> deadlines;  // nearest first, at most kDeadlinesMost
  std::vector<std::pair<int, web::Html>> panels;  // by order; < 0 stands above everything
  web::kit::Pairs facts;
  std::vector<Recent> recent;
};
inline constexpr int kDeadlinesMost = 6;
inline constexpr int kRecentMost = 6;

Gathered gather(const web::Request& request, web::Area area);

// What the contract itself demands between `from` and `until`, on days when offices are open.
std::vector<web::Deadline> contract_deadlines(const web::App& app, const BusinessCalendar& calendar,
                                              Date from, Date until);

// Whether the address exists in this application and this actor may open it.
using web::kit::may_open;

// Menu entries that this actor may open, without homes: for roles without a home of their own.
std::vector<const web::NavItem*> open_entries(const web::Request& request);

}  // namespace musubi::home
