// base64url.h - base64 with the URL alphabet and without padding (RFC 4648 section 5): tokens in
// links and cookies. Decoding is strict: one text per value, so that a token has one spelling.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace musubi {

std::string base64url(std::string_view bytes);
// nullopt for padding, a foreign character, an impossible length or non-zero spare bits.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace musubi
