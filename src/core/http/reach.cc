// reach.cc - see reach.h. libcurl, with the socket opened by ourselves.
// SECURITY: open_socket() is the only door: curl asks it for each connection, also of a redirect.
#include "core/http/reach.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <mutex>
#include <string_view>

#include "base/text.h"

namespace musubi::http {
namespace {

constexpr long kRedirectsMost = 5;
constexpr std::uint16_t kHttpPort = 80, kHttpsPort = 443;

struct EndCurl {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
using Handle = std::unique_ptr<CURL, EndCurl>;

struct Network {
  std::uint32_t start;
  int bits;
};
constexpr std::uint32_t quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return (a << 24U) | (b << 16U) | (c << 8U) | d;
}
// RFC 6890 and what stands for documentation, tests and groups.
constexpr Network kNotPublic[] = {
    {quad(0, 0, 0, 0), 8},       {quad(10, 0, 0, 0), 8},     {quad(100, 64, 0, 0), 10},
    {quad(127, 0, 0, 0), 8},     {quad(169, 254, 0, 0), 16}, {quad(172, 16, 0, 0), 12},
    {quad(192, 0, 0, 0), 24},    {quad(192, 0, 2, 0), 24},   {quad(192, 88, 99, 0), 24},
    {quad(192, 168, 0, 0), 16},  {quad(198, 18, 0, 0), 15},  {quad(198, 51, 100, 0), 24},
    {quad(203, 0, 113, 0), 24},  {quad(224, 0, 0, 0), 4},    {quad(240, 0, 0, 0), 4}};

bool is_public_v4(std::uint32_t address) {
  return std::none_of(std::begin(kNotPublic), std::end(kNotPublic), [&](const Network& one) {
    const std::uint32_t mask = ~std::uint32_t{0} << static_cast<unsigned>(32 - one.bits);
    return (address & mask) == one.start;
  });
}

using Bytes16 = std::array<std::uint8_t, 16>;

bool starts_with(const Bytes16& address, std::initializer_list<std::uint8_t> start) {
  return std::equal(start.begin(), start.end(), address.begin());
}

// Only 2000::/3, and of it nothing that carries or hides an IPv4 address, or stands in examples.
bool is_public_v6(const Bytes16& address) {
  if ((address[0] & 0xE0U) != 0x20U) return false;
  if (starts_with(address, {0x20, 0x02})) return false;              // 6to4
  if (starts_with(address, {0x20, 0x01, 0x0D, 0xB8})) return false;  // documentation
  // Teredo, benchmarking, ORCHID and the rest of 2001::/23.
  return !(starts_with(address, {0x20, 0x01}) && address[2] < 0x02);
}

struct Door {
  bool anywhere = false;
  bool refused = false;
};

// `address`: a sockaddr of that family, of its full length.
bool may_connect(const Door& door, int family, const unsigned char* address) {
  if (door.anywhere) return true;
  if (family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, address, sizeof v4);
    const std::uint16_t port = ntohs(v4.sin_port);
    return (port == kHttpPort || port == kHttpsPort) && is_public_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, address, sizeof v6);
    Bytes16 bytes{};
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    const std::uint16_t port = ntohs(v6.sin6_port);
    return (port == kHttpPort || port == kHttpsPort) && is_public_v6(bytes);
  }
  return false;
}

curl_socket_t open_socket(void* data, curlsocktype purpose, curl_sockaddr* address) {
  auto* door = static_cast<Door*>(data);
  // curl keeps the whole address there, also where it is longer than its own declaration.
  const auto* start =
      reinterpret_cast<const unsigned char*>(address) + offsetof(curl_sockaddr, addr);
  if (purpose != CURLSOCKTYPE_IPCXN || !may_connect(*door, address->family, start)) {
    door->refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// That it came is enough.
std::size_t end_at_once(char*, std::size_t, std::size_t, void*) { return 0; }

void set_up(CURL* c, const Reach& question, Door& door) {
  curl_easy_setopt(c, CURLOPT_URL, question.address.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(c, CURLOPT_MAXREDIRS, kRedirectsMost);
  curl_easy_setopt(c, CURLOPT_PROXY, "");  // else the judge would see the proxy's address
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, static_cast<long>(question.timeout_ms));
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(question.timeout_ms));
  curl_easy_setopt(c, CURLOPT_USERAGENT, "Musubi-link-check");
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, end_at_once);
  curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &door);
}

Result<Reached> ask_once(const Reach& question, bool head) {
  const Handle curl(curl_easy_init());
  CHECK(curl != nullptr);
  Door door{question.anywhere, false};
  set_up(curl.get(), question, door);
  curl_easy_setopt(curl.get(), CURLOPT_NOBODY, head ? 1L : 0L);
  const CURLcode code = curl_easy_perform(curl.get());
  Reached out;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &out.status);
  // A GET that we ended ourselves has its status; a redirect that was not followed has not arrived.
  const bool arrived = code == CURLE_OK || (code == CURLE_WRITE_ERROR && out.status != 0);
  if (arrived) return out;
  if (door.refused) {
    return fail(Fault::forbidden, "公開されたサイトのアドレスではないため、確かめません");
  }
  if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT) {
    return fail(Fault::forbidden, "ウェブのアドレスではないため、確かめません");
  }
  return fail(Fault::unavailable, "相手のサーバーが答えませんでした", curl_easy_strerror(code));
}

}  // namespace

Result<Reached> reach(const Reach& question) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const std::string scheme = lower_ascii(question.address.substr(0, question.address.find(':')));
  const bool web = (scheme == "http" || scheme == "https") &&
                   std::string_view(question.address).substr(scheme.size()).starts_with("://");
  if (!web) return fail(Fault::forbidden, "ウェブのアドレスではないため、確かめません");
  const auto head = ask_once(question, true);
  // Some servers know no HEAD, and say so in many ways.
  const bool refuses_head = head && (head->status == 400 || head->status == 403 ||
                                     head->status == 404 || head->status == 405 ||
                                     head->status == 501);
  if (!refuses_head) return head;
  return ask_once(question, false);
}

bool is_public_address(std::string_view digits) {
  const std::string text(digits);
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return is_public_v4(ntohl(v4.s_addr));
  Bytes16 v6{};
  return inet_pton(AF_INET6, text.c_str(), v6.data()) == 1 && is_public_v6(v6);
}

}  // namespace musubi::http
