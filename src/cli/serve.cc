// serve.cc - `musubi serve`: migrate, build the application, listen, and wait for signals.
//
//   starting -> serving -> draining (TERM, INT) -> stopped       HUP or a changed file: reload
//
// The main thread only waits for signals; the server's, outbox's and jobs' threads do the work.
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>

#include "base/ids.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/pulse.h"
#include "cli/systemd.h"
#include "core/access/addresses.h"
#include "core/files/files.h"
#include "core/files/parcel.h"
#include "core/keys/locksmith.h"
#include "core/mail/mail.h"
#include "core/settings/settings.h"
#include "web/app.h"
#include "web/rate_limits.h"
#include "web/server/server.h"

namespace musubi::cli {
namespace {

constexpr int kWaitMs = 1000;  // how long a changed file may stay unnoticed
constexpr int kSweepHour = 3;  // when nobody works
constexpr std::int64_t kDoneKeptMs = 7LL * 24 * 3'600'000;  // to look a week back when in doubt
constexpr int kRescanMinutes = 15;  // how long a file may wait after the scanner came back

// One process per SQLite data folder: two outbox dispatchers would deliver twice.
class FolderLock {
 public:
  ~FolderLock() {
    if (fd_ >= 0) close(fd_);
  }
  Result<void> take(const std::string& folder) {
    fd_ = open((folder + "/serve.lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0640);
    if (fd_ >= 0 && flock(fd_, LOCK_EX | LOCK_NB) == 0) return {};
    return fail(Fault::unavailable,
                "データフォルダ「" + folder + "」は、動作中の Musubi が使っています。"
                "先にそちらを止めるか、--data で別のフォルダを指定してください。");
  }

 private:
  int fd_ = -1;
};

// What else than visitors' connections a process keeps open: database, log, uploads, Chromium.
constexpr std::int64_t kOwnDescriptors = 256;

// Connections that the limit of open files leaves room for: beyond it accept() would fail where a
// 503 is due. The soft limit is raised to the hard one first.
std::int64_t connections_that_fit(std::int64_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  if (limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) getrlimit(RLIMIT_NOFILE, &limit);
  }
  if (limit.rlim_cur == RLIM_INFINITY) return wanted;
  const auto room = static_cast<std::int64_t>(limit.rlim_cur) - kOwnDescriptors;
  const std::int64_t fit = std::clamp<std::int64_t>(room, 16, wanted);
  if (fit < wanted) {
    log::warning("serve.connections.limited", {{"wanted", std::to_string(wanted)},
                                               {"now", std::to_string(fit)},
                                               {"open_files", std::to_string(limit.rlim_cur)}});
  }
  return fit;
}

web::ServerOptions server_options(const Installation& place) {
  const config::Config& c = place.config();
  web::ServerOptions o;
  o.address = c.server.host;
  o.port = static_cast<int>(c.server.port);
  o.admin_port = c.server.admin_port == 0 ? -1 : static_cast<int>(c.server.admin_port);
  if (c.server.io_threads > 0) o.io_threads = static_cast<int>(c.server.io_threads);
  // Whoever signs in waits for a hash on a worker: beside all who may wait there (Locksmith::Cost)
  // as many workers as ever make pages, or a flood of sign-ins would hold them all.
  constexpr keys::Locksmith::Cost kHashes;
  o.workers += kHashes.at_once + kHashes.waiting;
  if (c.server.worker_threads > 0) o.workers = static_cast<int>(c.server.worker_threads);
  o.queue_max = static_cast<int>(c.server.queue_max);
  o.connections_max = static_cast<int>(connections_that_fit(c.server.connections_max));
  o.certificate_file = c.tls.certificate_file;
  o.key_file = c.tls.key_file;
  o.tls_1_3_only = c.tls.minimum_version == config::TlsVersion::v1_3;
  o.body_bytes_max = static_cast<std::uint64_t>(c.server.body_bytes_max);
  o.head_bytes_max = static_cast<std::size_t>(c.server.request_head_bytes_max);
  o.head_timeout_ms = static_cast<int>(c.server.slow_client_seconds * 1000);
  o.body_stall_timeout_ms = static_cast<int>(c.server.slow_client_seconds * 1000);
  o.write_stall_timeout_ms = static_cast<int>(c.server.slow_client_seconds * 1000);
  o.idle_timeout_ms = static_cast<int>(c.server.idle_seconds * 1000);
  o.upload_folder = place.data_folder() + "/uploads";
  o.trusted_proxies = c.server.trusted_proxies;
  return o;
}

std::map<std::string, web::RateRule, std::less<>> rate_rules(const config::Limits& limits) {
  auto rules = web::RateLimits::standard_rules();
  const auto rule = [](std::int64_t per_minute) {
    return web::RateRule{static_cast<double>(per_minute),
                         std::max(1.0, static_cast<double>(per_minute) / 2)};
  };
  rules["address"] = rule(limits.requests_per_minute);
  rules["account"] = rule(limits.requests_per_minute);
  rules["sign_in"] = rule(limits.sign_in_per_minute);
  return rules;
}

// Signs the tokens of visitors' forms; kept, so that a form survives a restart of the server.
Result<std::string> csrf_secret(const std::string& folder) {
  const std::filesystem::path path = std::filesystem::path(folder) / "keys" / "csrf.key";
  std::error_code made;
  std::filesystem::create_directories(path.parent_path(), made);
  const int fd = open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd >= 0) {
    const std::string fresh = random_token(32);
    const bool whole = write(fd, fresh.data(), fresh.size()) == static_cast<ssize_t>(fresh.size());
    close(fd);
    if (whole) return fresh;
    std::filesystem::remove(path, made);
  }
  std::ifstream in(path);
  std::string kept;
  if (std::getline(in, kept) && kept.size() >= 32) return kept;
  return fail(Fault::unavailable, "鍵のファイル「" + path.string() +
                                      "」を読み書きできません。場所と権限をお確かめください。");
}

// A demo whose configuration says nothing shows what cannot be anybody's.
web::Contact contact_of(const config::Consortium& from, bool demo) {
  const bool nothing = from.telephone.empty() && from.mail.empty() && from.address.empty();
  if (demo && nothing) {
    return {"096-000-0100", "平日9時から17時まで", "office@example.com",
            "〒860-0000 熊本市中央区架空町1丁目2-3 コンソーシアム事務局"};
  }
  return {from.telephone, from.hours, from.mail, from.address};
}

}  // namespace

Result<void> furnish(web::App& app, Installation& place) {
  const config::Config& c = place.config();
  app.session_limits.idle_minutes = static_cast<int>(c.session.idle_minutes);
  app.session_limits.absolute_hours = static_cast<int>(c.session.absolute_hours);
  app.public_origin = c.origin();
  access::configure_address_rules(access::AddressRules::parse(c.access.allow));
  app.site_name = c.consortium.name;
  app.development = c.development.enabled;
  app.limits->set_rules(rate_rules(c.limits));
  const std::string day = place.db().read([](db::Reader& reader) {
    return settings::find(reader, kPretendedToday);
  });
  app.pretended_today = parse_iso_date(day);
  app.contact = contact_of(c.consortium, app.is_demo());
  app.contract_start = c.consortium.contract_start;
  app.contract_end = c.consortium.contract_end;
  app.csrf_secret = TRY(csrf_secret(place.data_folder()));
  return {};
}

namespace {

// What a process that was killed had half received: nobody will ask for it again. `alone`: no other
// process can be receiving here.
void clear_uploads(const std::string& folder, bool alone) {
  constexpr auto kOldAfter = std::chrono::hours(1);
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  const auto now = std::filesystem::file_time_type::clock::now();
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    const bool old = now - entry.last_write_time(ignored) > kOldAfter;
    if (alone || old) std::filesystem::remove(entry.path(), ignored);
  }
}

std::vector<jobs::Job> jobs_of(const Product& product, web::App& app) {
  std::vector<jobs::Job> all;
  all.push_back({"files.unused.swept", "使われていないファイルを片づける",
                 jobs::Schedule::daily_at(kSweepHour, 0), [](const Context& ctx) -> Result<void> {
                   TRY(files::sweep(ctx));
                   return {};
                 }});
  all.push_back({"files.unscanned.scanned", "検査を待つファイルをウイルス検査にかける",
                 jobs::Schedule::every_minutes(kRescanMinutes),
                 [](const Context& ctx) -> Result<void> {
                   TRY(files::rescan_unscanned(ctx));
                   return {};
                 }});
  all.push_back({"outbox.done.deleted", "済んだ配信の記録とメールの古いリンクを片づける",
                 jobs::Schedule::every_minutes(60), [](const Context& ctx) -> Result<void> {
                   const Instant before{ctx.now.ms - kDoneKeptMs};
                   TRY(outbox::delete_done(ctx.db, before));
                   TRY(mail::hide_ended_links(ctx));
                   return {};
                 }});
  if (product.add_jobs) product.add_jobs(all, app);
  return all;
}

std::int64_t changed_at(const std::string& path) {
  struct stat facts {};
  if (path.empty() || stat(path.c_str(), &facts) != 0) return 0;
  return facts.st_mtim.tv_sec * 1'000'000'000LL + facts.st_mtim.tv_nsec;
}

// The files whose change means a reload: an editor or certbot need not send a signal.
class Watched {
 public:
  explicit Watched(std::vector<std::string> paths) : paths_(std::move(paths)) { changed(); }
  bool changed() {
    std::vector<std::int64_t> now;
    for (const std::string& path : paths_) now.push_back(changed_at(path));
    const bool differs = now != seen_;
    seen_ = std::move(now);
    return differs;
  }

