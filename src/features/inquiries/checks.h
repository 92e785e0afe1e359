// checks.h - what may be typed at the desk: one place for the public form, the members' form, the
// office's notes of calls, and replies. Between the services; internal. Stores nothing.
#pragma once

#include "features/inquiries/service.h"

namespace musubi::inquiries {

struct Needs {
  bool email = true, consent = true, name = true;
};
// Trimmed and normalised, or a FieldError per field in page order.
Result<Question> check_question(const Question& input, const Needs& needs);
// Words of a thread: never empty, at most kBodyMost characters, no controls but line ends.
Result<std::string> check_body(const std::string& typed, const char* field, const char* label);
// On disk, hashed and sniffed; the scan is ordered when they are taken. FieldError at "file".
Result<std::vector<files::Staged>> stage_uploads(const std::vector<Upload>& uploads);

}  // namespace musubi::inquiries
