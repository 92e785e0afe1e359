// pages_recovery.cc - recovery codes: made and shown once, given in the place of a second factor.
// Between routes.cc and service_recovery.cc; holds no rule and no SQL.
#include "features/accounts/pages_factors.h"
#include "features/accounts/views.h"
#include "web/app.h"
#include "web/urlencoded.h"

namespace musubi::accounts::pages {
namespace {

// Where the page leads to when it was shown on the way in; "" when it was opened by itself.
std::string way_on(const std::string& typed) {
  return typed.empty() ? "" : web::safe_return_path(typed, "/account");
}

}  // namespace

Response show_recovery_codes(Request& request) {
  views::RecoveryCodes shown;
  shown.left = count_own_recovery_codes(request.context());
  shown.way_on = way_on(request.query.get("return_to"));
  if (request.query.get("message") == "used") {
    shown.message = "回復コードでログインしました。使っていない回復コードは" +
                    std::to_string(shown.left) + "個です";
  }
  return web::html(views::recovery_codes(request, shown));
}

Response create_recovery_codes(Request& request) {
  auto codes = make_recovery_codes(request.context());
  if (!codes) return web::problem(request, codes.error());
  views::RecoveryCodes shown;
  shown.codes = std::move(*codes);
  shown.left = static_cast<int>(shown.codes.size());
  shown.way_on = way_on(request.form.get("return_to"));
  return web::html(views::recovery_codes(request, shown));
}

Response show_recovery(Request& request) {
  auto step = load_second_step(request.context(), step_of(request));
  if (!step) return start_again();
  return web::html(views::recovery(request, std::nullopt));
}

Response create_session_by_recovery_code(Request& request) {
  const auto page = [&](const Error& error) { return views::recovery(request, error); };
  if (auto refusal = too_many(request, page)) return std::move(*refusal);
  auto entered = give_recovery_code(request.context(), step_of(request),
                                    request.form.get("recovery_code"), browser_of(request));
  if (!entered && entered.error().fault == Fault::not_found) return start_again();
  if (!entered) return refused(page(entered.error()), entered.error());
  Entered in = std::move(*entered);
  if (in.next == Entered::Next::signed_in) {
    const std::string home = request.app->home.path_for(in.roles);
    in.return_to = "/account/recovery-codes?message=used&return_to=" +
                   web::percent_encode(web::safe_return_path(in.return_to, home));
  }
  return enter(request, in);
}

}  // namespace musubi::accounts::pages
