// address_help.cc - see address_help.h. Part of the page kit: composes its own components, and must
// never decide what is put into the address.
#include "web/kit/address_help.h"

#include "web/kit/button.h"
#include "web/kit/element.h"
#include "web/kit/form.h"
#include "web/kit/layout.h"
#include "web/kit/notice.h"

namespace musubi::web::kit {

namespace {
const std::string kLookUpLabel = "住所を調べる";
const std::string kChooseLabel = "選んだ所在地にする";

Html places(const postal::Help& help) {
  ChoiceField field{.name = kAddressChoice, .label = "郵便番号から見つかった所在地", .options = {}};
  for (const postal::Choice& choice : help.choices) {
    field.options.push_back({choice.value, choice.label, choice.hint});
  }
  field.value = help.chosen;
  field.error = error_at(help.error, kAddressChoice);
  field.quiet = true;
  return radio_group(field) + cluster({button({.label = kChooseLabel, .look = Look::secondary,
                                               .name = kAddressButton,
                                               .value = kChooseAddress})});
}
}  // namespace

Html address_help(const postal::Help& help) {
  if (!help.offered) return {};
  // A live region is heard only when it stood there, empty, before something was said in it.
  const Html spoken =
      element("p", Attrs("hint").flag("data-says").set("aria-live", "polite"), Html());
  Html out = cluster({button({.label = kLookUpLabel, .look = Look::secondary, .icon = "search",
                              .name = kAddressButton, .value = kLookUpAddress})}) +
             spoken;
  Html found;
  if (!help.says.empty()) {
    found += notice({.tone = help.choices.empty() ? Tone::ok : Tone::info, .title = help.says,
                     .level = 0, .focused = true});
  }
  if (!help.choices.empty()) found += places(help);
  out += element("div", Attrs("stack").flag("data-found"), found);
  return element("div", Attrs("stack postal").url("data-postal-codes", kPostalCodes), out);
}

std::string press_again(const postal::Help& help) {
  return "もう一度「" + (help.choices.empty() ? kLookUpLabel : kChooseLabel) +
         "」を押してください";
}

}  // namespace musubi::web::kit
