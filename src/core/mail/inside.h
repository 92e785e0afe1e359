// inside.h - what the files of core/mail share: message text, transport, settings.
// Nobody else includes it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "core/mail/mail.h"

namespace musubi::mail {

struct Attachment {
  std::string filename, media_type, path;
};

// What is handed to the transport, before headers are encoded.
struct Outgoing {
  std::string from_address, from_name, to_address, to_name, reply_to, list_unsubscribe;
  std::string subject, body, message_id;
  Instant date;
  std::vector<Attachment> attachments;
};

// message.cc ------------------------------------------------------------------------------------
// SECURITY: true when a header may hold it: valid UTF-8 without line breaks or controls.
bool is_header_safe(std::string_view value);
bool is_address(std::string_view value);
std::string encoded_word(std::string_view utf8);                 // RFC 2047, folded
std::string encoded_parameter(std::string_view name, std::string_view utf8);  // RFC 2231
// The whole RFC 5322 message with CRLF. Fault::unavailable when an attachment cannot be read.
Result<std::string> rfc5322(const Outgoing& mail);

// transport.cc ----------------------------------------------------------------------------------
std::shared_ptr<const Smtp> current_smtp();  // nullptr = not configured
struct Refusal {
  bool permanent = false;  // 5xx: trying again is of no use
  bool silent = false;     // no server, or none for us: every other mail would fare the same
  bool unsure = false;     // the whole mail was handed over and no answer came
  std::string says;        // the server's code and words, for the office
};
// nullopt = accepted by the server.
std::optional<Refusal> deliver(const Smtp& smtp, const Outgoing& mail, const std::string& text);

}  // namespace musubi::mail
