// connection_write.cc - requests to the workers, responses to the wire, live streams.
// The other half is connection.cc. Never blocks: what cannot be sent waits in Pending.
#include "web/server/connection.h"

#include <chrono>

#include "base/log.h"
#include "web/error_page.h"
#include "web/gate.h"
#include "web/rate_limits.h"
#include "web/server/connection_parts.h"

namespace musubi::web {
namespace {

constexpr std::size_t kStreamBacklogMax = 64 * 1024;  // a slow reader of a live stream is let go

// Uploads that no service has taken are gone with the request.
void delete_uploads(const Request& request) {
  for (const Upload& upload : request.uploads) ::unlink(upload.temp_path.c_str());
}

// On a worker: the page's best forms, made once, after its first reader has been served.
void fill_cache(Shared& shared, const Request& request, const Response& response,
                std::uint64_t ticket) {
  {
    std::lock_guard lock(shared.filling_mutex);
    if (!shared.filling.insert(request.target).second) return;
  }
  shared.app.cache->put(request.target, finish_for_cache(response), ticket);
  std::lock_guard lock(shared.filling_mutex);
  shared.filling.erase(request.target);
}

}  // namespace

bool Connection::offer(std::function<void()> job) {
  Metrics& metrics = loop_.shared().metrics;
  metrics.in_flight.fetch_add(1, std::memory_order_relaxed);
  if (loop_.shared().workers->offer(std::move(job))) return true;
  metrics.in_flight.fetch_sub(1, std::memory_order_relaxed);
  return false;
}

void Connection::submit_admission() {
  state_ = State::admitting;
  arm(loop_.shared().options.idle_timeout_ms);
  Loop& loop = loop_;
  Request* request = incoming_->request.get();  // incoming_ stays while we are admitting
  bool queued = offer([&loop, request, me = shared_from_this()]() mutable {
    App& app = loop.shared().app;
    std::optional<Response> refusal = judge_head(app, *request);
    loop.shared().metrics.in_flight.fetch_sub(1, std::memory_order_relaxed);
    loop.post([me = std::move(me), refusal = std::move(refusal)]() mutable {
      me->admission_done(std::move(refusal));
    });
  });
  if (!queued) refuse_busy();
}

void Connection::admission_done(std::optional<Response> refusal) {
  if (state_ != State::admitting) return;
  if (refusal) {
    keep_alive_ = false;  // the body was not read
    Outgoing out = finish(*incoming_->request, std::move(*refusal));
    return deliver(std::move(out));
  }
  begin_body();
  if (state_ == State::body) continue_with_pending_input();
}

void Connection::submit() {
  state_ = State::working;
  arm(loop_.shared().options.idle_timeout_ms);
  Loop& loop = loop_;
  // Shared so that the std::function can be copied; there is one user at a time.
  std::shared_ptr<Incoming> in(std::move(incoming_));
  bool queued = offer([&loop, in, me = shared_from_this()]() mutable {
    Shared& shared = loop.shared();
    Request& request = *in->request;
    auto began = std::chrono::steady_clock::now();
    std::uint64_t ticket = shared.app.cache->ticket();
    Response response = handle(shared.app, request);
    bool keep = !response.cache_tags.empty() && request.method == "GET" && response.status == 200;
    Response copy;
    if (keep) copy = response;
    Outgoing out = finish(request, std::move(response));
    delete_uploads(request);
    auto spent = std::chrono::steady_clock::now() - began;
    shared.metrics.took(static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(spent).count()));
    shared.metrics.in_flight.fetch_sub(1, std::memory_order_relaxed);
    auto boxed = std::make_shared<Outgoing>(std::move(out));
    loop.post([me = std::move(me), boxed] {
      if (me->state_ == State::working) me->deliver(std::move(*boxed));
    });
    if (keep) fill_cache(shared, request, copy, ticket);
  });
  if (!queued) {
    delete_uploads(*in->request);
    refuse_busy();
  }
}

void Connection::refuse_busy() {
  loop_.shared().metrics.rejected.fetch_add(1, std::memory_order_relaxed);
  refuse(503, "ただいま大変混み合っています。1分ほど待ってから、もう一度お試しください");
}

