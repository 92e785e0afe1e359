// urlencoded.cc - see urlencoded.h. No I/O; everything here is fed with bytes from strangers.
// Between the socket and every Fields; must never let unclean text pass.
#include "web/urlencoded.h"

#include <array>

#include "base/text.h"

namespace musubi::web {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

Failure bad_text() {
  return fail(Fault::invalid,
              "送られた文字を読み取れませんでした。前の画面に戻って、もう一度お試しください");
}

}  // namespace

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size() + 16);
  for (char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      int high = hex_value(text[i + 1]);
      int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += c == '+' && plus_is_space ? ' ' : c;
    }
  }
  return out;
}

bool is_clean_text(std::string_view bytes) {
  return bytes.find('\0') == std::string_view::npos && is_valid_utf8(bytes);
}

Result<Fields> decode_urlencoded(std::string_view text) {
  Fields out;
  std::size_t count = 0;
  while (!text.empty()) {
    std::size_t end = text.find('&');
    std::string_view pair = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (pair.empty()) continue;
    if (++count > kFieldsMax) {
      return fail(Fault::too_large, "項目が多すぎます。分けて送ってください");
    }
    std::size_t equals = pair.find('=');
    auto name = percent_decode(pair.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::optional<std::string>("")
                                                  : percent_decode(pair.substr(equals + 1), true);
    if (!name || !value || !is_clean_text(*name) || !is_clean_text(*value)) return bad_text();
    out.add(std::move(*name), std::move(*value));
  }
  return out;
}

Result<void> decode_target(std::string_view target, std::string& path, Fields& query) {
  if (target.empty() || target[0] != '/') return bad_text();
  for (char c : target) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '#' || c == 0x7f) return bad_text();
  }
  std::size_t mark = target.find('?');
  auto decoded = percent_decode(target.substr(0, mark), false);
  if (!decoded || !is_clean_text(*decoded)) return bad_text();
  for (char c : *decoded) {
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) return bad_text();
  }
  path = std::move(*decoded);
  query = Fields{};
  if (mark != std::string_view::npos) query = TRY(decode_urlencoded(target.substr(mark + 1)));
  return {};
}

std::string_view find_cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    std::size_t end = header.find(';');
    std::string_view pair = header.substr(0, end);
    header.remove_prefix(end == std::string_view::npos ? header.size() : end + 1);
    while (!pair.empty() && (pair.front() == ' ' || pair.front() == '\t')) pair.remove_prefix(1);
    while (!pair.empty() && (pair.back() == ' ' || pair.back() == '\t')) pair.remove_suffix(1);
    std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    std::string_view value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    return value;
  }
  return {};
}

std::string safe_return_path(std::string_view wanted, std::string_view instead) {
  auto refuse = [&] { return std::string(instead); };
  if (wanted.empty() || wanted.size() > 2000 || wanted[0] != '/') return refuse();
  // SECURITY: "//host" and "/\host" leave the site; browsers drop tabs and line ends and read a
  // backslash as a slash, so none of these may stand anywhere.
  if (wanted.size() > 1 && wanted[1] == '/') return refuse();
  for (char c : wanted) {
    auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte >= 0x7f || c == '\\') return refuse();
  }
  // Coming back to the sign-in or sign-out page would be a loop.
  for (std::string_view loop : {"/sign-in", "/sign-out"}) {
    if (wanted.substr(0, loop.size()) == loop) return refuse();
  }
  return std::string(wanted);
}

}  // namespace musubi::web
