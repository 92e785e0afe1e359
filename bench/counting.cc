// counting.cc - our Server with one small page in its cache, with or without the counter behind it.
// bench/counting.sh runs both, one after the other, and compares.
//   bench_counting PORT on|off FOLDER
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/log.h"
#include "db/migrate.h"
#include "features/analytics/analytics.h"
#include "features/analytics/figures.h"
#include "web/app.h"
#include "web/arrivals.h"
#include "web/rate_limits.h"
#include "web/server/server.h"

using namespace musubi;  // NOLINT: a program

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  log::configure(log::Level::warning, log::Format::text);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  const db::Options place{.kind = db::Kind::sqlite, .path = std::string(argv[3]) + "/counting.db"};
  if (auto migrated = db::migrate(place, db::embedded_migrations()); !migrated) return 1;
  auto database = db::Db::open(place);
  if (!database) return 1;
  web::App app(**database);
  app.limits->set_rules({});
  app.router.get("/", may::anyone, [](web::Request&) {
    return web::html(web::Html(std::string(12'288, 'x'))).cached_for_anyone({"home"});
  });
  std::shared_ptr<void> counting;
  if (std::strcmp(argv[2], "on") == 0) counting = analytics::start_counting(app);
  web::ServerOptions options;
  options.port = std::atoi(argv[1]);
  options.io_threads = 1;
  options.workers = 2;
  {
    web::Server server(app, options);
    if (auto started = server.start(); !started) return 1;
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop();
  }
  counting.reset();
  const Date today = date_in_japan(now_from_system_clock());
  const auto figures = (*database)->read([&](db::Reader& reader) {
    return analytics::compute_figures(reader, add_days(today, -1), today);
  });
  std::printf("%lld %llu\n", static_cast<long long>(figures.total("views")),
              static_cast<unsigned long long>(app.arrivals->dropped()));
  return 0;
}
