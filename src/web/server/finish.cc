// finish.cc - see finish.h.
// Called on workers, and for refusals on the I/O thread; never throws away a length.
#include "web/server/finish.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <ctime>

#include "base/log.h"
#include "base/sha256.h"
#include "web/error_page.h"
#include "web/server/compress.h"
#include "web/server/head.h"

namespace musubi::web {
namespace {

std::string* find_header(Response& response, std::string_view name) {
  for (auto& [key, value] : response.headers) {
    if (equals_ignoring_case(key, name)) return &value;
  }
  return nullptr;
}

std::string header_of(const Response& response, std::string_view name) {
  std::string* found = find_header(const_cast<Response&>(response), name);
  return found == nullptr ? std::string() : *found;
}

void drop_header(Response& response, std::string_view name) {
  std::erase_if(response.headers,
                [&](const auto& header) { return equals_ignoring_case(header.first, name); });
}

bool has_no_length(int status) { return status == 204 || status == 304; }

std::string write_head(const Response& response, std::uint64_t length) {
  std::string out = "HTTP/1.1 " + std::to_string(response.status) + " ";
  out.append(reason_of(response.status)).append("\r\n");
  for (const auto& [name, value] : response.headers) {
    if (name == "Strict-Transport-Security") continue;  // added while sending, over TLS only
    // SECURITY: a line end would let whoever supplied the value write headers of his own.
    if (value.find_first_of("\r\n") != std::string::npos) {
      log::error("web.header_dropped", {{"name", name}});
      continue;
    }
    out.append(name).append(": ").append(value).append("\r\n");
  }
  if (!has_no_length(response.status) && response.sse_topic.empty()) {
    out.append("Content-Length: ").append(std::to_string(length)).append("\r\n");
  }
  return out;
}

void add_vary(Response& response) {
  std::string* vary = find_header(response, "Vary");
  if (vary == nullptr) {
    response.header("Vary", "Accept-Encoding");
  } else if (vary->find("Accept-Encoding") == std::string::npos) {
    *vary += ", Accept-Encoding";
  }
}

void compress(const Request& request, Response& response) {
  if (response.body.size() < kCompressFrom || find_header(response, "Content-Encoding")) return;
  if (!is_compressible(header_of(response, "Content-Type"))) return;
  add_vary(response);
  std::string accepted = request.header("accept-encoding");
  for (std::string_view coding : {"br", "gzip"}) {
    if (!accepts_coding(accepted, coding)) continue;
    std::string smaller = coding == "br" ? brotli_of(response.body, Effort::quick)
                                         : gzip_of(response.body, Effort::quick);
    if (smaller.empty()) continue;
    response.body = std::move(smaller);
    response.header("Content-Encoding", std::string(coding));
    return;
  }
}

bool is_get(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

// RFC 9110 section 13.2.2 for what we support: If-None-Match wins over If-Modified-Since.
bool is_unchanged(const Request& request, const Response& response) {
  std::string wanted = request.header("if-none-match");
  if (!wanted.empty()) return etag_matches(wanted, header_of(response, "ETag"));
  std::string since = request.header("if-modified-since");
  return !since.empty() && since == header_of(response, "Last-Modified");
}

void make_not_modified(Response& response) {
  response.status = 304;
  response.body.clear();
  drop_header(response, "Content-Type");
  drop_header(response, "Content-Disposition");
}

struct Range {
  std::uint64_t first = 0;
  std::uint64_t length = 0;
};
enum class RangeVerdict { whole, part, unsatisfiable };

// One range only; several, or anything unreadable, yield the whole file as RFC 9110 allows.
RangeVerdict read_range(std::string_view text, std::uint64_t size, Range& range) {
  if (!text.starts_with("bytes=") || text.find(',') != std::string_view::npos) {
    return RangeVerdict::whole;
  }
  text.remove_prefix(6);
  std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return RangeVerdict::whole;
  auto number = [](std::string_view digits, std::uint64_t& out) {
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  bool has_first = number(text.substr(0, dash), first);
  bool has_last = number(text.substr(dash + 1), last);
  if (dash == 0) {  // the last n bytes
    if (!has_last) return RangeVerdict::whole;
    if (last == 0 || size == 0) return RangeVerdict::unsatisfiable;
    range.length = std::min(last, size);
    range.first = size - range.length;
    return RangeVerdict::part;
  }
  if (!has_first || (!has_last && dash + 1 != text.size())) return RangeVerdict::whole;
  if (!has_last) last = UINT64_MAX;
  if (last < first) return RangeVerdict::whole;
  if (first >= size) return RangeVerdict::unsatisfiable;
  range.first = first;
  range.length = std::min(last, size - 1) - first + 1;
  return RangeVerdict::part;
}

// What belongs to the response goes with it at the end: the open descriptor reads on. A part can be
// asked for with GET only: an answer to a POST is whole, and never the same again.
Outgoing finish_file(const Request& request, Response response) {
  Outgoing out;
  out.file = ::open(response.file_path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat info {};
  if (out.file < 0 || ::fstat(out.file, &info) != 0 || !S_ISREG(info.st_mode)) {
    log::error("web.file_missing", {{"request", request.request_id}});
    Response sorry = error_response(
        request, {503, "", "ファイルを読み出せませんでした。時間をおいて、もう一度お試しください"});
    for (auto& header : response.headers) {
      bool own = header.first == "Content-Type" || header.first == "Content-Disposition";
      if (!own) sorry.headers.push_back(std::move(header));
    }
    return finish(request, std::move(sorry));
  }
  auto size = static_cast<std::uint64_t>(info.st_size);
  std::string stamp = std::to_string(info.st_size) + "-" + std::to_string(info.st_mtim.tv_sec) +
                      "." + std::to_string(info.st_mtim.tv_nsec);
  std::string etag = "\"" + sha256_hex(stamp + response.file_path).substr(0, 24) + "\"";
  if (!find_header(response, "ETag")) response.header("ETag", etag);
  response.header("Last-Modified", http_date(info.st_mtim.tv_sec));
  if (is_get(request)) response.header("Accept-Ranges", "bytes");
  out.length = size;
  if (is_get(request) && is_unchanged(request, response)) {
    make_not_modified(response);
    out.length = 0;
  } else if (std::string wanted = request.header("range"); is_get(request) && !wanted.empty()) {
    std::string condition = request.header("if-range");
    bool fresh = condition.empty() || condition == header_of(response, "ETag") ||
                 condition == header_of(response, "Last-Modified");
    Range range;
    RangeVerdict verdict = fresh ? read_range(wanted, size, range) : RangeVerdict::whole;
    if (verdict == RangeVerdict::part) {
      response.status = 206;
      out.offset = range.first;
      out.length = range.length;
      response.header("Content-Range", "bytes " + std::to_string(range.first) + "-" +
                                           std::to_string(range.first + range.length - 1) + "/" +
                                           std::to_string(size));
    } else if (verdict == RangeVerdict::unsatisfiable) {
      response.status = 416;
      out.length = 0;
      response.header("Content-Range", "bytes */" + std::to_string(size));
    }
  }
  out.status = response.status;
  out.head = write_head(response, out.length);
  if (request.method == "HEAD") out.length = 0;
  return out;
}

}  // namespace

Outgoing::Outgoing(Outgoing&& other) noexcept { *this = std::move(other); }

Outgoing& Outgoing::operator=(Outgoing&& other) noexcept {
  status = other.status;
  head = std::move(other.head);
  body = std::move(other.body);
  std::swap(file, other.file);
  offset = other.offset;
  length = other.length;
  sse_topic = std::move(other.sse_topic);
  session_id = std::move(other.session_id);
  return *this;
}

Outgoing::~Outgoing() {
  if (file >= 0) ::close(file);
}

Outgoing finish(const Request& request, Response response) {
  if (!response.file_path.empty()) return finish_file(request, std::move(response));
  if (!response.sse_topic.empty()) {
    response.body = ": \n\n";  // so that proxies and browsers see that the stream has begun
    drop_header(response, "Content-Type");
    response.header("Content-Type", "text/event-stream; charset=utf-8");
    response.header("X-Accel-Buffering", "no");
  } else {
    bool anonymous = !request.actor.is_person() && header_of(response, "Set-Cookie").empty();
    if (is_get(request) && response.status == 200 && anonymous && !find_header(response, "ETag")) {
      response.header("ETag", etag_of(response.body));
    }
    if (is_get(request) && response.status == 200 && is_unchanged(request, response)) {
      make_not_modified(response);
    }
    compress(request, response);
  }
  Outgoing out;
  out.status = response.status;
  out.head = write_head(response, response.body.size());
  if (request.method != "HEAD") out.body = std::move(response.body);
  out.sse_topic = std::move(response.sse_topic);
  out.session_id = request.session_id;
  return out;
}

std::shared_ptr<const CachedPage> finish_for_cache(const Response& given) {
  Response response = given;
  drop_header(response, "X-Request-Id");  // it belongs to the one request that made the page
  auto page = std::make_shared<CachedPage>();
  page->tags = response.cache_tags;
  if (!find_header(response, "ETag")) response.header("ETag", etag_of(response.body));
  page->etag = header_of(response, "ETag");
  page->is_page = header_of(response, "Content-Type").starts_with("text/html");
  page->is_download = header_of(response, "Content-Disposition").starts_with("attachment");
  bool compressible = response.body.size() >= kCompressFrom &&
                      is_compressible(header_of(response, "Content-Type"));
  if (compressible) add_vary(response);
  Response unchanged = response;
  make_not_modified(unchanged);
  std::string not_modified_head = write_head(unchanged, 0);
  auto add = [&](Encoding encoding, std::string body, std::string_view coding) {
    if (body.empty() && encoding != Encoding::identity) return;
    Response form = response;
    if (!coding.empty()) form.header("Content-Encoding", std::string(coding));
    auto bytes = std::make_shared<FinishedBytes>();
    bytes->head = write_head(form, body.size());
    bytes->not_modified_head = not_modified_head;
    bytes->owned_body = std::move(body);
    page->forms[static_cast<std::size_t>(encoding)] = std::move(bytes);
  };
  add(Encoding::identity, response.body, "");
  if (compressible) {
    add(Encoding::gzip, gzip_of(response.body, Effort::best), "gzip");
    add(Encoding::brotli, brotli_of(response.body, Effort::best), "br");
  }
  return page;
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 416: return "Range Not Satisfiable";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Unsupported Transfer Coding";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Status";
  }
}

std::string etag_of(std::string_view body) {
  return "W/\"" + sha256_hex(body).substr(0, 24) + "\"";
}

bool etag_matches(std::string_view list, std::string_view etag) {
  if (etag.empty() || list.empty()) return false;
  auto strip = [](std::string_view tag) {
    while (!tag.empty() && (tag.front() == ' ' || tag.front() == '\t')) tag.remove_prefix(1);
    while (!tag.empty() && (tag.back() == ' ' || tag.back() == '\t')) tag.remove_suffix(1);
    return tag.starts_with("W/") ? tag.substr(2) : tag;
  };
  std::string_view own = strip(etag);
  while (!list.empty()) {
    std::size_t comma = list.find(',');
    std::string_view one = strip(list.substr(0, comma));
    if (one == "*" || one == own) return true;
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return false;
}

std::string http_date(std::int64_t unix_seconds) {
  std::time_t when = unix_seconds;
  std::tm parts{};
  gmtime_r(&when, &parts);
  static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char out[40];
  std::snprintf(out, sizeof out, "%s, %02d %s %d %02d:%02d:%02d GMT", days[parts.tm_wday],
                parts.tm_mday, months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour,
                parts.tm_min, parts.tm_sec);
  return out;
}

}  // namespace musubi::web
