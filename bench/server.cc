// server.cc - our Server with one cached page of 12,288 bytes at / and live streams at /live;
// no database. bench/http.sh and bench/live.sh run it.
//   bench_server PORT [CERTIFICATE KEY]
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/log.h"
#include "web/app.h"
#include "web/rate_limits.h"
#include "web/server/server.h"

using namespace musubi;  // NOLINT: a program

namespace {

// The cached page never asks for data; whoever does has broken the benchmark.
class NoDb final : public db::Db {
 public:
  db::Kind kind() const override { return db::Kind::sqlite; }
  db::Stats stats() const override { return {}; }

 protected:
  void run_read(const std::function<void(db::Reader&)>&) override {
    throw db::Unavailable("no database");
  }
  Result<void> run_write(const std::function<Result<void>(db::Tx&)>&) override {
    throw db::Unavailable("no database");
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  log::configure(log::Level::warning, log::Format::text);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  NoDb database;
  web::App app(database);
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
  return 0;
}
