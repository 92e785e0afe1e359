// oidc_server.h - the provider of sign-ins of tests as a child process (oidc_server.mjs), and the
// browser's part of the way there and back. Configures core/oidc; switches it off when it ends.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/json.h"
#include "base/time.h"
#include "core/oidc/oidc.h"
#include "support/child_server.h"
#include "support/http_client.h"
#include "web/urlencoded.h"

namespace musubi::test {

class OidcServer : public ChildServer {
 public:
  OidcServer() : ChildServer("oidc_server.mjs") {}
  ~OidcServer() { oidc::configure({}); }

  std::string issuer() const { return origin() + "/oauth/"; }
  oidc::Options options(oidc::Profile profile = oidc::Profile::generic) const {
    oidc::Options out;
    out.issuer = issuer();
    out.client_id = "musubi";
    out.client_secret = "very secret";
    out.profile = profile;
    return out;
  }
  void use(oidc::Profile profile = oidc::Profile::generic, int timeout_ms = 5'000) const {
    oidc::Options with = options(profile);
    with.timeout_ms = timeout_ms;
    oidc::configure(with);
  }
  // Its clock is the test's, which stands still.
  void set_clock(Instant now) const { say("now", std::to_string(now.ms / 1000)); }
  // mode, subject, account_type, corporate_number ... from now on.
  void say(const std::string& name, const std::string& value) const {
    HttpClient http(port());
    EXPECT_EQ(http.get("/control?" + name + "=" + web::percent_encode(value)).status, 200);
  }
  // How often an address was asked: token, jwks, userinfo, .well-known/openid-configuration.
  int count(const std::string& place) const {
    HttpClient http(port());
    const Json asked = Json::parse(http.get("/count").body, nullptr, false);
    return asked.is_object() && asked.contains(place) ? asked[place].get<int>() : 0;
  }
  // The browser follows our redirect and agrees; the target on our side that it is sent back to.
  std::string agree(const std::string& address) const {
    const std::string place = origin();
    EXPECT_EQ(address.rfind(place + "/oauth/authorize?", 0), 0U) << address;
    if (address.size() <= place.size()) return "";
    HttpClient http(port());
    const std::string back = http.get(address.substr(place.size())).header("Location");
    const std::size_t scheme = back.find("://");
    const std::size_t path = scheme == std::string::npos ? scheme : back.find('/', scheme + 3);
    return path == std::string::npos ? "" : back.substr(path);
  }
};

}  // namespace musubi::test
