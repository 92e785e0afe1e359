// incoming.h - a mail that a person wrote to us, as a feature reads it: who, about what, the words
// as UTF-8 (ISO-2022-JP, Shift_JIS, EUC-JP and the others that ICU knows), what is attached, and
// what it answers. Between inbox.h and the features. Bounded; stores and sends nothing.
// SECURITY: written by strangers. Every name and address in it is a claim; nothing here has line
// breaks where it stands in one line, and everything is valid UTF-8 without NUL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace musubi::mail {

inline constexpr std::size_t kSubjectMost = 200;    // characters
inline constexpr std::size_t kWordsMost = 20'000;   // characters of a body
inline constexpr std::size_t kReferencesMost = 20;
inline constexpr std::size_t kAttachedMost = 10;

struct IncomingFile {
  std::string filename;  // as the sender named it, one line; never empty
  std::string bytes;
};

struct Incoming {
  std::string from_address;  // lower case; "" when there is none that can be one
  std::string from_name;
  std::vector<std::string> recipients;  // To, Cc, Delivered-To, X-Original-To; lower case
  std::string subject;                  // one line
  std::string message_id;               // with < >; "" when there is none
  std::vector<std::string> references;  // In-Reply-To first, then References; with < >
  std::string text;                     // of text/plain, else of text/html without its tags
  std::vector<IncomingFile> files;
  // A program wrote it: a bounce, a holiday notice, a list. It must never be answered by a program.
  bool automatic = false;
};

Incoming read_incoming(std::string_view message);

// Words of a header: RFC 2047 encoded words joined and undone; one line.
std::string decoded_header(std::string_view written);
// Bytes in a charset by its name as UTF-8; unknown ones and broken bytes become U+FFFD or are
// read as UTF-8. No NUL.
std::string as_utf8(std::string_view bytes, std::string_view charset);

}  // namespace musubi::mail
