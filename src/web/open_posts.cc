// open_posts.cc - see open_posts.h. Filled on the main thread before the server listens.
// Must never grow while requests are served.
#include "web/open_posts.h"

#include <set>
#include <string>

namespace musubi::web {
namespace {

std::set<std::string, std::less<>>& paths() {
  static std::set<std::string, std::less<>> all;
  return all;
}

}  // namespace

void declare_open_post(std::string_view route_path) { paths().emplace(route_path); }
bool is_open_post(std::string_view route_path) { return paths().contains(route_path); }

}  // namespace musubi::web
