// wire.cc - see wire.h. Called by Connection on its I/O thread; never blocks.
// REQUIRES: SIGPIPE is ignored (OpenSSL uses write()).
#include "web/server/wire.h"

#include <openssl/err.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace musubi::web {
namespace {

// One TLS record; a page of this size leaves in one write.
constexpr std::size_t kRecord = 16 * 1024;

Io io_of_errno() {
  return errno == EAGAIN || errno == EWOULDBLOCK ? Io::wait_read : Io::closed;
}

}  // namespace

Wire::~Wire() {
  if (ssl_ != nullptr) SSL_free(ssl_);
}

void Wire::open(int fd, SSL_CTX* tls) {
  fd_ = fd;
  if (tls == nullptr) return;
  ssl_ = SSL_new(tls);
  CHECK(ssl_ != nullptr);
  SSL_set_fd(ssl_, fd);
  SSL_set_accept_state(ssl_);
}

Io Wire::after(int result) {
  switch (SSL_get_error(ssl_, result)) {
    case SSL_ERROR_WANT_READ: return Io::wait_read;
    case SSL_ERROR_WANT_WRITE: return Io::wait_write;
    default: return Io::closed;
  }
}

Io Wire::handshake() {
  if (ssl_ == nullptr) return Io::done;
  ERR_clear_error();
  int result = SSL_do_handshake(ssl_);
  return result == 1 ? Io::done : after(result);
}

Io Wire::read(char* into, std::size_t room, std::size_t& got) {
  got = 0;
  if (ssl_ == nullptr) {
    while (true) {
      ssize_t n = ::recv(fd_, into, room, 0);
      if (n > 0) {
        got = static_cast<std::size_t>(n);
        return Io::done;
      }
      if (n == 0) return Io::closed;
      if (errno != EINTR) return io_of_errno();
    }
  }
  while (got < room) {
    ERR_clear_error();
    int most = static_cast<int>(std::min<std::size_t>(room - got, 1 << 20));
    int n = SSL_read(ssl_, into + got, most);
    if (n <= 0) {
      Io io = after(n);
      return got > 0 && io != Io::wait_write ? Io::done : io;
    }
    got += static_cast<std::size_t>(n);
    if (SSL_has_pending(ssl_) == 0) return Io::done;
  }
  return Io::done;
}

Io Wire::write(const iovec* pieces, int count, std::size_t& sent) {
  sent = 0;
  if (ssl_ == nullptr) {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces);
    message.msg_iovlen = static_cast<std::size_t>(count);
    while (true) {
      ssize_t n = ::sendmsg(fd_, &message, MSG_NOSIGNAL);
      if (n >= 0) {
        sent = static_cast<std::size_t>(n);
        return Io::done;
      }
      if (errno == EINTR) continue;
      return errno == EAGAIN || errno == EWOULDBLOCK ? Io::wait_write : Io::closed;
    }
  }
  // Small pieces are put together, so that a whole page is one record and one write. After a
  // wait the same bytes come again from the same place in the response, as OpenSSL demands.
  thread_local std::array<char, kRecord> record;
  int piece = 0;
  std::size_t at = 0;
  while (true) {
    std::size_t filled = 0;
    for (int i = piece; i < count && filled < kRecord; ++i) {
      std::size_t from = i == piece ? at : 0;
      std::size_t n = std::min(kRecord - filled, pieces[i].iov_len - from);
      std::memcpy(record.data() + filled, static_cast<const char*>(pieces[i].iov_base) + from, n);
      filled += n;
    }
    if (filled == 0) return Io::done;
    ERR_clear_error();
    int n = SSL_write(ssl_, record.data(), static_cast<int>(filled));
    if (n <= 0) return after(n);
    sent += static_cast<std::size_t>(n);
    at += static_cast<std::size_t>(n);
    while (piece < count && at >= pieces[piece].iov_len) at -= pieces[piece++].iov_len;
  }
}

Io Wire::send_file(int file, std::uint64_t& offset, std::uint64_t& left) {
  while (left > 0) {
    if (ssl_ == nullptr) {
      off_t from = static_cast<off_t>(offset);
      std::size_t most = static_cast<std::size_t>(std::min<std::uint64_t>(left, 1 << 20));
      ssize_t n = ::sendfile(fd_, file, &from, most);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return errno == EAGAIN ? Io::wait_write : Io::closed;
      if (n == 0) return Io::closed;  // the file became shorter: the length was a promise
      offset += static_cast<std::uint64_t>(n);
      left -= static_cast<std::uint64_t>(n);
      continue;
    }
    thread_local std::array<char, kRecord> record;
    std::size_t most = static_cast<std::size_t>(std::min<std::uint64_t>(left, kRecord));
    ssize_t n = ::pread(file, record.data(), most, static_cast<off_t>(offset));
    if (n <= 0) return Io::closed;
    ERR_clear_error();
    int done = SSL_write(ssl_, record.data(), static_cast<int>(n));
    if (done <= 0) return after(done);
    offset += static_cast<std::uint64_t>(done);
    left -= static_cast<std::uint64_t>(done);
  }
  return Io::done;
}

void Wire::finish_writing() {
  if (ssl_ != nullptr) {
    ERR_clear_error();
    SSL_shutdown(ssl_);
  }
  ::shutdown(fd_, SHUT_WR);
}

namespace {

int choose_http11(SSL*, const unsigned char** out, unsigned char* out_length,
                  const unsigned char* offered, unsigned int offered_length, void*) {
  static constexpr unsigned char ours[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  int found = SSL_select_next_proto(&chosen, out_length, ours, sizeof ours - 1, offered,
                                    offered_length);
  if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<std::shared_ptr<SSL_CTX>> load_tls(const std::string& certificate_file,
                                          const std::string& key_file, bool tls_1_3_only) {
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  CHECK(context != nullptr);
  SSL_CTX* raw = context.get();
  SSL_CTX_set_min_proto_version(raw, tls_1_3_only ? TLS1_3_VERSION : TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!SHA1");
  SSL_CTX_set_options(raw, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_RENEGOTIATION |
                               SSL_OP_NO_COMPRESSION | SSL_OP_PRIORITIZE_CHACHA |
                               SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(raw, 1);  // one recv per record instead of two
  SSL_CTX_set_session_id_context(raw, reinterpret_cast<const unsigned char*>("musubi"), 6);
  SSL_CTX_set_alpn_select_cb(raw, choose_http11, nullptr);
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(raw, certificate_file.c_str()) != 1) {
    return fail(Fault::invalid, "証明書ファイルを読めません（PEM形式か、読み取り権限があるかを確かめて"
                                "ください）：" + certificate_file);
  }
  if (SSL_CTX_use_PrivateKey_file(raw, key_file.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(raw) != 1) {
    return fail(Fault::invalid, "秘密鍵を読めないか、証明書と合いません。組を確かめてください：" +
                                    key_file);
  }
  return context;
}

}  // namespace musubi::web
