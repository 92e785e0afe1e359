// connection_parts.h - private to connection*.cc: a request being read, a response being sent.
// Exist only while needed, so that an idle connection stays small.
#pragma once

#include "web/server/connection.h"

namespace musubi::web {

// A share of the memory that all connections together may hold.
class HeldBytes {
 public:
  explicit HeldBytes(Metrics& metrics) : metrics_(metrics) {}
  ~HeldBytes() { set(0, 0); }
  HeldBytes(const HeldBytes&) = delete;
  HeldBytes& operator=(const HeldBytes&) = delete;
  // False when everything together is now more than `most`.
  bool set(std::size_t bytes, std::uint64_t most) {
    std::int64_t change = static_cast<std::int64_t>(bytes) - held_;
    held_ += change;
    std::int64_t all = metrics_.bytes_held.fetch_add(change, std::memory_order_relaxed) + change;
    return static_cast<std::uint64_t>(all) <= most;
  }

 private:
  Metrics& metrics_;
  std::int64_t held_ = 0;
};

struct Connection::Incoming {
  explicit Incoming(Metrics& metrics) : held(metrics) {}
  HeldBytes held;
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
  explicit Pending(Metrics& metrics) : held(metrics) {}
  HeldBytes held;
  std::string head;   // what is left of it
  std::string body;   // owned, or
  std::shared_ptr<const CachedPage> page;  // what keeps `rest` alive
  std::string_view rest;
  Outgoing file;      // a file being sent
};

}  // namespace musubi::web
