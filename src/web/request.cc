// request.cc - small readers of a Request. Absent is always the empty string.
// Used by every handler; never changes the request.
#include "web/request.h"

#include "web/urlencoded.h"

namespace musubi::web {

void Fields::set(std::string_view name, std::string value) {
  for (auto& item : items_) {
    if (item.first != name) continue;
    item.second = std::move(value);
    return;
  }
  items_.emplace_back(name, std::move(value));
}

std::string Fields::get(std::string_view name) const {
  for (const auto& [key, value] : items_) {
    if (key == name) return value;
  }
  return {};
}

bool Fields::has(std::string_view name) const {
  for (const auto& item : items_) {
    if (item.first == name) return true;
  }
  return false;
}

std::vector<std::string> Fields::all(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [key, value] : items_) {
    if (key == name) out.push_back(value);
  }
  return out;
}

std::string Request::param(std::string_view name) const {
  auto it = params.find(name);
  return it == params.end() ? std::string() : it->second;
}

std::string Request::header(std::string_view name) const {
  auto it = headers.find(name);
  return it == headers.end() ? std::string() : it->second;
}

std::string Request::cookie(std::string_view name) const {
  auto it = headers.find("cookie");
  return it == headers.end() ? std::string() : std::string(find_cookie(it->second, name));
}

// A browser names text/html in Accept when it wants a page, so a program is told by what it asks
// for, or by what it sends.
bool Request::wants_json() const {
  std::string accept = header("accept");
  if (accept.find("text/html") != std::string::npos) return false;
  return accept.find("json") != std::string::npos ||
         header("content-type").find("json") != std::string::npos;
}

}  // namespace musubi::web
