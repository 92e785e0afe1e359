// connection.cc - reading: heads, bodies, limits and what is answered without a worker.
// The other half, requests to workers and responses to the wire, is in connection_write.cc.
#include "web/server/connection.h"

#include "base/text.h"
#include "web/app.h"
#include "web/arrivals.h"
#include "web/assets.h"
#include "web/gate.h"
#include "web/server/connection_parts.h"
#include "web/urlencoded.h"

namespace musubi::web {
namespace {

constexpr std::uint64_t kSmallBody = 64 * 1024;        // where no route says otherwise
constexpr std::uint64_t kAdmitFirst = 1024 * 1024;     // beyond: permission before the body
constexpr int kDrainMs = 2000;
constexpr std::size_t kReadAhead = 8 * 1024;

}  // namespace

Connection::Connection(Loop& loop, Socket socket, std::string peer, bool admin)
    : loop_(loop), socket_(std::move(socket)), admin_(admin), peer_(std::move(peer)) {
  loop_.shared().metrics.connections.fetch_add(1, std::memory_order_relaxed);
}

Connection::~Connection() {
  loop_.shared().metrics.connections.fetch_sub(1, std::memory_order_relaxed);
}

void Connection::start(SSL_CTX* tls) {
  self_ = shared_from_this();
  loop_.adopted(*this);
  wire_.open(socket_.native_handle(), tls);
  peer_trusted_ = loop_.shared().proxies.contains(peer_);
  arm(loop_.shared().options.head_timeout_ms);
  state_ = tls == nullptr ? State::head : State::handshake;
  wait_read();
}

void Connection::close() {
  if (state_ == State::closed) return;
  if (state_ == State::streaming) {
    loop_.unsubscribe(*this, topic_);
    loop_.shared().metrics.live_streams.fetch_sub(1, std::memory_order_relaxed);
  }
  state_ = State::closed;
  TimerWheel::remove(*this);
  loop_.gone(*this);
  boost::system::error_code ignored;
  socket_.close(ignored);
  incoming_.reset();
  pending_.reset();
  self_.reset();  // the last line: may destroy *this when nothing else holds it
}

void Connection::arm(int milliseconds) { loop_.wheel().set(*this, loop_.now_ms() + milliseconds); }

void Connection::wait_read() {
  if (waiting_to_read_) return;
  waiting_to_read_ = true;
  socket_.async_wait(Socket::wait_read, [me = shared_from_this()](boost::system::error_code ec) {
    me->waiting_to_read_ = false;
    if (!ec && me->state_ != State::closed) me->on_readable();
  });
}

void Connection::wait_write() {
  if (waiting_to_write_) return;
  waiting_to_write_ = true;
  socket_.async_wait(Socket::wait_write, [me = shared_from_this()](boost::system::error_code ec) {
    me->waiting_to_write_ = false;
    if (!ec && me->state_ != State::closed) me->on_writable();
  });
}

void Connection::on_readable() {
  if (state_ == State::handshake) {
    switch (wire_.handshake()) {
      case Io::done: state_ = State::head; break;
      case Io::wait_read: return wait_read();
      case Io::wait_write: return wait_write();
      case Io::closed:
        loop_.shared().metrics.handshakes_failed.fetch_add(1, std::memory_order_relaxed);
        return close();
    }
  }
  if (state_ == State::draining || state_ == State::streaming) std::string().swap(input_);
  std::size_t had = input_.size();
  char* room = loop_.scratch();
  if (had > 0) input_.copy(room, had);
  // Little is read ahead of a head, so that little must be kept when a request follows another.
  std::size_t most = state_ == State::body
                         ? loop_.scratch_size()
                         : had + loop_.shared().options.head_bytes_max + kReadAhead;
  std::size_t got = 0;
  Io io = wire_.read(room + had, std::min(most, loop_.scratch_size()) - had, got);
  if (io == Io::wait_read) return wait_read();
  if (io == Io::wait_write) return wait_write();
  if (io == Io::closed) return close();
  if (state_ == State::streaming || state_ == State::draining) return wait_read();  // ignored
  consume({room, had + got});
}

void Connection::continue_with_pending_input() {
  if (input_.empty()) {
    if (wire_.has_buffered_input()) return on_readable();
    return wait_read();
  }
  std::size_t had = input_.size();
  input_.copy(loop_.scratch(), had);
  consume({loop_.scratch(), had});
}

// `bytes` lie in the loop's scratch buffer; what is not used up is kept.
void Connection::consume(std::string_view bytes) {
  while (true) {
    if (state_ == State::head) {
      if (!take_head(bytes)) break;
    } else if (state_ == State::body && !bytes.empty()) {
      take_body(bytes);
    } else {
      break;
    }
  }
  if (state_ == State::closed) return;
  if (bytes.empty()) {
    if (!input_.empty()) std::string().swap(input_);  // an idle connection holds no buffer
  } else {
    input_.assign(bytes);
  }
  if (state_ == State::head || state_ == State::body) {
    if (wire_.has_buffered_input()) {
      // Decrypted bytes are not announced by the socket.
      loop_.post([me = shared_from_this()] {
        bool reading = me->state_ == State::head || me->state_ == State::body;
        if (reading && !me->waiting_to_read_) me->on_readable();
      });
      return;
    }
    wait_read();
  }
}

// True when a head was taken and something was done with it; false: more bytes are needed.
bool Connection::take_head(std::string_view& bytes) {
  const ServerOptions& options = loop_.shared().options;
  if (!head_begun_ && bytes.starts_with("\r\n")) bytes.remove_prefix(2);  // RFC 9112 section 2.2
  if (bytes.empty()) return false;
  std::size_t end = find_head_end(bytes.substr(0, options.head_bytes_max + 4));
  if (end == std::string_view::npos) {
    if (is_hopeless(bytes)) {
      loop_.shared().metrics.bad_heads.fetch_add(1, std::memory_order_relaxed);
      refuse(400, "ブラウザーから届いた要求を読み取れませんでした。もう一度お試しください");
    } else if (bytes.size() > options.head_bytes_max) {
      refuse(431, "Cookie などの情報が大きすぎます。Cookie を消してから、もう一度お試しください");
    } else if (!head_begun_) {
      head_begun_ = true;  // the clock of a head starts with its first byte and is not put off
      arm(options.head_timeout_ms);
    }
    return false;
  }
  Head& head = loop_.head_scratch();
  head.reset();
  int status = parse_head(bytes.substr(0, end), options.header_fields_max, head);
  head_begun_ = false;
  if (status != 0) {
    loop_.shared().metrics.bad_heads.fetch_add(1, std::memory_order_relaxed);
    refuse(status, "ブラウザーから届いた要求を読み取れませんでした。もう一度お試しください");
    return false;
  }
  keep_alive_ = head.keep_alive && !loop_.shared().stopping.load(std::memory_order_relaxed);
  old_version_ = head.version < 11;
  secure_ = wire_.is_tls() || (peer_trusted_ && head.get("x-forwarded-proto") == "https");
  bytes.remove_prefix(end);
  arm(options.idle_timeout_ms);
  if (admin_) {
    answer_admin(head);
  } else if (!answer_from_memory(head)) {
    begin_request(head);
  }
  return state_ == State::head || state_ == State::body;
}

// Cached pages, assets and health: no worker, no allocation.
bool Connection::answer_from_memory(const Head& head) {
  bool get = head.method == "GET";
  if ((!get && head.method != "HEAD") || head.has_body()) return false;
  Shared& shared = loop_.shared();
  if (head.target.starts_with(kAssetPrefix)) {
    std::string_view path = head.target.substr(kAssetPrefix.size());
    auto file = shared.files.find(path.substr(0, path.find('?')));
    if (file == nullptr) return false;  // the ordinary 404
    send_cached(std::move(file), head);
    return true;
  }
  if (head.target == "/healthz") {
    answer_small(200, "ok\n", !get);
    return true;
  }
  if (head.target == "/readyz") {
    bool ready = !shared.stopping && (!shared.app.ready || shared.app.ready());
    answer_small(ready ? 200 : 503, ready ? "ready\n" : "not ready\n", !get);
    return true;
  }
  if (!head.cookie.empty() && (!find_cookie(head.cookie, session_cookie_name(true)).empty() ||
                               !find_cookie(head.cookie, session_cookie_name(false)).empty())) {
    return false;
  }
  auto page = shared.app.cache->find(head.target);
  if (page == nullptr) return false;
  note_view(head, *page);
  send_cached(std::move(page), head);
  return true;
}

// Without a session, so always a visitor's. Before it is sent: the head lies in a shared buffer.
void Connection::note_view(const Head& head, const CachedPage& page) {
  Arrivals& arrivals = *loop_.shared().app.arrivals;
  if (!arrivals.is_open() || head.method != "GET" || !(page.is_page || page.is_download)) return;
  std::string client;  // of whom a trusted proxy speaks
  if (peer_trusted_) client = loop_.shared().proxies.client_of(peer_, head.get("x-forwarded-for"));
  std::string_view purpose = head.get("sec-purpose");
  if (purpose.empty()) purpose = head.get("purpose");
  arrivals.note({.at = now_from_system_clock(),
                 .kind = page.is_download ? Arrival::Kind::download : Arrival::Kind::page,
                 .prefetch = is_prefetch(purpose),
                 .page = head.target.substr(0, head.target.find('?')),
                 .referrer = referring_host(head.get("referer"), head.host),
                 .agent = head.get("user-agent"),
                 .address = peer_trusted_ ? std::string_view(client) : std::string_view(peer_)});
}

void Connection::answer_admin(const Head& head) {
  bool head_only = head.method == "HEAD";
  if (head.has_body() || (head.method != "GET" && !head_only)) {
    keep_alive_ = false;
    return answer_small(405, "GET only\n", head_only);
  }
  Shared& shared = loop_.shared();
  if (head.target == "/metrics") {
    return answer_small(200, shared.metrics.text(shared.app, shared.workers->queued()), head_only);
  }
  if (head.target == "/healthz") return answer_small(200, "ok\n", head_only);
  answer_small(404, "/metrics\n", head_only);
}

void Connection::begin_request(const Head& head) {
  incoming_ = std::make_unique<Incoming>(loop_.shared().metrics);
  Incoming& in = *incoming_;
  in.request = make_request(head);
  std::string path;
  Fields query;
  bool readable = decode_target(head.target, path, query).has_value();
  Router::Match match = readable ? loop_.shared().app.router.match(head.method, path)
                                 : Router::Match{};
  std::uint64_t limit = match.route != nullptr && head.method == "POST"
                            ? std::min(match.route->body_bytes_max,
                                       loop_.shared().options.body_bytes_max)
                            : kSmallBody;
  in.limit = limit;
  in.left = head.content_length.value_or(0);
  in.chunked = head.chunked;
  in.expects_continue = head.expects_continue;
  if (!head.has_body()) return body_complete();
  if (in.left > limit) {
    return refuse(413, "送れる大きさは" + thousands(static_cast<std::int64_t>(limit / 1024)) +
                           "KBまでです。小さくするか、分けてから送ってください");
  }
  in.boundary = match.route != nullptr ? multipart_boundary(head.content_type) : std::nullopt;
  bool large = limit > kAdmitFirst && (head.chunked || in.left > kAdmitFirst);
  if (large && match.route->permission.level != Permission::Level::anyone) {
    return submit_admission();
  }
  begin_body();
}

std::unique_ptr<Request> Connection::make_request(const Head& head) {
  auto request = std::make_unique<Request>();
  request->method = head.method;
  request->target = head.target;
  for (int i = 0; i < head.field_count; ++i) {
    const Head::Field& field = head.fields[static_cast<std::size_t>(i)];
    std::string name(field.name);
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    auto [it, fresh] = request->headers.try_emplace(std::move(name), field.value);
    if (!fresh) it->second.append(it->first == "cookie" ? "; " : ", ").append(field.value);
  }
  request->secure = secure_;
  request->address =
      peer_trusted_ ? loop_.shared().proxies.client_of(peer_, request->header("x-forwarded-for"))
                    : peer_;
  return request;
}

void Connection::begin_body() {
  Incoming& in = *incoming_;
  const ServerOptions& options = loop_.shared().options;
  if (in.boundary) {
    in.multipart = std::make_unique<MultipartReader>(*in.boundary, options.upload_folder);
  }
  state_ = State::body;
  in.began_ms = loop_.now_ms();
  arm(options.body_stall_timeout_ms);
  if (in.expects_continue) {
    static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    iovec piece{const_cast<char*>(kGoOn.data()), kGoOn.size()};
    std::size_t sent = 0;
    // 25 bytes into an empty send buffer; a client that has filled it is not waiting for this.
    if (wire_.write(&piece, 1, sent) != Io::done) close();
  }
}

void Connection::take_body(std::string_view& bytes) {
  Incoming& in = *incoming_;
  const ServerOptions& options = loop_.shared().options;
  std::size_t before = bytes.size();
  if (in.chunked) {
    bool fine = in.decoder.feed(bytes, [&](std::string_view piece) {
      return accept_body_bytes(piece);
    });
    if (state_ != State::body) return;  // refused
    if (!fine) return refuse(400, "送られた内容を読み取れませんでした。もう一度お試しください");
    if (in.decoder.done()) return body_complete();
  } else {
    std::string_view piece =
        bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(in.left, bytes.size())));
    if (!accept_body_bytes(piece)) return;
    bytes.remove_prefix(piece.size());
    in.left -= piece.size();
    if (in.left == 0) return body_complete();
  }
  in.received += before - bytes.size();
  std::int64_t spent = loop_.now_ms() - in.began_ms;
  auto least = static_cast<std::uint64_t>(spent) *
               static_cast<std::uint64_t>(options.body_bytes_per_second_min) / 1000;
  if (spent > options.body_stall_timeout_ms && in.received < least) {
    loop_.shared().metrics.timed_out.fetch_add(1, std::memory_order_relaxed);
    return refuse(408, "通信に時間がかかりすぎました。つながりを確かめて、もう一度お送りください");
  }
  arm(options.body_stall_timeout_ms);
}

