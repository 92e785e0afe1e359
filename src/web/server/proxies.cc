// proxies.cc - see proxies.h. IPv4 is compared in its mapped IPv6 form.
// Pure: called once per connection and per request behind a proxy.
#include "web/server/proxies.h"

#include <arpa/inet.h>

#include <charconv>
#include <optional>

namespace musubi::web {
namespace {

using Address = std::array<unsigned char, 16>;

std::optional<Address> read_address(std::string_view text, bool* is_v4 = nullptr) {
  std::string copy(text);
  Address out{};
  if (inet_pton(AF_INET6, copy.c_str(), out.data()) == 1) {
    if (is_v4 != nullptr) *is_v4 = false;
    return out;
  }
  in_addr v4{};
  if (inet_pton(AF_INET, copy.c_str(), &v4) != 1) return std::nullopt;
  if (is_v4 != nullptr) *is_v4 = true;
  out[10] = out[11] = 0xff;
  const auto* bytes = reinterpret_cast<const unsigned char*>(&v4);
  std::copy(bytes, bytes + 4, out.begin() + 12);
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& texts) {
  TrustedProxies out;
  for (const std::string& text : texts) {
    std::size_t slash = text.find('/');
    bool is_v4 = false;
    auto address = read_address(std::string_view(text).substr(0, slash), &is_v4);
    int bits = is_v4 ? 32 : 128;
    int most = bits;
    bool readable = address.has_value();
    if (readable && slash != std::string::npos) {
      auto [end, error] = std::from_chars(text.data() + slash + 1, text.data() + text.size(), bits);
      readable = error == std::errc() && end == text.data() + text.size() && bits >= 0 &&
                 bits <= most;
    }
    if (!readable) {
      return fail(Fault::invalid,
                  "信頼するプロキシは 10.0.0.5 や 10.0.0.0/8 のように書いてください：" + text);
    }
    out.networks_.push_back({*address, is_v4 ? bits + 96 : bits});
  }
  return out;
}

bool TrustedProxies::contains(std::string_view text) const {
  if (networks_.empty()) return false;
  auto address = read_address(text);
  if (!address) return false;
  for (const Network& network : networks_) {
    bool same = true;
    for (int bit = 0; bit < network.bits && same; bit += 8) {
      int left = network.bits - bit;
      auto mask = static_cast<unsigned char>(left >= 8 ? 0xff : 0xff << (8 - left));
      auto i = static_cast<std::size_t>(bit / 8);
      same = (((*address)[i] ^ network.bytes[i]) & mask) == 0;
    }
    if (same) return true;
  }
  return false;
}

std::string TrustedProxies::client_of(std::string_view peer, std::string_view list) const {
  std::string client(peer);
  while (!list.empty()) {
    std::size_t comma = list.rfind(',');
    std::string_view last =
        trimmed(comma == std::string_view::npos ? list : list.substr(comma + 1));
    list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
    if (!read_address(last)) break;
    client = last;
    if (!contains(last)) break;
  }
  return client;
}

}  // namespace musubi::web
