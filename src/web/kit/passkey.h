// passkey.h - a form whose answer comes from the browser's passkey: the script asks the offer,
// fills the hidden fields and sends the form as any other. Where the browser cannot (no script, too
// old), the reader sees `without` instead, which says what to do; there is never a dead button.
#pragma once

#include <string>

#include "web/html.h"
#include "web/kit/button.h"
#include "web/kit/needed.h"
#include "web/request.h"

namespace musubi::web::kit {

struct PasskeyForm {
  std::string action;      // own path: takes the answer
  std::string offer_path;  // own path: POST with the same fields, gives the options as JSON
  bool registers = false;  // make a new passkey, not use one
  Html fields = {};        // shown above the button
  Button button;
  Needed without;          // JavaScriptを使えるブラウザーで…
};
Html passkey_form(const Request& request, const PasskeyForm& form);

}  // namespace musubi::web::kit