 private:
  std::vector<std::string> paths_;
  std::vector<std::int64_t> seen_;
};

void reload(Installation& place, web::App& app, web::Server& server) {
  tell_manager(reloading_state());
  if (auto reloaded = place.reload(); !reloaded) {
    log::error("config.reload.failed", {{"detail", reloaded.error().says}});
  } else {
    app.limits->set_rules(rate_rules(place.config().limits));
    for (const config::Change& change : reloaded->changes) {
      log::info("config.changed", {{"key", change.key},
                                   {"needs_restart", change.needs_restart ? "yes" : "no"}});
    }
  }
  if (place.config().tls.enabled()) {
    if (auto read = server.reload_certificate(); !read) {
      log::error("tls.reload.failed", {{"detail", read.error().detail}});
    } else {
      log::info("tls.reloaded");
    }
  }
  tell_manager("READY=1");
}

sigset_t signals_we_wait_for() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  return set;
}

// Returns when asked to stop.
void wait_for_the_end(const sigset_t& signals, Installation& place, web::App& app,
                      web::Server& server) {
  const config::Tls& tls = place.config().tls;
  Watched files({place.config_path(), tls.certificate_file, tls.key_file});
  const std::int64_t watchdog_ms = watchdog_interval_ms();
  const std::int64_t wait_ms = watchdog_ms > 0 ? std::min<std::int64_t>(kWaitMs, watchdog_ms)
                                               : kWaitMs;
  const timespec wait{wait_ms / 1000, (wait_ms % 1000) * 1'000'000};
  while (true) {
    const int signal = sigtimedwait(&signals, nullptr, &wait);
    if (signal == SIGTERM || signal == SIGINT) return;
    const bool changed = files.changed();
    if (signal == SIGHUP || changed) reload(place, app, server);
    if (watchdog_ms > 0) tell_manager("WATCHDOG=1");
  }
}

