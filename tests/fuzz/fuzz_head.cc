// fuzz_head.cc - any bytes as a request head and as a chunked body. What is accepted has one
// length, one host and no stray line ends.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "web/server/finish.h"
#include "web/server/head.h"
#include "web/server/proxies.h"

using namespace musubi;       // NOLINT: a fuzz program is its own world
using namespace musubi::web;  // NOLINT

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t end = find_head_end(bytes);
  if (end != std::string_view::npos) {
    const auto head = std::make_unique<Head>();
    if (parse_head(bytes.substr(0, end), 100, *head) == 0) {
      if (head->chunked && head->content_length) __builtin_trap();
      if (head->target.empty() || head->target[0] != '/') __builtin_trap();
      for (int i = 0; i < head->field_count; ++i) {
        const auto& field = head->fields[static_cast<std::size_t>(i)];
        if (field.value.find_first_of("\r\n") != std::string_view::npos) __builtin_trap();
        if (field.name.empty()) __builtin_trap();
      }
      accepts_coding(head->accept_encoding, "br");
      etag_matches(head->if_none_match, "W/\"abc\"");
      static const auto proxies = *TrustedProxies::parse({"10.0.0.0/8", "2001:db8::/32"});
      proxies.client_of("10.0.0.1", head->get("x-forwarded-for"));
    }
  }
  std::string whole;
  std::string pieces;
  auto into = [](std::string& out) {
    return [&out](std::string_view piece) {
      out.append(piece);
      return true;
    };
  };
  ChunkedDecoder at_once;
  std::string_view rest = bytes;
  const bool fine = at_once.feed(rest, into(whole));
  ChunkedDecoder stepwise;
  bool still_fine = true;
  for (std::size_t i = 0; i < bytes.size() && still_fine && !stepwise.done(); ++i) {
    std::string_view one = bytes.substr(i, 1);
    still_fine = stepwise.feed(one, into(pieces));
  }
  if (fine != still_fine || at_once.done() != stepwise.done() || whole != pieces) __builtin_trap();
  return 0;
}
