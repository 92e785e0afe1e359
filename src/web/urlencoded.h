// urlencoded.h - percent-encoding, query strings, form bodies, request targets and cookies.
// Strict: bad escapes, NUL, bytes that are not UTF-8 and more than 1,000 fields are refused, so
// that nothing behind this line ever sees invalid text. Fuzzed (tests/fuzz).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "web/request.h"

namespace musubi::web {

inline constexpr std::size_t kFieldsMax = 1000;

std::string percent_encode(std::string_view text);  // for one query value or path segment
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
// a=1&b=2; fault invalid (400) or too_large (more than kFieldsMax fields).
Result<Fields> decode_urlencoded(std::string_view text);
// Splits "/path?query" (origin form only) into a decoded path and its fields.
Result<void> decode_target(std::string_view target, std::string& path, Fields& query);
// The value of one cookie in a Cookie header, "" when absent. The first of that name wins.
std::string_view find_cookie(std::string_view header, std::string_view name);
// Valid UTF-8 without NUL.
bool is_clean_text(std::string_view bytes);

// SECURITY: where to go after sign-in. Only a path on this site; everything else becomes `instead`.
std::string safe_return_path(std::string_view wanted, std::string_view instead = "/");

}  // namespace musubi::web
