// router.h - method, path, permission, handler. A row without a permission does not compile.
// Paths: literal segments and :name segments; a literal wins over a :name.
// handle() is the whole application without a socket: gate (session, permission, CSRF, limits),
// handler, error boundary. The server and the tests both call it, from any thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/access/access.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::web {

using Handler = std::function<Response(Request&)>;

struct Route {
  std::string method;   // GET or POST
  std::string path;     // /office/members/:id
  Permission permission;
  Handler handler;
  // What a POST may carry; uploads beyond it are refused while still being read (413).
  std::uint64_t body_bytes_max = 256 * 1024;
  // The handler limits strangers by itself: the gate takes no token of "write" for it.
  bool has_own_limit = false;
};

class Router {
 public:
  Router();
  ~Router();
  void get(std::string path, const Permission& permission, Handler handler);
  void post(std::string path, const Permission& permission, Handler handler,
            std::uint64_t body_bytes_max = 256 * 1024);
  // A POST whose handler judges how often a stranger may come (signing in: a known device must get
  // in although its neighbours knock). SECURITY: without a limit in the handler there is none.
  void post_with_own_limit(std::string path, const Permission& permission, Handler handler);
  const std::vector<Route>& routes() const;   // for the access-table test and the matrix page

  struct Match {
    const Route* route = nullptr;  // nullptr: no such path
    bool other_method = false;     // the path exists under another method (405)
    std::map<std::string, std::string, std::less<>> params;
  };
  Match match(std::string_view method, std::string_view path) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// What a running application consists of. Owned by main.cc or by a test.
struct App;

}  // namespace musubi::web
