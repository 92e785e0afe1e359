// server.h - HTTP/1.1 over TCP and TLS in front of web::handle(). One io_context per I/O thread,
// each with its own listening socket (SO_REUSEPORT); sockets, TLS, the page cache, static files
// and live streams stay on the I/O threads, handlers run on a bounded worker pool.
//
//   accept -> head -> (cached page | asset | body -> worker: handle() -> finish) -> write -> head
//
// Must never hold more memory than its limits say: what does not fit is answered 413, 431 or 503.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "web/app.h"

namespace musubi::web {

struct ServerOptions {
  std::string address = "127.0.0.1";
  int port = 8080;             // 0: any free port, see Server::port()
  std::string admin_address = "127.0.0.1";
  int admin_port = -1;         // /metrics; -1: none, 0: any free port
  int io_threads = 2;
  int workers = 8;
  int queue_max = 256;         // waiting requests; beyond it 503 with Retry-After
  int connections_max = 20000;
  int live_streams_max = 15000;

  std::string certificate_file;  // PEM chain; TLS when set
  std::string key_file;
  bool tls_1_3_only = false;

  std::size_t head_bytes_max = 16 * 1024;   // 431 beyond
  int header_fields_max = 100;              // 431 beyond
  std::uint64_t body_bytes_max = 64 * 1024 * 1024;  // 413 beyond, whatever a route would take
  // Bodies being read and answers waiting for slow readers, all connections together; 503 beyond.
  std::uint64_t bytes_held_max = 128 * 1024 * 1024;
  std::string upload_folder = "/tmp";       // on the same file system as the file store

  int head_timeout_ms = 10'000;     // from the first byte of a head to its end (408)
  int idle_timeout_ms = 60'000;     // between requests
  int body_stall_timeout_ms = 15'000;
  int body_bytes_per_second_min = 500;  // after the first stall period (408)
  int write_stall_timeout_ms = 30'000;
  int stop_deadline_ms = 10'000;    // how long requests in flight may take when stopping
  int heartbeat_ms = 20'000;        // live streams
  int live_minutes_max = 10;        // then the browser comes again and is checked again
  int tick_ms = 250;                // coarseness of all of the above

  std::vector<std::string> trusted_proxies;  // addresses or CIDR whose X-Forwarded-* is believed
};

class Server {
 public:
  Server(App& app, ServerOptions options);
  ~Server();  // stops when still running

  // Binds and starts the threads; returns at once. Fails with a message for the operator.
  Result<void> start();
  int port() const;
  int admin_port() const;
  // Stops accepting, lets requests in flight finish (up to the deadline), closes the rest. Waits.
  void stop();
  // Reads the certificate files again; new connections use them, old ones go on.
  Result<void> reload_certificate();
  std::string metrics_text() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace musubi::web
