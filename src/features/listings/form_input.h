// form_input.h - what the forms of an event hold, as the service takes it. Between the pages;
// internal. Decides nothing.
#pragma once

#include "features/listings/service.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::listings::pages {

inline constexpr int kRowsOfPage = 25;

// A day that cannot be read comes as something that is none, so that the service says so.
Event event_of(const web::Fields& form);
Correction correction_of(const web::Fields& form);
std::int64_t whole_number_of(const std::string& text);  // 0 when it is none
bool comes_back(Fault fault);                           // with the same form
web::Response kept_by_nobody(web::Response response);
std::string said_words(const std::string& said);

}  // namespace musubi::listings::pages
