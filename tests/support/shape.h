// shape.h - an answer without what differs from one request to the next, so that two answers can be
// compared word by word: tokens, keys of forms, and the texts that the test itself chose.
#pragma once

#include <regex>
#include <string>
#include <vector>

#include "support/scenario.h"

namespace musubi::test {

inline std::string shape_of(const Answer& answer, const std::vector<std::string>& chosen) {
  static const std::regex kTokens(
      "(name=\"(csrf_token|form_key)\" value=|nonce=|data-form-key=)\"[^\"]*\""
      "|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}");  // and the number of the request
  std::string out = std::to_string(answer.response().status) + " " + answer.header("Location") +
                    "\n" + answer.body();
  // First: three groups of an id that are digits alone look like the number of a request.
  for (const std::string& text : chosen) {
    for (std::size_t at = 0; (at = out.find(text, at)) != std::string::npos;) {
      out.replace(at, text.size(), "~");
    }
  }
  return std::regex_replace(out, kTokens, "");
}

}  // namespace musubi::test
