// links_test.cc - no page leads anybody to a refusal: every role walks through a filled house, and
// every link and every search form on every page that it can open must lead to a page for it.
// Pages of the same route are many and alike: of each, a few are opened; every link is judged.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "core/files/files.h"
#include "support/scenario.h"
#include "support/whole_demo.h"
#include "web/rate_limits.h"
#include "web/urlencoded.h"

namespace musubi {
namespace {

using test::Scenario;
namespace cast = test::cast;

constexpr int kOpenedOfARoute = 3;
constexpr Date kToday{2024, 10, 28};

std::string unescaped(std::string text) {
  const std::pair<const char*, const char*> kMarks[] = {
      {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}};
  for (const auto& [mark, plain] : kMarks) {
    for (std::size_t at; (at = text.find(mark)) != std::string::npos;) {
      text.replace(at, std::string(mark).size(), plain);
    }
  }
  return text;
}

std::string attribute(const std::string& tag, const std::string& name) {
  const std::size_t at = tag.find(" " + name + "=\"");
  if (at == std::string::npos) return {};
  const std::size_t from = at + name.size() + 3;
  return unescaped(tag.substr(from, tag.find('"', from) - from));
}

// What a search form asks for when its button is pressed at once.
std::string form_target(const std::string& form) {
  std::string query;
  const std::regex input("<input[^>]*>");
  for (std::sregex_iterator it(form.begin(), form.end(), input), end; it != end; ++it) {
    const std::string tag = it->str();
    const std::string name = attribute(tag, "name");
    const std::string type = attribute(tag, "type");
    const bool box = type == "checkbox" || type == "radio";
    if (name.empty() || (box && tag.find(" checked") == std::string::npos)) continue;
    query += (query.empty() ? "?" : "&") + name + "=" +
             web::percent_encode(attribute(tag, "value"));
  }
  const std::string open = form.substr(0, form.find('>') + 1);
  return attribute(open, "action") + query;
}

std::vector<std::string> targets_of(const std::string& body) {
  std::vector<std::string> out;
  const std::regex anchor("<a [^>]*>");
  for (std::sregex_iterator it(body.begin(), body.end(), anchor), end; it != end; ++it) {
    out.push_back(attribute(it->str(), "href"));
  }
  for (std::size_t at = body.find("<form "); at != std::string::npos;
       at = body.find("<form ", at + 1)) {
    const std::string form = body.substr(at, body.find("</form>", at) - at);
    const std::string open = form.substr(0, form.find('>') + 1);
    if (attribute(open, "method") != "post") out.push_back(form_target(form));
  }
  std::erase_if(out, [](const std::string& target) {
    return target.empty() || target[0] != '/' || target.starts_with("/assets/");
  });
  for (std::string& target : out) target = target.substr(0, target.find('#'));
  return out;
}

class Links : public testing::Test {
 protected:
  Links() {
    files::configure({folder_ + "/files", "", 1000});
    s_.app().limits->set_rules({});
    s_.app().pretended_today = kToday;
    test::load_whole_demo(s_, kToday);
  }
  ~Links() override { std::filesystem::remove_all(folder_); }

  const web::Route* route_of(const std::string& target) {
    return s_.app().router.match("GET", target.substr(0, target.find('?'))).route;
  }

  // Returns how many pages were opened.
  int walk(const test::Person& person) {
    std::deque<std::pair<std::string, std::string>> open;  // target, where it was found
    std::set<std::string> seen;
    std::map<const web::Route*, int> opened;
    open.emplace_back(s_.app().home.path_for(person.roles), "(sign-in)");
    open.emplace_back("/", "(address)");
    int pages = 0;
    while (!open.empty()) {
      const auto [target, from] = open.front();
      open.pop_front();
      if (!seen.insert(target).second) continue;
      const std::string who = person.name + ": " + from + " -> " + target;
      const web::Route* route = route_of(target);
      if (route == nullptr) {
        ADD_FAILURE() << who << " leads nowhere";
        continue;
      }
      EXPECT_TRUE(can(person.actor(), route->permission)) << who << " is refused";
      if (++opened[route] > kOpenedOfARoute) continue;
      const auto answer = s_.as(person).get(target);
      const int status = answer.response().status;
      EXPECT_TRUE(status != 403 && status != 404 && status != 405 && status < 500)
          << who << " answers " << status;
      ++pages;
      if (status == 303) open.emplace_back(answer.header("Location"), target);
      if (answer.header("Content-Type").rfind("text/html", 0) != 0) continue;
      for (std::string& next : targets_of(answer.body())) open.emplace_back(next, target);
    }
    return pages;
  }

  const std::string folder_ =
      (std::filesystem::temp_directory_path() / ("musubi-links-" + random_token(6))).string();
  Scenario s_;
};

TEST_F(Links, NobodyIsLedToARefusal) {
  for (int i = 0; i < kRoleCount; ++i) {
    const test::Person& person = cast::of_role(static_cast<Role>(i));
    EXPECT_GT(walk(person), 6) << person.name;
  }
}

}  // namespace
}  // namespace musubi
