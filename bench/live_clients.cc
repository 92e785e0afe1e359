// live_clients.cc - opens N live streams to /live and holds them until its input ends; prints
// "open N" when all have received their first bytes.
//   bench_live_clients PORT N
#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  int wanted = std::atoi(argv[2]);
  static constexpr std::string_view kAsk = "GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n";
  int open = 0;
  char room[4096];
  for (int i = 0; i < wanted; ++i) {
    int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(std::atoi(argv[1])));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || ::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) break;
    if (::write(fd, kAsk.data(), kAsk.size()) != static_cast<ssize_t>(kAsk.size())) break;
    if (::read(fd, room, sizeof room) <= 0) break;
    if (std::string_view(room, 12) != "HTTP/1.1 200") break;
    ++open;
  }
  std::printf("open %d\n", open);
  std::fflush(stdout);
  while (::read(0, room, sizeof room) > 0) {
  }
  return open == wanted ? 0 : 1;
}
