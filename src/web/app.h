// app.h - a running application: what main.cc wires once and every request reads.
// handle() is the whole product without a socket: the server and the tests both call it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sessions/sessions.h"
#include "web/error_page.h"
#include "web/home.h"
#include "web/nav.h"
#include "web/request.h"
#include "web/response.h"
#include "web/router.h"
#include "web/words.h"

namespace musubi::web {

class Arrivals;    // web/arrivals.h: what is counted of the public site
class PageCache;   // web/cache.h: finished, pre-compressed bytes of anonymous pages
class LiveHub;     // web/live.h: server-sent events by topic
class RateLimits;  // web/rate_limits.h

// How people reach the secretariat ([consortium] in the configuration). "" = not shown.
struct Contact {
  std::string telephone, hours, mail, address;
};

struct App {
  explicit App(db::Db& database);
  ~App();

  db::Db& db;
  std::vector<NavItem> nav;
  Home home;  // what features contribute to the homes and to the search
  std::function<Instant()> clock = now_from_system_clock;
  std::optional<Date> pretended_today;  // the demo's day; see Context
  bool is_demo() const { return pretended_today.has_value(); }  // what it shows is fictional
  sessions::Limits session_limits;
  std::string public_origin = "http://127.0.0.1:8080";  // for absolute links in mail
  std::string site_name = "くまもとＤＸ推進コンソーシアム";
  Contact contact;
  // Where an address that nobody serves (or /?p=12, of a site that moved in) leads now: an own
  // path, "" = nowhere. Asked with an index behind; may be null.
  std::function<std::string(const Request&)> find_moved;
  Words words;  // what features call the codes of their records
  Date contract_start{2024, 4, 1};  // what the deadlines and the targets are counted in
  Date contract_end{2025, 3, 31};
  bool development = false;  // shows /_kit and details on error pages
  // The page kit's error page; null or throwing: a plain one. Must not need the database.
  std::function<Html(const Request&, const ErrorNotice&)> error_page;
  // SECURITY: signs the CSRF tokens of visitors. Several processes of one site must share it.
  std::string csrf_secret = random_token(32);
  // Shown on /readyz; false while starting or draining.
  std::function<bool()> ready = [] { return true; };
  std::unique_ptr<Arrivals> arrivals;  // closed until somebody counts
  std::unique_ptr<PageCache> cache;
  std::unique_ptr<LiveHub> live;
  std::unique_ptr<RateLimits> limits;
  // Goes before the rest: handlers may own work in progress that uses it.
  Router router;
  // Goes first: work in progress that asks the router itself. Its owner stops it and waits.
  std::vector<std::shared_ptr<void>> works;
};

// Gate (request number, limits, session, permission, CSRF), handler, error boundary, security
// headers. Thread-safe. `request` must carry method, target, headers, body fields and address.
Response handle(App& app, Request& request);

}  // namespace musubi::web
