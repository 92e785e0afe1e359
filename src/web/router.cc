// router.cc - the table of routes and the matching of a path against it.
// A small tree by segment: literal children in a map, at most one :name child per place.
#include "web/router.h"

#include <algorithm>
#include <deque>

namespace musubi::web {
namespace {

struct Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> any;
  std::vector<const Route*> here;  // one per method
};

using Segments = std::vector<std::string_view>;

Segments segments_of(std::string_view path) {
  Segments out;
  if (path.empty() || path == "/") return out;
  path.remove_prefix(1);
  while (true) {
    std::size_t slash = path.find('/');
    out.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return out;
    path.remove_prefix(slash + 1);
  }
}

const Route* with_method(const Node& node, std::string_view method) {
  for (const Route* route : node.here) {
    if (route->method == method) return route;
  }
  return nullptr;
}

// A literal wins, but when its branch has no such method or no such end the :name branch is tried.
// `other` becomes true when the path exists with another method.
const Route* find(const Node& node, const Segments& path, std::size_t at, std::string_view method,
                  bool& other) {
  if (at == path.size()) {
    const Route* route = with_method(node, method);
    if (route == nullptr && !node.here.empty()) other = true;
    return route;
  }
  if (auto it = node.literals.find(path[at]); it != node.literals.end()) {
    if (const Route* route = find(*it->second, path, at + 1, method, other)) return route;
  }
  if (node.any && !path[at].empty()) return find(*node.any, path, at + 1, method, other);
  return nullptr;
}

}  // namespace

struct Router::Inside {
  // Routes never move once added: Request::route points at them. A deque keeps addresses, the
  // vector is the copy that routes() shows; it is rebuilt when a row is added.
  std::deque<Route> rows;
  std::vector<Route> listed;
  Node root;

  void add(Route route) {
    CHECK(!route.path.empty() && route.path[0] == '/');
    rows.push_back(std::move(route));
    const Route& row = rows.back();
    listed.push_back(row);
    Node* node = &root;
    for (std::string_view segment : segments_of(row.path)) {
      std::unique_ptr<Node>& next = !segment.empty() && segment[0] == ':'
                                        ? node->any
                                        : node->literals[std::string(segment)];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
    }
    CHECK(with_method(*node, row.method) == nullptr);  // one row per method and path
    node->here.push_back(&row);
  }
};

Router::Router() : inside_(std::make_unique<Inside>()) {}
Router::~Router() = default;

void Router::get(std::string path, const Permission& permission, Handler handler) {
  inside_->add({"GET", std::move(path), permission, std::move(handler)});
}

void Router::post(std::string path, const Permission& permission, Handler handler,
                  std::uint64_t body_bytes_max) {
  inside_->add({"POST", std::move(path), permission, std::move(handler), body_bytes_max});
}

void Router::post_with_own_limit(std::string path, const Permission& permission, Handler handler) {
  Route route{"POST", std::move(path), permission, std::move(handler)};
  route.has_own_limit = true;
  inside_->add(std::move(route));
}

const std::vector<Route>& Router::routes() const { return inside_->listed; }

Router::Match Router::match(std::string_view method, std::string_view path) const {
  Match out;
  if (path.empty() || path[0] != '/') return out;
  if (method == "HEAD") method = "GET";
  Segments segments = segments_of(path);
  out.route = find(inside_->root, segments, 0, method, out.other_method);
  if (out.route == nullptr) return out;
  out.other_method = false;
  Segments names = segments_of(out.route->path);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!names[i].empty() && names[i][0] == ':') {
      out.params.insert_or_assign(std::string(names[i].substr(1)), std::string(segments[i]));
    }
  }
  return out;
}

}  // namespace musubi::web
