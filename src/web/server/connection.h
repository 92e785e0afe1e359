// connection.h - one client connection as a small state machine, on the thread of its Loop.
//
//   handshake -> head -> [admitting] -> body -> working -> writing -> head ... -> draining -> gone
//                  \-> (cached page, asset: written at once)            \-> streaming (live)
//
// Kept small: an idle connection holds no buffer. Requests on one connection are answered in
// order, one at a time; what a client sends ahead waits in the kernel or in one bounded string.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "web/multipart.h"
#include "web/server/finish.h"
#include "web/server/head.h"
#include "web/server/loop.h"

namespace musubi::web {

class Connection : public TimerEntry, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Loop& loop, Socket socket, std::string peer, bool admin);
  ~Connection();
  void start(SSL_CTX* tls);
  void close();
  void on_deadline();
  void prepare_to_stop();  // closes when idle, else after the response in flight
  void send_frame(const std::string& bytes);  // streaming only
  bool is_streaming() const { return state_ == State::streaming; }
  const std::string& session_id() const { return session_id_; }

 private:
  enum class State : std::uint8_t {
    handshake, head, admitting, body, working, writing, streaming, draining, closed
  };
  struct Incoming;  // a request whose body is being read
  struct Pending;   // a response that could not be sent at once

  void wait_read();
  void wait_write();
  void on_readable();
  void on_writable();
  void continue_with_pending_input();
  void consume(std::string_view bytes);
  bool take_head(std::string_view& bytes);
  bool answer_from_memory(const Head& head);
  void note_view(const Head& head, const CachedPage& page);
  void answer_admin(const Head& head);
  void answer_small(int status, std::string_view body, bool head_only);
  void begin_request(const Head& head);
  std::unique_ptr<Request> make_request(const Head& head);
  void begin_body();
  void take_body(std::string_view& bytes);
  bool accept_body_bytes(std::string_view bytes);
  void body_complete();
  void submit_admission();
  void admission_done(std::optional<Response> refusal);
  void submit();
  bool offer(std::function<void()> job);
  void refuse(int status, std::string says, bool head_only = false);
  void refuse_busy();
  void send_cached(std::shared_ptr<const CachedPage> page, const Head& head);
  void deliver(Outgoing out);
  bool write_pieces(std::string_view head, std::string_view body,
                    std::shared_ptr<const CachedPage> keep);
  std::string_view trailer_of_head(std::array<char, 256>& room) const;
  bool flush();  // true: everything is sent
  void response_sent();
  void begin_stream(const std::string& topic);
  void begin_draining();
  void arm(int milliseconds);

  Loop& loop_;
  Socket socket_;
  Wire wire_;
  State state_ = State::handshake;
  bool admin_ = false;
  bool secure_ = false;         // this request came over TLS, ours or a trusted proxy's
  bool peer_trusted_ = false;
  bool keep_alive_ = true;
  bool old_version_ = false;    // HTTP/1.0 wants to be told about keep-alive
  bool waiting_to_read_ = false;
  bool waiting_to_write_ = false;
  bool head_begun_ = false;
  std::string peer_;
  std::string input_;           // received but not yet understood; empty while idle
  std::unique_ptr<Incoming> incoming_;
  std::unique_ptr<Pending> pending_;
  // Live streams only.
  const std::string* topic_ = nullptr;
  std::string session_id_;
  std::int64_t stream_until_ms_ = 0;
  // Keeps the object alive while it is open; dropped by close().
  std::shared_ptr<Connection> self_;
};

}  // namespace musubi::web
