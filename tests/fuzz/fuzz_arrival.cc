// fuzz_arrival.cc - any bytes as what a stranger's request says of itself: page, referrer, agent,
// searched words, and cells of files from elsewhere. What is counted must be clean text of bounded
// length, and never name somebody's mail address.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "features/analytics/probe_rows.h"
#include "features/analytics/rules.h"
#include "web/arrivals.h"
#include "web/urlencoded.h"

using namespace musubi;  // NOLINT: a fuzz program is its own world

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  web::Arrival arrival;
  arrival.page = bytes.substr(0, 400);
  arrival.agent = bytes.substr(0, 300);
  for (const auto kind : {web::Arrival::Kind::page, web::Arrival::Kind::missing,
                          web::Arrival::Kind::outbound}) {
    arrival.kind = kind;
    const std::string page = analytics::page_of(arrival);
    if (page.empty() || !web::is_clean_text(page) || count_characters(page) > 400) {
      __builtin_trap();
    }
  }
  const std::string words = analytics::words_of(bytes.substr(0, 300));
  if (!words.empty() && !web::is_clean_text(words)) __builtin_trap();
  if (words.find('@') != std::string::npos) __builtin_trap();
  const std::string_view host = web::referring_host(bytes, "musubi.example");
  if (!web::is_clean_text(analytics::referrer_of(host)) || host.find('/') != host.npos) {
    __builtin_trap();
  }
  (void)analytics::left_out_because(arrival);
  (void)analytics::device_of(bytes);
  const std::string cell(bytes.substr(0, 100));
  if (is_valid_utf8(cell)) {
    (void)analytics::read_probe_time(cell);
    (void)analytics::read_probe_result(cell);
    const auto figure = analytics::read_figure(cell, 100);
    if (figure && *figure < 0) __builtin_trap();
  }
  return 0;
}
