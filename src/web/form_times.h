// form_times.h - how long somebody took to fill in an open form: the moment at which it was shown
// travels in a hidden field (`shown`), signed, so that a program cannot make one up. One of the
// signs of an unwanted sending; it never refuses anything. Called by pages of open forms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "web/request.h"

namespace musubi::web {

// For the hidden field `shown`; the same form shown again keeps its first moment. `form`: contact.
std::string shown_mark(const Request& request, std::string_view form);
// Since it was shown; -1 when the form does not say, or says what we did not sign.
std::int64_t filled_in_ms(const Request& request, std::string_view form);

}  // namespace musubi::web
