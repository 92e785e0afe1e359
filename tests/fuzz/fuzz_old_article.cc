// fuzz_old_article.cc - any bytes as the HTML of an old article: the Markdown shows no script, no
// foreign picture and no address that runs something, and every loss has its remedy.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "core/markdown/markdown.h"
#include "features/site_import/wordpress/convert.h"

using namespace musubi;  // NOLINT: a fuzz program is its own world

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  const auto converted = site_import::to_markdown(html, "https://old.example.jp");
  if (!is_valid_utf8(converted.markdown)) std::abort();
  if (converted.markdown.find_first_of("\x1D\x1E\x00\x08") != std::string::npos) std::abort();
  for (const std::string_view unseen : {"\u202E", "\u2066", "\u200B"}) {
    if (converted.markdown.find(unseen) != std::string::npos) std::abort();
  }
  const std::string shown = markdown::to_html(converted.markdown);
  for (const std::string_view evil : {"<script", "<iframe", "<svg", "href=\"javascript:",
                                      "href=\"data:", "<img src=\"http", "<form"}) {
    if (shown.find(evil) != std::string::npos) std::abort();
  }
  if (converted.losses.size() > site_import::kLossesMost + 1) std::abort();
  for (const auto& loss : converted.losses) {
    if (loss.what.empty() || loss.remedy.empty()) std::abort();
  }
  return 0;
}
