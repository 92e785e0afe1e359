// arrivals.h - what the public site was asked, on its way to whoever counts it (the feature
// analytics). The server's threads note, one thread takes once a second; between them a few bounded
// buffers: noting costs a request some hundred nanoseconds and never waits for a database.
//
//   I/O threads (cached pages), workers (handle()), features (searches) -> note() -> take()
//
// SECURITY: addresses and agents stay in this memory until the next take(), a second at most; the
// counter makes a hash of them that nobody can undo. What does not fit is dropped and counted.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "core/actor/actor.h"

namespace musubi::web {

struct App;
struct Request;
struct Response;

struct Arrival {
  enum class Kind : std::uint8_t { page, download, missing, search, outbound };
  enum class Who : std::uint8_t { visitor, member, staff };
  Instant at;
  Kind kind = Kind::page;
  Who who = Who::visitor;
  bool prefetch = false;   // the browser fetched it in case somebody might want it
  std::int64_t hits = 0;   // of a search
  std::string page;        // path as sent, or the route where the path may be a secret; a host
  std::string referrer;    // host only, "" for our own and for none
  std::string agent, address, words;
};

class Arrivals {
 public:
  struct Note {
    Instant at;
    Arrival::Kind kind = Arrival::Kind::page;
    Arrival::Who who = Arrival::Who::visitor;
    bool prefetch = false;
    std::int64_t hits = 0;
    std::string_view page = {}, referrer = {}, agent = {}, address = {}, words = {};
  };
  struct Taken {
    std::vector<Arrival> list;   // in order of time
    std::uint64_t dropped = 0;   // since the last take
  };

  // From now on what is noted is kept. `bytes_max`: of all buffers together.
  // The usual size holds some four thousand requests a second of each I/O thread; more would make
  // counting cost more than 5 % of the throughput.
  void open(std::size_t bytes_max = 8 * 1024 * 1024);
  void close() { open_.store(false, std::memory_order_relaxed); }
  bool is_open() const { return open_.load(std::memory_order_relaxed); }
  // Any thread; texts that are too long are cut. Nothing is kept while closed.
  void note(const Note& note);
  Taken take();
  // Since the start, for /metrics.
  std::uint64_t noted() const { return noted_.load(std::memory_order_relaxed); }
  std::uint64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::size_t kShards = 8;
  struct alignas(64) Shard {
    std::mutex mutex;
    std::string bytes;
  };
  std::array<Shard, kShards> shards_;
  std::atomic<bool> open_{false};
  std::size_t shard_bytes_ = 0;  // set before open_
  std::atomic<std::uint64_t> noted_{0}, dropped_{0};
  std::uint64_t dropped_told_ = 0;  // take() only
};

// The host that a Referer header names; "" when it names none or `own_host`.
std::string_view referring_host(std::string_view referer, std::string_view own_host);
// Sec-Purpose or Purpose: prefetch, prerender.
bool is_prefetch(std::string_view purpose);

// Staff is whoever works for the consortium or looks after it: their views are no visitor's.
Arrival::Who who_of(const Actor& actor);

// What handle() has answered. `open_to_all`: it is the same for anyone (Response says so), so that
// its address is no secret; else a path with parameters is noted as its route.
void note_arrival(App& app, const Request& request, const Response& response, bool open_to_all);

}  // namespace musubi::web
