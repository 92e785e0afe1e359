// epoll_floor.cc - the least that can answer a request: one thread, one epoll, the same bytes for
// every read that ends a head. Not a server; the floor that servers stand on.
//   bench_epoll_floor PORT BODY_FILE [CERTIFICATE KEY]
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <unordered_map>

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::signal(SIGPIPE, SIG_IGN);
  SSL_CTX* tls = nullptr;
  if (argc > 4) {
    tls = SSL_CTX_new(TLS_server_method());
    SSL_CTX_use_certificate_chain_file(tls, argv[3]);
    SSL_CTX_use_PrivateKey_file(tls, argv[4], SSL_FILETYPE_PEM);
  }
  std::ifstream file(argv[2], std::ios::binary);
  const std::string body{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const std::string response = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " +
                               std::to_string(body.size()) + "\r\n\r\n" + body;
  int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  int one = 1;
  ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(static_cast<std::uint16_t>(std::atoi(argv[1])));
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(listener, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0) return 1;
  ::listen(listener, 1024);
  int poll = epoll_create1(0);
  epoll_event event{EPOLLIN, {.fd = listener}};
  epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
  std::unordered_map<int, SSL*> sessions;
  epoll_event events[256];
  char room[16384];
  while (true) {
    int n = epoll_wait(poll, events, 256, -1);
    for (int i = 0; i < n; ++i) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        while ((fd = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK)) >= 0) {
          ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
          epoll_event added{EPOLLIN, {.fd = fd}};
          epoll_ctl(poll, EPOLL_CTL_ADD, fd, &added);
          if (tls != nullptr) {
            SSL* ssl = SSL_new(tls);
            SSL_set_fd(ssl, fd);
            SSL_set_accept_state(ssl);
            sessions[fd] = ssl;
          }
        }
        continue;
      }
      SSL* ssl = tls == nullptr ? nullptr : sessions[fd];
      auto got = ssl == nullptr ? ::read(fd, room, sizeof room)
                                : SSL_read(ssl, room, static_cast<int>(sizeof room));
      if (got > 0) {
        // Pages fit into the send buffer: what does not is a broken measurement, so stop.
        auto sent = ssl == nullptr
                        ? ::write(fd, response.data(), response.size())
                        : SSL_write(ssl, response.data(), static_cast<int>(response.size()));
        if (sent != static_cast<ssize_t>(response.size())) return 3;
        continue;
      }
      if (ssl != nullptr && SSL_get_error(ssl, static_cast<int>(got)) == SSL_ERROR_WANT_READ) {
        continue;
      }
      if (ssl != nullptr) {
        SSL_free(ssl);
        sessions.erase(fd);
      }
      ::close(fd);
    }
  }
}
