// pages_passkeys.cc - passkeys between browser and service: an offer as JSON for the script, the
// answer as an ordinary form. Holds no rule and no SQL.
#include "base/json.h"
#include "base/base64url.h"
#include "features/accounts/pages_factors.h"
#include "features/accounts/views.h"
#include "web/app.h"
#include "web/rate_limits.h"

namespace musubi::accounts::pages {
namespace {

constexpr int kTimeoutMs = 5 * 60'000;  // as long as the challenge lives

Result<Site> site_of(const Request& request) {
  auto site = keys::webauthn::site_of(request.app->public_origin);
  if (!site) {
    return fail(Fault::invalid,
                "このアドレスではパスキーを使えません。パスワードと認証アプリをお使いください");
  }
  return *site;
}

Json descriptors(const std::vector<std::string>& ids) {
  Json out = Json::array();
  for (const std::string& id : ids) out.push_back({{"type", "public-key"}, {"id", id}});
  return out;
}

// The options of navigator.credentials.create(); bytes as base64url.
Json creation_options(const Request& request, const Site& site, const PasskeyOffer& offer) {
  Json algorithms = Json::array();
  for (const int algorithm : {-7, -8, -257}) {
    algorithms.push_back({{"type", "public-key"}, {"alg", algorithm}});
  }
  return {{"challenge", offer.challenge},
          {"rp", {{"id", site.rp_id}, {"name", request.app->site_name}}},
          {"user", {{"id", base64url(offer.account.text)},
                    {"name", offer.login},
                    {"displayName", offer.name}}},
          {"pubKeyCredParams", algorithms},
          {"excludeCredentials", descriptors(offer.known)},
          {"authenticatorSelection",
           {{"residentKey", "required"}, {"requireResidentKey", true},
            {"userVerification", "required"}}},
          {"attestation", "none"},
          {"timeout", kTimeoutMs}};
}

Response answer_creation(const Request& request, const Result<PasskeyOffer>& offer) {
  if (!offer) return web::problem(request, offer.error());
  const auto site = site_of(request);
  if (!site) return web::problem(request, site.error());
  return web::json_text(creation_options(request, *site, *offer).dump());
}

PasskeyAnswer answer_of(const Request& request) {
  const web::Fields& form = request.form;
  PasskeyAnswer out;
  out.client_data = form.get("client_data");
  out.attestation = form.get("attestation");
  out.credential = form.get("credential");
  out.authenticator_data = form.get("authenticator_data");
  out.signature = form.get("signature");
  out.user_handle = form.get("user_handle");
  out.name = form.get("passkey_name");
  return out;
}

}  // namespace

Response create_own_passkey_offer(Request& request, Locksmith& smith) {
  if (auto site = site_of(request); !site) return web::problem(request, site.error());
  return answer_creation(request, offer_own_passkey(request.context(), smith,
                                                    request.form.get("passkey_password")));
}

Response create_own_passkey(Request& request) {
  const auto site = site_of(request);
  if (!site) return web::problem(request, site.error());
  auto done = add_own_passkey(request.context(), *site, answer_of(request));
  if (!done) return web::problem(request, done.error());
  return web::see_other("/account?message=passkey");
}

Response show_passkey_removal(Request& request) {
  auto passkey = load_own_passkey(request.context(), PasskeyId{request.param("id")});
  if (!passkey) return web::problem(request, passkey.error());
  return web::html(views::passkey_removal(request, *passkey));
}

Response delete_own_passkey(Request& request) {
  auto done = remove_own_passkey(request.context(), PasskeyId{request.param("id")});
  if (!done) return web::problem(request, done.error());
  return web::see_other("/account?message=passkey-removed");
}

Response create_enrolment_passkey_offer(Request& request) {
  if (auto site = site_of(request); !site) return web::problem(request, site.error());
  return answer_creation(request, offer_enrolment_passkey(request.context(), step_of(request)));
}

Response create_enrolment_passkey(Request& request, Locksmith& smith) {
  const auto site = site_of(request);
  if (!site) return web::problem(request, site.error());
  auto entered = enrol_passkey(request.context(), *site, step_of(request), answer_of(request),
                               browser_of(request));
  if (entered) return enter(request, *entered);
  auto enrolment = load_enrolment(request.context(), smith, step_of(request));
  if (!enrolment) return start_again();
  return refused(views::enrolment(request, *enrolment, entered.error()), entered.error());
}

Response create_passkey_offer(Request& request) {
  // Each offer is a row. Whoever has given the right password is not held up by the neighbours.
  if (!request.actor.is_person() && !has_step(request.context(), step_of(request)) &&
      !request.app->limits->take("write", web::address_key(request.address), request.now)) {
    return web::problem(request, {Fault::too_many,
                                  "続けて多くの操作がありました。1分ほど待ってから、もう一度お試しください",
                                  {}, {}});
  }
  const auto site = site_of(request);
  if (!site) return web::problem(request, site.error());
  auto offer = offer_sign_in(request.context());
  if (!offer) return web::problem(request, offer.error());
  // No list of credentials: the authenticator knows which accounts it holds for this site, and
  // nobody learns here which accounts have a passkey.
  return web::json_text(Json{{"challenge", offer->challenge},
                             {"rpId", site->rp_id},
                             {"userVerification", "required"},
                             {"timeout", kTimeoutMs}}
                            .dump());
}

Response create_session_by_passkey(Request& request) {
  const std::string back = request.form.get("return_to");
  const auto page = [&](const Error& error) {
    return views::sign_in(request, "", back, error, "");
  };
  // As with the code: behind the right password the address is not asked.
  if (!has_step(request.context(), step_of(request))) {
    if (auto refusal = too_many(request, page)) return std::move(*refusal);
  }
  const auto site = site_of(request);
  if (!site) return refused(page(site.error()), site.error());
  auto entered = sign_in_with_passkey(request.context(), *site, answer_of(request), back,
                                      browser_of(request));
  if (entered) return enter(request, *entered);
  return refused(page(entered.error()), entered.error());
}

}  // namespace musubi::accounts::pages