Result<void> serve_until_told(const Product& product, Installation& place,
                              const sigset_t& signals) {
  FolderLock lock;
  if (place.db_options().kind == db::Kind::sqlite) TRY(lock.take(place.data_folder()));
  TRY(place.migrate());
  clear_uploads(place.data_folder() + "/uploads",
                place.db_options().kind == db::Kind::sqlite);
  files::clear_parcels();

  web::App app(place.db());
  TRY(furnish(app, place));
  std::atomic<bool> serving{false};
  const Pulse pulse(place.db());
  app.ready = [&] { return serving.load() && pulse.beats(); };
  TRY(product.add_routes(app, place));
  outbox::Handlers handlers;
  mail::add_handlers(handlers);
  files::add_handlers(handlers);
  if (product.add_handlers) TRY(product.add_handlers(handlers, place));
  // At once and not only by the clock: a scanner configured just now must see what is here.
  if (auto ordered = files::rescan_unscanned(place.context("起動"),
                                             files::Reach::also_too_large);
      !ordered) {
    log::error("files.scanner.silent", {{"detail", ordered.error().detail}});
  }
  outbox::Dispatcher dispatcher(place.db(), std::move(handlers), app.clock, app.pretended_today);
  jobs::Scheduler scheduler(place.db(), jobs_of(product, app), app.clock, app.pretended_today);

  // Destroyed after the server: the last requests are counted as well.
  const std::shared_ptr<void> beside = product.run_beside ? product.run_beside(app) : nullptr;
  web::Server server(app, server_options(place));
  TRY(server.start());
  dispatcher.start();
  scheduler.start();
  serving = true;
  log::info("serve.started", {{"port", std::to_string(server.port())}});
  tell_manager("READY=1\nMAINPID=" + std::to_string(getpid()));

  wait_for_the_end(signals, place, app, server);
  tell_manager("STOPPING=1");
  log::info("serve.stopping");
  serving = false;  // a balancer that asks /readyz sends no more
  server.stop();    // requests in flight finish
  scheduler.stop();
  dispatcher.stop();
  log::info("serve.stopped");
  return {};
}

}  // namespace

int serve(const Product& product, const Choices& choices, const ServeOptions& options) {
  // Blocked before any thread starts, so that only the main thread receives them. A peer that goes
  // away must not end us.
  const sigset_t signals = signals_we_wait_for();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  config::Environment overrides;
  if (!options.host.empty()) overrides["MUSUBI_SERVER_HOST"] = options.host;
  if (options.port) overrides["MUSUBI_SERVER_PORT"] = std::to_string(*options.port);
  if (options.admin_port) {
    overrides["MUSUBI_SERVER_ADMIN_PORT"] = std::to_string(*options.admin_port);
  }
  auto place = Installation::open(choices, overrides);
  if (!place) return report(place.error());
  if (auto done = serve_until_told(product, **place, signals); !done) return report(done.error());
  return kOk;
}

}  // namespace musubi::cli