// An answer made on the I/O thread; the connection ends with it, because the rest of the request
// has not been read. Uses neither database nor session.
void Connection::refuse(int status, std::string says, bool head_only) {
  keep_alive_ = false;
  Request request;
  request.address = peer_;
  if (incoming_ && incoming_->request) {
    request.address = incoming_->request->address;
    request.method = incoming_->request->method;
    request.headers = incoming_->request->headers;
  }
  if (head_only) request.method = "HEAD";
  request.app = &loop_.shared().app;
  request.secure = secure_;
  request.request_id = new_request_number();
  log::info("web.refused", {{"request", request.request_id},
                            {"status", std::to_string(status)},
                            {"network", masked_address(request.address)}});
  Response response = error_response(request, {status, "", std::move(says)});
  response.header("Cache-Control", "no-store");
  if (status == 503) response.header("Retry-After", "30");
  add_security_headers(request, response);
  request.headers.erase("range");
  incoming_.reset();
  deliver(finish(request, std::move(response)));
}

void Connection::answer_small(int status, std::string_view body, bool head_only) {
  std::string head = "HTTP/1.1 " + std::to_string(status) + " ";
  head.append(reason_of(status));
  head += "\r\nContent-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
          "X-Content-Type-Options: nosniff\r\nContent-Length: " +
          std::to_string(body.size()) + "\r\n";
  loop_.shared().metrics.count(status);
  if (write_pieces(head, head_only ? std::string_view() : body, nullptr)) response_sent();
}

// The hot path: no allocation, one system call.
void Connection::send_cached(std::shared_ptr<const CachedPage> page, const Head& head) {
  const FinishedBytes& bytes =
      page->forms[1] == nullptr && page->forms[2] == nullptr
          ? *page->forms[0]
          : page->best_for(accepts_coding(head.accept_encoding, "br"),
                           accepts_coding(head.accept_encoding, "gzip"));
  bool unchanged = !head.if_none_match.empty() && etag_matches(head.if_none_match, page->etag);
  loop_.shared().metrics.count(unchanged ? 304 : 200);
  std::string_view first = unchanged ? bytes.not_modified_head : bytes.head;
  std::string_view body = unchanged || head.method == "HEAD" ? std::string_view() : bytes.body();
  if (write_pieces(first, body, std::move(page))) response_sent();
}

std::string_view Connection::trailer_of_head(std::array<char, 256>& room) const {
  std::size_t at = 0;
  auto add = [&](std::string_view text) {
    text.copy(room.data() + at, text.size());
    at += text.size();
  };
  add(loop_.date_line());
  if (secure_) add("Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n");
  if (!keep_alive_) {
    add("Connection: close\r\n");
  } else if (old_version_) {
    add("Connection: keep-alive\r\n");
  }
  add("\r\n");
  return {room.data(), at};
}

// True when all of it went out; else the rest is pending and the state is writing.
bool Connection::write_pieces(std::string_view head, std::string_view body,
                              std::shared_ptr<const CachedPage> keep) {
  std::array<char, 256> room;
  // What was asked before the stop began is told of it, too.
  if (loop_.shared().stopping.load(std::memory_order_relaxed)) keep_alive_ = false;
  std::string_view end = trailer_of_head(room);
  std::array<iovec, 3> pieces = {iovec{const_cast<char*>(head.data()), head.size()},
                                 iovec{const_cast<char*>(end.data()), end.size()},
                                 iovec{const_cast<char*>(body.data()), body.size()}};
  std::size_t sent = 0;
  Io io = wire_.write(pieces.data(), body.empty() ? 2 : 3, sent);
  if (io == Io::closed) {
    close();
    return false;
  }
  if (sent == head.size() + end.size() + body.size()) return true;
  pending_ = std::make_unique<Pending>(loop_.shared().metrics);
  pending_->head.append(head).append(end);
  std::size_t of_head = std::min(sent, pending_->head.size());
  pending_->head.erase(0, of_head);
  pending_->rest = body.substr(sent - of_head);
  if (keep == nullptr) {
    if (!pending_->held.set(pending_->rest.size(), loop_.shared().options.bytes_held_max)) {
      loop_.shared().metrics.rejected.fetch_add(1, std::memory_order_relaxed);
      close();  // the head is out: nothing better can be said
      return false;
    }
    pending_->body = pending_->rest;
    pending_->rest = pending_->body;
  }
  pending_->page = std::move(keep);
  state_ = State::writing;
  arm(loop_.shared().options.write_stall_timeout_ms);
  wait_write();
  return false;
}

