// address_help.h - 「住所を調べる」 in a form that has postal_code and address: was it pressed, and
// what came of it; and the same question asked by the script of such a form. Called by pages before
// they look at anything else that was typed; the view shows the answer with kit::address_help.
// Must never save: the form comes back, filled in.
#pragma once

#include "core/postal/postal.h"
#include "web/request.h"

namespace musubi::web {

class Router;

// One of the two buttons of kit::address_help sent this form.
bool asks_for_address(const Request& request);
// REQUIRES: asks_for_address(request).
postal::Help find_address(const Request& request);

// GET /postal-codes?postal_code=8600001, for anyone, as JSON:
//   {"places": [{"address": "...", "says": "..."}], "says": "..."}      no places: nothing is known
// Limited by the rule "postal_code"; whoever asks too often, or wrongly, gets problem details.
void add_postal_codes(Router& router);

}  // namespace musubi::web
