// oidc.h - one OpenID Connect provider, asked over HTTP (authorization code with PKCE): where to
// send a browser, and who came back. Called by features/federation outside any transaction.
// Must never decide whose account a person is, nor keep a token.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"

namespace musubi::oidc {

enum class Profile { generic, gbizid };
std::string_view profile_name(Profile profile);  // generic | gbizid

struct Options {
  std::string issuer;  // as the provider writes it, with or without a last slash; "" = off
  std::string client_id;
  std::string client_secret = {};  // "" = a public client; never logged
  Profile profile = Profile::generic;
  std::string button_label = {};         // "" = by the profile
  std::vector<std::string> scopes = {};  // empty = by the profile
  int timeout_ms = 5'000;
};
// Call at start and on reload; forgets what the provider said.
void configure(Options options);

struct Shown {
  bool on = false;
  std::string issuer;
  Profile profile = Profile::generic;
  std::string button_label;  // GビズIDでログインする
  std::string service;       // in a sentence: GビズID, ほかのサービス
};
Shown shown();

// Of one way to the provider and back. SECURITY: the verifier and the nonce stay on our side.
struct Trip {
  std::string state, nonce, verifier;
  std::string redirect_uri;
};
// Where to send the browser. Asks for the discovery document when it is not kept.
// Fault::unavailable with words when the provider cannot be asked.
Result<std::string> authorization_address(const Trip& trip, Instant now);

// What the browser brought back.
struct Returned {
  std::string code, issuer;  // issuer: `iss` of RFC 9207, "" = not there
};
struct Person {
  std::string issuer, subject;
  // GビズID only (C-5): 1 エントリー, 2 プライム, 3 メンバー; 1 法人, 2 個人事業主; 0 = not told.
  int account_type = 0, corporation_type = 0;
  std::string corporate_number;
};
// Exchanges the code and believes nothing that is not signed for us. Fault::invalid when what came
// is not right, Fault::unavailable when the provider did not answer; `detail` names the check.
Result<Person> redeem(const Trip& trip, const Returned& returned, Instant now);

// ---- the claims of an ID token whose signature was right (OpenID Connect Core 3.1.3.7) ----

inline constexpr std::int64_t kSkewSeconds = 60;
struct Expected {
  std::string issuer, client_id, nonce, access_token;
  Instant now;
};
// The subject. Fault::invalid; `detail` names the claim.
Result<std::string> check_id_token(const Json& claims, const Expected& expected);

}  // namespace musubi::oidc
