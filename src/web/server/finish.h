// finish.h - from a Response to the bytes of the wire: conditional requests, ranges, compression,
// Content-Length. Pure but for opening files; runs on worker threads, never touches a socket.
#pragma once

#include <memory>
#include <string>

#include "web/cache.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::web {

// One response on its way out. The head lacks Date, Connection, HSTS and the empty line.
struct Outgoing {
  Outgoing() = default;
  Outgoing(Outgoing&& other) noexcept;
  Outgoing& operator=(Outgoing&& other) noexcept;
  ~Outgoing();

  int status = 200;
  std::string head;
  std::string body;
  int file = -1;  // owned descriptor; sent from `offset` for `length` bytes instead of the body
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::string sse_topic;
  std::string session_id;
};

Outgoing finish(const Request& request, Response response);
// The finished forms of a page that anyone may see. `media_type` decides about compression.
std::shared_ptr<const CachedPage> finish_for_cache(const Response& response);

std::string_view reason_of(int status);
std::string etag_of(std::string_view body);  // weak, from the content
bool etag_matches(std::string_view if_none_match, std::string_view etag);  // weak comparison
std::string http_date(std::int64_t unix_seconds);

}  // namespace musubi::web
