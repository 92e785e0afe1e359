// wire.h - bytes in and out of one non-blocking socket, plain or TLS. OpenSSL works on the
// descriptor itself; nothing is buffered besides. Knows nothing of HTTP.
#pragma once

#include <openssl/ssl.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace musubi::web {

enum class Io { done, wait_read, wait_write, closed };

class Wire {
 public:
  Wire() = default;
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  void open(int fd, SSL_CTX* tls);  // tls may be null

  Io handshake();
  Io read(char* into, std::size_t room, std::size_t& got);
  // Sends as much as goes without waiting; `sent` counts over all pieces.
  Io write(const iovec* pieces, int count, std::size_t& sent);
  Io send_file(int file, std::uint64_t& offset, std::uint64_t& left);
  void finish_writing();  // half-close, so that the last answer is not lost
  bool is_tls() const { return ssl_ != nullptr; }
  bool has_buffered_input() const { return ssl_ != nullptr && SSL_has_pending(ssl_) == 1; }

 private:
  Io after(int result);
  int fd_ = -1;
  SSL* ssl_ = nullptr;
};

// The certificate, the allowed versions, ALPN http/1.1. Null with a message for the operator.
Result<std::shared_ptr<SSL_CTX>> load_tls(const std::string& certificate_file,
                                          const std::string& key_file, bool tls_1_3_only);

}  // namespace musubi::web