// False when the request was refused instead.
bool Connection::accept_body_bytes(std::string_view bytes) {
  Incoming& in = *incoming_;
  std::uint64_t most = loop_.shared().options.bytes_held_max;
  in.accepted += bytes.size();
  if (in.accepted > in.limit) {
    refuse(413, "送れる大きさは" + thousands(static_cast<std::int64_t>(in.limit / 1024)) +
                    "KBまでです。小さくするか、分けてから送ってください");
    return false;
  }
  if (in.multipart) {
    Result<void> fed = in.multipart->feed(bytes);
    if (fed && !in.held.set(in.multipart->memory(), most)) {
      refuse_busy();
      return false;
    }
    if (fed) return true;
    int status = fed.error().fault == Fault::invalid ? 400 : status_of(fed.error().fault);
    refuse(status, fed.error().says);
    return false;
  }
  if (!in.held.set(in.request->body.size() + bytes.size(), most)) {
    refuse_busy();
    return false;
  }
  in.request->body.append(bytes);
  return true;
}

void Connection::body_complete() {
  Incoming& in = *incoming_;
  if (in.multipart) {
    Result<void> finished = in.multipart->finish();
    if (!finished) return refuse(400, finished.error().says);
    in.multipart->take(in.request->form, in.request->uploads);
    in.multipart.reset();
  }
  submit();
}

