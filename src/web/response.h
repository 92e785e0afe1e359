// response.h - what a handler returns, and the few ways to make one.
// Filled by handlers, completed by handle(); knows nothing of sockets.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "web/html.h"

namespace musubi::files {
class Parcel;
}

namespace musubi::web {

struct Request;

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;  // names as written
  std::string body;
  // What the page refuses (Html::refusal): machines get it instead of the page. Null = nothing.
  std::shared_ptr<const Error> refusal;
  std::string file_path;      // streamed instead of body when set (supports ranges)
  // What the file at file_path belongs to, if it must go when it was sent: the server lets it go as
  // soon as it has opened the file.
  std::shared_ptr<const void> file_owner;
  std::string sse_topic;      // text/event-stream subscribed to this topic when set
  // Tags under which the finished bytes may be kept and shown to anyone; empty = never cached.
  // Only honoured for anonymous GETs. Invalidated by web::forget(tag).
  std::vector<std::string> cache_tags;
  // SECURITY: the same bytes whoever asks, and open to anyone (a public picture): its own
  // Cache-Control stays when the reader is signed in.
  bool same_for_anyone = false;

  Response& header(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  Response& cached_for_anyone(std::vector<std::string> tags) {
    cache_tags = std::move(tags);
    return *this;
  }
};

Response html(Html page, int status = 200);
Response see_other(std::string path);                       // 303 after a successful write
Response json_text(std::string json, int status = 200);
Response download(std::string body, std::string_view media_type, std::string_view filename);
Response download_file(std::string path, std::string_view media_type, std::string_view filename);
// A file made for this one answer (core/files/parcel.h), sent from the disk and then gone: also
// when nobody waits for it any more. REQUIRES: sealed.
Response download_parcel(std::shared_ptr<const files::Parcel> parcel, std::string_view media_type,
                         std::string_view filename);
// The one place that maps a Fault to a status. Machine calls get problem details (RFC 9457).
Response problem(const Request& request, const Error& error);
int status_of(Fault fault);

}  // namespace musubi::web
