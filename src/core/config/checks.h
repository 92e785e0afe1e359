// checks.h - inside config only: checks on single texts and between keys. Each single check gives
// "" or a Japanese sentence with the remedy; it never repeats the value, which may be a secret.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/config/config.h"

namespace musubi::config {

std::string check_not_empty(std::string_view text);
std::string check_prefecture_code(std::string_view text);  // 430005, with its check digit
std::string check_address(std::string_view text);        // IPv4 or IPv6, no range, no name
std::string check_network(std::string_view text);        // IPv4 or IPv6, with or without /bits
std::string check_address_rule(std::string_view text);   // secretariat=203.0.113.0/24
std::string check_origin(std::string_view text);         // "" or scheme://host[:port]
std::string check_imap_url(std::string_view text);       // "" or imap(s)://host[:port]
std::string check_smtp_url(std::string_view text);       // "" or smtp(s)://host[:port]
std::string check_register_address(std::string_view text);  // "" or https://..., http on loopback
std::string check_issuer(std::string_view text);         // "" or https://..., http on loopback
std::string check_scope(std::string_view text);          // one word of OAuth
std::string check_button_label(std::string_view text);   // at most 40 characters
std::string check_mail_address(std::string_view text);   // "" or one address
std::string check_readable_file(std::string_view text);  // "" or a file we can read

// What each key allows by itself but the whole does not.
std::vector<FieldError> check_together(const Config& config);

}  // namespace musubi::config
