// scope.cc - see scope.h. What is no page (files, feeds, what scripts ask) or is reached only in
// the middle of a form is left out by name.
#include "features/accessibility/scope.h"

#include <algorithm>
#include <iterator>

#include "web/app.h"

namespace musubi::accessibility {
namespace {

constexpr std::string_view kNoPages[] = {"/_kit",      "/assets",  "/postal-codes", "/counting",
                                         "/media",     "/healthz", "/readyz",       "/office",
                                         "/prefecture", "/metrics", "/previews",     "/approvals",
                                         "/search/suggestions"};
// The first step of a procedure is a page; those behind it need what was typed before.
constexpr std::string_view kInTheMiddle[] = {
    "/join/application",        "/join/application/check",  "/join/application/discard",
    "/join/application/paused", "/join/application/received", "/privacy-requests/sent",
    "/sign-in/code",            "/sign-in/elsewhere",       "/sign-in/elsewhere/return",
    "/sign-in/enrolment",       "/sign-in/pledge",          "/sign-in/recovery",
    "/account/identity",        "/account/identity/removal"};
constexpr std::string_view kUsualPublic[] = {
    "/",        "/about",   "/help",    "/news", "/cases", "/join", "/join/application/new",
    "/contact", "/sign-in", "/policies/accessibility"};
constexpr std::string_view kUsualMembers[] = {"/members", "/members/organisation",
                                              "/members/confirmation", "/members/changes",
                                              "/account"};

bool is_below(std::string_view path, std::string_view start) {
  return path == start || (path.starts_with(start) && path[start.size()] == '/');
}

bool is_page_address(std::string_view path) {
  if (path.find(':') != std::string_view::npos || path.find('.') != std::string_view::npos) {
    return false;
  }
  const bool none = std::any_of(std::begin(kNoPages), std::end(kNoPages),
                                [&](std::string_view one) { return is_below(path, one); });
  const bool inside =
      std::find(std::begin(kInTheMiddle), std::end(kInTheMiddle), path) != std::end(kInTheMiddle);
  return !none && !inside;
}

bool opens(const Permission& permission, std::string_view site) {
  if (site == "public") return permission.level == Permission::Level::anyone;
  if (permission.level == Permission::Level::signed_in) return true;
  return permission.level == Permission::Level::some_roles &&
         permission.roles.has(Role::member_admin);
}

// The menu's word for the page; its address when it has none. The check brings the real title.
std::string title_of_route(const web::App& app, const std::string& path) {
  for (const web::NavItem& item : app.nav) {
    if (item.path == path) return item.label;
  }
  return path == "/" ? "ホーム" : path;
}

}  // namespace

std::vector<ScopePage> own_pages_of(const web::App& app, std::string_view site) {
  std::vector<ScopePage> out;
  for (const web::Route& route : app.router.routes()) {
    if (route.method != "GET" || !is_page_address(route.path)) continue;
    if (opens(route.permission, site)) out.push_back({route.path, title_of_route(app, route.path)});
  }
  return out;
}

std::string usual_representative(const std::vector<ScopePage>& scope, std::string_view site) {
  std::string out;
  const auto add = [&](std::string_view path) {
    const bool there = std::any_of(scope.begin(), scope.end(),
                                   [&](const ScopePage& one) { return one.path == path; });
    if (there) out += (out.empty() ? "" : "\n") + std::string(path);
  };
  if (site == "public") {
    for (const std::string_view path : kUsualPublic) add(path);
  } else {
    for (const std::string_view path : kUsualMembers) add(path);
  }
  return out;
}

}  // namespace musubi::accessibility
