// oidc.cc - see oidc.h.
//   discovery (an hour) -> address for the browser ... code -> token -> ID token -> userinfo
// SECURITY: no token, code, subject or address reaches a log line; every address of the provider is
// https, or http on loopback when the issuer is there too.
#include "core/oidc/oidc.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

#include "base/base64url.h"
#include "base/log.h"
#include "base/text.h"
#include "core/http/http.h"
#include "core/oidc/jws.h"

namespace musubi::oidc {
namespace {

constexpr int kAtOnceMost = 4;  // of the workers that serve pages
constexpr std::int64_t kKeptMs = 60 * 60'000LL;
constexpr std::int64_t kKeysAgainAfterMs = 60'000;  // for a key id that is not known
constexpr std::size_t kAddressMost = 2'000;
constexpr std::size_t kCodeMost = 4'000;
constexpr std::size_t kAccessTokenMost = 8'000;

// What the provider says of itself, and its keys.
struct Provider {
  std::string issuer, authorization, token, userinfo, jwks;
  bool sends_issuer = false;  // RFC 9207
  bool by_form = false;       // client_secret_post: only when Basic is not offered
  Instant fetched, keys_fetched;
  std::vector<Key> keys;
};

struct Kept {
  std::mutex mutex;
  std::shared_ptr<const Options> options = std::make_shared<const Options>();
  std::shared_ptr<const Provider> provider;
};
Kept& kept() {
  static Kept one;
  return one;
}
std::shared_ptr<const Options> current_options() {
  const std::lock_guard lock(kept().mutex);
  return kept().options;
}
std::shared_ptr<const Provider> current_provider() {
  const std::lock_guard lock(kept().mutex);
  return kept().provider;
}
// Not when the configuration changed while the provider was asked.
void keep_provider(const std::shared_ptr<const Options>& of,
                   const std::shared_ptr<const Provider>& provider) {
  const std::lock_guard lock(kept().mutex);
  if (kept().options == of) kept().provider = provider;
}

std::atomic<int> asking{0};
struct Place {
  const bool mine = asking.fetch_add(1) < kAtOnceMost;
  ~Place() { asking.fetch_sub(1); }
};

Failure unavailable(std::string detail) {
  return fail(Fault::unavailable,
              "ログインのサービスから応答がありません。少し待ってから、もう一度お試しいただくか、"
              "メールアドレスとパスワードでログインしてください",
              std::move(detail));
}
Failure refused(std::string detail) {
  return fail(Fault::invalid,
              "ログインのサービスの応答を確かめられませんでした。もう一度、はじめからお試しください。"
              "続くときは、事務局にお知らせください",
              std::move(detail));
}

bool is_loopback(std::string_view address) {
  for (const std::string_view start : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
    if (!address.starts_with(start)) continue;
    const std::string_view rest = address.substr(start.size());
    if (rest.empty() || rest.front() == ':' || rest.front() == '/') return true;
  }
  return false;
}

bool is_allowed(std::string_view address, std::string_view issuer) {
  if (address.size() > kAddressMost) return false;
  const bool clean = std::all_of(address.begin(), address.end(), [](char c) {
    return c > ' ' && c < 0x7f && c != '#' && c != '"' && c != '<' && c != '>' && c != '\\' &&
           c != '@';
  });
  if (!clean) return false;
  return address.starts_with("https://") || (is_loopback(issuer) && is_loopback(address));
}

std::string encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::string string_at(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}
bool lists(const Json& object, const char* name, const std::string& wanted) {
  const auto found = object.find(name);
  return found != object.end() && found->is_array() &&
         std::find(found->begin(), found->end(), Json(wanted)) != found->end();
}

Result<Json> ask_json(const Options& options, http::Question question, const char* what) {
  question.timeout_ms = options.timeout_ms;
  question.headers.emplace_back("Accept: application/json");
  const Result<http::Answer> answer = http::ask(question);
  if (!answer) return unavailable(std::string(what) + ": " + answer.error().detail);
  if (answer->status != 200) {
    const std::string detail = std::string(what) + ": status " + std::to_string(answer->status);
    // 400 and 401 are the provider's word about what we sent; the rest is its own trouble.
    const bool refuses = answer->status == 400 || answer->status == 401;
    return refuses ? refused(detail) : unavailable(detail);
  }
  Json out = Json::parse(answer->body, nullptr, false);
  if (!out.is_object()) return unavailable(std::string(what) + ": no JSON object");
  return out;
}

Result<Provider> read_discovery(const Json& said, const std::string& issuer) {
  Provider out;
  out.issuer = string_at(said, "issuer");
  // SECURITY: to the letter, so that nobody else's document is taken for this provider's.
  if (out.issuer != issuer) return refused("discovery: issuer");
  out.authorization = string_at(said, "authorization_endpoint");
  out.token = string_at(said, "token_endpoint");
  out.userinfo = string_at(said, "userinfo_endpoint");
  out.jwks = string_at(said, "jwks_uri");
  for (const std::string* address : {&out.authorization, &out.token, &out.jwks}) {
    if (address->empty() || !is_allowed(*address, issuer)) return refused("discovery: address");
  }
  if (!out.userinfo.empty() && !is_allowed(out.userinfo, issuer)) {
    return refused("discovery: userinfo");
  }
  const auto sends = said.find("authorization_response_iss_parameter_supported");
  out.sends_issuer = sends != said.end() && sends->is_boolean() && sends->get<bool>();
  const char* ways = "token_endpoint_auth_methods_supported";  // absent: Basic
  out.by_form = said.contains(ways) && !lists(said, ways, "client_secret_basic") &&
                lists(said, ways, "client_secret_post");
  return out;
}

Result<std::vector<Key>> ask_keys(const Options& options, const std::string& address) {
  const Json said = TRY(ask_json(options, {.address = address}, "keys"));
  return read_keys(said.dump());
}

bool is_fresh(Instant fetched, Instant now, std::int64_t for_ms) {
  return now >= fetched && now.ms - fetched.ms < for_ms;
}

Result<std::shared_ptr<const Provider>> discover(const std::shared_ptr<const Options>& options,
                                                 Instant now) {
  if (auto known = current_provider(); known && is_fresh(known->fetched, now, kKeptMs)) {
    return known;
  }
  std::string address = options->issuer;
  while (address.ends_with('/')) address.pop_back();
  address += "/.well-known/openid-configuration";
  const Json said = TRY(ask_json(*options, {.address = address}, "discovery"));
  Provider found = TRY(read_discovery(said, options->issuer));
  found.keys = TRY(ask_keys(*options, found.jwks));
  found.fetched = now;
  found.keys_fetched = now;
  std::shared_ptr<const Provider> out = std::make_shared<const Provider>(std::move(found));
  keep_provider(options, out);
  return out;
}

// A token without a key id is tried with each key of its kind.
bool is_signed_by(const Jws& jws, const std::vector<Key>& keys) {
  return std::any_of(keys.begin(), keys.end(), [&](const Key& key) {
    return (jws.key_id.empty() || key.id == jws.key_id) && signature_is_right(jws, key);
  });
}
bool knows(const std::vector<Key>& keys, const std::string& id) {
  return id.empty() ||
         std::any_of(keys.begin(), keys.end(), [&](const Key& key) { return key.id == id; });
}

// With the keys that are kept; once more with new ones when the provider has changed them.
Result<void> check_signature(const std::shared_ptr<const Options>& options,
                             const Provider& provider, const Jws& jws, Instant now) {
  if (is_signed_by(jws, provider.keys)) return {};
  if (knows(provider.keys, jws.key_id)) return refused("signature");
  if (is_fresh(provider.keys_fetched, now, kKeysAgainAfterMs)) return refused("unknown key");
  Provider renewed = provider;
  renewed.keys = TRY(ask_keys(*options, provider.jwks));
  renewed.keys_fetched = now;
  keep_provider(options, std::make_shared<const Provider>(renewed));
  if (!is_signed_by(jws, renewed.keys)) return refused("signature");
  return {};
}

struct Tokens {
  std::string id_token, access_token;
};

// What can stand in a header line without ending it.
bool is_header_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

Result<Tokens> exchange(const Options& options, const Provider& provider, const Trip& trip,
                        const std::string& code) {
  http::Question question{.address = provider.token};
  question.form = "grant_type=authorization_code&code=" + encoded(code) +
                  "&redirect_uri=" + encoded(trip.redirect_uri) +
                  "&code_verifier=" + encoded(trip.verifier);
  if (options.client_secret.empty() || provider.by_form) {
    *question.form += "&client_id=" + encoded(options.client_id);
  }
  if (!options.client_secret.empty() && provider.by_form) {
    *question.form += "&client_secret=" + encoded(options.client_secret);
  } else if (!options.client_secret.empty()) {
    question.headers = {"Authorization: Basic " + base64(encoded(options.client_id) + ":" +
                                                         encoded(options.client_secret))};
  }
  const Json said = TRY(ask_json(options, std::move(question), "token"));
  Tokens out{string_at(said, "id_token"), string_at(said, "access_token")};
  if (out.id_token.empty()) return refused("token: no id_token");
  if (lower_ascii(string_at(said, "token_type")) != "bearer") return refused("token: type");
  if (out.access_token.size() > kAccessTokenMost || !is_header_text(out.access_token)) {
    return refused("token: access_token");
  }
  return out;
}

// A number, or a number as text: GビズID writes codes as text.
int code_at(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return 0;
  if (found->is_number_integer()) {
    const auto value = found->get<std::int64_t>();
    return value >= 0 && value <= 9 ? static_cast<int>(value) : 0;
  }
  const std::string text = string_at(object, name);
  return text.size() == 1 && text[0] >= '0' && text[0] <= '9' ? text[0] - '0' : 0;
}

// GビズID tells of the company here alone; its ID token holds nothing of it (C-5).
Result<void> add_company(const Options& options, const Provider& provider, const Tokens& tokens,
                         Person& person) {
  if (provider.userinfo.empty() || tokens.access_token.empty()) return refused("no userinfo");
  http::Question question{.address = provider.userinfo};
  question.headers = {"Authorization: Bearer " + tokens.access_token};
  const Json said = TRY(ask_json(options, std::move(question), "userinfo"));
  // SECURITY: an answer about somebody else would give this person their company.
  if (string_at(said, "sub") != person.subject) return refused("userinfo: sub");
  person.account_type = code_at(said, "account_type");
  person.corporation_type = code_at(said, "corp_type");
  const std::string number = string_at(said, "corporate_number");
  if (!number.empty()) {
    const CorporateNumber read = read_corporate_number(number);
    if (read.defect != CorporateNumberDefect::none) return refused("userinfo: corporate_number");
    person.corporate_number = read.digits;
  }
  return {};
}

std::string scopes_of(const Options& options) {
  std::string out;
  for (const std::string& scope : options.scopes) out += (out.empty() ? "" : " ") + scope;
  if (!out.empty()) return out;
  return options.profile == Profile::gbizid ? "openid profile" : "openid";
}

Result<Person> redeem_now(const std::shared_ptr<const Options>& options, const Trip& trip,
                          const Returned& returned, Instant now) {
  const std::shared_ptr<const Provider> provider = TRY(discover(options, now));
  // RFC 9207: whose answer this is. Demanded of a provider that says that it tells.
  const bool told = !returned.issuer.empty();
  if (told ? returned.issuer != provider->issuer : provider->sends_issuer) {
    return refused("iss of the answer");
  }
  if (returned.code.empty() || returned.code.size() > kCodeMost) return refused("code");
  const Tokens tokens = TRY(exchange(*options, *provider, trip, returned.code));
  const Jws jws = TRY(read_jws(tokens.id_token));
  TRY(check_signature(options, *provider, jws, now));
  Person out;
  out.issuer = provider->issuer;
  out.subject = TRY(check_id_token(jws.claims, {provider->issuer, options->client_id, trip.nonce,
                                                tokens.access_token, now}));
  if (options->profile == Profile::gbizid) TRY(add_company(*options, *provider, tokens, out));
  return out;
}

Failure off() {
  return fail(Fault::not_found, "ほかのサービスでのログインは、ここでは使えません。"
                                "メールアドレスとパスワードでログインしてください");
}

// The check that failed, for the operator; never what was sent.
void tell(const Error& error) {
  log::warning("oidc.failed", {{"check", error.detail}});
}

}  // namespace

std::string_view profile_name(Profile profile) {
  return profile == Profile::gbizid ? "gbizid" : "generic";
}

void configure(Options changed) {
  const std::lock_guard lock(kept().mutex);
  kept().options = std::make_shared<const Options>(std::move(changed));
  kept().provider = nullptr;
}

Shown shown() {
  const auto options = current_options();
  Shown out;
  out.on = !options->issuer.empty();
  out.issuer = options->issuer;
  out.profile = options->profile;
  out.service = out.profile == Profile::gbizid ? "GビズID" : "ほかのサービス";
  out.button_label =
      options->button_label.empty() ? out.service + "でログインする" : options->button_label;
  return out;
}

Result<std::string> authorization_address(const Trip& trip, Instant now) {
  const auto options = current_options();
  if (options->issuer.empty()) return off();
  const Place place;
  if (!place.mine) return unavailable("too many at once");
  const auto provider = discover(options, now);
  if (!provider) {
    tell(provider.error());
    return fail(provider.error());
  }
  const std::string& address = (*provider)->authorization;
  return address + (address.find('?') == std::string::npos ? "?" : "&") +
         "response_type=code&client_id=" + encoded(options->client_id) +
         "&redirect_uri=" + encoded(trip.redirect_uri) + "&scope=" + encoded(scopes_of(*options)) +
         "&state=" + encoded(trip.state) + "&nonce=" + encoded(trip.nonce) +
         "&code_challenge=" + base64url(sha256_bytes(trip.verifier)) +
         "&code_challenge_method=S256";
}

Result<Person> redeem(const Trip& trip, const Returned& returned, Instant now) {
  const auto options = current_options();
  if (options->issuer.empty()) return off();
  const Place place;
  if (!place.mine) return unavailable("too many at once");
  auto person = redeem_now(options, trip, returned, now);
  if (!person) tell(person.error());
  return person;
}

}  // namespace musubi::oidc
