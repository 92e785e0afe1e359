// id_token.cc - the claims of an ID token, one check after the other (see oidc.h). Called by
// oidc.cc after the signature was found right. Must never pass a claim that it could not read.
#include <algorithm>

#include "base/base64url.h"
#include "core/oidc/jws.h"
#include "core/oidc/oidc.h"

namespace musubi::oidc {
namespace {

constexpr std::size_t kSubjectMost = 255;          // OpenID Connect Core, section 2
constexpr std::int64_t kIssuedSecondsMost = 600;   // a code lives five minutes (C-5)
constexpr double kSecondsMost = 1e11;              // far beyond any calendar, safe as an integer

Failure not_ours(std::string claim) {
  return fail(Fault::invalid,
              "ログインのサービスの応答を確かめられませんでした。もう一度、はじめからお試しください。"
              "続くときは、事務局にお知らせください",
              std::move(claim));
}

bool is_text(const Json& claims, const char* name, const std::string& wanted) {
  const auto found = claims.find(name);
  return found != claims.end() && found->is_string() && found->get<std::string>() == wanted;
}

// Seconds since 1970; a fraction is cut off.
std::optional<std::int64_t> seconds_at(const Json& claims, const char* name) {
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  const double value = found->get<double>();
  if (!(value >= 0 && value <= kSecondsMost)) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

// For us, and for others only when the provider says that we are the one who asked.
bool is_for(const Json& claims, const std::string& client_id) {
  const auto aud = claims.find("aud");
  if (aud == claims.end()) return false;
  const bool named = claims.contains("azp");
  if (named && !is_text(claims, "azp", client_id)) return false;
  if (aud->is_string()) return aud->get<std::string>() == client_id;
  if (!aud->is_array() || aud->empty()) return false;
  const bool all_text =
      std::all_of(aud->begin(), aud->end(), [](const Json& one) { return one.is_string(); });
  const bool ours = std::any_of(aud->begin(), aud->end(), [&](const Json& one) {
    return one.is_string() && one.get<std::string>() == client_id;
  });
  return all_text && ours && (aud->size() == 1 || named);
}

std::string time_defect(const Json& claims, Instant at) {
  const std::int64_t now = at.ms / 1000;
  const auto expires = seconds_at(claims, "exp");
  if (!expires || *expires + kSkewSeconds <= now) return "exp";
  const auto issued = seconds_at(claims, "iat");
  if (!issued || *issued > now + kSkewSeconds ||
      *issued < now - kIssuedSecondsMost - kSkewSeconds) {
    return "iat";
  }
  if (claims.contains("nbf")) {
    const auto begins = seconds_at(claims, "nbf");
    if (!begins || *begins > now + kSkewSeconds) return "nbf";
  }
  return "";
}

}  // namespace

Result<std::string> check_id_token(const Json& claims, const Expected& expected) {
  CHECK(!expected.nonce.empty() && !expected.client_id.empty());
  if (!is_text(claims, "iss", expected.issuer)) return not_ours("iss");
  if (!is_for(claims, expected.client_id)) return not_ours("aud");
  if (const std::string defect = time_defect(claims, expected.now); !defect.empty()) {
    return not_ours(defect);
  }
  if (!is_text(claims, "nonce", expected.nonce)) return not_ours("nonce");
  if (claims.contains("at_hash")) {
    // Both algorithms that we take hash with SHA-256: its left half.
    const std::string half = sha256_bytes(expected.access_token).substr(0, 16);
    if (!is_text(claims, "at_hash", base64url(half))) return not_ours("at_hash");
  }
  const auto sub = claims.find("sub");
  if (sub == claims.end() || !sub->is_string()) return not_ours("sub");
  const auto subject = sub->get<std::string>();
  const bool printable = std::all_of(subject.begin(), subject.end(),
                                     [](char c) { return c > ' ' && c < 0x7f; });
  if (subject.empty() || subject.size() > kSubjectMost || !printable) return not_ours("sub");
  return subject;
}

}  // namespace musubi::oidc