void Connection::deliver(Outgoing out) {
  incoming_.reset();
  loop_.shared().metrics.count(out.status);
  bool stream = !out.sse_topic.empty() && out.status == 200;
  if (stream) {
    keep_alive_ = false;  // a stream ends with its connection
    Metrics& metrics = loop_.shared().metrics;
    if (metrics.live_streams >= loop_.shared().options.live_streams_max) return refuse_busy();
    session_id_ = std::move(out.session_id);
  }
  state_ = State::writing;
  if (!write_pieces(out.head, out.body, nullptr)) {
    if (state_ != State::writing) return;
    if (out.file >= 0) pending_->file = std::move(out);
    if (stream) pending_->file.sse_topic = std::move(out.sse_topic);
    return;
  }
  if (stream) return begin_stream(out.sse_topic);
  if (out.file >= 0 && out.length > 0) {
    pending_ = std::make_unique<Pending>(loop_.shared().metrics);
    pending_->file = std::move(out);
    arm(loop_.shared().options.write_stall_timeout_ms);
    return on_writable();
  }
  response_sent();
  if (state_ == State::head) continue_with_pending_input();
}

bool Connection::flush() {
  Pending& out = *pending_;
  while (!out.head.empty() || !out.rest.empty()) {
    std::array<iovec, 2> pieces = {iovec{out.head.data(), out.head.size()},
                                   iovec{const_cast<char*>(out.rest.data()), out.rest.size()}};
    std::size_t sent = 0;
    bool no_head = out.head.empty();
    Io io = wire_.write(pieces.data() + (no_head ? 1 : 0), no_head ? 1 : 2, sent);
    if (io == Io::closed) {
      close();
      return false;
    }
    std::size_t of_head = std::min(sent, out.head.size());
    out.head.erase(0, of_head);
    out.rest.remove_prefix(sent - of_head);
    if (sent > 0) arm(loop_.shared().options.write_stall_timeout_ms);
    if (io == Io::wait_write || (io == Io::done && sent == 0)) {
      wait_write();
      return false;
    }
    if (io == Io::wait_read) {
      wait_read();
      return false;
    }
  }
  if (out.file.file < 0 || out.file.length == 0) return true;
  std::uint64_t before = out.file.length;
  Io io = wire_.send_file(out.file.file, out.file.offset, out.file.length);
  if (io == Io::closed) {
    close();
    return false;
  }
  if (out.file.length != before) arm(loop_.shared().options.write_stall_timeout_ms);
  if (io == Io::done) return true;
  wait_write();
  return false;
}

void Connection::on_writable() {
  if (state_ == State::handshake) return on_readable();
  if (!pending_) return;
  if (!flush()) return;
  std::string topic = std::move(pending_->file.sse_topic);
  pending_.reset();
  if (state_ == State::streaming) return;
  if (!topic.empty()) return begin_stream(topic);
  response_sent();
  if (state_ == State::head) continue_with_pending_input();
}

void Connection::response_sent() {
  if (state_ == State::closed) return;
  if (!keep_alive_) return begin_draining();
  state_ = State::head;
  arm(loop_.shared().options.idle_timeout_ms);
}

void Connection::begin_stream(const std::string& topic) {
  const ServerOptions& options = loop_.shared().options;
  // SECURITY: the session may have ended between the gate and this line, and is told of once.
  if (loop_.has_ended(session_id_)) return close();
  state_ = State::streaming;
  std::string().swap(input_);
  loop_.shared().metrics.live_streams.fetch_add(1, std::memory_order_relaxed);
  topic_ = loop_.subscribe(*this, topic);
  stream_until_ms_ = loop_.now_ms() + options.live_minutes_max * 60'000LL;
  arm(options.heartbeat_ms);
  wait_read();  // to notice that the reader has left
}

void Connection::send_frame(const std::string& bytes) {
  if (state_ != State::streaming) return;
  if (pending_) {
    if (pending_->body.size() + bytes.size() > kStreamBacklogMax) return close();
    std::size_t done = pending_->body.size() - pending_->rest.size();
    pending_->body.erase(0, done);
    pending_->body += bytes;
    pending_->rest = pending_->body;
    return;
  }
  iovec piece{const_cast<char*>(bytes.data()), bytes.size()};
  std::size_t sent = 0;
  if (wire_.write(&piece, 1, sent) == Io::closed) return close();
  if (sent == bytes.size()) return;
  pending_ = std::make_unique<Pending>(loop_.shared().metrics);
  pending_->body = bytes.substr(sent);
  pending_->rest = pending_->body;
  wait_write();
}

}  // namespace musubi::web
