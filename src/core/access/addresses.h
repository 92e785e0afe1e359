// addresses.h - from which networks a role may be used ([access] allow in the configuration).
// A role without a rule may be used from anywhere. Asked by the gate on every request and by
// sign-in; set once at the start. SECURITY: judged by the client's address after trusted proxies.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/access/access.h"

namespace musubi::access {

class AddressRules {
 public:
  // 「secretariat=203.0.113.0/24」, 「auditor=2001:db8::1」. "" or what is wrong and the remedy.
  static std::string defect_of(std::string_view rule);
  // REQUIRES: no rule has a defect.
  static AddressRules parse(const std::vector<std::string>& rules);

  // Every role held that has rules must be allowed here; an address that cannot be read is not.
  bool allows(Roles held, std::string_view address) const;
  bool empty() const { return networks_.empty(); }

 private:
  struct Network {
    Role role = Role::visitor;
    std::array<unsigned char, 16> bits{};  // IPv4 as ::ffff:a.b.c.d
    int prefix = 128;
  };
  static bool read(std::string_view rule, Network& out);
  std::vector<Network> networks_;
};

void configure_address_rules(AddressRules rules);
const AddressRules& address_rules();

inline constexpr std::string_view kElsewhere =
    "この役割は、決められた場所（ネットワーク）からだけ使えます。職場などから開くか、事務局管理者に知らせて"
    "ください";

}  // namespace musubi::access
