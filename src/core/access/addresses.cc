// addresses.cc - see addresses.h. IPv4 is compared as IPv4-mapped IPv6: one way serves both.
// Must never resolve names.
#include "core/access/addresses.h"

#include <arpa/inet.h>

#include <charconv>
#include <cstring>
#include <utility>

namespace musubi::access {
namespace {

constexpr int kMappedBits = 96;  // before the four bytes of an IPv4 address

AddressRules& held_rules() {
  static AddressRules rules;
  return rules;
}

// True when it is an address; is_v4 says of which kind.
bool read_address(std::string_view text, std::array<unsigned char, 16>& out, bool& is_v4) {
  const std::string address(text);
  in_addr four{};
  is_v4 = inet_pton(AF_INET, address.c_str(), &four) == 1;
  if (is_v4) {
    out = {};
    out[10] = out[11] = 0xff;
    std::memcpy(out.data() + 12, &four, 4);
    return true;
  }
  return inet_pton(AF_INET6, address.c_str(), out.data()) == 1;
}

bool same_bits(const std::array<unsigned char, 16>& a, const std::array<unsigned char, 16>& b,
               int count) {
  const auto whole = static_cast<std::size_t>(count / 8);
  if (std::memcmp(a.data(), b.data(), whole) != 0) return false;
  const int left = count % 8;
  if (left == 0) return true;
  return (a[whole] ^ b[whole]) >> (8 - left) == 0;
}

}  // namespace

bool AddressRules::read(std::string_view rule, Network& out) {
  const std::size_t equals = rule.find('=');
  if (equals == std::string_view::npos) return false;
  const auto role = role_from_name(rule.substr(0, equals));
  if (!role) return false;
  out.role = *role;
  const std::string_view network = rule.substr(equals + 1);
  const std::size_t slash = network.find('/');
  bool is_v4 = false;
  if (!read_address(network.substr(0, slash), out.bits, is_v4)) return false;
  int prefix = is_v4 ? 32 : 128;
  if (slash != std::string_view::npos) {
    const std::string_view digits = network.substr(slash + 1);
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
    const bool whole = problem == std::errc() && end == digits.data() + digits.size();
    if (!whole || prefix < 0 || prefix > (is_v4 ? 32 : 128)) return false;
  }
  out.prefix = is_v4 ? kMappedBits + prefix : prefix;
  return true;
}

std::string AddressRules::defect_of(std::string_view rule) {
  Network network;
  if (read(rule, network)) return "";
  return "「役割=ネットワーク」の形で指定してください（例 secretariat=203.0.113.0/24。役割の名前は権限表に"
         "あります）。";
}

AddressRules AddressRules::parse(const std::vector<std::string>& rules) {
  AddressRules out;
  for (const std::string& rule : rules) {
    Network network;
    CHECK(read(rule, network));
    out.networks_.push_back(network);
  }
  return out;
}

bool AddressRules::allows(Roles held, std::string_view address) const {
  if (networks_.empty()) return true;
  std::array<unsigned char, 16> from{};
  bool is_v4 = false;
  const bool known = read_address(address, from, is_v4);
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    if (!held.has(role)) continue;
    bool has_rule = false, inside = false;
    for (const Network& network : networks_) {
      if (network.role != role) continue;
      has_rule = true;
      inside = inside || (known && same_bits(from, network.bits, network.prefix));
    }
    if (has_rule && !inside) return false;
  }
  return true;
}

void configure_address_rules(AddressRules rules) { held_rules() = std::move(rules); }
const AddressRules& address_rules() { return held_rules(); }

}  // namespace musubi::access