void Connection::on_deadline() {
  const ServerOptions& options = loop_.shared().options;
  Metrics& metrics = loop_.shared().metrics;
  switch (state_) {
    case State::head:
      if (!head_begun_) return close();  // idle: nothing was asked, nothing is answered
      metrics.timed_out.fetch_add(1, std::memory_order_relaxed);
      return refuse(408, "通信に時間がかかりすぎました。もう一度お試しください");
    case State::body:
      metrics.timed_out.fetch_add(1, std::memory_order_relaxed);
      return refuse(408,
                    "通信に時間がかかりすぎました。つながりを確かめて、もう一度お送りください");
    case State::working:
    case State::admitting:
      return arm(options.idle_timeout_ms);  // the handler has its own limits
    case State::streaming:
      if (loop_.now_ms() >= stream_until_ms_) return close();
      send_frame(":\n\n");
      if (state_ == State::streaming) arm(options.heartbeat_ms);
      return;
    case State::writing:
      metrics.timed_out.fetch_add(1, std::memory_order_relaxed);
      return close();
    case State::handshake:
    case State::draining:
      return close();
    case State::closed: return;
  }
}

void Connection::prepare_to_stop() {
  keep_alive_ = false;
  bool idle = state_ == State::head && !head_begun_ && input_.empty();
  if (idle || state_ == State::handshake || state_ == State::streaming) close();
}

void Connection::begin_draining() {
  state_ = State::draining;
  incoming_.reset();
  std::string().swap(input_);
  wire_.finish_writing();
  arm(kDrainMs);
  wait_read();
}

}  // namespace musubi::web
