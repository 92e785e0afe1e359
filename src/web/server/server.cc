// server.cc - starts and stops the I/O threads and the worker pool; see server.h.
// The order of stopping matters: accept, loops, workers, and only then memory.
#include "web/server/server.h"

#include <csignal>
#include <latch>

#include "base/log.h"
#include "web/cache.h"
#include "web/server/loop.h"

namespace musubi::web {

struct Server::Inside {
  Shared shared;
  std::vector<std::unique_ptr<Loop>> loops;
  int port = 0;
  int admin_port = 0;
  bool running = false;
  std::unique_ptr<db::Subscription> hearing;

  Inside(App& app, ServerOptions options) : shared{app, std::move(options), {}, {}, {}, {}} {}
};

namespace {

// What any server of the database told: a page that changed, a session that ended.
void hear(App& app, const db::Notice& notice) {
  if (notice.missed) {
    app.cache->forget_all();
    app.live->end_all_sessions();
  } else if (notice.channel == sessions::kEndedChannel) {
    app.live->end_session(notice.payload);
  } else {
    app.cache->forget(notice.payload);
  }
}

}  // namespace

Server::Server(App& app, ServerOptions options)
    : inside_(std::make_unique<Inside>(app, std::move(options))) {}

Server::~Server() { stop(); }

Result<void> Server::start() {
  Shared& shared = inside_->shared;
  const ServerOptions& options = shared.options;
  // OpenSSL writes with write(): without this a client that leaves would end the process.
  std::signal(SIGPIPE, SIG_IGN);
  shared.proxies = TRY(TrustedProxies::parse(options.trusted_proxies));
  if (!options.certificate_file.empty()) TRY(reload_certificate());
  shared.workers = std::make_unique<Workers>(options.workers, options.queue_max);
  inside_->port = options.port;
  inside_->admin_port = options.admin_port;
  TRY(must_be_free(options.address, inside_->port));
  for (int i = 0; i < std::max(1, options.io_threads); ++i) {
    auto loop = std::make_unique<Loop>(shared);
    TRY(loop->listen(options.address, inside_->port, false));
    if (i == 0 && options.admin_port >= 0) {
      TRY(loop->listen(options.admin_address, inside_->admin_port, true));
    }
    inside_->loops.push_back(std::move(loop));
  }
  // Before the first page can be kept: what another process changes is forgotten here as well.
  inside_->hearing = shared.app.db.listen(
      {std::string(kPagesChannel), std::string(sessions::kEndedChannel)},
      [&app = shared.app](const db::Notice& notice) { hear(app, notice); });
  for (auto& loop : inside_->loops) loop->start();
  inside_->running = true;
  return {};
}

int Server::port() const { return inside_->port; }
int Server::admin_port() const { return inside_->admin_port; }

void Server::stop() {
  if (!inside_->running) return;
  inside_->running = false;
  inside_->hearing.reset();
  inside_->shared.stopping = true;
  // No loop takes anyone in once the first connection is closed: who sees that may rely on it.
  std::latch closed(static_cast<std::ptrdiff_t>(inside_->loops.size()));
  for (auto& loop : inside_->loops) loop->stop_listening(closed);
  closed.wait();
  for (auto& loop : inside_->loops) loop->begin_stop();
  for (auto& loop : inside_->loops) loop->join();
  // Handlers still running post into loops that no longer run; the loops are destroyed after them.
  inside_->shared.workers->stop();
  inside_->loops.clear();
}

Result<void> Server::reload_certificate() {
  Shared& shared = inside_->shared;
  const ServerOptions& options = shared.options;
  auto fresh = TRY(load_tls(options.certificate_file, options.key_file, options.tls_1_3_only));
  std::lock_guard lock(shared.tls_mutex);
  shared.tls = std::move(fresh);
  return {};
}

std::string Server::metrics_text() const {
  const Shared& shared = inside_->shared;
  return shared.metrics.text(shared.app, shared.workers ? shared.workers->queued() : 0);
}

}  // namespace musubi::web
