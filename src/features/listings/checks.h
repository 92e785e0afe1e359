// checks.h - what may be typed about an event and its asker: one place for the public form, the
// members' form, corrections, and the office's notes. Between the services; internal. Pure.
#pragma once

#include "features/listings/service.h"

namespace musubi::listings {

// Trimmed and normalised; a FieldError per field, in the order of the form. An event whose last day
// lies before `today` cannot be listed any more.
Result<Event> check_event(const Event& input, Date today);

struct Needs {
  bool email = true, consent = true;
};
// The event and who asks.
Result<Asking> check_asking(const Asking& input, const Needs& needs, Date today);
// One to kWordsMost characters without controls but line ends.
Result<std::string> check_words(const std::string& typed, const char* field, const char* label);

// 始まる日：令和6年11月9日（土） → 令和6年11月10日（日）, one line for each field that differs; "" when none does.
std::string difference_of(const Event& before, const Event& now);

}  // namespace musubi::listings
