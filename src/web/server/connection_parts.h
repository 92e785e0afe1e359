// connection_parts.h - private to connection*.cc: a request being read, a response being sent.
#pragma once

#include "web/server/connection.h"

namespace musubi::web {

struct Connection::Incoming {
  explicit Incoming(Metrics& counters) : metrics(counters) {}
  ~Incoming() {
    metrics.body_bytes_held.fetch_sub(held, std::memory_order_relaxed);
  }
  // Accounts for bytes kept in memory; false when all connections together hold too much.
  bool hold(std::size_t bytes, std::uint64_t most) {
    auto n = static_cast<std::int64_t>(bytes);
    held += n;
    std::int64_t all = metrics.body_bytes_held.fetch_add(n, std::memory_order_relaxed) + n;
    return static_cast<std::uint64_t>(all) <= most;
  }

  Metrics& metrics;
  std::int64_t held = 0;
  std::unique_ptr<Request> request;
  std::optional<std::string> boundary;
  std::unique_ptr<MultipartReader> multipart;
  ChunkedDecoder decoder;
  bool chunked = false;
  bool expects_continue = false;
  std::uint64_t limit = 0;     // of the body
  std::uint64_t left = 0;      // of Content-Length
  std::uint64_t accepted = 0;  // decoded
  std::uint64_t received = 0;  // on the wire, for the minimum rate
  std::int64_t began_ms = 0;
};

struct Connection::Pending {
  std::string head;   // what is left of it
  std::string body;   // owned, or
  std::shared_ptr<const CachedPage> page;  // what keeps `rest` alive
  std::string_view rest;
  Outgoing file;      // a file being sent
};

}  // namespace musubi::web
