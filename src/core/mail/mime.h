// mime.h - just enough of MIME to find the parts of a mail that came in: headers unfolded,
// multiparts split, base64 and quoted-printable undone. Views into what was given wherever
// possible; bounded. Words are still in the charset of the sender: see incoming.h.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace musubi::mail {

inline constexpr int kDepthMost = 4;
inline constexpr std::size_t kPartsMost = 20;
inline constexpr std::size_t kHeadersMost = 200;

// Names in lower case, values unfolded and trimmed. `rest` is what follows the empty line.
struct Fields {
  std::vector<std::pair<std::string, std::string>> items;
  std::string_view rest;

  std::string get(std::string_view name) const;  // first, "" when absent
};
Fields read_fields(std::string_view text);

struct Part {
  std::string type;        // message/delivery-status, lower case; text/plain when not said
  std::string parameters;  // what follows the type, as written
  std::string disposition;  // Content-Disposition as written, "" when absent
  std::string text;        // decoded
};
// The leaves of a message in order, message/rfc822 being a leaf; at most kPartsMost.
std::vector<Part> read_parts(const Fields& head);
// boundary, report-type ... of a Content-Type's parameters; "" when absent.
std::string parameter(std::string_view parameters, std::string_view name);
std::string from_base64(std::string_view text);  // what does not belong there is passed over
std::string from_quoted_printable(std::string_view text);

}  // namespace musubi::mail
