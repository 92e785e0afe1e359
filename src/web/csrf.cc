// csrf.cc - cookies of the gate and the CSRF tokens: the session's own token for people who are
// signed in (synchroniser), a signed double-submit cookie for visitors.
#include "web/csrf.h"

#include <sodium.h>

#include "base/base64url.h"
#include "web/gate.h"
#include "web/urlencoded.h"

namespace musubi::web {
namespace {

std::string sign(const App& app, std::string_view text) {
  crypto_auth_hmacsha256_state state;
  std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
  const auto* key = reinterpret_cast<const unsigned char*>(app.csrf_secret.data());
  crypto_auth_hmacsha256_init(&state, key, app.csrf_secret.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()),
                                text.size());
  crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(mac.data()));
  return base64url(mac);
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && !a.empty() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool is_ours(const App& app, std::string_view token) {
  std::size_t dot = token.find('.');
  return dot != std::string_view::npos && token.size() < 200 &&
         same(token.substr(dot + 1), sign(app, token.substr(0, dot)));
}

std::string cookie_line(std::string_view name, std::string_view value, bool secure) {
  std::string out;
  out.append(name).append("=").append(value).append("; Path=/; HttpOnly; SameSite=Lax");
  if (secure) out += "; Secure";
  return out;
}

}  // namespace

std::string_view session_cookie_name(bool secure) { return secure ? "__Host-session" : "session"; }
std::string_view csrf_cookie_name(bool secure) { return secure ? "__Host-csrf" : "csrf"; }

void set_session_cookie(Response& response, const Request& request, std::string_view value) {
  response.header("Set-Cookie",
                  cookie_line(session_cookie_name(request.secure), value, request.secure));
}

void clear_session_cookie(Response& response, const Request& request) {
  response.header("Set-Cookie",
                  cookie_line(session_cookie_name(request.secure), "", request.secure) +
                      "; Max-Age=0");
}

std::string new_anonymous_csrf_token(const App& app) {
  std::string random = random_token(16);
  return random + "." + sign(app, random);
}

std::string mask_csrf_token(std::string_view token) {
  std::string out(token.size() * 2, '\0');
  randombytes_buf(out.data(), token.size());
  for (std::size_t i = 0; i < token.size(); ++i) {
    out[token.size() + i] = static_cast<char>(out[i] ^ token[i]);
  }
  return base64url(out);
}

bool csrf_token_matches(std::string_view sent, std::string_view token) {
  if (token.empty() || sent.empty() || sent.size() > 1000) return false;
  if (same(sent, token)) return true;
  auto bytes = from_base64url(sent);
  if (!bytes || bytes->size() != token.size() * 2) return false;
  std::string bare(token.size(), '\0');
  for (std::size_t i = 0; i < bare.size(); ++i) {
    bare[i] = static_cast<char>((*bytes)[i] ^ (*bytes)[token.size() + i]);
  }
  return same(bare, token);
}

// Gives the request the token that its forms will carry.
void prepare_csrf(App& app, Request& request, const std::string& session_token) {
  if (!session_token.empty()) {
    request.csrf_secret = session_token;
  } else {
    std::string cookie = request.cookie(csrf_cookie_name(request.secure));
    request.csrf_cookie_missing = !is_ours(app, cookie);
    request.csrf_secret = request.csrf_cookie_missing ? new_anonymous_csrf_token(app) : cookie;
  }
  request.csrf_token = mask_csrf_token(request.csrf_secret);
}

std::string csrf_cookie_line(const Request& request) {
  return cookie_line(csrf_cookie_name(request.secure), request.csrf_secret, request.secure);
}

}  // namespace musubi::web
