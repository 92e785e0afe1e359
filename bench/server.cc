// server.cc - our Server with live streams at /live and one small page.
// bench/live.sh runs it: the streams of 10,000 people need no sessions to weigh the same.
//   bench_server PORT [CERTIFICATE KEY]
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/log.h"
#include "web/app.h"
#include "web/rate_limits.h"
#include "web/server/server.h"

using namespace musubi;  // NOLINT: a program

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  log::configure(log::Level::warning, log::Format::text);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  // An empty database that nothing asks: neither page needs one, an App does.
  std::string path = "/tmp/musubi-bench-" + std::to_string(getpid()) + ".db";
  auto database = db::Db::open({.kind = db::Kind::sqlite, .path = path});
  if (!database) return 1;
  web::App app(**database);
  app.limits->set_rules({});
  app.router.get("/", may::anyone, [](web::Request&) {
    return web::html(web::Html(std::string(12'288, 'x'))).cached_for_anyone({"home"});
  });
  app.router.get("/live", may::anyone, [](web::Request&) {
    web::Response response;
    response.sse_topic = "news";
    return response;
  });
  web::ServerOptions options;
  options.port = std::atoi(argv[1]);
  options.io_threads = 1;
  options.workers = 2;
  if (argc > 3) {
    options.certificate_file = argv[2];
    options.key_file = argv[3];
  }
  web::Server server(app, options);
  auto started = server.start();
  if (!started) {
    std::fprintf(stderr, "%s %s\n", started.error().says.c_str(), started.error().detail.c_str());
    return 1;
  }
  int signal = 0;
  sigwait(&signals, &signal);
  server.stop();
  for (const char* end : {"", "-wal", "-shm"}) ::unlink((path + end).c_str());
  return 0;
}
