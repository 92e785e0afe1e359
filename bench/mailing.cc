// mailing.cc - one mailing to everybody in a database, from "confirm the recipients" to the last
// mail that a real SMTP server accepted, through the services and the queue of the program.
//   bench_mailing DATABASE SMTP_PORT       (bench/mailing.sh runs it)
// DATABASE: an SQLite file or a connection string of PostgreSQL.
// Prints: mails accepted; seconds until the recipients were frozen, until all were queued, until
// all were accepted; MB of its own memory before, when all were queued, and at most.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

#include "base/log.h"
#include "core/keys/locksmith.h"
#include "core/search/search.h"
#include "database.h"
#include "features/mailings/mailings.h"
#include "features/mailings/service.h"

using namespace musubi;  // NOLINT: a program

namespace {

using Clock = std::chrono::steady_clock;

Actor person(const char* id, const char* name) {
  return {Actor::Kind::person, AccountId{id}, name, Roles{Role::secretariat_manager}, {}};
}

long private_kb() {
  std::ifstream in("/proc/self/smaps_rollup");
  std::string word;
  long kb = 0, all = 0;
  while (in >> word) {
    if ((word == "Private_Clean:" || word == "Private_Dirty:") && in >> kb) all += kb;
  }
  return all;
}

// What the program holds itself: pages of the mapped database file are the system's.
double own_mb() {
  std::ifstream in("/proc/self/status");
  std::string word;
  long kb = 0;
  while (in >> word) {
    if (word == "RssAnon:" && in >> kb) break;
  }
  return static_cast<double>(kb) / 1024;
}

template <class T>
T need(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "%s\n", result.error().says.c_str());
  std::exit(1);
}
void need(Result<void> result) {
  if (result) return;
  std::fprintf(stderr, "%s\n", result.error().says.c_str());
  std::exit(1);
}

double run_until_empty(db::Db& database, const outbox::Handlers& handlers) {
  const auto start = Clock::now();
  outbox::Dispatcher dispatcher(database, handlers, now_from_system_clock);
  for (int idle = 0; idle < 3;) {
    if (dispatcher.run_due() > 0) {
      idle = 0;
      continue;
    }
    ++idle;  // steps that wait behind others
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// The steps behind a mailing that may go, one after the other, while nothing is handed to a server.
double queue_all(const Context& ctx, const keys::Locksmith& smith,
                 const mailings::MailingId& id) {
  const auto start = Clock::now();
  for (;;) {
    const auto now = ctx.db.read(
        [&](db::Reader& reader) { return mailings::store::find_mailing(reader, id); });
    if (now && now->state == "sent") break;
    if (!now || (now->state != "scheduled" && now->state != "sending")) {
      std::fprintf(stderr, "the mailing is %s\n", now ? now->state.c_str() : "gone");
      std::exit(1);
    }
    outbox::Message step;
    step.body = {{"id", now->id.text}, {"run", now->run}, {"after", now->position}};
    need(mailings::send_step(ctx, smith, step));
  }
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  log::configure(log::Level::error, log::Format::text);
  search::install();
  auto database = need(db::Db::open(bench::database_named(argv[1])));
  mail::configure(mail::Smtp{"127.0.0.1", std::atoi(argv[2]), mail::Security::none, "", "",
                             "jimukyoku@example.jp", "事務局", "", 20'000});
  const auto smith = keys::make_test_locksmith();
  outbox::Handlers handlers;
  mailings::add_handlers(handlers, smith);
  mail::add_handlers(handlers);
  const auto as = [&](const Actor& who) {
    return Context{who, *database, now_from_system_clock(), "", ""};
  };
  const Actor writer = person("writer", "書く 人");
  mailings::SegmentInput everyone;
  everyone.name = "全員";
  const auto segment = need(mailings::create_segment(as(writer), everyone));
  const auto id = need(mailings::create_mailing(
      as(writer), {"news", "お知らせ", "{{団体名}}\n{{お名前}} 様\n\n本文", segment.text, 0, ""}));
  std::atomic<bool> over{false};
  long most_kb = 0;
  std::thread watcher([&] {
    for (; !over; std::this_thread::sleep_for(std::chrono::milliseconds(50))) {
      most_kb = std::max(most_kb, private_kb());
    }
  });
  const double before_mb = own_mb();
  need(mailings::prepare_mailing(as(writer), id));
  const double prepared = run_until_empty(*database, handlers);
  const auto version = [&] {
    return need(mailings::load_visible_mailing(as(writer), id)).mailing.version;
  };
  need(mailings::submit_mailing(as(writer), id, {{}, {}, version()}));
  if (need(mailings::load_visible_mailing(as(writer), id)).mailing.state == "waiting") {
    need(mailings::confirm_mailing(as(person("second", "別の 人")), id, version()));
  }
  const double queued = queue_all(as(writer), *smith, id);
  const double queued_mb = own_mb();
  const double sent = run_until_empty(*database, handlers);
  over = true;
  watcher.join();
  const auto page = need(mailings::load_visible_mailing(as(writer), id));
  std::printf("%lld %.1f %.1f %.1f %.0f %.0f %ld\n",
              static_cast<long long>(page.delivered(mail::State::sent)), prepared, queued, sent,
              before_mb, queued_mb, most_kb / 1024);
  return 0;
}
