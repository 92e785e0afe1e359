// scan.cc - clamd's INSTREAM over its unix socket (clamd(8)): zINSTREAM\0, then blocks of a 4-byte
// length and bytes, a length of 0 ends. The answer is "stream: OK", "stream: NAME FOUND" or ERROR;
// "INSTREAM size limit exceeded" is one that no later try will change.
// Fail closed: whatever is not a clear OK, FOUND or that limit is Fault::unavailable.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "core/files/inside.h"

namespace musubi::files {
namespace {

Failure no_answer(const std::string& detail) {
  return fail(Fault::unavailable,
              "ウイルス検査ができませんでした。しばらくしてから、もう一度お試しください",
              "clamd: " + detail);
}

class Socket {
 public:
  Socket() : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  ~Socket() {
    if (fd_ >= 0) ::close(fd_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool connect(const std::string& path, int timeout_ms) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (fd_ < 0 || path.size() >= sizeof(address.sun_path)) return false;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const timeval limit{timeout_ms / 1000, (timeout_ms % 1000) * 1000};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
    return ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  }
  bool send(const char* bytes, std::size_t count) {
    while (count > 0) {
      const ssize_t sent = ::send(fd_, bytes, count, MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) return false;
      bytes += sent;
      count -= static_cast<std::size_t>(sent);
    }
    return true;
  }
  std::string answer() {  // up to the NUL that ends a z-command's reply
    std::string out;
    std::array<char, 512> block;
    while (out.size() < 4096) {
      const ssize_t got = ::recv(fd_, block.data(), block.size(), 0);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) break;
      out.append(block.data(), static_cast<std::size_t>(got));
      const std::size_t end = out.find('\0');
      if (end != std::string::npos) return out.substr(0, end);
    }
    return out;
  }

 private:
  int fd_;
};

bool stream_file(Socket& socket, int file) {
  static constexpr char kCommand[] = "zINSTREAM";
  if (!socket.send(kCommand, sizeof(kCommand))) return false;
  std::array<char, 64 * 1024> block;
  while (true) {
    const ssize_t got = ::read(file, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    const std::uint32_t length = htonl(static_cast<std::uint32_t>(got));
    if (!socket.send(reinterpret_cast<const char*>(&length), sizeof(length))) return false;
    if (got == 0) return true;
    if (!socket.send(block.data(), static_cast<std::size_t>(got))) return false;
  }
}

}  // namespace

Result<Verdict> scan(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return no_answer("file cannot be opened");
  Socket socket;
  const bool asked = socket.connect(options().clamd_socket, options().scan_timeout_ms) &&
                     stream_file(socket, file);
  ::close(file);
  // When clamd hangs up early (too large) its reason still waits to be read.
  const std::string answer = socket.answer();
  constexpr std::string_view kStart = "stream: ";
  constexpr std::string_view kFound = " FOUND";
  if (asked && answer == "stream: OK") return Verdict{true, {}, false};
  if (answer.starts_with(kStart) && answer.ends_with(kFound)) {
    return Verdict{false, answer.substr(kStart.size(),
                                        answer.size() - kStart.size() - kFound.size()),
                   false};
  }
  if (answer.starts_with("INSTREAM size limit exceeded")) return Verdict{false, {}, true};
  return no_answer(answer.empty() ? "no answer" : answer);
}

Result<void> ping_scanner() {
  static constexpr char kPing[] = "zPING";
  Socket socket;
  if (!socket.connect(options().clamd_socket, options().scan_timeout_ms) ||
      !socket.send(kPing, sizeof(kPing)) || socket.answer() != "PONG") {
    return no_answer("no PONG");
  }
  return {};
}

}  // namespace musubi::files
