// form.h - reading what a person typed: pages turn Request::form into an input struct with these.
// A FormReader collects one message per field, in page order; the page then shows the same form
// again, filled in, with show_again() (422). Rules of the business belong to check() in service.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::web {

// Reads fields by name. `label` is what the person sees beside the field: 団体名（フリガナ）.
// Every read_ function returns a usable value even after an error, so that all fields are read.
class FormReader {
 public:
  explicit FormReader(const Fields& fields) : fields_(fields) {}

  // Trimmed (ASCII and ideographic spaces), line ends as \n; longer than `most` is an error.
  std::string text(std::string_view name, std::string_view label, std::size_t most = 1000);
  std::string required(std::string_view name, std::string_view label, std::size_t most = 1000);
  // Exactly as typed: passwords only.
  std::string untouched(std::string_view name) const { return fields_.get(name); }
  // Full width digits, commas and spaces are fine. Empty is nullopt without an error.
  std::optional<std::int64_t> integer(std::string_view name, std::string_view label,
                                      std::int64_t least = INT64_MIN,
                                      std::int64_t most = INT64_MAX);
  // Any form of parse_japanese_date. Empty is nullopt without an error.
  std::optional<Date> date(std::string_view name, std::string_view label);
  std::optional<Date> required_date(std::string_view name, std::string_view label);
  bool checkbox(std::string_view name) const { return !fields_.get(name).empty(); }
  // One of `allowed`; anything else is an error and reads as "".
  std::string choice(std::string_view name, std::string_view label,
                     const std::vector<std::string>& allowed, bool must_choose = true);
  std::vector<std::string> all(std::string_view name) const { return fields_.all(name); }

  void add_error(std::string_view name, std::string says);
  bool ok() const { return errors_.empty(); }
  const std::vector<FieldError>& errors() const { return errors_; }
  // Success, or Fault::invalid with the messages: `TRY(reader.result());`
  Result<void> result() const;

 private:
  const Fields& fields_;
  std::vector<FieldError> errors_;
};

// Which sending of a form this is, for core/receipts: a hash of its form_key (kit::form_key_field)
// and of everything typed. Sent twice: the same; "" when the form carries no key.
std::string sending_of(const Request& request);

// The same form once more, with what was typed and the messages (422).
Response show_again(const Request& request, Html page);

}  // namespace musubi::web
