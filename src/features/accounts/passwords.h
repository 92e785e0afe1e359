// passwords.h - which passwords are accepted: long rather than odd (NIST SP 800-63B: no rules
// about kinds of characters), but not what everybody tries first.
#pragma once

#include <string>
#include <string_view>

namespace musubi::accounts {

inline constexpr int kPasswordLeast = 12;
inline constexpr int kPasswordMost = 256;

// "" when it is fine, else what to do about it.
std::string password_defect(std::string_view password, std::string_view login,
                            std::string_view name);

}  // namespace musubi::accounts
