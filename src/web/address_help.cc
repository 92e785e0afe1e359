// address_help.cc - see address_help.h. Reads the form's fields by the names that the kit writes;
// every decision is core/postal's. Never writes.
#include "web/address_help.h"

#include "base/json.h"
#include "web/app.h"
#include "web/kit/address_help.h"
#include "web/rate_limits.h"

namespace musubi::web {

bool asks_for_address(const Request& request) {
  const std::string pressed = request.form.get(kit::kAddressButton);
  return pressed == kit::kLookUpAddress || pressed == kit::kChooseAddress;
}

postal::Help find_address(const Request& request) {
  return postal::look_up(request.context(),
                         {request.form.get("postal_code"), request.form.get("address"),
                          request.form.get(kit::kAddressButton) == kit::kChooseAddress,
                          request.form.get(kit::kAddressChoice)});
}

namespace {

constexpr std::string_view kPostalRule = "postal_code";

Response show_places(Request& request) {
  const std::string who = address_key(request.address);
  if (!request.app->limits->take(kPostalRule, who, request.now)) {
    return problem(request, {Fault::too_many,
                             "続けて何度も住所が調べられました。少し待ってから、もう一度お試しください",
                             {}, {}});
  }
  const auto found = postal::list_places(request.context(), request.query.get("postal_code"));
  if (!found) return problem(request, found.error());
  Json places = Json::array();
  for (const postal::Place& place : found->list) {
    places.push_back({{"address", place.address}, {"says", place.says}});
  }
  return json_text(Json{{"places", std::move(places)}, {"says", found->says}}.dump());
}

}  // namespace

void add_postal_codes(Router& router) {
  router.get(kit::kPostalCodes, may::anyone, show_places);
}

}  // namespace musubi::web
