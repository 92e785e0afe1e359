// passkey.cc - see passkey.h; assets/js/passkeys.ts does the rest.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/passkey.h"

#include "web/kit/element.h"
#include "web/kit/form.h"

namespace musubi::web::kit {

Html passkey_form(const Request& request, const PasskeyForm& f) {
  Html answer;
  for (const char* name : {"client_data", "attestation", "credential", "authenticator_data",
                           "signature", "user_handle"}) {
    answer += hidden_field(name, "");
  }
  Attrs place("passkey");
  place.set("data-passkey", f.registers ? "create" : "get").url("data-offer", f.offer_path);
  return element(
      "div", place,
      element("p", Attrs("small muted").flag("data-without"), f.without.text()) +
          element("div", Attrs().flag("data-with").flag("hidden"),
                  form(request, {.action = f.action},
                       f.fields + answer + form_actions({button(f.button)}))) +
          element("p", Attrs("err").flag("data-says").flag("hidden").set("role", "alert"),
                  Html()));
}

}  // namespace musubi::web::kit
